"""What the figures of two statements are to each other: equal, vaguer, of another extent, brought up to date, or at odds.

Not here: figures of merged events (`counts`), what a figure can mean (`values`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import product

from consilience.record.woven import Entity
from consilience.stages.conflicts.deeds import canon, read_tokens
from consilience.stages.conflicts.figures import Figure
from consilience.stages.conflicts.matches import Judgement, Match, Verdict, parted
from consilience.stages.conflicts.means import other_event
from consilience.stages.conflicts.statements import Statement, is_wide
from consilience.stages.conflicts.values import GENERIC_UNITS, bound, far_apart, holds
from consilience.text.lexicons import load_table

OTHER_SCALE = 6.0
"""Tolls of one deed seldom differ more than so many times between reports; three wounded and sixty are two deeds."""

SET_RIGHT = re.compile(r"\b(?:and )?not (?:the )?\d")
"""A figure set right beside the wrong one ("was 115, not 87")."""

NAMELESS_SHARE = 0.75
NAMELESS_BOTH = 0.4
"""Shares of the shorter and of both from which two statements are of one matter where one of them names nothing."""

CORRECTED_SHARE = 0.4
"""The same, where the later says that it corrects an earlier figure."""

FAR_REPORTS = 14
"""Days between two reports after which their figures are held against each other only if both name the day of the event."""

MEASURED_SHARE = 0.7
"""Sums and shares stand in news of every kind: two are of one matter only when this much agrees, or name and day do."""

SAME_NEWS = 1
"""Days within which two speakers' figures stand side by side; later on the higher one is the state of things."""

PART_SHARE = 0.5
"""Fewer of one sort than this share of all the people counted may be a part of them; more is another count of all."""


def compare_figures(a: Statement, b: Statement, match: Match, entities: Mapping[str, Entity]) -> Judgement | None:
    """Their figures of one kind: equal, of other extent, vaguer, brought up to date, or at odds."""
    pairs = [(f, g) for f, g in product(a.figures, b.figures) if comparable(f, g)]
    pairs = [(f, g) for f, g in pairs if not _given(f, b) and not _given(g, a)] or [p for p in pairs if _equal(*p)]
    pairs = [(f, g) for f, g in pairs if not f.part and not g.part] or pairs
    if not (match.anchored or match.shorter >= MEASURED_SHARE):
        pairs = [(f, g) for f, g in pairs if f.quantity.kind not in ("money", "percent")]
    if not pairs:
        return None
    apart = parted(a, b, entities) and not _tells_on(a, b, match, entities)
    if apart or not _meet(a, b, match) or _other_places(a, b, entities):
        return _of_extents(a, b, match, entities)
    if other_event(a.text, b.text) or (abs(a.day - b.day) > FAR_REPORTS and not match.one_day):
        return None
    verdicts = [_compare(f, g, a, b) for f, g in pairs]
    for wanted in ("same", "precision", "disagreement", "revision", "scope"):
        for verdict, (f, g) in zip(verdicts, pairs, strict=True):
            if verdict == wanted:
                why = f"{f.value:g} and {g.value:g} {f.deed or f.unit}".lower()
                return Judgement(
                    verdict=verdict,
                    kind="number",
                    share=match.shorter,
                    why=why,
                    anchored=match.anchored,
                    figures=(f, g),
                )
    return None


def _tells_on(a: Statement, b: Statement, match: Match, entities: Mapping[str, Entity]) -> bool:
    """Whether the later report says that its figure has grown: then its day may be that of the figure, not of the event."""
    told = any(phrase in b.text for phrase in load_table("matters")["updates"]["phrases"])
    return told and match.one_matter and b.day > a.day and not _elsewhere(a, b, entities)


def _given(figure: Figure, other: Statement) -> bool:
    """Whether the other statement gives this very figure, beside the one it is held against."""
    return any(g.value == figure.value and g.deed == figure.deed for g in other.figures)


def _equal(f: Figure, g: Figure) -> bool:
    return f.value == g.value


def _meet(a: Statement, b: Statement, match: Match) -> bool:
    """Whether their figures are of one matter: most of the shorter agrees, or less where a name and the day do."""
    if match.one_matter or match.anchored:
        return True
    if not (a.names or a.around) or not (b.names or b.around):
        return match.shorter >= NAMELESS_SHARE and match.both >= NAMELESS_BOTH
    if len(match.names) > 1 and match.shorter >= NAMELESS_SHARE:
        return True
    updated = any(phrase in b.text for phrase in load_table("matters")["updates"]["corrections"])
    return updated and bool(match.names and match.words) and match.shorter >= CORRECTED_SHARE


def _other_places(a: Statement, b: Statement, entities: Mapping[str, Entity]) -> bool:
    """Whether each names a place that the other does not, and neither place lies in the other."""
    mine, theirs = a.places - b.places, b.places - a.places
    return bool(mine and theirs) and not (holds(mine, theirs, entities) or holds(theirs, mine, entities))


