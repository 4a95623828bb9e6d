"""Lists of items: filtered, in one of three orders, a page at a time from a cursor on.

A cursor is the sort key and id of the last item given, so that items added or gone meanwhile neither repeat nor hide another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from consilience.record.items import LATE, Item, Kind
from consilience.record.listing import Filter, Order, Page, StoryCard
from consilience.store import codec, tables
from consilience.store.query import as_match
from consilience.store.tables import item

MOST_COUNTED = 10_000
"""A filtered list counts its items up to here: 10,000 index entries take about 3 ms, and no reader pages so far."""

AT_ONCE = 500

Columns = sa.FromClause


def get(connection: sa.Connection, kind: Kind, names: Sequence[str]) -> tuple[Item, ...]:
    """Give items of a kind by id, in the order of the ids, each once; those not there are left out."""
    found: dict[str, Item] = {}
    wanted = tuple(dict.fromkeys(names))
    for start in range(0, len(wanted), AT_ONCE):
        where = [item.c.kind == kind, item.c.id.in_(wanted[start : start + AT_ONCE])]
        found.update({row.id: _item(row) for row in connection.execute(_whole().where(*where))})
    return tuple(found[name] for name in wanted if name in found)


def page(
    connection: sa.Connection, kind: Kind, where: Filter, *, order: Order, after: str | None, limit: int
) -> Page[Item]:
    """Give a page of items. Raises ValueError where `after` is no cursor of a list in this order."""
    numbers, following = _walk(connection, kind, where, order, after, limit)
    rows = {row.no: row for row in connection.execute(_whole().where(item.c.no.in_(numbers)))}
    total, exact = _count(connection, kind, where)
    return Page(items=tuple(_item(rows[no]) for no in numbers), next=following, total=total, exact=exact)


def story_cards(
    connection: sa.Connection, where: Filter, *, order: Order, after: str | None, limit: int
) -> Page[StoryCard]:
    """Give a page of stories as lists show them, without reading their contents. Raises ValueError as `page` does."""
    numbers, following = _walk(connection, "story", where, order, after, limit)
    rows = {row.no: row for row in connection.execute(sa.select(item).where(item.c.no.in_(numbers)))}
    total, exact = _count(connection, "story", where)
    return Page(items=tuple(_card(rows[no]) for no in numbers), next=following, total=total, exact=exact)


def counts(connection: sa.Connection) -> dict[str, int]:
    """Give the number of items of each kind that has any."""
    rows = connection.execute(sa.select(tables.tally.c.kind, tables.tally.c.number))
    return {row.kind: row.number for row in rows if row.number}


def backlinks(connection: sa.Connection, relation: str, target: str) -> dict[str, int]:
    """How many items of each kind hang on a thing; counting stops at MOST_COUNTED in all."""
    tie = tables.ties[relation]
    some = sa.select(tie.c.kind).where(tie.c.target == target).limit(MOST_COUNTED).subquery()
    rows = connection.execute(sa.select(some.c.kind, sa.func.count().label("number")).group_by(some.c.kind))
    return {row.kind: row.number for row in rows}


def conditions(where: Filter) -> Iterable[sa.ColumnElement[bool]]:
    """Give what must hold of an item's own row."""
    for name in ("place", "by", "type", "status", "outlet"):
        wanted = getattr(where, name)
        if wanted is not None:
            yield getattr(item.c, name) == wanted
    if where.since is not None:
        yield item.c.last >= where.since
    if where.until is not None:
        yield item.c.first <= where.until
    if where.bbox is not None:
        west, south, east, north = where.bbox
        yield item.c.lat.between(south, north)
        inside = [item.c.lon >= west, item.c.lon <= east]
        yield sa.and_(*inside) if west <= east else sa.or_(*inside)


def tied(where: Filter) -> dict[str, str]:
    """Give what a filter says items must hang on: relation to target."""
    wanted = {name: getattr(where, name) for name in tables.ties}
    return {name: target for name, target in wanted.items() if target is not None}


