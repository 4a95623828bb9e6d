"""Readings of parts of the year: quarters, halves, year ends, and comparisons with the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.text.dates import lookup
from consilience.text.dates.forms import CalendarDate, Reading, Relative, YearPart
from consilience.text.numerals import read_ordinal

if TYPE_CHECKING:
    from collections.abc import Callable

    from consilience.text.dates.grammar import Hit

_STEPS = {"last": -1, "this": 0, "next": 1}


def _quarter(hit: Hit) -> Reading | None:
    """Words like "the third quarter of 1990", "this year's second quarter", "the first half"."""
    word, grain = hit.word("ord"), hit.word("quarter")
    number = {"second": 2, "last": 2 if grain == "half" else 4}.get(word) or read_ordinal(word)
    if word == "last" and "tail" not in hit.spans:
        return None
    if grain == "half":
        if number not in {1, 2} or not (hit.spans.keys() & {"tail", "year", "shift"}):
            return None
        return _part(hit, "half", number)
    return _part(hit, "quarter", number) if number in {1, 2, 3, 4} else None


def _part(hit: Hit, grain: str, number: int | None) -> Reading:
    tail = hit.word("tail")
    year = lookup.year_of(hit.word("year") or tail.split()[-1] if tail or "year" in hit.spans else "")
    step = None
    if year is None:
        shift = lookup.shift_of(hit.word("shift") or tail)
        step = _STEPS.get(shift or "")
        if "dir" in hit.spans:
            step = -1
    form = YearPart(
        grain="half" if grain == "half" else "quarter",
        number=number,
        year=year,
        year_shift=step,
        fiscal="fiscal" in hit.words(),
    )
    return Reading(kind="date", form=form, edge=lookup.edge_of(hit.word("edge")))


def _year_ago(hit: Hit) -> Reading | None:
    """Words like "year-earlier", "the year-ago quarter": the same unit a year before what is spoken of."""
    if lookup.grain_of(hit.word("unit2")) != "year":
        return None
    return Reading(kind="date", form=Relative(grain="year", count=-1, anchored=False, exact=True))


def _year_ago_period(hit: Hit) -> Reading | None:
    """Words like "the year-ago quarter", "the comparable year-earlier period": that one of the year before."""
    first = hit.spans["unit2"][0]
    middle = hit.tokens.words(hit.first, first).split()
    if middle and middle[-1] not in {"the", "comparable", "corresponding", "same"}:
        return None
    return _year_ago(hit)


def _year_period(hit: Hit) -> Reading | None:
    """Words like "the 1988 quarter", "the 1988 period": that part of the named year which is spoken of."""
    year = lookup.year_of(hit.word("year"))
    if hit.word("unit") == "period":
        return Reading(kind="date", form=CalendarDate(year=year)) if year else None
    return Reading(kind="date", form=YearPart(grain="quarter", number=None, year=year)) if year else None


def _year_end(hit: Hit) -> Reading | None:
    """Words like "year-end", "the month's end"."""
    grain = lookup.grain_of(hit.word("unit"))
    if grain not in {"year", "month", "week"}:
        return None
    return Reading(kind="date", form=Relative(grain=grain, count=0), edge="late")


QUARTERS: dict[str, Callable[[Hit], Reading | None]] = {
    "quarter": _quarter,
    "quarter_hyphen": _quarter,
    "year_ago": _year_ago,
    "year_ago_period": _year_ago_period,
    "year_period": _year_period,
    "year_end": _year_end,
}
"""Readers of the rules that this module knows, by the rule's name."""
