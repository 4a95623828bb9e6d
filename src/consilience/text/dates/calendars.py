"""Days, weeks, months and years as intervals, and their TIMEX3 values. Weeks are ISO weeks, Monday to Sunday."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from consilience.record.text import Basis, Precision, When
from consilience.text.lexicons import load_table

if TYPE_CHECKING:
    from consilience.text.dates.forms import Grain

SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
"""First and last month of each season, as meteorology counts them on the northern hemisphere. News use them loosely."""

_PRECISIONS: dict[str, Precision] = {
    "second": "day", "minute": "day", "hour": "day", "day": "day", "weekend": "day", "week": "week", "month": "month",
    "quarter": "season", "half": "season", "year": "year", "decade": "decade", "century": "decade",
}  # fmt: skip


def precision_of(grain: Grain) -> Precision:
    """The precision that a calendar unit gives."""
    return _PRECISIONS[grain]


def interval(first: date, last: date, precision: Precision, basis: Basis) -> When:
    """An interval of days, both ends included, whichever is given first."""
    return When(earliest=min(first, last), latest=max(first, last), precision=precision, basis=basis)


def make_day(year: int, month: int, day: int) -> date | None:
    """A date, or `None` where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift_day(day: date, days: int) -> date | None:
    """A day so many days on, or `None` beyond the calendar's years."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def shift_months(day: date, months: int) -> date | None:
    """The same day of another month, the month's last day where it has no such day; `None` beyond the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, last_of_month(year, month + 1)))


def last_of_month(year: int, month: int) -> int:
    """Number of days of a month."""
    return calendar.monthrange(year, month)[1]


def unit_around(day: date, grain: Grain) -> tuple[date, date]:
    """First and last day of the calendar unit that holds a day."""
    if grain in {"week", "weekend"}:
        monday = day - timedelta(days=day.weekday())
        return monday + timedelta(days=5 if grain == "weekend" else 0), monday + timedelta(days=6)
    if grain in {"month", "quarter", "half"}:
        width = {"month": 1, "quarter": 3, "half": 6}[grain]
        first = (day.month - 1) // width * width + 1
        last = first + width - 1
        return date(day.year, first, 1), date(day.year, last, last_of_month(day.year, last))
    if grain in {"year", "decade", "century"}:
        width = {"year": 1, "decade": 10, "century": 100}[grain]
        first = max(1, day.year // width * width)
        return date(first, 1, 1), date(min(9999, first + width - 1), 12, 31)
    return day, day


def move(day: date, grain: Grain, count: int) -> date | None:
    """A day so many units on."""
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}.get(grain)
    if months:
        return shift_months(day, count * months)
    days = {"week": 7, "weekend": 7, "day": 1}.get(grain, 0)
    return shift_day(day, count * days)


def value_of(day: date, grain: Grain) -> str:
    """The TIMEX3 value of the calendar unit that holds a day ("2017-W14", "2017-Q2", "201")."""
    if grain in {"week", "weekend"}:
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02d}" + ("-WE" if grain == "weekend" else "")
    if grain == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    if grain == "half":
        return f"{day.year}-H{1 if day.month < 7 else 2}"
    text = {"month": day.isoformat()[:7], "year": f"{day.year:04d}", "decade": f"{day.year:04d}"[:3]}
    return text.get(grain) or (f"{day.year:04d}"[:2] if grain == "century" else day.isoformat())


def season_days(name: str, year: int) -> tuple[date, date]:
    """First and last day of a season; a winter belongs to the year it begins in."""
    first, last = SEASON_MONTHS[name]
    end = year + 1 if last < first else year
    return date(year, first, 1), date(end, last, last_of_month(end, last))


def holiday_day(name: str, year: int) -> date | None:
    """The day of a feast in a year; `None` for feasts that this calendar cannot date."""
    table = load_table("holidays")
    if name in table["fixed"]:
        month, day = table["fixed"][name].split("-")
        return date(year, int(month), int(day))
    if name in table["easter"]:
        return easter(year) + timedelta(days=table["easter"][name])
    if name in table["nth"]:
        month, weekday, nth = table["nth"][name]
        return _nth_weekday(year, month, weekday, nth)
    return date.fromisoformat(table["dated"][name]) if name in table["dated"] else None


@cache
def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian algorithm, Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * el) // 433
    month = (h + el - 7 * m + 90) // 25
    return date(year, month, (h + el - 7 * m + 33 * month + 19) % 32)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    days = [day for day in range(1, last_of_month(year, month) + 1) if date(year, month, day).isoweekday() == weekday]
    return date(year, month, days[nth - 1 if nth > 0 else nth])
