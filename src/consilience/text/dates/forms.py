"""What a time expression says before anyone knows when it was written: its form, as plain values.

Not here: how the words are read (`readings`), and which days they denote (`resolving`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Grain = Literal[
    "second", "minute", "hour", "day", "week", "weekend", "month", "quarter", "half", "year", "decade", "century"
]
Kind = Literal["date", "time", "duration", "set"]
Part = Literal["MO", "MI", "AF", "EV", "NI"]
Shift = Literal["last", "this", "next", "previous", "following", "that"]
Edge = Literal["early", "mid", "late", "earlier", "later"]
Hedge = Literal["about", "more", "less"]
Bound = Literal["since", "until", "from", "by", "before", "after", "between", "during"]
Tense = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDate:
    """A year, month or day as far as the words give it ("4 April 2017", "April 4", "April", "2017").

    `year_shift`: years from the anchor's year where the words give it so ("January this year": 0).
    `shift`: "last April", "next May".
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    year_shift: int | None = None
    shift: Shift | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRange:
    """Two ends written as one ("April 4-6", "2011-2013"), both included."""

    first: CalendarDate
    last: CalendarDate


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekOf:
    """The week that holds a day ("the week of March 6")."""

    day: CalendarDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday:
    """A day of the week, ISO number (Monday 1), with the word that shifts it ("last Friday")."""

    number: int
    shift: Shift | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """So many units from the day of writing, or from the time last spoken of where `anchored` is false.

    "last month": month, -1. "two days later": day, +2, not anchored. "today": day, 0. "that week": week, 0,
    not anchored.
    `exact`: counted off ("two years ago") and not a calendar unit ("last year").
    """

    grain: Grain
    count: float
    anchored: bool = True
    exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch that ends or begins on the day of writing ("the past two days", "the next few weeks").

    `count`: `None` where the words leave it open ("recent days").
    """

    grain: Grain
    count: float | None
    direction: Literal["past", "future"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A duration ("two days", "six-month"). `count`: `None` where open ("several weeks"). `high`: of "two to three".

    `relation`: the words go on to say before or after what ("eight years after ..."); the event is not resolved here.
    """

    grain: Grain
    count: float | None
    high: float | None = None
    relation: Literal["before", "after"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """A repeated time. `value` is its TIMEX3 value ("P1D", "XXXX-WXX-5")."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vague:
    """A time not on the calendar: `reference` is TIMEX3's "PAST_REF", "PRESENT_REF" or "FUTURE_REF"."""

    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """A season, by its TIMEX3 name ("SP", "SU", "FA", "WI"), of a year or shifted from the anchor."""

    name: str
    year: int | None = None
    shift: Shift | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPart:
    """A quarter ("Q3") or half ("H1") of a year; `number` `None`: "the quarter". `fiscal` ones denote no sure days."""

    grain: Literal["quarter", "half"]
    number: int | None
    year: int | None = None
    year_shift: int | None = None
    fiscal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A feast or observance by name, of a year or shifted from the anchor."""

    name: str
    year: int | None = None
    shift: Shift | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """A decade or century: its first year and number of years ("the 1980s": 1980, 10)."""

    first: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOfDay:
    """A time of day with no day ("6 a.m.", "in the morning"): of the day last spoken of, else of the anchor."""


Form = (
    CalendarDate | DayRange | WeekOf | Weekday | Relative | Window | Length | Recurring | Vague | Season | YearPart | Holiday
    | Years | PartOfDay
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the words of one expression say: its form and all that narrows it.

    `part`: time of day ("EV"), `clock`: "T18:30". `edge`: "late last month". `hedge`: "about", "more than",
    "less than".
    """

    kind: Kind
    form: Form
    part: Part | None = None
    clock: str | None = None
    edge: Edge | None = None
    hedge: Hedge | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time expression in a string: offsets half open, its words, and its reading, not yet resolved.

    `bound`: the word before it that makes it an end or limit of a time ("since 2011", "until Friday"), or `None`.
    """

    start: int
    end: int
    text: str
    reading: Reading
    bound: Bound | None = None
