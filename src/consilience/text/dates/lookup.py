"""Words of the time lexicons as values: months, weekdays, units, parts of day, clock times, years."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

from consilience.text.lexicons import load_table
from consilience.text.numerals import read_cardinal, read_ordinal, read_spoken_year

if TYPE_CHECKING:
    from consilience.text.dates.forms import Bound, Edge, Grain, Hedge, Part, Shift

_CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?(?::\d{2})?$")
_SHIFTS: tuple[tuple[str, Shift], ...] = (
    ("latest", "last"), ("last", "last"), ("past", "last"), ("recent", "last"), ("next", "next"), ("coming", "next"),
    ("upcoming", "next"), ("following", "following"), ("subsequent", "following"), ("previous", "previous"),
    ("preceding", "previous"), ("prior", "previous"), ("same", "that"), ("that", "that"), ("this", "this"),
    ("current", "this"),
)  # fmt: skip
_EDGES: tuple[tuple[str, Edge], ...] = (
    ("earlier", "earlier"), ("later", "later"), ("early", "early"), ("beginning", "early"), ("start", "early"),
    ("mid", "mid"), ("late", "late"), ("end", "late"), ("close", "late"),
)  # fmt: skip
_HEDGES: tuple[tuple[str, Hedge], ...] = (
    ("more than", "more"), ("over", "more"), ("at least", "more"), ("less than", "less"), ("under", "less"),
    ("fewer than", "less"), ("up to", "less"), ("at most", "less"), ("within", "less"),
)  # fmt: skip
_BOUNDS: dict[str, Bound] = {
    "since": "since", "until": "until", "till": "until", "to": "until", "through": "until", "from": "from", "by": "by",
    "before": "before", "after": "after", "between": "between", "during": "during", "throughout": "during",
}  # fmt: skip


def month_number(word: str) -> int | None:
    """Number of a month by its name or abbreviation, in any case ("Sept." 9)."""
    key = word.rstrip(".")
    return _months().get(key) or _months().get(key.removesuffix("s"))


def weekday_number(word: str) -> int | None:
    """ISO number of a weekday by its name, plural or abbreviation (Monday 1)."""
    return _weekdays().get(word.rstrip(".")) or _weekdays().get(word.removesuffix("s"))


def grain_of(word: str) -> Grain | None:
    """The unit that a word names ("months": month). Weekends are "weekend"; a fortnight is not a grain of its own."""
    if word.startswith("weekend"):
        return "weekend"
    return cast("Grain | None", _grains().get(word))


def part_of(word: str) -> Part | None:
    """The time of day that a word names ("dawn": MO)."""
    return cast("Part | None", _by_word("parts").get(word.rsplit(" ", 1)[-1])) if word else None


def season_of(word: str) -> str | None:
    """The TIMEX3 name of a season ("autumn": FA)."""
    return _by_word("seasons").get(word)


def shift_of(words: str) -> Shift | None:
    """What a determiner shifts by ("the following": following)."""
    return next((shift for word, shift in _SHIFTS if word in words.split()), None)


def edge_of(words: str) -> Edge | None:
    """The part of a unit that a modifier picks ("at the end of": late)."""
    return next((edge for word, edge in _EDGES if word in words), None)


def hedge_of(words: str) -> Hedge | None:
    """How a modifier bounds a number ("at least": more); "about" for any other modifier."""
    if not words:
        return None
    return next((hedge for word, hedge in _HEDGES if words.startswith(word)), "about")


def bound_of(word: str) -> Bound | None:
    """The end of a time that a preposition marks ("since")."""
    return _BOUNDS.get(word)


def day_of(words: str) -> int | None:
    """A day of the month in digits or as an ordinal ("05", "21st", "eighth")."""
    digits = words.removesuffix(" of")
    day = int(digits) if digits.isdecimal() else read_ordinal(digits)
    return day if day and 1 <= day <= 31 else None


def year_of(words: str) -> int | None:
    """A year in digits, with an apostrophe ("'99") or as spoken; two digits from 40 on are 19xx."""
    text = words.lstrip("'’‘`")
    if not text.isdecimal():
        return read_spoken_year(words)
    if len(text) == 4:
        return int(text)
    return (1900 if int(text) >= 40 else 2000) + int(text) if len(text) == 2 else None


def count_of(words: str) -> tuple[float | None, bool]:
    """How many units, and whether the words count at all: "two and a half" (2.5, True), "several" (None, True)."""
    if not words or words in {"a", "an", "another", "additional"}:
        return (1.0, True)
    if "couple" in words:
        return (2.0, True)
    if any(word in words.split() for word in ("few", "several", "many")):
        return (None, True)
    value = read_cardinal(words)
    return (value, value is not None)


def clock_of(words: str, half: str) -> str | None:
    """A time of day as TIMEX3 writes it ("630", "a.m.": "T06:30"); `None` if it is none."""
    digits = words.replace("o'clock", "").replace("o’clock", "").strip()
    m = _CLOCK.match(digits)
    hour, minute = (int(m[1]), int(m[2] or 0)) if m else (int(read_cardinal(digits) or 99), 0)
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    return f"T{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


@cache
def setting_words(name: str) -> frozenset[str]:
    """The words of one list of `[settings]` in time-words.toml."""
    return frozenset(load_table("time-words")["settings"][name].split())


@cache
def _months() -> dict[str, int]:
    table = load_table("months")
    return {**table["full"], **table["ambiguous"], **table["short"]}


@cache
def _weekdays() -> dict[str, int]:
    table = load_table("weekdays")
    return {**table["full"], **table["short"]}


@cache
def _by_word(section: str) -> dict[str, str]:
    return {word: key for key, words in load_table("time-words")[section].items() for word in words.split()}


@cache
def _grains() -> dict[str, str]:
    return {word: "week" if key == "fortnight" else key for word, key in _by_word("grains").items() if key != "night"}
