"""Where the reports cannot all be right: only what is comparable is compared, and no winner is picked.

Four kinds of question are asked of a story: did it happen (`denials`), who holds the place (`denials`, `holders`), how many
(`counts`, `tolls`), which way (`movements`). Differences of scope and of precision are no conflicts; a later figure that replaces
an earlier one is a revision. Not here: events merged (`happenings`), control over time (`situation`).
"""

from __future__ import annotations

from collections.abc import Sequence

from consilience.provenance import Provenance
from consilience.record.found import Reading
from consilience.record.woven import Conflict, Entity, Event, Story
from consilience.stages.conflicts.counts import compare_counts
from consilience.stages.conflicts.denials import compare_denials
from consilience.stages.conflicts.holders import compare_holders
from consilience.stages.conflicts.material import Material
from consilience.stages.conflicts.movements import compare_movements
from consilience.stages.conflicts.tolls import follow_tolls

__all__ = ["compare"]


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
        for ask in (compare_denials, compare_holders, compare_counts, compare_movements):
            found += ask(material)
        found += follow_tolls(material, [c for c in found if c.story == story.id])
    return tuple(sorted(found, key=lambda c: (c.story, c.id)))
