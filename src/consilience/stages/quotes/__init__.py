"""The quotes stage: one utterance recognised across outlets, however each cut or edited it.

Candidates share rare word sequences (`candidates`); two claims are one utterance when enough of the shorter wording stands
in the longer one and their speakers can be the same (`matching`). Not here: who copied from whom (`lineage`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from consilience.ports import NO_MEMORY, Memory
from consilience.record.found import Reading
from consilience.record.ids import make_id
from consilience.record.woven import Quote
from consilience.sharing import Sharing
from consilience.stages.quotes.candidates import meet
from consilience.stages.quotes.matching import is_one_utterance
from consilience.stages.quotes.wordings import Wording, read_wordings

__all__ = ["match"]


def match(readings: Sequence[Reading], *, memory: Memory = NO_MEMORY) -> tuple[Quote, ...]:
    """Group the attributed claims of all readings that are one utterance; groups of one are left out.

    `text` is the fullest wording as its article has it. Sorted by id; the order of `readings` does not matter.
    """
    ordered = sorted(readings, key=lambda reading: reading.article.id)
    told = {r.article.id: memory.recall("wordings", (r,), None, partial(read_wordings, r)) for r in ordered}
    pairs = memory.recall("utterances", (), None, Utterances).find([one for some in told.values() for one in some])
    groups = _join(pairs)
    spoken = {article: {one.claim.id: one for one in told[article] if one.whole} for _, article in groups}
    members = ([spoken[article][claim] for claim, article in group] for group in _gathered(groups))
    return tuple(sorted(map(_quote, members), key=lambda one: one.id))


class Utterances:
    """Remembers which wordings are one utterance. What it gives hangs on the wordings it is given alone."""

    def __init__(self) -> None:
        """Start with none."""
        self._sharing = Sharing(meet, least=1)
        self._judged: dict[tuple[int, int], tuple[bool, Wording, Wording]] = {}

    def find(self, wordings: Sequence[Wording]) -> list[tuple[Wording, Wording]]:
        """Give the pairs of wordings that are one utterance."""
        known, self._judged = self._judged, {}
        for i, j in self._sharing.find(wordings, lambda one: one.sequences):
            name = id(wordings[i]), id(wordings[j])
            self._judged[name] = known.get(name) or self._judge(wordings[i], wordings[j])
        return [(a, b) for same, a, b in self._judged.values() if same]

    def _judge(self, a: Wording, b: Wording) -> tuple[bool, Wording, Wording]:
        one, other = sorted((a, b), key=lambda one: (one.claim.id, one.whole, one.text))
        return is_one_utterance(one, other), a, b


def _quote(members: Sequence[Wording]) -> Quote:
    ids = tuple(sorted(one.claim.id for one in members))
    fullest = max(members, key=lambda one: (len(one.words), one.text, one.claim.id))
    return Quote(id=make_id("q", *ids), text=fullest.text, claims=ids)


Place = tuple[str, str]
"""A claim and its article, by id."""


def _join(pairs: Iterable[tuple[Wording, Wording]]) -> dict[Place, Place]:
    """For each claim that is one utterance with another the claim that stands for its group."""
    parent: dict[Place, Place] = {}

    def root(one: Place) -> Place:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for a, b in pairs:
        low, high = sorted((root((a.claim.id, a.claim.span.article)), root((b.claim.id, b.claim.span.article))))
        parent[high] = low
    return {one: root(one) for one in sorted(parent)}


def _gathered(home: Mapping[Place, Place]) -> Iterator[list[Place]]:
    groups: dict[Place, list[Place]] = {}
    for one, root in home.items():
        groups.setdefault(root, []).append(one)
    yield from groups.values()
