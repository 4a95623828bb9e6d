"""The publication day of an article that states none, from the times its words speak of.

A reporter who writes "on Friday" means the day of publication or one shortly before it. Each candidate day is scored
by how well it explains the article's weekdays and recent dates, and by how near it lies to the days that other reports
of the story are dated to. Not here: dates that the article states as its own (datelines, metadata).
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from consilience.record.text import When
from consilience.text.dates.forms import CalendarDate, Length, Tense, TimeExpression, Weekday
from consilience.text.dates.scanning import find_times
from consilience.text.dates.tense import guess_tense

if TYPE_CHECKING:
    from collections.abc import Sequence

TensedTime = tuple[TimeExpression, Tense | None]


class _Told(NamedTuple):
    """A weekday spoken of: its ISO number, whether it lies ahead, whether it is the first told in the past."""

    number: int
    ahead: bool
    first: bool


DAYS_AROUND = 10
"""Candidate days lie this far around the days that sibling reports are dated to."""
FIRST_SHARES = (0.58, 0.24, 0.08, 0.04, 0.03, 0.02, 0.01)
"""How often the first weekday told in the past lies 0, 1, 2 ... days before the day of writing. Counted on TimeBank and
AQUAINT: 62, 20, 5, 19, 1, 0, 0 of 107; smoothed, and the threes taken out: they are Friday's markets in Monday's papers."""
LATER_SHARES = (0.17, 0.34, 0.26, 0.09, 0.08, 0.04, 0.02)
"""The same for every other weekday told in the past: 7, 20, 16, 2, 7, 2, 1 of 55, smoothed."""
AHEAD_SHARES = (0.20, 0.35, 0.13, 0.10, 0.08, 0.07, 0.07)
"""The same, forward, for weekdays told of the future: 0, 6, 1, 1, 1, 1, 0 of 10, smoothed; the guess of tense errs as often."""
NEARNESS_DAYS = 3.0
"""Reports of one story lie about this many days apart: the prior falls by a factor e with each."""
ALIKE = 0.9
"""Candidates whose log score is within this of the best are not told apart (odds under 2.5 to 1)."""
WIDEST = 7
"""More days than this is not knowing."""
TIED_BONUS = 1.5
"""Log odds for "one day after he ordered ... on Wednesday": the day of writing is that Wednesday and the days counted."""


def tensed_times(text: str) -> tuple[TensedTime, ...]:
    """The time expressions of an article's own words, in order, each with the tense guessed from the words beside it."""
    return tuple((time, guess_tense(text, time.start, time.end)) for time in find_times(text))


def guess_day(times: Sequence[TensedTime], *, near: Sequence[date]) -> When | None:
    """The publication day of an undated article, basis "inferred".

    `times`: the article's time expressions in text order, with tense. `near`: the days that dated reports of the same
    story came out on; no day is guessed without one. Gives one day where the words determine it, an interval of days
    where they leave a few open, and `None` where they say nothing (the story's days alone decide nothing here). On 738
    dated reports of FA-KES, their dateline taken off and one sibling within three days of it given: nothing said in 184,
    the true day inside the interval in 483 of the other 554; 5% of their weekdays then resolve to a wrong day.
    """
    weekdays, dates = _weekdays(times), _recent_dates(times, near)
    if not near or not (weekdays or dates):
        return None
    return _best(_candidates(near), weekdays, dates, _tied(times), near)


def guess_day_from_words(times: Sequence[TensedTime]) -> When | None:
    """The publication day of an article that dates an event in full and also by its weekday, basis "resolved".

    "on Tuesday, 4 April 2017" and, elsewhere, "on Tuesday": the article was written within days after it. `None` where no
    full date is the latest time of the article, or no bare weekday agrees with it.
    """
    days = [day for time, _ in times if (day := _full_date(time))]
    if not days:
        return None
    event = max(days)
    weekdays = _weekdays(times)
    later_year = any(_year(time) > event.year for time, _ in times)
    if later_year or event.isoweekday() not in {told.number for told in weekdays}:
        return None
    found = _best([event + timedelta(days=step) for step in range(WIDEST)], weekdays, [event], _tied(times), [event])
    return found and When(earliest=found.earliest, latest=found.latest, precision=found.precision, basis="resolved")


