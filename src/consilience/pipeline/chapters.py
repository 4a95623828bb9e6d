"""What is woven of one story at a time, from its own reports and the texts they share passages with, and from nothing else.

So an article changes the stories that it tells or shares passages with, and those whose people and places it names anew; and a
story that nothing touched is taken from memory. Not here: what is found across stories (lineages, stories, entities, quotes).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from consilience.pipeline.corrections import NO_RULINGS, Rulings, settle_events
from consilience.pipeline.faces import Named, meet, name_all
from consilience.pipeline.reading import Observe, timed
from consilience.ports import Memory
from consilience.provenance import Provenance
from consilience.record.found import Reading
from consilience.record.woven import BriefSentence, Conflict, Entity, Event, Lineage, Story, TimelineEntry
from consilience.stages import brief, conflicts, happenings, situation, timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """All that is woven of one story. `reports`: independent reports of the story as a whole; `lines`: of its brief."""

    story: Story
    events: tuple[Event, ...]
    conflicts: tuple[Conflict, ...]
    situation: situation.Situation
    timeline: tuple[TimelineEntry, ...]
    lines: tuple[BriefSentence, ...]
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What one story is woven of. `readings`: its own reports first, then those that they share passages with."""

    story: Story
    readings: tuple[Reading, ...]
    lineages: tuple[Lineage, ...]
    entities: tuple[Entity, ...]


def write_chapters(
    readings: Sequence[Reading],
    lineages: Sequence[Lineage],
    stories: Sequence[Story],
    entities: Sequence[Entity],
    *,
    memory: Memory,
    observe: Observe,
    rulings: Rulings = NO_RULINGS,
) -> tuple[list[Chapter], situation.Situation]:
    """Give the chapters of all stories, by story id, and the situation that they and the reports of no story tell of."""
    named = name_all(readings, entities, memory, rulings.judgements)
    chapters = []
    for sources in _gather(readings, lineages, stories, named, memory):
        key = sources.story, sources.lineages, rulings.judgements.about(r.article.id for r in sources.readings)
        given = *sources.readings, sources.entities
        chapters.append(memory.recall("chapter", given, key, partial(_write, sources, observe, rulings)))
    told = {article for story in stories for article in story.articles}
    strays = [reading for reading in readings if reading.article.id not in told and reading.mentions]
    things = meet([named[reading.article.id] for reading in strays], memory)
    apart = memory.recall("apart", (*strays, things), None, lambda: situation.describe(strays, things, (), ()))
    return chapters, situation.join([*(chapter.situation for chapter in chapters), apart])


def _write(sources: Sources, observe: Observe, rulings: Rulings) -> Chapter:
    readings, lineages, story, things = sources.readings, sources.lineages, (sources.story,), sources.entities
    own = [r for r in readings if r.article.id in set(sources.story.articles)]
    provenance = timed("provenance", observe, lambda: Provenance.build(readings, lineages, things))
    merged = timed(
        "happenings",
        observe,
        lambda: happenings.merge(readings, lineages, story, things, provenance, judgements=rulings.judgements),
    )
    merged = settle_events(merged, readings, things, rulings)
    disputes = timed("conflicts", observe, lambda: conflicts.compare(own, story, things, merged, provenance))
    merged = settle_events(happenings.mark_disputed(merged, disputes), readings, things, rulings)
    lines = timed("brief", observe, lambda: brief.write(own, story, merged, disputes, provenance))
    return Chapter(
        story=sources.story,
        events=merged,
        conflicts=disputes,
        situation=timed("situation", observe, lambda: situation.describe(own, things, merged, disputes)),
        timeline=timed("timeline", observe, lambda: timeline.order(own, story, merged, provenance)),
        lines=lines.sentences,
        reports=provenance.independent_reports(sources.story.parts),
    )


def _gather(
    readings: Sequence[Reading],
    lineages: Sequence[Lineage],
    stories: Sequence[Story],
    named: Mapping[str, Named],
    memory: Memory,
) -> Iterator[Sources]:
    """Give what each story is woven of, by story id."""
    sheet = {reading.article.id: reading for reading in readings}
    kin = _kin(lineages)
    for story in sorted(stories, key=lambda story: story.id):
        bound = {found for article in story.articles for found in kin.get(article, ())}
        near = {article for number in bound for article in _articles(lineages[number])}
        members = [*story.articles, *sorted(near - set(story.articles))]
        yield Sources(
            story=story,
            readings=tuple(sheet[article] for article in members if article in sheet),
            lineages=tuple(lineages[number] for number in sorted(bound)),
            entities=meet([named[article] for article in members if article in named], memory),
        )


def _articles(lineage: Lineage) -> set[str]:
    ends = {span.article for copy in lineage.copies for span in (copy.earlier, copy.later)}
    return {*lineage.articles, *ends}


def _kin(lineages: Sequence[Lineage]) -> Mapping[str, list[int]]:
    """For each article the lineages (by place in the list) whose passages it may hold, directly or through a third text."""
    home: dict[str, int] = {}
    parent = list(range(len(lineages)))

    def root(number: int) -> int:
        while parent[number] != number:
            number = parent[number]
        return number

    for number, lineage in enumerate(lineages):
        for article in _articles(lineage):
            a, b = sorted((root(home.setdefault(article, number)), root(number)))
            parent[b] = a
    together: dict[int, list[int]] = defaultdict(list)
    for number in range(len(lineages)):
        together[root(number)].append(number)
    return {article: together[root(number)] for article, number in home.items()}
