"""Filters as conditions of the database: on an item's own row, on what it hangs on, on its words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from consilience.record.items import LATE, Kind
from consilience.record.listing import Filter
from consilience.store import tables
from consilience.store.query import as_match
from consilience.store.tables import item, search

MOST_COUNTED = 10_000
"""A filtered list counts its items up to here: 10,000 index entries take about 3 ms, and no reader pages so far."""


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


def narrow(kind: Kind, where: Filter) -> tuple[Any, list[sa.ColumnElement[bool]], sa.FromClause]:
    """The columns a list is found by, what must hold, and where from.

    What the filter names leads: a tie table, else the full text; the item's own row is joined only where it is asked.
    """
    wanted = list(tied(where).items())
    holds = [*conditions(where), *_bounds(kind, where)]
    if not wanted:
        if where.text is None:
            return item.c, [item.c.kind == kind, *holds], item
        return item.c, [_matches(where.text, kind), *holds], search.join(item, item.c.no == search.c.rowid)
    (name, target), *others = wanted
    lead = tables.ties[name]
    source = lead.join(item, item.c.no == lead.c.no) if holds else lead
    for other, wanted_target in others:
        tie = tables.ties[other].alias()
        same = [tie.c.target == wanted_target, tie.c.kind == kind, tie.c.day == lead.c.day, tie.c.id == lead.c.id]
        holds.append(sa.exists().where(*same))
    if where.text is not None:
        holds.append(lead.c.no.in_(sa.select(search.c.rowid).where(_matches(where.text, kind))))
    return lead.c, [lead.c.target == target, lead.c.kind == kind, *holds], source


def _bounds(kind: Kind, where: Filter) -> Iterable[sa.ColumnElement[bool]]:
    """What follows from a filter's days for the day that the list's index is in order of: where the walk can start or end."""
    if kind in LATE:
        if where.since is not None:
            yield item.c.day >= where.since
    elif where.until is not None:
        yield item.c.day.between("0", where.until)


def _matches(text: str, kind: Kind) -> sa.ColumnElement[bool]:
    match = as_match(text, (kind,))
    return sa.false() if match is None else sa.literal_column("search").op("MATCH")(match)
