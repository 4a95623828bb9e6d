"""One sense for one word in one report: what "the strike" is, where the report has said before that it is of dockers.

A noun that stands alone takes the type that the same noun has in the same report with words around it that tell it, if those
agree (one sense per discourse: Gale, Church and Yarowsky 1992). Not here: what the words around it tell (the lexicon).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.record.found import EventMention
    from consilience.stages.events.lexicon import Entry

AMBIGUOUS = frozenset({"strike", "raid", "attack", "clash", "rally", "battle"})
"""Nouns whose plain sense in the lexicon is the commoner one only, with another that reports use as often in their field."""


def agree_on_senses(told: Sequence[tuple[EventMention, Entry]]) -> list[EventMention]:
    """Give the events of one article, in order, each told by an entry of the lexicon; those of bare nouns as the others have it."""
    senses: dict[str, set[tuple[str, str | None, str]]] = defaultdict(set)
    for event, entry in told:
        if not _is_bare(entry):
            for word in AMBIGUOUS.intersection(entry.words):
                senses[word].add((event.type, event.mode, event.cameo))
    return [_agree(event, entry, senses.get(entry.words[entry.head], set())) for event, entry in told]


def _agree(event: EventMention, entry: Entry, senses: set[tuple[str, str | None, str]]) -> EventMention:
    if not (entry.pos == "noun" and _is_bare(entry)) or event.type != entry.type:
        return event
    types = {each[0] for each in senses}
    if len(types) != 1 or event.type in types:
        return event
    kind, mode, cameo = min(senses, key=lambda each: (each[0], each[1] or "", each[2]))
    return replace(
        event, type=kind, mode=mode, cameo=cameo, why=f"{event.why}; as elsewhere in the report".lstrip("; ")
    )


def _is_bare(entry: Entry) -> bool:
    return len(entry.words) == 1 and not any(each.wanted for each in entry.conditions)
