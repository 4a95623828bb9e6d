"""Items kept one by one: only what differs is written, and what differs is logged, in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from consilience.record.items import Item, Kind
from consilience.store import codec, tables
from consilience.store.searching import SEARCHED, index_row

AT_ONCE = 500
"""Items compared and written together: bounds memory, and keeps statements below the limit on parameters."""

DIGEST_BYTES = 12

PICTURES = "pictures"

Key = tuple[Kind, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    no: int
    digest: bytes
    columns: bytes
    ties: bytes
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Difference:
    """An item that is not kept as it is now. `before`: as it is kept, `None` where it is new."""

    item: Item
    before: _Known | None
    digest: bytes
    columns: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What has to be written, worked out against the items as they were after `pictures` writings."""

    pictures: int
    differences: tuple[_Difference, ...]
    gone: Mapping[Key, _Known]


def compare(connection: sa.Connection, items: Sequence[Item], gone: Iterable[Key] = ()) -> Plan:
    """Work out what has to be written so that the items are kept and the gone ones are not. Only reads."""
    found: list[_Difference] = []
    for some in _chunks(items):
        known = _known(connection, [(item.kind, item.id) for item in some])
        for item in some:
            before = known.get((item.kind, item.id))
            digest, columns = _digest(item.content), _digest(codec.encode_columns(item))
            if before is None or (before.digest, before.columns) != (digest, columns):
                found.append(_Difference(item=item, before=before, digest=digest, columns=columns))
    lost = {key: row for names in _chunks(sorted(set(gone))) for key, row in _known(connection, names).items()}
    return Plan(pictures=pictures(connection), differences=tuple(found), gone=lost)


def compare_all(connection: sa.Connection, items: Sequence[Item]) -> Plan:
    """As `compare`, and everything else that is kept is gone."""
    here = {(item.kind, item.id) for item in items}
    rows = connection.execute(sa.select(tables.item.c.kind, tables.item.c.id))
    return compare(connection, items, [(row.kind, row.id) for row in rows if (row.kind, row.id) not in here])


def pictures(connection: sa.Connection) -> int:
    """How many times the items were written: who worked something out from them can tell whether they are still those."""
    return connection.scalar(sa.select(tables.state.c.number).where(tables.state.c.name == PICTURES)) or 0


def write(connection: sa.Connection, plan: Plan) -> int:
    """Write what a plan says and log it. Gives the number of changes logged. The plan must not be out of date.

    An item whose content is the same is no change, though its place in lists may be written anew.
    """
    log: list[dict[str, str]] = []
    number = connection.scalar(sa.select(sa.func.max(tables.item.c.no))) or 0
    for some in _chunks(plan.differences):
        _remove(connection, {(one.item.kind, one.item.id): one.before for one in some if one.before})
        rows: list[tuple[int, _Difference]] = []
        for one in some:
            number += one.before is None
            rows.append((one.before.no if one.before else number, one))
            if one.before is None or one.before.digest != one.digest:
                log.append({"kind": one.item.kind, "id": one.item.id, "what": "changed" if one.before else "added"})
        _insert(connection, rows)
    for names in _chunks(sorted(plan.gone)):
        _remove(connection, {key: plan.gone[key] for key in names})
        log += [{"kind": kind, "id": name, "what": "gone"} for kind, name in names]
    _write_log(connection, log)
    _count_up(connection, tables.state, "name", {PICTURES: 1})
    return len(log)


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
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


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=DIGEST_BYTES).digest()


def _insert(connection: sa.Connection, rows: Sequence[tuple[int, _Difference]]) -> None:
    connection.execute(sa.insert(tables.item), [_item_row(no, one.item) for no, one in rows])
    connection.execute(sa.insert(tables.content), [_content_row(no, one) for no, one in rows])
    for name, table in tables.ties.items():
        tied = [
            {"target": target, "kind": one.item.kind, "day": one.item.day, "id": one.item.id,
             "weight": one.item.weight, "no": no}
            for no, one in rows
            for target in codec.targets(one.item)[name]
        ]  # fmt: skip
        if tied:
            connection.execute(sa.insert(table), tied)
    words = [index_row(no, one.item) for no, one in rows if one.item.kind in SEARCHED]
    if words:
        connection.execute(sa.insert(tables.search), words)


def _content_row(no: int, one: _Difference) -> dict[str, Any]:
    return {
        "no": no, "digest": one.digest, "columns": one.columns, "ties": codec.encode_ties(one.item),
        "content": codec.encode_content(one.item.content),
    }  # fmt: skip


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


def _write_log(connection: sa.Connection, log: Sequence[Mapping[str, str]]) -> None:
    if not log:
        return
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    connection.execute(sa.insert(tables.change), [{**row, "at": at} for row in log])
    numbers = Counter(row["kind"] for row in log if row["what"] == "added")
    numbers.subtract(row["kind"] for row in log if row["what"] == "gone")
    _count_up(connection, tables.tally, "kind", numbers)


def _count_up(connection: sa.Connection, table: sa.Table, key: str, numbers: Mapping[str, int]) -> None:
    if not numbers:
        return
    statement = insert(table)
    changed = {"number": table.c.number + statement.excluded.number}
    connection.execute(
        statement.on_conflict_do_update(index_elements=[key], set_=changed),
        [{key: name, "number": number} for name, number in numbers.items()],
    )
