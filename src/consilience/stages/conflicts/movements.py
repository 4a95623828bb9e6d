"""One movement told in opposite directions: pushed back to a place, or pushed towards it."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

from consilience.record.found import EventMention, Reading
from consilience.record.woven import Conflict
from consilience.stages.conflicts.denials import overlap
from consilience.stages.conflicts.material import Material


def compare_movements(material: Material) -> list[Conflict]:
    """Give one conflict for each place and party that reports of the same day move in opposite directions.

    One article that tells an advance and then a retreat tells a sequence; so both sides must come from different articles.
    """
    moves: dict[tuple[str, str], list[EventMention]] = defaultdict(list)
    for reading in material.readings:
        for mention in reading.events:
            place = material.entity(mention.place)
            told = mention.actuality in ("happened", "ongoing") and mention.when and not _both_ways(reading, mention)
            if mention.direction and place and told:
                for party in sorted(_parties(material, mention)):
                    moves[place, party].append(mention)
    found: dict[tuple[str, ...], Conflict] = {}
    for (place, party), mentions in sorted(moves.items()):
        conflict = _oppose(material, place, party, mentions)
        if conflict:
            found.setdefault(tuple(str(p.spans) for p in conflict.positions), conflict)
    return list(found.values())


def _both_ways(reading: Reading, mention: EventMention) -> bool:
    """Whether its own sentence tells the other direction too ("pushed back, checking their advance"): a sequence."""
    ways = {e.direction for e in reading.events if e.sentence == mention.sentence and e.direction}
    return len(ways) > 1


def _parties(material: Material, mention: EventMention) -> set[str]:
    """Who moved: the one that advanced, or the one that was pushed back."""
    return {e for e in map(material.entity, (*mention.agents, *mention.targets)) if e}


def _oppose(material: Material, place: str, party: str, mentions: list[EventMention]) -> Conflict | None:
    forward = [m for m in mentions if m.direction == "towards"]
    back = [m for m in mentions if m.direction == "back"]
    pairs = [
        (a, b)
        for a, b in product(forward, back)
        if a.span.article != b.span.article and a.when and b.when and a.when == b.when and overlap(a.when, b.when)
    ]
    if not pairs:
        return None
    sides = [{a.id: a for a, _ in pairs}, {b.id: b for _, b in pairs}]
    name, spot = material.name(party, "they"), material.name(place, "the place")
    return material.conflict(
        [material.position([material.say(m) for m in side.values()]) for side in sides],
        kind="direction",
        nature="disagreement",
        about=[place, party],
        events=[material.event_of[m].id for side in sides for m in side if m in material.event_of],
        question=f"Which way did the forces of {name} move at {spot}?",
        why="opposite directions on the same day",
    )
