"""`consilience export`: what the store knows, in a format for other tools."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from consilience.cli.failure import Failure
from consilience.cli.files import write_whole
from consilience.settings import DATABASE_NAME


def export(
    *,
    form: Annotated[Literal["record", "schema"], Parameter(name="--format")] = "record",
    db: Path = Path(DATABASE_NAME),
    out: Path | None = None,
) -> None:
    """Write the last record of a store, or the JSON Schema of records, to a file or standard output.

    Parameters
    ----------
    form
        record: the public JSON record of the last run; schema: the JSON Schema that records follow.
    db
        The store that `consilience run` filled.
    out
        The file to write; standard output if not given.

    """
    content = _schema() if form == "schema" else _record(db)
    if out:
        write_whole(out, content)
    else:
        sys.stdout.buffer.write(content)


def _schema() -> bytes:
    from consilience.exports.record.codec import schema

    return json.dumps(schema(), indent=1, sort_keys=True).encode() + b"\n"


def _record(db: Path) -> bytes:
    from consilience.store.database import StoreError, open_database

    if not db.exists():
        raise Failure(f"{db}: no store there; run 'consilience run' first or name one with --db")
    try:
        with open_database(db) as store:
            content = store.record()
    except StoreError as error:
        raise Failure(str(error)) from error
    if content is None:
        raise Failure(f"{db}: no run has finished on this store")
    return content
