"""One place, one day, two holders: reports that say of different parties that they hold it."""

from __future__ import annotations

from collections import defaultdict

from consilience.record.found import EventMention
from consilience.record.woven import Conflict
from consilience.stages.conflicts.denials import overlap
from consilience.stages.conflicts.material import Material
from consilience.text.lines import stems

ONE_WORDING = 0.6
"""Share of all words from which two sentences are one text under two names."""


def compare_holders(material: Material) -> list[Conflict]:
    """Give one conflict for each place that is said to be held by different parties on the same day.

    Only standing control counts ("is in control of"): that one party entered and another retook is a sequence.
    """
    held: dict[str, list[tuple[frozenset[str], EventMention]]] = defaultdict(list)
    for event in material.events:
        for mention in material.mentions(event):
            holders = frozenset(e for e in map(material.entity, mention.agents) if e)
            if mention.control == "held" and mention.actuality == "ongoing" and event.place and holders:
                held[event.place].append((holders, mention))
    conflicts = (_compare_place(material, place, states) for place, states in sorted(held.items()))
    return [conflict for conflict in conflicts if conflict]


def _named(material: Material, mention: EventMention) -> frozenset[str]:
    """The words that name the holder: two names that share a word may be one party whose names were not joined."""
    return frozenset().union(*(stems(material.mention_of[a].text) for a in mention.agents if a in material.mention_of))


def _one_wording(material: Material, a: EventMention, b: EventMention) -> bool:
    """Whether two sentences are one but for a name: the same holder under two names."""
    one, other = (stems(material.say(m).line) for m in (a, b))
    return len(one & other) >= ONE_WORDING * len(one | other)


def _compare_place(
    material: Material, place: str, states: list[tuple[frozenset[str], EventMention]]
) -> Conflict | None:
    sides: list[tuple[set[str], list[EventMention]]] = []
    for holders, mention in sorted(states, key=lambda state: state[1].span):
        words = {*holders, *_named(material, mention)}
        side = next((s for s in sides if s[0] & words), None)
        if side is None:
            sides.append((words, [mention]))
        else:
            side[0].update(words)
            side[1].append(mention)
    if len(sides) < 2 or not any(overlap(a.when, b.when) for a in sides[0][1] for b in sides[1][1]):
        return None
    positions = [material.position([material.say(m) for m in mentions]) for _, mentions in sides]
    if _one_wording(material, sides[0][1][0], sides[1][1][0]):
        return None
    if len({claim for p in positions for claim in p.claims}) < sum(len(p.claims) for p in positions):
        return None
    return material.conflict(
        positions,
        kind="control",
        nature="disagreement",
        about=[place, *sorted({e for known, _ in sides for e in known if e in material.entities})],
        events=[material.event_of[m.id].id for _, mentions in sides for m in mentions if m.id in material.event_of],
        question=f"Who holds {material.name(place, 'the place')}?",
        why="different parties are said to hold it on the same day",
    )
