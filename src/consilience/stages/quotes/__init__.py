"""The quotes stage: one utterance recognised across outlets, however each cut or edited it.

Candidates share rare word sequences (`candidates`); two claims are one utterance when enough of the shorter wording stands
in the longer one and their speakers can be the same (`matching`). Not here: who copied from whom (`lineage`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from consilience.ports import NO_MEMORY, Memory
from consilience.record.found import Reading
from consilience.record.ids import make_id
from consilience.record.woven import Quote
from consilience.stages.quotes.candidates import find_pairs
from consilience.stages.quotes.matching import is_one_utterance
from consilience.stages.quotes.wordings import Wording, collect

__all__ = ["match"]


def match(readings: Sequence[Reading], *, memory: Memory = NO_MEMORY) -> tuple[Quote, ...]:
    """Group the attributed claims of all readings that are one utterance; groups of one are left out.

    `text` is the fullest wording as its article has it. Sorted by id; the order of `readings` does not matter.
    """
    wordings = collect(readings, memory=memory)
    found = ((a, b, (wordings[a], wordings[b])) for a, b in find_pairs(wordings))
    pairs = [
        (a, b) for a, b, both in found if memory.recall("one utterance", both, None, partial(is_one_utterance, *both))
    ]
    claims = sorted({one.claim.id for one in wordings})
    place = {claim: k for k, claim in enumerate(claims)}
    groups = _join(len(claims), [(place[wordings[a].claim.id], place[wordings[b].claim.id]) for a, b in pairs])
    whole = {one.claim.id: one for one in wordings if one.whole}
    quotes = (_quote([whole[claims[k]] for k in group]) for group in groups if len(group) > 1)
    return tuple(sorted(quotes, key=lambda one: one.id))


def _quote(members: Sequence[Wording]) -> Quote:
    ids = tuple(sorted(one.claim.id for one in members))
    fullest = max(members, key=lambda one: (len(one.words), one.text, one.claim.id))
    return Quote(id=make_id("q", *ids), text=fullest.text, claims=ids)


def _join(size: int, pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Connected groups of indices."""
    parent = list(range(size))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for a, b in pairs:
        parent[max(root(a), root(b))] = min(root(a), root(b))
    groups: dict[int, list[int]] = {}
    for i in range(size):
        groups.setdefault(root(i), []).append(i)
    return list(groups.values())
