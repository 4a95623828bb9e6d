"""Lists of items: filtered, in one of three orders, a page at a time from a cursor on.

A cursor is the sort key and id of the last item given, so that items added or gone meanwhile neither repeat nor hide another.
A short list is found by what narrows it and then sorted; a long one is walked in order along an index until the page is full,
which is soon, since much passes. Not here: what a filter means (`narrowing`), ranking (`searching`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from consilience.record.items import KINDS, Item, Kind
from consilience.record.listing import EVERYTHING, Filter, Order, Page, StoryCard
from consilience.store import codec, narrowing, tables
from consilience.store.tables import item

SHORT = 1_000
"""A list no longer than this is sorted after it is found: a millisecond. Walking 443,000 claims for 50 took 90."""

MOST_MATCHED = 2_000
"""Items of a list that must hold some words: those added last where there are more. Nothing walks an index of words by day."""

AT_ONCE = 500

Place = tuple[int, str | float, str]
"""An item in a list: its number, sort key and id."""


def get(connection: sa.Connection, kind: Kind, names: Sequence[str]) -> tuple[Item, ...]:
    """Give items of a kind by id, in the order of the ids, each once; those not there are left out."""
    found: dict[str, Item] = {}
    wanted = tuple(dict.fromkeys(names))
    for start in range(0, len(wanted), AT_ONCE):
        where = [item.c.kind == kind, item.c.id.in_(wanted[start : start + AT_ONCE])]
        found.update({row.id: _item(row) for row in connection.execute(_whole().where(*where))})
    return tuple(found[name] for name in wanted if name in found)


def named(connection: sa.Connection, kind: Kind, names: Sequence[str]) -> tuple[Item, ...]:
    """Give items of a kind by id as `get` does, without their contents and what they hang on."""
    found: dict[str, Item] = {}
    wanted = tuple(dict.fromkeys(names))
    for start in range(0, len(wanted), AT_ONCE):
        where = [item.c.kind == kind, item.c.id.in_(wanted[start : start + AT_ONCE])]
        found.update({row.id: _bare(row) for row in connection.execute(sa.select(item).where(*where))})
    return tuple(found[name] for name in wanted if name in found)


def page(
    connection: sa.Connection, kind: Kind, where: Filter, *, order: Order, after: str | None, limit: int
) -> Page[Item]:
    """Give a page of items. Raises ValueError where `after` is no cursor of a list in this order."""
    found = _find(connection, kind, where, order, after, limit)
    full = {row.no: row for row in connection.execute(_whole().where(item.c.no.in_(found.items)))}
    return Page(
        items=tuple(_item(full[no]) for no in found.items), next=found.next, total=found.total, exact=found.exact
    )


def rows(
    connection: sa.Connection, kind: Kind, where: Filter, *, order: Order, after: str | None, limit: int
) -> Page[Item]:
    """Give a page of items as `page` does, without their contents and what they hang on."""
    found = _find(connection, kind, where, order, after, limit)
    bare = {row.no: row for row in connection.execute(sa.select(item).where(item.c.no.in_(found.items)))}
    return Page(
        items=tuple(_bare(bare[no]) for no in found.items), next=found.next, total=found.total, exact=found.exact
    )


def counts(connection: sa.Connection) -> dict[str, int]:
    """Give the number of items of each kind that has any."""
    found = connection.execute(sa.select(tables.tally.c.kind, tables.tally.c.number))
    return {row.kind: row.number for row in found if row.number}


def backlinks(connection: sa.Connection, relation: str, target: str) -> dict[str, int]:
    """How many items of each kind hang on a thing; counting a kind stops at MOST_COUNTED."""
    tie = tables.ties[relation]
    found: dict[str, int] = {}
    for kind in KINDS:
        some = sa.select(tie.c.no).where(tie.c.target == target, tie.c.kind == kind).limit(narrowing.MOST_COUNTED)
        number = connection.scalar(sa.select(sa.func.count()).select_from(some.subquery()))
        if number:
            found[kind] = number
    return found


def _find(
    connection: sa.Connection, kind: Kind, where: Filter, order: Order, after: str | None, limit: int
) -> Page[int]:
    """A page of the numbers of items."""
    start = codec.decode_cursor(after, order) if after is not None else None
    if where == EVERYTHING:
        total = connection.scalar(sa.select(tables.tally.c.number).where(tables.tally.c.kind == kind)) or 0
        return _cut(_walk(connection, kind, where, order, start, limit), order, limit, total, exact=True)
    most = SHORT if where.text is None else MOST_MATCHED
    short = _all(connection, kind, where, order, most + 1)
    if len(short) <= most or where.text is not None:
        places = sorted(short[:most], key=_sort_key, reverse=order != "oldest")
        rest = [place for place in places if _is_beyond(place, start, order)]
        return _cut(rest, order, limit, len(places), exact=len(short) <= most)
    total, exact = _count(connection, kind, where)
    return _cut(_walk(connection, kind, where, order, start, limit), order, limit, total, exact=exact)


def _cut(places: Sequence[Place], order: Order, limit: int, total: int, *, exact: bool) -> Page[int]:
    following = None
    if len(places) > limit:
        _, key, name = places[limit - 1]
        following = codec.encode_cursor(order, key, name)
    return Page(items=tuple(no for no, _, _ in places[:limit]), next=following, total=total, exact=exact)


def _sort_key(place: Place) -> Any:
    return place[1:]


def _is_beyond(place: Place, start: Any, order: Order) -> bool:
    if start is None:
        return True
    return bool(_sort_key(place) > start if order == "oldest" else _sort_key(place) < start)


def _all(connection: sa.Connection, kind: Kind, where: Filter, order: Order, most: int) -> list[Place]:
    """The items of a list in any order, at most so many: the database takes what narrows the list for the way there."""
    columns, holds, source = narrowing.narrow(kind, where)
    key = columns.weight if order == "weight" else columns.day
    query = sa.select(columns.no, key.label("key"), columns.id).select_from(source).where(*holds).limit(most)
    if where.text is not None:
        query = query.order_by((columns.no if narrowing.tied(where) else tables.search.c.rowid).desc())
    return [(row.no, row.key, row.id) for row in connection.execute(query)]


def _walk(connection: sa.Connection, kind: Kind, where: Filter, order: Order, start: Any, limit: int) -> list[Place]:
    """The items of a list in order from `start` on, one more than `limit`."""
    columns, holds, source = narrowing.narrow(kind, where)
    key = columns.weight if order == "weight" else columns.day
    if start is not None:
        here, there = sa.tuple_(key, columns.id), sa.tuple_(sa.literal(start[0]), sa.literal(start[1]))
        holds.append(here > there if order == "oldest" else here < there)
    towards = [key.asc(), columns.id.asc()] if order == "oldest" else [key.desc(), columns.id.desc()]
    query = sa.select(columns.no, key.label("key"), columns.id).select_from(source).where(*holds)
    return [(row.no, row.key, row.id) for row in connection.execute(query.order_by(*towards).limit(limit + 1))]


def _count(connection: sa.Connection, kind: Kind, where: Filter) -> tuple[int, bool]:
    columns, holds, source = narrowing.narrow(kind, where)
    most = narrowing.MOST_COUNTED
    some = sa.select(columns.no).select_from(source).where(*holds).limit(most + 1).subquery()
    number = connection.scalar(sa.select(sa.func.count()).select_from(some)) or 0
    return min(number, most), number <= most


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


def _bare(row: Any) -> Item:
    return Item(
        kind=row.kind, id=row.id, content=b"", title=row.title, type=row.type, status=row.status, outlet=row.outlet,
        place=row.place, by=row.by, first=row.first, last=row.last, lat=row.lat, lon=row.lon, weight=row.weight,
        figures=codec.decode_figures(row.figures),
    )  # fmt: skip


def story_card(story: Item) -> StoryCard:
    """Give a story's row as a list shows it."""
    figures = dict(story.figures)
    return StoryCard(
        id=story.id, title=story.title, articles=figures.get("articles", 0), independent=figures.get("independent", 0),
        events=figures.get("events", 0), disputes=figures.get("disputes", 0), first=story.first, last=story.last,
    )  # fmt: skip
