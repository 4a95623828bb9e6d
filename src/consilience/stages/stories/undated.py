"""The day of an undated report, worked out from its own words and from the dated reports of its story."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from consilience.ports import NO_MEMORY
from consilience.stages.stories.nearness import cosine
from consilience.stages.stories.profiles import profiles
from consilience.text.dates.publication import TensedTime, guess_day, guess_day_from_words, tensed_times

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from consilience.ports import Memory
    from consilience.record.found import Reading
    from consilience.record.text import When
    from consilience.record.woven import Story

AS_LIKE = 0.7
"""Reports at least this nearly as like an undated one as the likest say when it was written."""


def date_undated(
    readings: Sequence[Reading], stories: Sequence[Story], *, memory: Memory = NO_MEMORY
) -> Mapping[str, When]:
    """Give article id -> day for articles whose day nobody states, basis "inferred"; those that stay open are left out.

    The days of dated reports of the same story say where to look, the weekdays and dates in the article's words say
    which day it is. Where no report of a story is dated, a full date told together with its weekday may date one.
    """
    known = {reading.article.id: reading for reading in readings}
    found: dict[str, When] = {}
    for story in sorted(stories, key=lambda story: story.id):
        members = tuple(known[article] for article in sorted(story.articles) if article in known)
        if any(_day(reading) is None for reading in members):
            for article, when in memory.recall("days", members, None, partial(_date_story, members)):
                found.setdefault(article, when)
    return found


def _date_story(members: Sequence[Reading]) -> tuple[tuple[str, When], ...]:
    """The days worked out for the undated reports of one story, by article id."""
    dated = [(r, day) for r in members if (day := _day(r)) is not None]
    undated = [(r, tensed_times(_words(r))) for r in members if _day(r) is None]
    told = [] if dated else _days_told(times for _, times in undated)
    guesses = ((r, _guess(times, _days_of_like(r, dated) if dated else told)) for r, times in undated)
    return tuple((r.article.id, when) for r, when in guesses if when is not None)


def _day(reading: Reading) -> date | None:
    when = reading.layout.published or reading.article.published
    return when.earliest if when is not None and when.precision == "day" else None


def _days_of_like(reading: Reading, dated: Sequence[tuple[Reading, date]]) -> list[date]:
    """The days of the dated reports that an undated one is most like: a story may run for weeks, a report is of its day."""
    sheet = profiles([reading, *(other for other, _ in dated)])
    likeness = [cosine(sheet[0].terms, other.terms) for other in sheet[1:]]
    floor = AS_LIKE * max(likeness)
    return sorted({day for (_, day), like in zip(dated, likeness, strict=True) if like >= floor})


def _guess(times: Sequence[TensedTime], near: Sequence[date]) -> When | None:
    when = guess_day(times, near=near) or guess_day_from_words(times)
    return replace(when, basis="inferred") if when is not None else None


def _days_told(undated: Iterable[Sequence[TensedTime]]) -> list[date]:
    """The days that undated reports of a story are dated to by a full date and its weekday in their own words."""
    guesses = [guess_day_from_words(times) for times in undated]
    return sorted({guess.earliest for guess in guesses if guess is not None and guess.earliest == guess.latest})


def _words(reading: Reading) -> str:
    text = reading.article.text
    return "\n".join(text[s.span.start : s.span.end] for s in reading.layout.sentences)
