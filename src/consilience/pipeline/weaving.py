"""Many readings woven into one picture: lineage, stories, entities, quotes, events, conflicts, situation, timeline, brief.

An undated report gets its day from the other reports of its story and is then read again with it, because
every relative date in it ("on Wednesday") hangs on that day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from consilience.pipeline.reading import Models, Observe, ignore, timed
from consilience.provenance import Provenance
from consilience.record.found import Reading
from consilience.record.text import Article, Problem, When
from consilience.record.woven import Lineage, Picture, Story
from consilience.stages import (
    brief,
    conflicts,
    entities,
    happenings,
    lineage,
    quotes,
    situation,
    stories,
    timeline,
)

Reread = Callable[[tuple[Article, ...]], tuple[Reading, ...]]
"""Reads articles again, now dated, in the order given."""


def weave(
    readings: Iterable[Reading],
    models: Models,
    *,
    reread: Reread,
    problems: tuple[Problem, ...] = (),
    observe: Observe = ignore,
) -> Picture:
    """Weave readings into a picture. The same readings give the same picture in whatever order they come.

    `reread` is asked for the articles whose day was worked out from their story; `problems` are carried along.
    """
    sheet = tuple(sorted(readings, key=lambda r: r.article.id))
    lineages = timed("lineage", observe, lambda: lineage.trace(sheet))
    found_stories = timed("stories", observe, lambda: stories.group(sheet, lineages))
    days = timed("stories", observe, lambda: stories.date_undated(sheet, found_stories))
    if days:
        sheet = _read_again(sheet, days, reread)
        lineages = timed("lineage", observe, lambda: lineage.trace(sheet))
        found_stories = timed("stories", observe, lambda: stories.group(sheet, lineages))
    return _weave_dated(sheet, lineages, found_stories, models, problems, observe)


def _read_again(sheet: tuple[Reading, ...], days: Mapping[str, When], reread: Reread) -> tuple[Reading, ...]:
    dated = tuple(replace(r.article, published=days[r.article.id]) for r in sheet if r.article.id in days)
    again = {reading.article.id: reading for reading in reread(dated)}
    return tuple(again.get(reading.article.id, reading) for reading in sheet)


def _weave_dated(
    sheet: tuple[Reading, ...],
    lineages: tuple[Lineage, ...],
    found_stories: tuple[Story, ...],
    models: Models,
    problems: tuple[Problem, ...],
    observe: Observe,
) -> Picture:
    links, things = timed(
        "entities", observe, lambda: entities.resolve(sheet, found_stories, gazetteer=models.gazetteer)
    )
    utterances = timed("quotes", observe, lambda: quotes.match(sheet))
    provenance = timed("provenance", observe, lambda: Provenance.build(sheet, lineages, things))
    merged = timed("happenings", observe, lambda: happenings.merge(sheet, lineages, found_stories, things, provenance))
    disputes = timed("conflicts", observe, lambda: conflicts.compare(sheet, found_stories, things, merged, provenance))
    merged = happenings.mark_disputed(merged, disputes)
    state = timed("situation", observe, lambda: situation.describe(sheet, things, merged, disputes))
    entries = timed("timeline", observe, lambda: timeline.order(sheet, found_stories, merged, provenance))
    lines = timed("brief", observe, lambda: brief.write(sheet, found_stories, merged, disputes, provenance))
    return Picture(
        readings=sheet,
        lineages=lineages,
        stories=found_stories,
        links=links,
        entities=things,
        events=merged,
        quotes=utterances,
        conflicts=disputes,
        control=state.control,
        relations=state.relations,
        framing=state.framing,
        timeline=entries,
        brief=lines,
        problems=problems + tuple(p for reading in sheet for p in reading.problems),
    )
