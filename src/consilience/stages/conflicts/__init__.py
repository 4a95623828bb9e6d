"""Where the reports cannot all be right: only what is comparable is compared, and no winner is picked.

Questions are asked of a story's events: did it happen (`denials`), who holds the place (`denials`, `holders`), how many
(`counts`, `tolls`), which way (`movements`); and of its sentences, whatever they tell (`stated`): how many (`series`), when,
where, who, and whether at all, by one judgement on two statements (`statements`, `judge`). Differences of scope and of
precision are no conflicts; a later figure that replaces an earlier one is a revision, and so is what an outlet changed in its
own article (`versions`).

Not here: events merged (`happenings`), control over time (`situation`).
"""

from __future__ import annotations

from collections.abc import Sequence

from consilience.provenance import Provenance
from consilience.record.found import Reading
from consilience.record.woven import Conflict, Entity, Event, Story
from consilience.stages.conflicts.counts import compare_counts
from consilience.stages.conflicts.denials import compare_denials
from consilience.stages.conflicts.holders import compare_holders
from consilience.stages.conflicts.matches import Verdict
from consilience.stages.conflicts.material import Material
from consilience.stages.conflicts.movements import compare_movements
from consilience.stages.conflicts.stated import compare_statements, judge_story
from consilience.stages.conflicts.tolls import follow_tolls
from consilience.stages.conflicts.versions import settle_versions

__all__ = ["compare", "judge_reports"]


def compare(
    readings: Sequence[Reading],
    stories: Sequence[Story],
    entities: Sequence[Entity],
    events: Sequence[Event],
    provenance: Provenance,
) -> tuple[Conflict, ...]:
    """Give the conflicts of all stories, ordered by story and id. Order of input does not matter."""
    found: list[Conflict] = []
    for story in sorted(stories, key=lambda s: s.id):
        material = Material.gather(readings, story, entities, events, provenance)
        told = [
            c for ask in (compare_denials, compare_holders, compare_counts, compare_movements) for c in ask(material)
        ]
        told += follow_tolls(material, told)
        found += [settle_versions(each, material.reading_of) for each in compare_statements(material, told)]
    return tuple(sorted(found, key=lambda c: (c.story, c.id)))


def judge_reports(
    readings: Sequence[Reading],
    story: Story,
    entities: Sequence[Entity],
    events: Sequence[Event],
    provenance: Provenance,
) -> Verdict:
    """Say in one word what the reports of a story are to each other: the strongest conflict, else the strongest verdict."""
    natures = {c.nature for c in compare(readings, (story,), entities, events, provenance)}
    if natures:
        return "disagreement" if "disagreement" in natures else "revision"
    return judge_story(Material.gather(readings, story, entities, events, provenance))
