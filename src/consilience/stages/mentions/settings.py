"""Roles of places: "coastal town" in "the coastal town of X", "province" in "X province", "town" in "X, a town near Y".

Not here: roles of people and organisations (`roles`), where on earth a place is (`stages.entities`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.stages.mentions.lexicons import place_nouns
from consilience.stages.mentions.phrases import HYPHENS

if TYPE_CHECKING:
    from consilience.ports import Parsed
    from consilience.stages.mentions.drafts import Draft
    from consilience.stages.mentions.phrases import Covering

LONGEST_NOUN = 5
Piece = tuple[int, int]


def read_place_before(parsed: Parsed, one: Draft) -> Piece | None:
    """The kind of place before the name, with its modifiers: "coastal town of X", "capital city X"."""
    tokens = parsed.tokens
    end = one.first
    if end and tokens[end - 1].text == "of":
        end -= 1
    known = place_nouns().of | place_nouns().anaphoric
    floor = parsed.sentences[tokens[one.first].sentence][0]
    if end <= floor or tokens[end - 1].lemma.lower() not in known or tokens[end - 1].pos not in {"NOUN", "PROPN"}:
        return None
    first = end - 1
    while first > floor and (tokens[first - 1].pos in {"ADJ", "NOUN"} or tokens[first - 1].text in HYPHENS):
        first -= 1
    while tokens[first].text in HYPHENS or (first + 1 < end and tokens[first + 1].text in HYPHENS):
        first += 1
    return (first, end) if first < end else None


def read_place_after(parsed: Parsed, one: Draft, covering: Covering) -> Piece | None:
    """The kind of place after the name: "province" in "X province", "town" in "X, a town south of Y"."""
    tokens = parsed.tokens
    stop = parsed.sentences[tokens[one.first].sentence][1]
    i = one.last
    if i < stop and tokens[i].text.lower() in place_nouns().after and tokens[i].pos in {"NOUN", "PROPN"}:
        return None if i + 1 < stop and tokens[i + 1].text == "of" else (i, i + 1)
    comma = i < stop and tokens[i].text == ","
    i += comma
    if i + 1 >= stop or tokens[i].text.lower() not in ({"a", "an", "the"} if comma else {"a", "an"}):
        return None
    for k in range(i + 1, min(stop, i + 1 + LONGEST_NOUN)):
        token = tokens[k]
        if covering[k] is None and token.lemma.lower() in place_nouns().anaphoric and token.pos in {"NOUN", "PROPN"}:
            return (i + 1, k + 1)
        if token.pos not in {"ADJ", "NOUN", "PROPN"} and token.text not in HYPHENS:
            return None
    return None
