"""Units counted from the day of writing or from the time last spoken of: "last month", "two days later", "a year ago"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.record.text import Basis, When
from consilience.text.dates import calendars as cal
from consilience.text.dates.forms import Grain, Length, Relative, TimeExpression

if TYPE_CHECKING:
    from datetime import date

    from consilience.text.dates.setting import Setting

Resolved = tuple[str, When | None]

SATURDAY = 6
QUARTER_DAYS = range(80, 96)
"""An interval this long is a quarter."""
HALVES: dict[Grain, int] = {"week": 3, "month": 15, "year": 182, "decade": 1826}
"""Days in half a unit: people who count off units round to the nearest."""
FAR_WEEKS = 2
"""Weeks counted off beyond this give the week and not the day, as TimeML annotates them."""
_OPEN = {"week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "quarter": "XXXX-QX", "year": "XXXX"}


def resolve_relative(form: Relative, setting: Setting) -> Resolved:
    """The unit that so many units from the anchor, or from the time last spoken of, lead to; its value and days."""
    origin, grain = setting.origin(anchored=form.anchored), form.grain
    if origin is None:
        return _OPEN.get(grain, "XXXX-XX-XX"), None
    if grain in {"second", "minute", "hour"}:
        return _hours(form, origin)
    if form.exact and grain == "year" and abs(form.count) == 1 and _is_quarter(setting.previous):
        origin, grain = setting.previous.earliest if setting.previous else origin, "quarter"
    step, count = _step(form)
    if grain == "weekend" and not count and setting.tense != "future" and origin.isoweekday() < SATURDAY:
        count = -1
    day = cal.move(origin, step, count)
    if not form.exact or grain == "quarter":
        return unit_of(day, grain)
    value, when = unit_of(day, _shown_grain(form))
    return value, _around(day, form, when)


def tied_event(expression: TimeExpression, *, told: When) -> When | None:
    """The days of the event that a tied duration leads to.

    "The order came less than a month after they met": the expression is "less than a month", `told` the days of the order;
    gives the days of the meeting. `None` where the duration is not tied to an event, open ("days after") or only a least
    ("more than a year after").
    """
    form, hedge = expression.reading.form, expression.reading.hedge
    if not isinstance(form, Length) or form.relation is None or form.count is None or hedge == "more":
        return None
    back = -1 if form.relation == "after" else 1
    far = Relative(grain=form.grain, count=back * (form.high or form.count), exact=True)
    step, count = _step(far)
    ends = [cal.move(day, step, count) for day in (told.earliest, told.latest)]
    if form.grain in {"second", "minute", "hour"} or ends[0] is None or ends[1] is None:
        return None
    half = HALVES.get(form.grain, 0)
    first, last = cal.shift_day(ends[0], -half) or ends[0], cal.shift_day(ends[1], half) or ends[1]
    if hedge == "less":
        first, last = min(ends[0], told.earliest), max(ends[1], told.latest)
    return cal.interval(first, last, cal.precision_of(form.grain), "resolved")


def unit_of(day: date | None, grain: Grain, basis: Basis = "resolved") -> Resolved:
    """The calendar unit around a day, as value and interval; nothing where the day is beyond the calendar."""
    if day is None:
        return "XXXX", None
    first, last = cal.unit_around(day, grain)
    return cal.value_of(day, grain), cal.interval(first, last, cal.precision_of(grain), basis)


def _is_quarter(when: When | None) -> bool:
    """Whether a quarter was spoken of: "a year ago" then compares quarters."""
    return when is not None and (when.latest - when.earliest).days in QUARTER_DAYS


def _step(form: Relative) -> tuple[Grain, int]:
    """The unit that is counted in, and how many: years and a half are counted in months."""
    if form.grain == "year" and form.count != int(form.count):
        return "month", int(form.count * 12)
    return form.grain, int(form.count)


def _shown_grain(form: Relative) -> Grain:
    """The unit that the value of something counted off shows."""
    if form.grain == "week":
        return "week" if abs(form.count) > FAR_WEEKS else "day"
    if form.grain == "year" and form.count != int(form.count):
        return "month"
    return "year" if form.grain == "decade" else form.grain


def _around(day: date | None, form: Relative, when: When | None) -> When | None:
    """The days of something counted off: half a unit to each side, and not a calendar unit."""
    half = HALVES.get(form.grain)
    if when is None or day is None or half is None:
        return when
    first, last = cal.shift_day(day, -half), cal.shift_day(day, half)
    return cal.interval(first, last, cal.precision_of(form.grain), when.basis) if first and last else when


def _hours(form: Relative, origin: date) -> Resolved:
    """So many hours or minutes from a day: that day, or those up to where the count may lead."""
    hours = max(-24_000.0, min(24_000.0, form.count * {"hour": 1.0, "minute": 1 / 60}.get(form.grain, 1 / 3600)))
    ends = [cal.shift_day(origin, int(hours // 24)), cal.shift_day(origin, -int(-hours // 24))]
    first, last = (ends[0] or origin, ends[1] or origin)
    return cal.value_of(first, "day"), cal.interval(first, last, "day", "resolved")
