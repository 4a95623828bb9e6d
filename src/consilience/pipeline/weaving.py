"""Many readings woven into one picture: lineage, stories, entities, quotes, events, conflicts, situation, timeline, brief.

An undated report gets its day from the other reports of its story and is then read again with it, because
every relative date in it ("on Wednesday") hangs on that day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from consilience.pipeline.chapters import write_chapters
from consilience.pipeline.corrections import Rulings, correct, date_articles, rename
from consilience.pipeline.memory import Kept
from consilience.pipeline.reading import Models, Observe, ignore, timed
from consilience.ports import NO_MEMORY, Memory
from consilience.record.found import Reading
from consilience.record.judgements import NO_JUDGEMENTS, Judgements
from consilience.record.text import Article, Problem, When
from consilience.record.woven import Brief, Lineage, Picture, Story
from consilience.stages import entities, lineage, quotes, stories, timeline

Reread = Callable[[tuple[Article, ...]], tuple[Reading, ...]]
"""Reads articles again, now dated, in the order given."""


def weave(
    readings: Iterable[Reading],
    models: Models,
    *,
    reread: Reread,
    problems: tuple[Problem, ...] = (),
    observe: Observe = ignore,
    memory: Memory | None = None,
    judgements: Judgements = NO_JUDGEMENTS,
) -> Picture:
    """Weave readings into a picture. The same readings and judgements give the same picture in whatever order they come.

    `reread` is asked for the articles whose day was worked out from their story; `problems` are carried along. What
    `memory` holds of earlier weavings is not worked out again; it never changes what is given. What analysts judged
    outweighs what the stages would find.
    """
    kept: Memory = memory or Kept()
    sheet = tuple(sorted(readings, key=lambda r: r.article.id))
    rulings = Rulings.find(judgements, sheet)
    sheet = correct(date_articles(sheet, judgements, reread=reread), rulings, memory=kept)
    lineages, found_stories = _group(sheet, judgements, kept, observe)
    days = timed("stories", observe, lambda: stories.date_undated(sheet, found_stories, memory=kept))
    if days:
        sheet = correct(_read_again(sheet, days, reread), rulings, memory=kept)
        lineages, found_stories = _group(sheet, judgements, kept, observe)
    if memory is None:  # what was kept for grouping twice is asked for no more: it is as large as the readings
        kept = NO_MEMORY
    return _weave_dated(sheet, lineages, found_stories, models, problems, observe, kept, rulings)


def _group(
    sheet: tuple[Reading, ...], judgements: Judgements, memory: Memory, observe: Observe
) -> tuple[tuple[Lineage, ...], tuple[Story, ...]]:
    lineages = timed("lineage", observe, lambda: lineage.trace(sheet, memory=memory, judgements=judgements))
    make = partial(stories.group, sheet, lineages, memory=memory, judgements=judgements)
    return lineages, timed("stories", observe, make)


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
    memory: Memory,
    rulings: Rulings,
) -> Picture:
    judgements = rulings.judgements
    links, things = timed(
        "entities",
        observe,
        lambda: entities.resolve(
            sheet, found_stories, gazetteer=models.gazetteer, memory=memory, judgements=judgements
        ),
    )
    things = rename(things, sheet, judgements)
    utterances = timed("quotes", observe, lambda: quotes.match(sheet, memory=memory))
    chapters, state = write_chapters(
        sheet, lineages, found_stories, things, memory=memory, observe=observe, rulings=rulings
    )
    ranked = sorted(chapters, key=lambda chapter: (-chapter.reports, chapter.story.id))
    return Picture(
        readings=sheet,
        lineages=lineages,
        stories=found_stories,
        links=links,
        entities=things,
        events=tuple(event for chapter in chapters for event in chapter.events),
        quotes=utterances,
        conflicts=tuple(conflict for chapter in chapters for conflict in chapter.conflicts),
        control=state.control,
        relations=state.relations,
        framing=state.framing,
        timeline=timeline.join(chapter.timeline for chapter in chapters),
        brief=Brief(
            title=ranked[0].story.title if ranked else "",
            sentences=tuple(line for chapter in ranked for line in chapter.lines),
        ),
        problems=problems + judgements.problems + tuple(p for reading in sheet for p in reading.problems),
        judgements=judgements,
    )
