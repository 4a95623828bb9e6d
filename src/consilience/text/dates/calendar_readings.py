"""Readings of dates on the calendar: days, months, years, ranges of them, seasons, decades, centuries, feasts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from consilience.text.dates import lookup
from consilience.text.dates.forms import CalendarDate, DayRange, Holiday, Kind, Reading, Season, WeekOf, Years
from consilience.text.numerals import read_ordinal

if TYPE_CHECKING:
    from collections.abc import Callable

    from consilience.text.dates.grammar import Hit

_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{2,4})$")
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90}


def read_date(hit: Hit, day: str = "dom") -> CalendarDate | None:
    """The date of a match with month, perhaps day and year; `None` where a part of it is no such thing."""
    month = lookup.month_number(hit.word("mon"))
    number = lookup.day_of(hit.word(day)) if day in hit.spans else None
    year = lookup.year_of(hit.word("year")) if "year" in hit.spans else None
    if month is None or (day in hit.spans and number is None) or ("year" in hit.spans and year is None):
        return None
    return CalendarDate(year=year, month=month, day=number)


def _iso(hit: Hit) -> Reading | None:
    text = hit.words()
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    clock = text[10:16].upper() or None
    form = CalendarDate(year=day.year, month=day.month, day=day.day)
    return Reading(kind="time" if clock else "date", form=form, clock=clock)


def _slashed(hit: Hit) -> Reading | None:
    """A date in figures. Where either number may be the month only the year is sure."""
    m = _SLASHED.match(hit.words())
    year = lookup.year_of(m[3]) if m else None
    if m is None or year is None or (len(m[3]) == 2 and hit.words().count("/") != 2):
        return None
    a, b = int(m[1]), int(m[2])
    if not (0 < a <= 31 and 0 < b <= 31 and min(a, b) <= 12):
        return None
    if a != b and a <= 12 and b <= 12 and "/" in hit.words():
        return Reading(kind="date", form=CalendarDate(year=year))
    day, month = (a, b) if b <= 12 else (b, a)
    return Reading(kind="date", form=CalendarDate(year=year, month=month, day=day))


def _date(hit: Hit) -> Reading | None:
    form = read_date(hit)
    if form is None:
        return None
    if "shift" in hit.spans:
        form = replace(form, shift=lookup.shift_of(hit.word("shift")))
    clock = lookup.clock_of(hit.word("clock"), "") if "clock" in hit.spans else None
    part = lookup.part_of(hit.word("part"))
    kind: Kind = "time" if clock or part else "date"
    return Reading(kind=kind, form=form, edge=lookup.edge_of(hit.word("edge")), clock=clock, part=part)


def _the_week_of(hit: Hit) -> Reading | None:
    """Words like "the week of March 6": the week that holds the day."""
    form = read_date(hit)
    return Reading(kind="date", form=WeekOf(day=form)) if form and hit.word("unit") == "week" else None


def _day_range(hit: Hit) -> Reading | None:
    first, last = read_date(hit), read_date(hit, "dom2")
    if first is None or last is None or not (first.day or 0) < (last.day or 0):
        return None
    return Reading(kind="date", form=DayRange(first=first, last=last))


def _month(hit: Hit) -> Reading | None:
    month = lookup.month_number(hit.word("mon"))
    tail = hit.word("tail")
    edge = lookup.edge_of(hit.word("edge"))
    if tail:
        if not tail.endswith("year"):
            return None
        shift = {"last": -1, "next": 1, "previous": -1, "following": 1}.get(lookup.shift_of(tail) or "", 0)
        return Reading(kind="date", form=CalendarDate(month=month, year_shift=shift), edge=edge)
    return Reading(kind="date", form=CalendarDate(month=month, shift=lookup.shift_of(hit.word("shift"))), edge=edge)


def _year(hit: Hit) -> Reading | None:
    lead = hit.word("lead")
    if lead and not lead.endswith(("year", "fiscal")):
        return None
    year = lookup.year_of(hit.word("year"))
    return Reading(kind="date", form=CalendarDate(year=year), edge=lookup.edge_of(hit.word("edge"))) if year else None


def _year_range(hit: Hit) -> Reading | None:
    first, text = lookup.year_of(hit.word("year")), hit.word("year2")
    if first is None or len(text) not in {2, 4} or not text.isdecimal():
        return None
    last = int(text) if len(text) == 4 else first // 100 * 100 + int(text)
    if not first < last <= first + 100:
        return None
    return Reading(kind="date", form=DayRange(first=CalendarDate(year=first), last=CalendarDate(year=last)))


def _season(hit: Hit) -> Reading | None:
    name, shift = lookup.season_of(hit.word("season")), lookup.shift_of(hit.word("shift"))
    year = lookup.year_of(hit.word("year")) if "year" in hit.spans else None
    if name is None or (year is None and shift is None and not _season_setting(hit)):
        return None
    return Reading(kind="date", form=Season(name=name, year=year, shift=shift), edge=lookup.edge_of(hit.word("edge")))


def _season_setting(hit: Hit) -> bool:
    """A bare "spring" or "the fall" is a season after a preposition of time and with no "of" after it."""
    return hit.before() in lookup.setting_words("season") and hit.after() != "of"


def _decade(hit: Hit) -> Reading | None:
    words = hit.word("decade").lstrip("'’‘`")
    digits = re.match(r"(\d{2,4})s$", words)
    if digits:
        first = int(digits[1]) if len(digits[1]) == 4 else 1900 + int(digits[1])
    else:
        if hit.before() in {"his", "her", "their", "my", "our", "your", "in"} or not hit.words().startswith("the "):
            return None
        first = 1900 + _TENS[words.removesuffix("ies")]
    return Reading(kind="date", form=Years(first=first, length=10), edge=lookup.edge_of(hit.word("edge")))


def _century(hit: Hit) -> Reading | None:
    number = read_ordinal(hit.word("century"))
    if number is None or lookup.grain_of(hit.words().replace("-", " ").split()[-1]) != "century" or number > 22:
        return None
    return Reading(kind="date", form=Years(first=(number - 1) * 100, length=100))


def _holiday(hit: Hit) -> Reading:
    year = lookup.year_of(hit.word("year")) if "year" in hit.spans else None
    first, last = hit.spans["holiday"]
    name = hit.tokens.text[hit.tokens.starts[first] : hit.tokens.ends[last - 1]].replace("’", "'")
    return Reading(kind="date", form=Holiday(name=name, year=year, shift=lookup.shift_of(hit.word("shift"))))


CALENDAR: dict[str, Callable[[Hit], Reading | None]] = {
    "iso": _iso,
    "slashed": _slashed,
    "month_day": _date,
    "month_day_part": _date,
    "day_month": _date,
    "days_of_month": _day_range,
    "days_month": _day_range,
    "month_year": _date,
    "month": _month,
    "year": _year,
    "year_words": _year,
    "years": _year_range,
    "short_year": _year,
    "the_week_of": _the_week_of,
    "season_year": _season,
    "season": _season,
    "decade": _decade,
    "century": _century,
    "holiday": _holiday,
}
"""Readers of the rules that this module knows, by the rule's name."""
