"""What the commands that look things up have in common: where to ask, and whether the answer is for people or for scripts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from consilience.cli.failure import Failure
from consilience.cli.files import read_whole
from consilience.cli.stores import existing_store
from consilience.settings import RECORD_NAME

if TYPE_CHECKING:
    from consilience.desk import Desk, Item


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Question:
    """Where to ask and how to answer.

    Parameters
    ----------
    db
        The store; if none is named, consilience.db here, or else in out/.
    record
        Ask this record.json instead of a store.
    as_json
        Print JSON for scripts.

    """

    db: Path | None = None
    record: Path | None = None
    as_json: Annotated[bool, Parameter(name="--json", negative="")] = False


HERE = Question()
"""The store in this folder, answered for people."""


@contextmanager
def asked(question: Question) -> Iterator[Desk]:
    """Give the desk to ask. Raises Failure, in one line, where there is no store or no record, or nothing in it."""
    from consilience.desk import Desk
    from consilience.store.database import StoreError, open_database

    db = question.record or existing_store(question.db, instead=f"name one with --db, or a {RECORD_NAME} with --record")
    try:
        with TemporaryDirectory(prefix="consilience-") as folder:
            path = Path(folder) / "record.db" if question.record else db
            with open_database(path) as store:
                if question.record:
                    _fill(store, question.record)
                desk = Desk(store)
                if not desk.counts():
                    advice = "" if question.record else f" yet; run 'consilience run PATH... --db {db}' first"
                    raise Failure(f"{db}: nothing in it{advice}")
                yield desk
    except StoreError as error:
        raise Failure(str(error)) from error


def _fill(store: Any, record: Path) -> None:
    from consilience.exports.record.codec import decode
    from consilience.exports.record.shelving import shelve

    try:
        items = shelve(decode(read_whole(record)))
    except ValueError as error:
        raise Failure(f"{record}: not a record ({error})") from error
    store.keep_items(items)


def write_json(value: object) -> None:
    """Print an answer as indented JSON, in UTF-8 whatever the terminal."""
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")


def content(item: Item) -> Any:
    """An item as the record has it, for `write_json`; with its id, which timeline lines and sentences have only in a store."""
    value = json.loads(item.content)
    return {"id": item.id, **value}


def every(desk: Desk, kind: Any, **options: Any) -> Iterator[Item]:
    """Give all items of a list, page by page."""
    after: str | None = None
    while True:
        page = desk.page(kind, after=after, limit=500, **options)
        yield from page.items
        after = page.next
        if after is None:
            return


def iso_day(text: str | None, option: str) -> str | None:
    """A day that was typed, checked. Raises Failure where it is none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise Failure(f"{option} {text}: no day; write it as 2024-05-31", status=2) from error


def first_and_last(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """Two days that were typed, checked. Raises Failure where one is none, and where they stand the wrong way round."""
    first, last = iso_day(since, "--since"), iso_day(until, "--until")
    if first and last and first > last:
        raise Failure(f"--since {first} is after --until {last}; the first day must not be later", status=2)
    return first, last


def typed(words: tuple[str, ...], usage: str) -> str:
    """What was typed, as one text. Raises Failure where it is nothing; `usage`: what to write."""
    text = " ".join(words).strip()
    if not text:
        raise Failure(f"nothing asked for; write: consilience {usage}", status=2)
    return text
