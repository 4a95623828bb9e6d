"""The standing picture: who holds which place, how actors relate, and how each outlet labels them.

Not here: whether the reports disagree about control (`conflicts`); this stage only points at that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consilience.record.found import Reading
from consilience.record.woven import Conflict, Control, Entity, Event, Framing, Relation
from consilience.stages.situation.control import trace_control
from consilience.stages.situation.framing import collect_framing
from consilience.stages.situation.relations import state_relations

__all__ = ["Situation", "describe"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What `describe` gives."""

    control: tuple[Control, ...]
    relations: tuple[Relation, ...]
    framing: tuple[Framing, ...]


def describe(
    readings: Sequence[Reading], entities: Sequence[Entity], events: Sequence[Event], conflicts: Sequence[Conflict]
) -> Situation:
    """Give control of places over time, relations between entities, and labels, all as reported."""
    relations = state_relations(readings, entities)
    return Situation(
        control=trace_control(readings, entities, events, conflicts, relations=relations),
        relations=relations,
        framing=collect_framing(readings, entities),
    )
