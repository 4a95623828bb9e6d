"""Readings of days by their name or place ("Friday", "yesterday") and of times of day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.text.dates import lookup
from consilience.text.dates.calendar_readings import read_date
from consilience.text.dates.forms import PartOfDay, Reading, Recurring, Relative, Weekday
from consilience.text.lexicons import load_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from consilience.text.dates.grammar import Hit

_DEICTIC = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "overnight": 0}
_CLOCKS = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}


def _clock_date(hit: Hit) -> Reading | None:
    half = hit.word("ampm")
    clock = lookup.clock_of(hit.word("clock"), half)
    marked = half or "clock" in hit.word("clock") or ("zone" in hit.spans and len(hit.word("clock")) == len("0630"))
    if clock is None or not (marked or (":" in hit.word("clock") and _clock_setting(hit))):
        return None
    weekday, deictic = lookup.weekday_number(hit.word("wd")), hit.word("deictic")
    if "mon" in hit.spans:
        form = read_date(hit)
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
    clock = _CLOCKS.get(word)
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
    clock = _CLOCKS.get(words)
    if not (before in settings or "edge" in hit.spans) or words.endswith("s") or (words == "night" and before == "at"):
        return None
    return Reading(kind="time", form=PartOfDay(), part=lookup.part_of(words), clock=clock)


DAYS: dict[str, Callable[[Hit], Reading | None]] = {
    "clock": _clock_date,
    "clock_part": _clock_part,
    "weekday": _weekday,
    "weekday_edge": _weekday,
    "part_of_weekday": _weekday,
    "early_hours": _early_hours,
    "noon_of_day": _noon_of_day,
    "weekdays": _weekdays,
    "weekday_set": _weekdays,
    "deictic": _deictic,
    "shifted_part": _shifted_part,
    "some_part": _some_part,
}
"""Readers of the rules that this module knows, by the rule's name."""
