"""Calendar days written in full: "05 April, 2019", "Apr. 5th 2019", "2019-04-05T10:00Z", "24.08.2013".

Only dates that name day, month and year. Not here: times in running text, weekdays, "last month", intervals
(the readers of the text work those out), and dates whose order of day and month cannot be told ("4/5/2017").
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from consilience.record.text import When

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b[.,]?\s+)?"
_DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>(?:19|20)\d\d)\b"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_WEEKDAY}{_DAY}\s+(?:of\s+)?(?P<m>{_MONTH}),?\s+{_YEAR}",
        rf"\b{_WEEKDAY}(?P<m>{_MONTH})\s+{_DAY},?\s+{_YEAR}",
        rf"\b{_DAY}-(?P<m>{_MONTH})-{_YEAR}",
        rf"\b(?P<m>{_MONTH})\s+(?P<d>0[1-9]|[12]\d|3[01]){_YEAR}",  # "Apr 052017": a crawl lost comma and space
        r"\b(?P<y>(?:19|20)\d\d)[-/.](?P<m>0[1-9]|1[0-2])[-/.](?P<d>0[1-9]|[12]\d|3[01])(?!\d)",
        r"\b(?P<d>0?[1-9]|[12]\d|3[01])\.(?P<m>0?[1-9]|1[0-2])\.(?P<y>(?:19|20)\d\d)(?!\d)",
    )
)
_SLASHED = re.compile(r"\b(?P<a>\d{1,2})(?P<mark>[/-])(?P<b>\d{1,2})(?P=mark)(?P<y>(?:19|20)\d\d)\b")
_COMPACT = re.compile(r"^\s*(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?:T|\s|$)")


class FullDate(NamedTuple):
    """A day written in full at `start` to `end` (half open, weekday included where one stands before it)."""

    start: int
    end: int
    day: date


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[FullDate]:
    """Days written in full in `text[start:end]`, in text order, none overlapping."""
    stop = len(text) if end is None else end
    found = sorted({*_spelled(text, start, stop), *_slashed(text, start, stop)}, key=lambda hit: (hit.start, -hit.end))
    kept: list[FullDate] = []
    for hit in found:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def read_day(value: str) -> date | None:
    """The day a metadata value states ("2019-04-05 10:31:00+02:00", "20190405", "Fri, 05 Apr 2019 08:00:00 GMT").

    The day as written, in the time zone as written. `None` where none is stated or its order cannot be told.
    """
    compact = _COMPACT.match(value)
    if compact:
        return _day(compact["y"], compact["m"], compact["d"])
    found = find_dates(value[:80])
    return found[0].day if found else None


def on_day(day: date) -> When:
    """A day that the words or metadata state."""
    return When(earliest=day, latest=day, precision="day", basis="stated")


def _spelled(text: str, start: int, end: int) -> Iterator[FullDate]:
    for form in _FORMS:
        for m in form.finditer(text, start, end):
            day = _day(m["y"], m["m"], m["d"])
            if day:
                yield FullDate(m.start(), m.end(), day)


def _slashed(text: str, start: int, end: int) -> Iterator[FullDate]:
    """Days with slashes or hyphens, where one number cannot be a month: the other must be."""
    for m in _SLASHED.finditer(text, start, end):
        first, second = int(m["a"]), int(m["b"])
        if first == second or (first > 12) != (second > 12):
            day = _day(m["y"], str(min(first, second)), str(max(first, second)))
            if day:
                yield FullDate(m.start(), m.end(), day)


def _day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].casefold()) + 1
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
