"""The setting an expression is read in: day of writing, tense, and the time last spoken of. Picks days that fit it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from consilience.text.dates import calendars as cal

if TYPE_CHECKING:
    from consilience.record.text import When
    from consilience.text.dates.forms import CalendarDate, Holiday, Season, Tense, Weekday, YearPart

_PAST_SHIFTS = {"last", "previous"}
_FUTURE_SHIFTS = {"next", "following"}
NEAR_FUTURE_DAYS = 100
"""A day of a month with no year, told with no tense, is read forward this far (a meeting "on April 14" ahead)."""
SOON_MONTHS = 2
"""A month with no year, told with no sign of tense, is the coming one if it is at most this many months ahead: for one so
long past, news say "last November" (TimeBank and AQUAINT: 6 of 7 such months lie ahead)."""
JUST_PAST_DAYS = 21
"""A day of a month told of the future may lie this far back ("would return him by Jan. 14", written on the 15th)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is known beside the words. `anchor`: day of writing; `previous`: the time last spoken of."""

    anchor: date | None
    tense: Tense | None
    previous: When | None

    def origin(self, *, anchored: bool) -> date | None:
        """The day an expression counts from; `None` where it is not known."""
        if anchored:
            return self.anchor
        return self.previous.earliest if self.previous else None

    def day(self) -> date | None:
        """The day that a bare time of day belongs to: the one last spoken of, else the anchor."""
        if self.previous and self.previous.earliest == self.previous.latest:
            return self.previous.earliest
        return self.anchor

    def weekday(self, form: Weekday) -> date | None:
        """The day of that name which tense and shift point to."""
        origin = self.origin(anchored=form.shift not in {"that", "previous", "following"})
        if origin is None:
            return None
        back = (origin.isoweekday() - form.number) % 7
        ahead = (form.number - origin.isoweekday()) % 7
        if form.shift in _PAST_SHIFTS:
            return cal.shift_day(origin, -(back or 7))
        if form.shift in _FUTURE_SHIFTS:
            return cal.shift_day(origin, ahead or 7)
        return cal.shift_day(origin, ahead if self.tense == "future" else -back)

    def year_of(self, form: CalendarDate) -> int | None:
        """The year of a date, as far as words and setting give it."""
        if form.year is not None:
            return form.year
        if self.anchor is None or form.month is None:
            return None
        if form.year_shift is not None:
            return self.anchor.year + form.year_shift
        if form.day is None:
            return self._year_of_month(form, self.anchor)
        return self._year_of_day(form, self.anchor)

    def _year_of_month(self, form: CalendarDate, anchor: date) -> int:
        month = form.month or 1
        if form.shift in _PAST_SHIFTS:
            return anchor.year if month < anchor.month else anchor.year - 1
        if form.shift in _FUTURE_SHIFTS:
            return anchor.year if month > anchor.month else anchor.year + 1
        if form.shift == "this":
            return anchor.year
        soon = self.tense is None and 0 < (month - anchor.month) % 12 <= SOON_MONTHS
        if self.tense == "future" or soon:
            return anchor.year if month >= anchor.month else anchor.year + 1
        return anchor.year if month <= anchor.month else anchor.year - 1

    def _year_of_day(self, form: CalendarDate, anchor: date) -> int:
        """The nearest such day on the side the tense points to, else the nearest of all."""
        month, number = form.month or 1, form.day or 1
        days = [day for year in (-1, 0, 1) if (day := cal.make_day(anchor.year + year, month, number))]
        if not days:
            return anchor.year
        if self.tense == "future":
            fitting = [day for day in days if day >= anchor - timedelta(days=JUST_PAST_DAYS)]
        elif self.tense == "past":
            fitting = [day for day in days if day <= anchor + timedelta(days=1)]
        else:
            fitting = [day for day in days if day <= anchor + timedelta(days=NEAR_FUTURE_DAYS)]
        return min(fitting or days, key=lambda day: (abs(day - anchor), day)).year

    def season_year(self, form: Season) -> int | None:
        """The year of a season with no year."""
        if self.anchor is None:
            return None
        year = self.anchor.year
        first, last = cal.season_days(form.name, year)
        if form.shift in _PAST_SHIFTS:
            return year if last < self.anchor else year - 1
        if form.shift in _FUTURE_SHIFTS or (form.shift is None and self.tense == "future"):
            return year if first > self.anchor else year + 1
        if form.shift == "this" or first <= self.anchor:
            return year
        return year - 1 if form.shift is None else year

    def quarter(self) -> int | None:
        """The quarter spoken of, else the last one that had ended on the anchor."""
        if self.previous and 80 <= (self.previous.latest - self.previous.earliest).days <= 95:
            return (self.previous.earliest.month + 2) // 3
        return ((self.anchor.month + 2) // 3 - 2) % 4 + 1 if self.anchor else None

    def part_year(self, form: YearPart, last_month: int) -> int | None:
        """The year of a quarter or half with no year: told in the past, the latest that has begun."""
        if self.anchor is None:
            return None
        if form.year_shift is not None:
            return self.anchor.year + form.year_shift
        begun = last_month - (2 if form.grain == "quarter" else 5) <= self.anchor.month
        return self.anchor.year if begun or self.tense == "future" else self.anchor.year - 1

    def holiday(self, form: Holiday) -> date | None:
        """The day of a feast that year, tense and shift point to."""
        if form.year is not None:
            return cal.holiday_day(form.name, form.year)
        if self.anchor is None:
            return cal.holiday_day(form.name, 1) if form.name[:1].isdigit() else None
        days = [cal.holiday_day(form.name, self.anchor.year + step) for step in (-1, 0, 1)]
        known = [day for day in days if day]
        future = form.shift in _FUTURE_SHIFTS or (form.shift is None and self.tense == "future")
        fitting = [day for day in known if (day >= self.anchor if future else day <= self.anchor)]
        return min(fitting or known, key=lambda day: (abs(day - (self.anchor or day)), day), default=None)
