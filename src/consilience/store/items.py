"""Items kept one by one: only what differs is written, and what differs is logged, in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from consilience.record.items import Item, Kind
from consilience.record.listing import What
from consilience.store import codec, tables
from consilience.store.searching import SEARCHED, index_row

AT_ONCE = 500
"""Items compared and written together: bounds memory, and keeps statements below the limit on parameters."""

DIGEST_BYTES = 12

Key = tuple[Kind, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    no: int
    digest: bytes
    columns: bytes
    ties: bytes
    day: str


@dataclass(slots=True, kw_only=True)
class _Log:
    """What one call changed; the only mutable thing here, alive for one transaction."""

    rows: list[dict[str, str]] = field(default_factory=list)
    tally: Counter[str] = field(default_factory=Counter)

    def note(self, kind: str, name: str, what: What) -> None:
        self.rows.append({"kind": kind, "id": name, "what": what})
        self.tally[kind] += {"added": 1, "changed": 0, "gone": -1}[what]


def keep(connection: sa.Connection, items: Sequence[Item], gone: Iterable[Key] = ()) -> int:
    """Write the items that differ from what is kept and forget the gone ones. Gives the number of changes logged.

    An item whose content is the same is no change, though its place in lists may be written anew.
    """
    log = _Log()
    number = connection.scalar(sa.select(sa.func.max(tables.item.c.no))) or 0
    for some in _chunks(items):
        known = _known(connection, [(item.kind, item.id) for item in some])
        number = _write(connection, some, known, number, log)
    for names in _chunks(sorted(set(gone))):
        _forget(connection, _known(connection, names), log)
    _write_log(connection, log)
    return len(log.rows)


def keep_all(connection: sa.Connection, items: Sequence[Item]) -> int:
    """As `keep`, and everything else that is kept is gone."""
    here = {(item.kind, item.id) for item in items}
    rows = connection.execute(sa.select(tables.item.c.kind, tables.item.c.id))
    return keep(connection, items, [(row.kind, row.id) for row in rows if (row.kind, row.id) not in here])


def _chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]


def _known(connection: sa.Connection, keys: Sequence[Key]) -> dict[Key, _Known]:
    by_kind: dict[Kind, list[str]] = {}
    for kind, name in keys:
        by_kind.setdefault(kind, []).append(name)
    found: dict[Key, _Known] = {}
    item, content = tables.item.c, tables.content.c
    for kind, names in by_kind.items():
        rows = connection.execute(
            sa.select(item.no, item.id, item.day, content.digest, content.columns, content.ties)
            .join_from(tables.item, tables.content, content.no == item.no)
            .where(item.kind == kind, item.id.in_(names))
        )
        for row in rows:
            found[kind, row.id] = _Known(no=row.no, digest=row.digest, columns=row.columns, ties=row.ties, day=row.day)
    return found


def _write(
    connection: sa.Connection, items: Sequence[Item], known: Mapping[Key, _Known], number: int, log: _Log
) -> int:
    """Write those of the items that differ; gives the highest number used."""
    rows: list[tuple[int, Item, bytes, bytes]] = []
    old: dict[Key, _Known] = {}
    for item in items:
        digest, columns = _digest(item.content), _digest(codec.encode_columns(item))
        before = known.get((item.kind, item.id))
        if before and (before.digest, before.columns) == (digest, columns):
            continue
        if before:
            old[item.kind, item.id] = before
        else:
            number += 1
        if not before or before.digest != digest:
            log.note(item.kind, item.id, "changed" if before else "added")
        rows.append((before.no if before else number, item, digest, columns))
    _remove(connection, old)
    _insert(connection, rows)
    return number


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=DIGEST_BYTES).digest()


def _insert(connection: sa.Connection, rows: Sequence[tuple[int, Item, bytes, bytes]]) -> None:
    if not rows:
        return
    connection.execute(sa.insert(tables.item), [_item_row(no, item) for no, item, _, _ in rows])
    contents = [
        {
            "no": no,
            "digest": digest,
            "columns": columns,
            "ties": codec.encode_ties(item),
            "content": codec.encode_content(item.content),
        }
        for no, item, digest, columns in rows
    ]
    connection.execute(sa.insert(tables.content), contents)
    for name, table in tables.ties.items():
        tied = [
            {"target": target, "kind": item.kind, "day": item.day, "id": item.id, "weight": item.weight, "no": no}
            for no, item, _, _ in rows
            for target in codec.targets(item)[name]
        ]
        if tied:
            connection.execute(sa.insert(table), tied)
    words = [index_row(no, item) for no, item, _, _ in rows if item.kind in SEARCHED]
    if words:
        connection.execute(sa.insert(tables.search), words)


def _item_row(no: int, item: Item) -> dict[str, Any]:
    return {
        "no": no, "kind": item.kind, "id": item.id, "title": item.title, "type": item.type, "status": item.status,
        "outlet": item.outlet, "place": item.place, "by": item.by, "first": item.first, "last": item.last,
        "lat": item.lat, "lon": item.lon, "day": item.day, "weight": item.weight,
        "figures": codec.encode_figures(item.figures),
    }  # fmt: skip


def _remove(connection: sa.Connection, known: Mapping[Key, _Known]) -> None:
    """Take the rows of items away, in every table."""
    if not known:
        return
    for name, table in tables.ties.items():
        tied = [
            {"t": target, "k": kind, "d": row.day, "i": one}
            for (kind, one), row in known.items()
            for target in codec.decode_ties(row.ties)[name]
        ]
        if tied:
            same = [table.c.target == sa.bindparam("t"), table.c.kind == sa.bindparam("k")]
            same += [table.c.day == sa.bindparam("d"), table.c.id == sa.bindparam("i")]
            connection.execute(sa.delete(table).where(*same), tied)
    numbers = [row.no for row in known.values()]
    searched = [row.no for (kind, _), row in known.items() if kind in SEARCHED]
    connection.execute(sa.delete(tables.search).where(tables.search.c.rowid.in_(searched)))
    connection.execute(sa.delete(tables.content).where(tables.content.c.no.in_(numbers)))
    connection.execute(sa.delete(tables.item).where(tables.item.c.no.in_(numbers)))


def _forget(connection: sa.Connection, known: Mapping[Key, _Known], log: _Log) -> None:
    _remove(connection, known)
    for kind, name in known:
        log.note(kind, name, "gone")


def _write_log(connection: sa.Connection, log: _Log) -> None:
    if not log.rows:
        return
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    connection.execute(sa.insert(tables.change), [row | {"at": at} for row in log.rows])
    statement = insert(tables.tally)
    changed = {"number": tables.tally.c.number + statement.excluded.number}
    connection.execute(
        statement.on_conflict_do_update(index_elements=["kind"], set_=changed),
        [{"kind": kind, "number": number} for kind, number in log.tally.items()],
    )
