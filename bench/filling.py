"""A store filled with as many articles' items as wanted, for measuring what reads from it.

Reading 20,000 articles takes an hour. Instead some real articles are read and woven once, and their record is put in again
and again under other ids and later days, through the program's own shelving and store. What recurs in the news recurs here:
the entities named in most articles keep their ids, so that a few have items by the ten thousand.

`python -m bench.filling STORE [--articles 20000]` writes such a store.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from bench.articles import day_of, plain_reading, rows
from bench.registry import SHARED
from bench.weaving import read, weave_all
from consilience.exports.record.codec import decode, encode_item
from consilience.exports.record.flatten import flatten
from consilience.exports.record.shape import EntityOut, Record
from consilience.exports.record.shelving import shelve
from consilience.store.database import Database, open_database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consilience.record.items import Item

ARTICLES = 20_000
READ = 200
"""Articles that are really read: two days of the bulk, about a minute."""

RECURRING = 20
"""Entities that every copy shares: the heads of state and countries that most days' news name."""

_ID = re.compile(rb'"([acelqsv])([0-9a-f]{16})"')
_DAY = re.compile(rb'"(\d{4}-\d\d-\d\d)"')


def read_record(data: Path, *, articles: int = READ) -> Record:
    """Read and weave the first articles of a bulk file or folder into a record."""
    some = [
        plain_reading(r["id"], r["text"], outlet=r.get("outlet"), title=r.get("title"), day=day_of(r)).article
        for r in islice(rows(data), articles)
    ]
    named = [replace(a, id=f"a{blake2b(a.id.encode(), digest_size=8).hexdigest()}") for a in some]
    picture = weave_all(read(named))
    return flatten(picture, generated=datetime.now(UTC).isoformat(), program="bench", language_model="bench")


def copies(record: Record, *, articles: int) -> Iterator[tuple[Item, ...]]:
    """Give the items of copies of a record until there are so many articles: the record itself first, then later ones."""
    content = encode_item(record)
    by_size = sorted(record.entities, key=lambda entity: (-len(entity.mentions), entity.id))
    recurring = {entity.id for entity in by_size[:RECURRING]}
    shared: dict[str, list[EntityOut]] = defaultdict(list)
    for number in range(-(-articles // max(1, len(record.articles)))):
        copied = decode(_moved(content, number, recurring)) if number else record
        for entity in copied.entities:
            if entity.id in recurring:
                shared[entity.id].append(entity)
        yield shelve(
            replace(copied, entities=tuple(_joined(entity, shared.get(entity.id)) for entity in copied.entities))
        )


def fill(store: Database, record: Record, *, articles: int = ARTICLES) -> int:
    """Put so many articles' items into a store. Gives the number of items written."""
    return sum(store.keep_items(items) for items in copies(record, articles=articles))


def _moved(content: bytes, number: int, recurring: set[str]) -> bytes:
    """A record as JSON with other ids, `number` days later."""
    salt = str(number).encode()
    kept = {name.encode() for name in recurring}

    def rename(found: re.Match[bytes]) -> bytes:
        if found[1] + found[2] in kept:
            return found[0]
        return b'"' + found[1] + blake2b(found[2] + salt, digest_size=8).hexdigest().encode() + b'"'

    def shift(found: re.Match[bytes]) -> bytes:
        return b'"' + (date.fromisoformat(found[1].decode()) + timedelta(days=number)).isoformat().encode() + b'"'

    return _DAY.sub(shift, _ID.sub(rename, content))


def _joined(entity: EntityOut, copies_so_far: list[EntityOut] | None) -> EntityOut:
    """A recurring entity with its mentions in every copy so far."""
    if not copies_so_far:
        return entity
    return replace(entity, mentions=tuple(span for one in copies_so_far for span in one.mentions))


def main() -> int:
    """Write a filled store."""
    parser = argparse.ArgumentParser(prog="python -m bench.filling", description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--read", type=int, default=READ)
    parser.add_argument("--data", type=Path, default=SHARED / "data/bulk")
    options = parser.parse_args()
    with open_database(options.store) as store:
        written = fill(store, read_record(options.data, articles=options.read), articles=options.articles)
        sys.stderr.write(f"{options.store}: {written} items, {dict(store.counts())}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