def _narrow(kind: Kind, where: Filter) -> tuple[Any, list[sa.ColumnElement[bool]], sa.FromClause]:
    """The columns a list is walked by, what must hold, and where from: a tie table leads where the filter names one."""
    wanted = list(tied(where).items())
    holds = [*conditions(where), *_bounds(kind, where)]
    if where.text is not None:
        holds.append(item.c.no.in_(_matching(where.text, kind)))
    if not wanted:
        return item.c, [item.c.kind == kind, *holds], item
    (name, target), *others = wanted
    lead = tables.ties[name]
    for other, wanted_target in others:
        tie = tables.ties[other].alias()
        same = [tie.c.target == wanted_target, tie.c.kind == kind, tie.c.day == lead.c.day, tie.c.id == lead.c.id]
        holds.append(sa.exists().where(*same))
    needs_row = where.text is not None or any(True for _ in conditions(where))
    source = lead.join(item, item.c.no == lead.c.no) if needs_row else lead
    return lead.c, [lead.c.target == target, lead.c.kind == kind, *holds], source


def _bounds(kind: Kind, where: Filter) -> Iterable[sa.ColumnElement[bool]]:
    """What follows from a filter's days for the day that the list's index is in order of: where the walk can start or end."""
    if kind in LATE:
        if where.since is not None:
            yield item.c.day >= where.since
    elif where.until is not None:
        yield item.c.day.between("0", where.until)


def _matching(text: str, kind: Kind) -> Any:
    match = as_match(text, (kind,))
    if match is None:
        return sa.select(sa.null()).where(sa.false())
    return sa.select(tables.search.c.rowid).where(sa.literal_column("search").op("MATCH")(match))


def _walk(
    connection: sa.Connection, kind: Kind, where: Filter, order: Order, after: str | None, limit: int
) -> tuple[list[int], str | None]:
    columns, holds, source = _narrow(kind, where)
    key = columns.weight if order == "weight" else columns.day
    here = sa.tuple_(key, columns.id)
    if after is not None:
        value, name = codec.decode_cursor(after, order)
        there = sa.tuple_(sa.literal(value), sa.literal(name))
        holds.append(here > there if order == "oldest" else here < there)
    towards = [key.asc(), columns.id.asc()] if order == "oldest" else [key.desc(), columns.id.desc()]
    query = sa.select(columns.no, key.label("key"), columns.id).select_from(source).where(*holds)
    rows = connection.execute(query.order_by(*towards).limit(limit + 1)).all()
    following = None
    if len(rows) > limit:
        following = codec.encode_cursor(order, rows[limit - 1].key, rows[limit - 1].id)
    return [row.no for row in rows[:limit]], following


def _count(connection: sa.Connection, kind: Kind, where: Filter) -> tuple[int, bool]:
    if where == Filter():
        number = connection.scalar(sa.select(tables.tally.c.number).where(tables.tally.c.kind == kind))
        return number or 0, True
    columns, holds, source = _narrow(kind, where)
    some = sa.select(columns.no).select_from(source).where(*holds).limit(MOST_COUNTED + 1).subquery()
    number = connection.scalar(sa.select(sa.func.count()).select_from(some)) or 0
    return min(number, MOST_COUNTED), number <= MOST_COUNTED


def _whole() -> sa.Select[Any]:
    return sa.select(item, tables.content.c.ties, tables.content.c.content).join_from(
        item, tables.content, tables.content.c.no == item.c.no
    )


def _item(row: Any) -> Item:
    ties: Mapping[str, tuple[str, ...]] = codec.decode_ties(row.ties)
    return Item(
        kind=row.kind, id=row.id, content=codec.decode_content(row.content), title=row.title, stories=ties["story"],
        articles=ties["article"], entities=ties["entity"], refs=ties["ref"], type=row.type, status=row.status,
        outlet=row.outlet, place=row.place, by=row.by, first=row.first, last=row.last, lat=row.lat, lon=row.lon,
        weight=row.weight, figures=codec.decode_figures(row.figures),
    )  # fmt: skip


def _card(row: Any) -> StoryCard:
    figures = dict(codec.decode_figures(row.figures))
    return StoryCard(
        id=row.id, title=row.title, articles=figures.get("articles", 0), independent=figures.get("independent", 0),
        events=figures.get("events", 0), disputes=figures.get("disputes", 0), first=row.first, last=row.last,
    )  # fmt: skip
