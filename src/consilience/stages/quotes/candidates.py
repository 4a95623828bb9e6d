"""Candidate pairs: wordings that share a word sequence rare enough to mean something. Never all pairs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from consilience.stages.quotes.wordings import Wording

SEQUENCE = 4
"""Words. Shorter sequences are shared by chance; two edits of one sentence nearly always leave four words in a row."""
COMMON = 60
"""A sequence in more wordings than this is a stock phrase, or one text carried everywhere that other sequences join."""


def find_pairs(wordings: Sequence[Wording]) -> list[tuple[int, int]]:
    """Index pairs (smaller first, in order) that share a sequence of four words, or all words where a wording is shorter."""
    holders: dict[tuple[str, ...], list[int]] = {}
    for i, one in enumerate(wordings):
        for sequence in {one.words[k : k + SEQUENCE] for k in range(max(1, len(one.words) - SEQUENCE + 1))}:
            holders.setdefault(sequence, []).append(i)
    pairs: set[tuple[int, int]] = set()
    for members in holders.values():
        if 1 < len(members) <= COMMON:
            pairs.update(combinations(members, 2))
        elif len(members) > COMMON:
            pairs.update(pairwise(members))
    return sorted(pairs)
