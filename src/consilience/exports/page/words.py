"""Dates and counts in words, as the page and its tooltips say them."""

from __future__ import annotations

from datetime import date

from consilience.exports.record.shape import DateOut

BASIS_NOTE = {"stated": "", "resolved": "", "inferred": " (inferred)"}
"""What is added to a day that no report states: it was taken from publication or from other reports."""


def say_date(when: DateOut | None) -> str:
    """Give a date as a person writes it: "4 April 2019", "April 2019", "3–5 April 2019", "2011"; "undated" for none."""
    if when is None:
        return "undated"
    start, end = date.fromisoformat(when.start), date.fromisoformat(when.end)
    return _interval(start, end) + BASIS_NOTE[when.basis]


def _interval(start: date, end: date) -> str:
    if start == end:
        return _day(start)
    whole_year = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    if start.year == end.year:
        if whole_year:
            return str(start.year)
        if start.month == end.month:
            return f"{start:%B %Y}" if _whole_month(start, end) else f"{start.day}–{end.day} {start:%B %Y}"
        return f"{start.day} {start:%B} – {_day(end)}"
    return f"{start.year}–{end.year}" if whole_year else f"{_day(start)} – {_day(end)}"


def _whole_month(start: date, end: date) -> bool:
    return start.day == 1 and (end.month != (date.fromordinal(end.toordinal() + 1)).month)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def count(number: int, one: str, many: str | None = None) -> str:
    """Give a number with its noun: "1 report", "3 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
