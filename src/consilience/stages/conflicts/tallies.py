"""What the figures of two statements are to each other: equal, vaguer, of another extent, brought up to date, or at odds.

Not here: figures of merged events (`counts`), what a figure can mean (`values`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import product

from consilience.record.woven import Entity
from consilience.stages.conflicts.matches import Judgement, Match, Verdict, parted
from consilience.stages.conflicts.statements import Figure, Statement, is_wide
from consilience.stages.conflicts.values import bound, count_unit, far_apart
from consilience.text.lexicons import load_table

OTHER_SCALE = 6.0
"""Tolls of one deed seldom differ more than so many times between reports; three wounded and sixty are two deeds."""

SET_RIGHT = re.compile(r"\b(?:and )?not (?:the )?\d")
"""A figure set right beside the wrong one ("was 115, not 87")."""

PART_SHARE = 0.5
"""Fewer of one sort than this share of all the people counted may be a part of them; more is another count of all."""


def compare_figures(a: Statement, b: Statement, match: Match, entities: Mapping[str, Entity]) -> Judgement | None:
    """Their figures of one kind: equal, of other extent, vaguer, brought up to date, or at odds."""
    pairs = [(f, g) for f, g in product(a.figures, b.figures) if comparable(f, g)]
    pairs = [(f, g) for f, g in pairs if not f.part and not g.part] or pairs
    if not pairs:
        return None
    if not match.one_matter or parted(a, b, entities):
        return _of_extents(a, b, match, entities)
    verdicts = [_compare(f, g, a, b) for f, g in pairs]
    for wanted in ("same", "precision", "disagreement", "revision", "scope"):
        for verdict, (f, g) in zip(verdicts, pairs, strict=True):
            if verdict == wanted:
                why = f"{f.quantity.low:g} and {g.quantity.low:g} {f.deed or f.unit}".lower()
                return Judgement(verdict=verdict, kind="number", share=match.shorter, why=why, figures=(f, g))
    return None


def comparable(f: Figure, g: Figure) -> bool:
    """Whether two figures count one kind of thing."""
    if f.quantity.low is None or g.quantity.low is None:
        return False
    if f.deed and g.deed:
        return f.deed == g.deed
    return bool(f.unit) and f.unit == g.unit and (f.quantity.kind == g.quantity.kind or bool(f.deed or g.deed))


def _compare(f: Figure, g: Figure, a: Statement, b: Statement) -> Verdict | None:
    one, other = bound(f.quantity), bound(g.quantity)
    if one is None or other is None:
        return None
    if one == other and f.quantity.low == g.quantity.low:
        return "same"
    extent = _other_extent(f, g, a, b)
    if one[0] <= other[1] and other[0] <= one[1]:
        return "scope" if extent else "precision"
    if extent:
        return "scope"
    if _updates(f, g, a, b):
        return "revision"
    if _may_grow(f) and (_has_grown(f, g, a, b) or _other_scale(f, g)):
        return None
    return "scope" if _may_be_part(f, g) else "disagreement"


def _of_extents(a: Statement, b: Statement, match: Match, entities: Mapping[str, Entity]) -> Judgement | None:
    """A wide count beside one event's: of one extent and another, when a deed is counted in both and a word ties them."""
    wide = is_wide(a.text) != is_wide(b.text) or _is_narrow(a) != _is_narrow(b)
    if wide and len(match.words) > 1 and not _elsewhere(a, b, entities):
        return Judgement(verdict="scope", kind="number", share=match.shorter, why="counts of other extent")
    return None


def _elsewhere(a: Statement, b: Statement, entities: Mapping[str, Entity]) -> bool:
    return not a.places & b.places and bool(far_apart(a.places, b.places, entities))


def _other_extent(f: Figure, g: Figure, a: Statement, b: Statement) -> bool:
    """Whether one counts a wider time or place, or a part."""
    if is_wide(a.text) != is_wide(b.text) or _is_narrow(a) != _is_narrow(b):
        return True
    if f.part != g.part:
        return True
    return count_unit(f.quantity) != count_unit(g.quantity) and bool({f.unit, g.unit} & _parts())


def _may_be_part(f: Figure, g: Figure) -> bool:
    """Whether one counts people and the other fewer of some sort of people: "two medics" may be among "31 people"."""
    one, other = count_unit(f.quantity), count_unit(g.quantity)
    if one == other or "people" not in (one, other):
        return False
    whole, part = (f, g) if one == "people" else (g, f)
    return (part.quantity.low or 0) < PART_SHARE * (whole.quantity.low or 0)


@cache
def _parts() -> frozenset[str]:
    return frozenset(load_table("matters")["narrow"]["units"].split())


def _is_narrow(statement: Statement) -> bool:
    return any(phrase in statement.text for phrase in load_table("matters")["narrow"]["phrases"])


def _updates(f: Figure, g: Figure, a: Statement, b: Statement) -> bool:
    """Whether the later report's figure `g` replaces the earlier one's: it says so, or an exact toll has grown since."""
    table = load_table("matters")["updates"]
    if any(phrase in b.text for phrase in table["corrections"]) or SET_RIGHT.search(b.text):
        return True
    told = any(phrase in b.text for phrase in table["phrases"])
    return _has_grown(f, g, a, b) and (told or (_may_grow(f) and _exact(f) and _exact(g)))


def _has_grown(f: Figure, g: Figure, a: Statement, b: Statement) -> bool:
    return (g.quantity.low or 0) > (f.quantity.low or 0) and b.day > a.day


def _other_scale(f: Figure, g: Figure) -> bool:
    one, other = f.quantity.low or 0, g.quantity.low or 0
    return max(one, other) > OTHER_SCALE * min(one, other)


def _may_grow(figure: Figure) -> bool:
    return (figure.deed or "").lower() in load_table("matters")["counted"]["growing"].split()


def _exact(figure: Figure) -> bool:
    limits = bound(figure.quantity)
    return limits is not None and limits[0] == limits[1]