def _best(
    candidates: list[date],
    weekdays: list[_Told],
    dates: list[date],
    tied: list[tuple[int, int]],
    near: Sequence[date],
) -> When | None:
    """The candidates that explain the words best, as one interval; `None` if they lie too far apart."""
    scores = {
        day: _prior(day, near)
        + sum(_weekday_score(day, one) for one in weekdays)
        + sum(_date_score(day, one) for one in dates)
        + sum(TIED_BONUS for number, count in tied if (day - timedelta(days=count)).isoweekday() == number)
        for day in candidates
    }
    top = max(scores.values())
    alike = sorted(day for day, score in scores.items() if score >= top - ALIKE)
    if (alike[-1] - alike[0]).days >= WIDEST:
        return None
    return When(earliest=alike[0], latest=alike[-1], precision="day", basis="inferred")


def _candidates(near: Sequence[date]) -> list[date]:
    steps = range(-DAYS_AROUND, DAYS_AROUND + 1)
    return sorted({day + timedelta(days=step) for day in near for step in steps if 2 < day.year < 9998})


def _prior(day: date, near: Sequence[date]) -> float:
    return -min(abs((day - other).days) for other in near) / NEARNESS_DAYS


def _weekdays(times: Sequence[TensedTime]) -> list[_Told]:
    """Each weekday spoken of, once.

    "last Friday", "next Friday" and weekdays with a date are left out: they say less, or something else.
    """
    seen: dict[tuple[int, bool], bool] = {}
    for time, tense in times:
        form = time.reading.form
        if isinstance(form, Weekday) and form.shift in {None, "this"} and time.reading.kind != "set":
            ahead = tense == "future"
            seen.setdefault((form.number, ahead), not ahead and not any(not key[1] for key in seen))
    return [_Told(number, ahead, first) for (number, ahead), first in seen.items()]


def _weekday_score(day: date, told: _Told) -> float:
    """Log share of the distance between a candidate and a weekday."""
    distance = (told.number - day.isoweekday()) * (1 if told.ahead else -1) % 7
    shares = AHEAD_SHARES if told.ahead else FIRST_SHARES if told.first else LATER_SHARES
    return math.log(shares[distance])


def _recent_dates(times: Sequence[TensedTime], near: Sequence[date]) -> list[date]:
    """Days named by month and day, told in the past, that lie among the candidates ("on April 4")."""
    if not near:
        return []
    days = set()
    for time, tense in times:
        form = time.reading.form
        if tense == "future" or not isinstance(form, CalendarDate) or not (form.month and form.day):
            continue
        for year in {day.year for day in near} if form.year is None else {form.year}:
            day = _day(year, form.month, form.day)
            if day and min(abs((day - other).days) for other in near) <= DAYS_AROUND:
                days.add(day)
    return sorted(days)


def _date_score(day: date, event: date) -> float:
    """Log share of the distance from a dated event of the past; a dated event is told of longer than a bare weekday."""
    distance = (day - event).days
    return math.log(0.02) if distance < 0 else math.log(0.3) - min(distance, 20) / 5


def _tied(times: Sequence[TensedTime]) -> list[tuple[int, int]]:
    """Weekday and number of days of "one day after ... on Wednesday", where the weekday is the next time spoken of."""
    pairs = []
    for (time, _), (following, _) in pairwise(times):
        form, other = time.reading.form, following.reading.form
        if not (isinstance(form, Length) and isinstance(other, Weekday)) or form.count is None:
            continue
        if (
            form.grain == "day"
            and form.relation == "after"
            and form.count < WIDEST
            and following.start - time.end < 200
        ):
            pairs.append((other.number, int(form.count)))
    return pairs


def _full_date(time: TimeExpression) -> date | None:
    form = time.reading.form
    if isinstance(form, CalendarDate) and form.year and form.month and form.day:
        return _day(form.year, form.month, form.day)
    return None


def _year(time: TimeExpression) -> int:
    form = time.reading.form
    return (form.year or 0) if isinstance(form, CalendarDate) else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
