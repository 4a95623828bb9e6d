"""`consilience export`: what the store knows, in a format for other tools."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from consilience.cli.failure import Failure
from consilience.cli.files import make_folder, read_whole, write_whole
from consilience.cli.stores import existing_store

if TYPE_CHECKING:
    from consilience.exports.formats import Format
    from consilience.exports.record.shape import Record
    from consilience.exports.selection import Selection

SCHEMA = "schema"
LIST = "list"


def export(
    *,
    form: Annotated[str, Parameter(name="--format")] = "record",
    story: str | None = None,
    since: str | None = None,
    until: str | None = None,
    where: Annotated[str | None, Parameter(allow_leading_hyphen=True)] = None,
    db: Path | None = None,
    record: Path | None = None,
    out: Path | None = None,
) -> None:
    """Write what a store knows in a format for other tools, whole or cut down to a story, days or an area.

    For example:

    - `consilience export --format list`
    - `consilience export --format acled --since 2024-05-01 --out events.csv`
    - `consilience export --format csv --where Ambilobe --out tables`
    - `consilience export --format geojson --where -18.2,27.6,-13.1,43.8 --out islands.geojson`
    - `consilience export --format docx --story "dock strike" --out strike.docx`

    Parameters
    ----------
    form
        The format, `list` to see them all, or `schema` for the JSON Schema of records.
    story
        Only this story: its id, or words of its title.
    since
        Only what is dated to this day (YYYY-MM-DD) or later.
    until
        Only what is dated to this day (YYYY-MM-DD) or earlier.
    where
        Only what is placed here: the name of a town, region or country, or west,south,east,north in degrees.
    db
        The store; if none is named, consilience.db here, or else in out/.
    record
        A record file to export instead of a store.
    out
        The file to write, or a folder for formats of several files; standard output if not given.

    """
    from consilience.exports.formats import FORMATS, find_format

    if form == LIST:
        sys.stdout.write("".join(f"{one.name:9} {one.what}\n" for one in FORMATS))
        return
    if form == SCHEMA:
        _put(_schema(), out)
        return
    found = find_format(form)
    if found is None:
        raise Failure(f"{form}: no such format; one of {', '.join(one.name for one in FORMATS)}, schema", status=2)
    source = record or existing_store(db, instead="name one with --db, or a record.json with --record")
    content = read_whole(source) if record else _stored(source)
    if found.name == "record" and not (story or since or until or where):
        _put(content, out)
        return
    whole = _decoded(content, source)
    _write(found, _cut(whole, story=story, since=since, until=until, where=where), out)


def _schema() -> bytes:
    from consilience.exports.record.codec import schema

    return json.dumps(schema(), indent=1, sort_keys=True).encode() + b"\n"


def _stored(db: Path) -> bytes:
    from consilience.desk import Desk
    from consilience.exports.record.codec import encode
    from consilience.store.database import StoreError, open_database

    try:
        with open_database(db) as store:
            content = store.record()
            woven = Desk(store).record() if content is None else None
            content = encode(woven) if woven else content
    except StoreError as error:
        raise Failure(str(error)) from error
    if content is None:
        raise Failure(f"{db}: nothing in this store has been woven yet; run 'consilience run PATH... --db {db}' first")
    return content


def _decoded(content: bytes, path: Path) -> Record:
    from consilience.exports.record.codec import decode

    try:
        return decode(content)
    except ValueError as error:
        raise Failure(f"{path}: not a record ({error})") from error


def _cut(whole: Record, *, story: str | None, since: str | None, until: str | None, where: str | None) -> Record:
    from consilience.exports.failures import NothingSelected
    from consilience.exports.selection import make_selection, select

    try:
        selection: Selection = make_selection(whole, story=story, since=since, until=until, where=where)
        return select(whole, selection)
    except NothingSelected as error:
        raise Failure(str(error), status=2) from error


def _write(form: Format, chosen: Record, out: Path | None) -> None:
    from consilience.exports.failures import MissingLibrary

    try:
        if out and form.several and out.suffix != form.suffix:
            for name, content in form.files(chosen).items():
                write_whole(make_folder((out / name).parent) / Path(name).name, content)
            return
        content = form.write(chosen)
    except MissingLibrary as error:
        raise Failure(str(error)) from error
    _put(content, out)


def _put(content: bytes, out: Path | None) -> None:
    if out:
        write_whole(out, content)
    else:
        sys.stdout.buffer.write(content)
