"""Words that name one deed: the stem of a trigger and the families it belongs to."""

from __future__ import annotations

import re
from functools import lru_cache

from consilience.text.lexicons import load_words

STEM = 5
"""Letters that two triggers must share to count as one stem ("attack", "attacked")."""

CACHE = 20_000
"""Triggers kept: a week of news has a few thousand."""

_WORD = re.compile(r"[^\W\d_]{2,}")


def find_stem(trigger: str) -> str:
    """Give the first letters of a trigger, which comes folded; inflections and derivations meet in them."""
    return trigger[:STEM]


@lru_cache(maxsize=CACHE)
def find_families(trigger: str) -> frozenset[int]:
    """Give the numbers of the families in `data/lexicons/deed-families` that a trigger's words belong to."""
    exact, prefixes = _families()
    found: set[int] = set()
    for word in _WORD.findall(trigger):
        found |= exact.get(word, frozenset())
        found.update(*(families for prefix, families in prefixes.items() if word.startswith(prefix)))
    return frozenset(found)


@lru_cache(maxsize=1)
def _families() -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]]]:
    exact: dict[str, frozenset[int]] = {}
    prefixes: dict[str, frozenset[int]] = {}
    for number, line in enumerate(load_words("deed-families")):
        for word in line.split():
            table, key = (prefixes, word[:-1]) if word.endswith("*") else (exact, word)
            table[key] = table.get(key, frozenset()) | {number}
    return exact, prefixes
