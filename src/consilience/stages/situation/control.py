"""Who holds what, when, as reported: one row for each place, party, status and time, with every sentence that says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from consilience.record.found import EventMention, Reading
from consilience.record.woven import Conflict, Control, Entity, Event, Relation

STANDING = frozenset({"happened", "ongoing", "background"})
"""Actualities that say who holds a place; what is planned, possible or denied does not."""


def trace_control(
    readings: Sequence[Reading],
    entities: Sequence[Entity],
    events: Sequence[Event],
    conflicts: Sequence[Conflict],
    *,
    relations: Sequence[Relation],
) -> tuple[Control, ...]:
    """Give control as reported, ordered by place, date and status. A contested row names its conflict.

    Where the words give a place to someone's men or government, the holder is the body that this person leads, if `relations`
    state exactly one, else the person.
    """
    body_of = _bodies(relations, entities)
    mention_of = {e.id: e for reading in readings for e in reading.events}
    entity_of = {m: entity.id for entity in entities for m in entity.mentions}
    parents = {m.id: m.antecedent or m.principal for reading in readings for m in reading.mentions}
    disputed = {e: c.id for c in conflicts if c.kind == "control" for e in c.events}
    rows: dict[tuple[str, tuple[str, ...], str, str], Control] = {}
    spans = defaultdict(list)
    for event in events:
        for mention in (mention_of[m] for m in event.mentions):
            holders = tuple(sorted({body_of.get(h, h) for h in _holders(mention, entity_of, parents)}))
            if not (mention.control and event.place and holders and mention.actuality in STANDING):
                continue
            when = mention.when or event.when
            key = (event.place, holders, mention.control, when.earliest.isoformat() if when else "")
            spans[key].append(mention.sentence)
            rows[key] = Control(
                place=event.place,
                holders=holders,
                when=when,
                status=mention.control,
                spans=tuple(sorted(set(spans[key]))),
                conflict=disputed.get(event.id),
            )
    return tuple(rows[key] for key in sorted(rows, key=lambda k: (k[0], k[3], k[2], k[1])))


def _bodies(relations: Sequence[Relation], entities: Sequence[Entity]) -> dict[str, str]:
    kind_of = {entity.id: entity.kind for entity in entities}
    led: dict[str, set[str]] = defaultdict(set)
    for relation in relations:
        if relation.predicate == "leads" and kind_of.get(relation.object) == "organization":
            led[relation.subject].add(relation.object)
    return {person: bodies.pop() for person, bodies in led.items() if len(bodies) == 1}


def _holders(mention: EventMention, entity_of: dict[str, str], parents: dict[str, str | None]) -> tuple[str, ...]:
    found = set()
    for agent in mention.agents:
        current: str | None = agent
        seen: set[str] = set()
        while current and current not in entity_of and current not in seen:
            seen.add(current)
            current = parents.get(current)
        if current in entity_of:
            found.add(entity_of[current])
    return tuple(sorted(found))