def comparable(f: Figure, g: Figure) -> bool:
    """Whether two figures count one kind of thing."""
    if bound(f.quantity) is None or bound(g.quantity) is None:
        return False
    if f.deed and g.deed:
        return f.deed == g.deed
    return bool(f.unit) and f.unit == g.unit and (f.quantity.kind == g.quantity.kind or bool(f.deed or g.deed))


def _compare(f: Figure, g: Figure, a: Statement, b: Statement) -> Verdict | None:
    one, other = bound(f.quantity), bound(g.quantity)
    if one is None or other is None:
        return None
    if one == other and f.value == g.value:
        return "same"
    if f.part and g.part:
        return None
    extent = _other_extent(f, g, a, b)
    if one[0] <= other[1] and other[0] <= one[1]:
        return "scope" if extent else "precision"
    if extent:
        return "scope"
    if _updates(f, g, a, b):
        return "revision"
    if _may_grow(f) and ((_has_grown(f, g, a, b) and not _other_voices(a, b)) or _other_scale(f, g)):
        return None
    return "scope" if _may_be_part(f, g) else "disagreement"


def _of_extents(a: Statement, b: Statement, match: Match, entities: Mapping[str, Entity]) -> Judgement | None:
    """A wide count beside one event's: of one extent and another, when a deed is counted in both and a word ties them."""
    wide = is_wide(a.text) != is_wide(b.text) or _is_narrow(a) != _is_narrow(b) or a.remote != b.remote
    within = holds(a.places, b.places, entities) or holds(b.places, a.places, entities)
    if wide and (len(match.words) > 1 or (within and match.words)) and not _elsewhere(a, b, entities):
        return Judgement(verdict="scope", kind="number", share=match.shorter, why="counts of other extent")
    return None


def _elsewhere(a: Statement, b: Statement, entities: Mapping[str, Entity]) -> bool:
    return not a.places & b.places and bool(far_apart(a.places, b.places, entities))


def _other_extent(f: Figure, g: Figure, a: Statement, b: Statement) -> bool:
    """Whether one counts a wider time or place, or a part."""
    if ("since " in a.text) != ("since " in b.text) and not (_may_grow(f) and _has_grown(f, g, a, b)):
        return True
    if is_wide(a.text) != is_wide(b.text) or _is_narrow(a) != _is_narrow(b):
        return True
    if f.part != g.part:
        return True
    return _unit(f) != _unit(g) and bool({f.unit, g.unit} & _parts())


def _may_be_part(f: Figure, g: Figure) -> bool:
    """Whether one counts people and the other fewer of some sort of people: "two medics" may be among "31 people"."""
    one, other = _unit(f), _unit(g)
    if one == other or "people" not in (one, other):
        return False
    whole, part = (f, g) if one == "people" else (g, f)
    return part.value < PART_SHARE * whole.value


def _unit(figure: Figure) -> str:
    """The noun counted; one word for all that count everybody, and for a sort of people told in two words."""
    unit = "people" if figure.unit in GENERIC_UNITS else figure.unit
    return str(load_table("matters")["narrow"]["alike"].get(unit, unit))


@cache
def _parts() -> frozenset[str]:
    return frozenset(load_table("matters")["narrow"]["units"].split())


def _is_narrow(statement: Statement) -> bool:
    return any(phrase in statement.text for phrase in load_table("matters")["narrow"]["phrases"])


def _updates(f: Figure, g: Figure, a: Statement, b: Statement) -> bool:
    """Whether the later report's figure `g` replaces the earlier one's: it says so, or an exact toll has grown since."""
    table = load_table("matters")["updates"]
    early = b.day > a.day and any(phrase in a.text for phrase in table["preliminary"])
    if early or any(phrase in b.text for phrase in table["corrections"]) or SET_RIGHT.search(b.text):
        return True
    if any(phrase in b.text for phrase in table["phrases"]):
        return _has_grown(f, g, a, b)
    return _has_grown(f, g, a, b) and _may_grow(f) and _exact(f) and _exact(g) and not _other_voices(a, b)


def _other_voices(a: Statement, b: Statement) -> bool:
    """Whether two speakers give the figures within a day: one's higher figure is no update of the other's unless it says so."""
    one, other = (s.said.claim.speaker_text if s.said.claim else None for s in (a, b))
    if not one or not other or b.day - a.day > SAME_NEWS:
        return False
    return not {w for w, _ in _spoken(one)} & {w for w, _ in _spoken(other)}


def _spoken(speaker: str) -> list[tuple[str, int]]:
    return [(canon(word), at) for word, at in read_tokens(speaker, 0, len(speaker), [])]


def _has_grown(f: Figure, g: Figure, a: Statement, b: Statement) -> bool:
    return g.value > f.value and b.day > a.day


def _other_scale(f: Figure, g: Figure) -> bool:
    one, other = f.value, g.value
    return max(one, other) > OTHER_SCALE * min(one, other)


def _may_grow(figure: Figure) -> bool:
    return (figure.deed or "").lower() in load_table("matters")["counted"]["growing"].split()


def _exact(figure: Figure) -> bool:
    limits = bound(figure.quantity)
    return limits is not None and limits[0] == limits[1]
