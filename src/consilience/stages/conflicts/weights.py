"""How much words and names in common tell: rare words much, names most. Not here: what is made of it (`matches`, `stated`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from math import fsum

from consilience.text.frequency import load, rarest

STEM = 6
"""Letters a content word is cut to, so that inflections and derivations meet ("attacked", "attackers")."""

NAME_WEIGHT = 6.0
"""A shared name weighs as much as a word that one article in four hundred holds."""

DEED_WEIGHT = 3.0
"""A shared deed weighs as much as a word of one article in twenty: tolls and attacks are daily bread of news."""


def weigh(words: Collection[str], names: Collection[str]) -> float:
    """Weight of words and names together, by how rare the words are in news. Exact, so that no order of words matters."""
    return fsum(map(word_weight, words)) + NAME_WEIGHT * len(names)


@lru_cache(maxsize=100_000)
def word_weight(word: str) -> float:
    """Weight of one stem, or of a deed (in capitals)."""
    return DEED_WEIGHT if word.isupper() else min(_stem_rarity().get(word, rarest()), NAME_WEIGHT)


@cache
def _stem_rarity() -> Mapping[str, float]:
    """How rare each stem is: as rare as its commonest form."""
    found: dict[str, float] = {}
    for form, rarity in load().items():
        stem = form[:STEM]
        found[stem] = min(rarity, found.get(stem, rarity))
    return found
