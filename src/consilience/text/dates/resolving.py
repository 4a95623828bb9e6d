"""Works out what a time expression denotes: its TIMEX3 value and its interval of days.

Conventions: a weekday told in the past is the last one on or before the anchor, told of the future the next one on or
after it; a month with no year likewise; a day of a month with no year is the nearest one on the side the tense points
to. Expressions that lean on a time spoken of before ("two days later", "that day") lean on `previous`.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from consilience.text.dates import calendars as cal
from consilience.text.dates.durations import duration_value
from consilience.text.dates.forms import (
    CalendarDate,
    DayRange,
    Edge,
    Holiday,
    Length,
    PartOfDay,
    Reading,
    Recurring,
    Relative,
    Season,
    Tense,
    TimeExpression,
    Vague,
    Weekday,
    WeekOf,
    Window,
    YearPart,
    Years,
)
from consilience.text.dates.relatives import Resolved, resolve_relative, unit_of
from consilience.text.dates.setting import Setting

if TYPE_CHECKING:
    from collections.abc import Callable

    from consilience.record.text import Basis, When

_TODAY = {"MO": "TMO", "MI": "TMI", "AF": "TAF", "EV": "TEV", "NI": "TNI"}


def resolve(
    expression: TimeExpression, *, anchor: date | None, tense: Tense | None, previous: When | None
) -> tuple[str, When | None]:
    """The TIMEX3 value of an expression and the days it denotes.

    `anchor`: the day the text was written or published; `None` if unknown. `tense`: of the clause it stands in, `None`
    if unknown (read as past, the tense of news). `previous`: the time last spoken of in the text, for expressions that
    lean on it. The interval is `None` where the words denote no days (a bare duration, a set, "recently"), or lean on
    a day that is not known. Its basis is "stated" where the words give a date in full, else "resolved".
    """
    reading = expression.reading
    setting = Setting(anchor=anchor, tense=tense, previous=previous)
    value, when = _RESOLVERS[type(reading.form)](reading.form, setting)
    if reading.edge and when:
        when = _narrow(when, reading.edge, anchor)
    return _timed(value, reading), when


def spoken_of(expression: TimeExpression, when: When | None) -> When | None:
    """What later expressions lean on after this one: its interval where it is a date or a time of day, else `None`.

    Comparisons ("a year earlier") do not move the story on. Use it as `previous = spoken_of(...) or previous`.
    """
    form = expression.reading.form
    compared = isinstance(form, Relative) and form.exact and form.grain == "year"
    return when if expression.reading.kind in {"date", "time"} and not compared else None


def _timed(value: str, reading: Reading) -> str:
    """A value with its time of day."""
    if value.endswith("_REF") or value.startswith("P") or not (reading.clock or reading.part):
        return value
    return value + (reading.clock or _TODAY[reading.part or "MO"])


def _narrow(when: When, edge: Edge, anchor: date | None) -> When:
    """The part of an interval that "early", "mid", "late", "earlier" or "later" picks.

    Early and late each take the nearer two fifths, so that a loose use of the words is not cut off.
    """
    length = (when.latest - when.earliest).days + 1
    if length < 5:
        return when
    first, last = when.earliest, when.latest
    share = -(-length * 2 // 5)
    if edge == "early":
        last = first + timedelta(days=share - 1)
    elif edge == "late":
        first = last - timedelta(days=share - 1)
    elif edge == "mid":
        first, last = first + timedelta(days=length // 4), last - timedelta(days=length // 4)
    elif anchor and first <= anchor <= last:
        first, last = (first, anchor) if edge == "earlier" else (anchor, last)
    return cal.interval(first, last, when.precision, when.basis)


def _calendar_date(form: CalendarDate, setting: Setting) -> Resolved:
    basis: Basis = "stated" if form.year is not None else "resolved"
    year = setting.year_of(form)
    if form.month is None:
        return unit_of(date(year, 1, 1), "year", basis) if year else ("XXXX", None)
    open_value = f"XXXX-{form.month:02d}" + (f"-{form.day:02d}" if form.day else "")
    if year is None or not 1 <= year <= 9999:
        return open_value, None
    if form.day is None:
        return unit_of(date(year, form.month, 1), "month", basis)
    day = cal.make_day(year, form.month, form.day)
    return unit_of(day, "day", basis) if day else (open_value, None)


def _day_range(form: DayRange, setting: Setting) -> Resolved:
    first_value, first = _calendar_date(form.first, setting)
    last_value, last = _calendar_date(form.last, setting)
    if first is None or last is None:
        return f"{first_value}/{last_value}", None
    return f"{first_value}/{last_value}", cal.interval(first.earliest, last.latest, first.precision, first.basis)


def _week_of(form: WeekOf, setting: Setting) -> Resolved:
    _, day = _calendar_date(form.day, setting)
    return unit_of(day.earliest, "week", day.basis) if day else ("XXXX-WXX", None)


def _weekday(form: Weekday, setting: Setting) -> Resolved:
    day = setting.weekday(form)
    return unit_of(day, "day") if day else (f"XXXX-WXX-{form.number}", None)


def _window(form: Window, setting: Setting) -> Resolved:
    value = duration_value(form.grain, form.count)
    if setting.anchor is None or form.count is None or form.grain in {"second", "minute"}:
        return value, None
    sign = -1 if form.direction == "past" else 1
    if form.grain == "hour":
        far = cal.shift_day(setting.anchor, sign * -int(-form.count // 24)) if form.count < 24_000 else None
    else:
        far = cal.move(setting.anchor, form.grain, sign * -int(-form.count // 1)) if form.count < 10_000 else None
    precision = "day" if form.grain in {"hour", "day"} else cal.precision_of(form.grain)
    return value, cal.interval(setting.anchor, far, precision, "resolved") if far else None


def _length(form: Length, setting: Setting) -> Resolved:
    del setting
    return duration_value(form.grain, form.count), None


def _recurring(form: Recurring, setting: Setting) -> Resolved:
    del setting
    return form.value, None


def _vague(form: Vague, setting: Setting) -> Resolved:
    del setting
    return form.reference, None


def _season(form: Season, setting: Setting) -> Resolved:
    year = form.year if form.year is not None else setting.season_year(form)
    if year is None or not 1 <= year < 9999:
        return f"XXXX-{form.name}", None
    first, last = cal.season_days(form.name, year)
    return f"{year:04d}-{form.name}", cal.interval(first, last, "season", "stated" if form.year else "resolved")


def _year_part(form: YearPart, setting: Setting) -> Resolved:
    """A quarter or half. One of a fiscal year has a value, but no days: fiscal years differ."""
    months = 3 if form.grain == "quarter" else 6
    number = form.number or setting.quarter()
    year = form.year if form.year is not None else setting.part_year(form, (number or 1) * months)
    letter = "Q" if form.grain == "quarter" else "H"
    if year is None or number is None:
        return f"XXXX-{letter}{number or 'X'}", None
    value, when = unit_of(date(year, (number - 1) * months + 1, 1), form.grain, "stated" if form.year else "resolved")
    return value, None if form.fiscal else when


def _holiday(form: Holiday, setting: Setting) -> Resolved:
    day = setting.holiday(form)
    return unit_of(day, "day", "stated" if form.year else "resolved") if day else ("XXXX-XX-XX", None)


def _years(form: Years, setting: Setting) -> Resolved:
    del setting
    first = max(1, form.first)
    value = cal.value_of(date(first, 1, 1), "decade" if form.length == 10 else "century")
    return value, cal.interval(date(first, 1, 1), date(form.first + form.length - 1, 12, 31), "decade", "stated")


def _part_of_day(form: PartOfDay, setting: Setting) -> Resolved:
    del form
    day = setting.day()
    return unit_of(day, "day") if day else ("XXXX-XX-XX", None)


_RESOLVERS: dict[type, Callable[[Any, Setting], Resolved]] = {
    CalendarDate: _calendar_date,
    DayRange: _day_range,
    WeekOf: _week_of,
    Weekday: _weekday,
    Relative: resolve_relative,
    Window: _window,
    Length: _length,
    Recurring: _recurring,
    Vague: _vague,
    Season: _season,
    YearPart: _year_part,
    Holiday: _holiday,
    Years: _years,
    PartOfDay: _part_of_day,
}
