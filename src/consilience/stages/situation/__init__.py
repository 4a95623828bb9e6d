"""The standing picture: who holds which place, how actors relate, and how each outlet labels them.

Not here: whether the reports disagree about control (`conflicts`); this stage only points at that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from consilience.record.found import Reading
from consilience.record.text import Span
from consilience.record.woven import Conflict, Control, Entity, Event, Framing, Relation
from consilience.stages.situation.control import trace_control
from consilience.stages.situation.framing import collect_framing
from consilience.stages.situation.relations import state_relations

__all__ = ["Situation", "describe", "join"]


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


def join(parts: Iterable[Situation]) -> Situation:
    """Give one situation of several, as told by different stories: what is the same but for where it is told is joined."""
    told = list(parts)
    control: dict[tuple[str, tuple[str, ...], str, str], Control] = {}
    relations: dict[tuple[str, str, str], Relation] = {}
    for part in told:
        for row in part.control:
            day = row.when.earliest.isoformat() if row.when else ""
            known = control.setdefault((row.place, row.holders, row.status, day), row)
            if known is not row:
                spans, conflict = _united(known.spans, row.spans), known.conflict or row.conflict
                control[row.place, row.holders, row.status, day] = replace(known, spans=spans, conflict=conflict)
        for relation in part.relations:
            key = relation.subject, relation.predicate, relation.object
            known_one = relations.setdefault(key, relation)
            if known_one is not relation:
                relations[key] = replace(known_one, spans=_united(known_one.spans, relation.spans))
    return Situation(
        control=tuple(control[key] for key in sorted(control, key=lambda k: (k[0], k[3], k[2], k[1]))),
        relations=tuple(relations[key] for key in sorted(relations)),
        framing=tuple(sorted({f for part in told for f in part.framing}, key=lambda f: (f.span, f.entity))),
    )


def _united(one: tuple[Span, ...], other: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(sorted({*one, *other}))
