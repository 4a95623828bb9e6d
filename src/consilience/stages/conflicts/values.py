"""What a figure can mean and how two places lie: the values that judgements compare.

A figure is either exact ("58", "at least 58") or a bound ("more than 50", "dozens", "about 60"). Not here: which figures are
of one kind (`counts`, `judge`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

from consilience.record.found import Quantity
from consilience.record.woven import Entity
from consilience.text.lexicons import load_table
from consilience.text.places.distance import kilometres

EXACT_HEDGES = frozenset({"at least", "no fewer than", "no less than", "not less than", "a minimum of"})
"""Hedges after which reporters give the figure that their source counted ("at least 58"), not a round bound."""

CLAIMED_HEDGES = frozenset({"as many as", "as much as", "up to"})
"""Hedges after which reporters give the figure that somebody claims ("as many as 80 were killed")."""

GENERIC_UNITS = frozenset({"", "people", "person", "persons", "others", "dead", "victims", "lives", "men and women"})
"""Units that count everybody. A figure for children, civilians or soldiers counts a part and is held only against its like."""

ROUND_STRETCH = 2.0
"""A round bound ("more than 50") may mean up to this many times itself; desks move to the next round word beyond that."""

LOOSE_STRETCH = 10.0
"""A loose word ("dozens", "hundreds") reaches well into the next one: desks write "dozens wounded" of 140."""

ROUND_SLACK = 0.2
"""An approximate figure ("about 60", "nearly 60") may be off by this share."""

NEAR_KM = 30.0
"""Two places nearer than this may be one spot told twice ("south of the capital", a suburb)."""


def count_unit(quantity: Quantity) -> str:
    """The noun counted, last word only; one word for all that count everybody."""
    noun = quantity.unit.casefold().rsplit(" ", 1)[-1]
    return "people" if noun in GENERIC_UNITS else noun


def bound(quantity: Quantity) -> tuple[float, float] | None:
    """What a figure can mean, as a closed interval; a point where the report gives the very number; `None` if open below."""
    low, high = quantity.low, quantity.high
    if low is None:
        return _below(quantity)
    if high is not None and low == high and quantity.hedge is None:
        return low, high
    hedge = quantity.hedge.casefold() if quantity.hedge else ""
    if hedge in EXACT_HEDGES:
        return low, low
    if high is None:
        loose = hedge in load_table("number-hedges")["loose"]
        return (low / ROUND_STRETCH, low * LOOSE_STRETCH) if loose else (low, low * ROUND_STRETCH)
    return low * (1 - ROUND_SLACK), high * (1 + ROUND_SLACK)


def _below(quantity: Quantity) -> tuple[float, float] | None:
    """What a figure without a least can mean: "as many as 80" is near 80, "fewer than 80" below it."""
    high = quantity.high
    if high is None:
        return None
    near = (quantity.hedge or "").casefold() in CLAIMED_HEDGES
    return (high * (1 - ROUND_SLACK) if near else high / ROUND_STRETCH), high


def far_apart(a: Iterable[str], b: Iterable[str], entities: Mapping[str, Entity]) -> bool:
    """Whether both sets of places have located members and none of one lies near, in or around one of the other."""
    one, other = _located(a, entities), _located(b, entities)
    return bool(one and other) and not any(_touch(x, y) for x, y in product(one, other))


def holds(a: Iterable[str], b: Iterable[str], entities: Mapping[str, Entity]) -> bool:
    """Whether a place of `a` is wide enough to hold one of `b`, and is another place."""
    pairs = product(_located(a, entities), _located(b, entities))
    return any(x.id != y.id and _radius(x) > 2 * max(_radius(y), NEAR_KM) and _touch(x, y) for x, y in pairs)


def _located(places: Iterable[str], entities: Mapping[str, Entity]) -> list[Entity]:
    found = [entities[p] for p in sorted(places) if p in entities]
    return [e for e in found if e.lat is not None and e.lon is not None]


def _touch(a: Entity, b: Entity) -> bool:
    if a.id == b.id or a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return a.id == b.id
    return kilometres(a.lat, a.lon, b.lat, b.lon) <= max(NEAR_KM, _radius(a), _radius(b))


def _radius(place: Entity) -> float:
    return place.radius_km or 0.0
