"""Which event mentions tell of one happening, and what stands behind it.

Mentions of one story are compared pair by pair (`likeness`), gathered into clusters that contradict nowhere (`clusters`)
and written as events (`assembly`). Not here: whether reports disagree about an event (`conflicts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from consilience.provenance import Provenance
from consilience.record.found import Reading
from consilience.record.judgements import NO_JUDGEMENTS, Judgements
from consilience.record.woven import Conflict, Entity, Event, Lineage, Story
from consilience.stages.happenings.assembly import assemble
from consilience.stages.happenings.clusters import gather
from consilience.stages.happenings.frames import Things, frame_story
from consilience.stages.happenings.judged import rejoin
from consilience.stages.happenings.renderings import Renderings

__all__ = ["mark_disputed", "merge"]


def merge(
    readings: Sequence[Reading],
    lineages: Sequence[Lineage],
    stories: Sequence[Story],
    entities: Sequence[Entity],
    provenance: Provenance,
    *,
    judgements: Judgements = NO_JUDGEMENTS,
) -> tuple[Event, ...]:
    """Give the events of all stories, ordered by story, date and id. Order of input does not matter.

    What analysts judged one event, or several, outweighs every likeness.
    """
    things = Things.build(readings, entities)
    renderings = Renderings.build(readings, lineages)
    events: list[Event] = []
    for story in sorted(stories, key=lambda s: s.id):
        clusters = gather(frame_story(readings, story, things), things, provenance)
        bonds = judgements.bonds_of("event", story.articles)
        clusters = rejoin(clusters, bonds, things, provenance) if bonds else clusters
        events += [assemble(cluster, story.id, things, renderings, provenance) for cluster in clusters]
    return tuple(sorted(events, key=_order))


def mark_disputed(events: Iterable[Event], conflicts: Iterable[Conflict]) -> tuple[Event, ...]:
    """Give the events with status "disputed" where a disagreement (not a revision) is about them."""
    disputed = {event for conflict in conflicts if conflict.nature == "disagreement" for event in conflict.events}
    return tuple(replace(event, status="disputed") if event.id in disputed else event for event in events)


def _order(event: Event) -> tuple[str, str, str]:
    return (event.story, event.when.earliest.isoformat() if event.when else "9999", event.id)
