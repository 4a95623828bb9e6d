"""What each rule of the grammar means: a match becomes a reading, or nothing where it is no time after all."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from consilience.text.dates import lookup
from consilience.text.dates.counted import COUNTED
from consilience.text.dates.forms import (
    CalendarDate,
    DayRange,
    Holiday,
    Kind,
    PartOfDay,
    Reading,
    Recurring,
    Relative,
    Season,
    Vague,
    Weekday,
    WeekOf,
    Years,
)
from consilience.text.dates.grammar import Hit
from consilience.text.dates.quarters import QUARTERS
from consilience.text.lexicons import load_words
from consilience.text.numerals import read_ordinal

Reader = Callable[[Hit], Reading | None]
_DEICTIC = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "overnight": 0}
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{2,4})$")


def read_hit(hit: Hit) -> Reading | None:
    """The reading of a match; `None` if its words make no time."""
    return READERS[hit.rule](hit)


def _calendar(hit: Hit, day: str = "dom") -> CalendarDate | None:
    """The date of a match with month, perhaps day and year; `None` where a part of it is no such thing."""
    month = lookup.month_number(hit.word("mon"))
    number = lookup.day_of(hit.word(day)) if day in hit.spans else None
    year = lookup.year_of(hit.word("year")) if "year" in hit.spans else None
    if month is None or (day in hit.spans and number is None) or ("year" in hit.spans and year is None):
        return None
    return CalendarDate(year=year, month=month, day=number)


def _clock_date(hit: Hit) -> Reading | None:
    half = hit.word("ampm")
    clock = lookup.clock_of(hit.word("clock"), half)
    marked = half or "clock" in hit.word("clock") or ("zone" in hit.spans and len(hit.word("clock")) == len("0630"))
    if clock is None or not (marked or (":" in hit.word("clock") and _clock_setting(hit))):
        return None
    weekday, deictic = lookup.weekday_number(hit.word("wd")), hit.word("deictic")
    if "mon" in hit.spans:
        form = _calendar(hit)
        return Reading(kind="time", form=form, clock=clock) if form else None
    if weekday:
        return Reading(kind="time", form=Weekday(number=weekday), clock=clock)
    if deictic:
        count = _DEICTIC.get(deictic, 0)
        return Reading(kind="time", form=Relative(grain="day", count=count), clock=clock)
    return Reading(kind="time", form=PartOfDay(), clock=clock, hedge=lookup.hedge_of(hit.word("approx")))


def _clock_setting(hit: Hit) -> bool:
    """A bare "10:35" is a time of day after a preposition or with a zone or date, else it may be a score or a verse."""
    return bool(hit.spans.keys() & {"zone", "wd", "mon", "deictic"}) or hit.before() in lookup.setting_words("clock")


def _clock_part(hit: Hit) -> Reading | None:
    part = lookup.part_of(hit.word("part"))
    clock = lookup.clock_of(hit.word("clock"), "a" if part == "MO" else "p")
    return Reading(kind="time", form=PartOfDay(), clock=clock) if clock and part else None


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
    form = _calendar(hit)
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
    form = _calendar(hit)
    return Reading(kind="date", form=WeekOf(day=form)) if form and hit.word("unit") == "week" else None


def _day_range(hit: Hit) -> Reading | None:
    first, last = _calendar(hit), _calendar(hit, "dom2")
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


def _weekday(hit: Hit) -> Reading | None:
    number = lookup.weekday_number(hit.word("wd"))
    if number is None:
        return None
    part = lookup.part_of(hit.word("part"))
    form = Weekday(number=number, shift=lookup.shift_of(hit.word("shift")))
    return Reading(kind="time" if part else "date", form=form, part=part, edge=lookup.edge_of(hit.word("edge")))


def _weekdays(hit: Hit) -> Reading | None:
    """Words like "Fridays": every Friday, or before a noun a possessive that lost its apostrophe."""
    number = lookup.weekday_number(hit.word("wd"))
    part = lookup.part_of(hit.word("part"))
    if number and "part" not in hit.spans and hit.before() != "on" and _before_noun(hit):
        return Reading(kind="date", form=Weekday(number=number))
    return Reading(kind="set", form=Recurring(value=f"XXXX-WXX-{number}" + (f"T{part}" if part else "")))


def _before_noun(hit: Hit) -> bool:
    """Whether the word after the match goes on with it as a noun would; function words and marks do not."""
    word = hit.after()
    return word.isalpha() and word not in load_words("function-words")


def _deictic(hit: Hit) -> Reading:
    word = hit.word("deictic")
    part = lookup.part_of(hit.word("part")) or ("NI" if word in {"tonight", "overnight"} else None)
    form = Relative(grain="day", count=_DEICTIC[word if word in _DEICTIC else word.removesuffix("s")])
    return Reading(kind="time" if part else "date", form=form, part=part, edge=lookup.edge_of(hit.word("edge")))


def _noon_of_day(hit: Hit) -> Reading | None:
    """Words like "noon Thursday", "mid-afternoon yesterday"."""
    word, number = hit.word("part"), lookup.weekday_number(hit.word("wd"))
    clock = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}.get(word)
    deictic = hit.word("deictic")
    form = Weekday(number=number) if number else Relative(grain="day", count=_DEICTIC.get(deictic, 0))
    return Reading(kind="time", form=form, part=lookup.part_of(word), clock=clock)


def _early_hours(hit: Hit) -> Reading | None:
    """Words like "the early hours of Tuesday": its morning."""
    number = lookup.weekday_number(hit.word("wd"))
    form = Weekday(number=number) if number else Relative(grain="day", count=_DEICTIC.get(hit.word("deictic"), 0))
    return Reading(kind="time", form=form, part="MO") if lookup.grain_of(hit.word("unit")) == "hour" else None


def _shifted_part(hit: Hit) -> Reading:
    shift, part = lookup.shift_of(hit.word("shift")), lookup.part_of(hit.word("part"))
    count = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(shift or "", 0)
    anchored = shift in {"this", "last"}
    form = Relative(grain="day", count=count, anchored=anchored)
    return Reading(kind="time", form=form, part=part, edge=lookup.edge_of(hit.word("edge")))


def _some_part(hit: Hit) -> Reading | None:
    """Words like "in the morning", "at dawn": only in a setting that makes it a time of one day."""
    settings = lookup.setting_words("the_part" if "the" in hit.spans else "part")
    words, before = hit.word("part"), hit.before()
    clock = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}.get(words)
    if not (before in settings or "edge" in hit.spans) or words.endswith("s") or (words == "night" and before == "at"):
        return None
    return Reading(kind="time", form=PartOfDay(), part=lookup.part_of(words), clock=clock)


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
        tens = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90}
        if hit.before() in {"his", "her", "their", "my", "our", "your", "in"} or not hit.words().startswith("the "):
            return None
        first = 1900 + tens[words.removesuffix("ies")]
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


def _vague(hit: Hit) -> Reading | None:
    words = hit.words()
    if hit.after() == "as":
        return None
    if words == "soon" and (hit.before() == "as" or hit.after() == "after"):
        return None
    if words.startswith("these") and not words.endswith("days"):
        return None
    reference = next(name for name in ("present", "past", "future") if name in hit.spans)
    return Reading(kind="date", form=Vague(reference=f"{reference.upper()}_REF"))


READERS: dict[str, Reader] = {
    **COUNTED,
    **QUARTERS,
    "clock": _clock_date,
    "clock_part": _clock_part,
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
    "weekday": _weekday,
    "weekday_edge": _weekday,
    "part_of_weekday": _weekday,
    "early_hours": _early_hours,
    "noon_of_day": _noon_of_day,
    "the_week_of": _the_week_of,
    "weekdays": _weekdays,
    "weekday_set": _weekdays,
    "deictic": _deictic,
    "shifted_part": _shifted_part,
    "some_part": _some_part,
    "season_year": _season,
    "season": _season,
    "decade": _decade,
    "century": _century,
    "holiday": _holiday,
    "vague": _vague,
}
"""The reader of every rule of the grammar, by the rule's name."""
