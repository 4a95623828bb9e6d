"""Which of many things share keys: kept up to date as some come and go, at a cost that hangs on those and not on all.

For passages of articles and for wordings, each known by the hashes of its runs of words. Not here: what the keys are, and what
is made of things that share them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]
Thing = TypeVar("Thing")
Pair = tuple[int, int]

SLOT_BITS = np.uint64(20)
"""Bits that number the things: a million at most. 44 are left of a key, so that of ten million keys four or so fall together."""
_SLOT = (np.uint64(1) << SLOT_BITS) - np.uint64(1)
_KEY = ~np.uint64(0) >> SLOT_BITS

FEW = 8
"""Beyond one change in so many things all is counted anew."""

Meet = Callable[[Keys, Numbers], tuple[Numbers, Numbers]]
"""Given keys in order and the place of a thing that has each, places in order: which two meet in one, as often as they do."""


class Sharing:
    """Remembers which things share keys. What it gives hangs on the things it is given, and on their order, alone."""

    def __init__(self, meet: Meet, *, least: int) -> None:
        """Start with nothing. Two things are a pair that `meet` at least so often."""
        self._meet, self._least = meet, least
        self._slots: dict[int, int] = {}
        self._keys: list[tuple[object, Keys]] = []
        self._flat: Keys = np.empty(0, dtype=np.uint64)
        self._rank: Numbers = np.empty(0, dtype=np.int64)
        self._pairs: set[Pair] = set()

    def find(self, things: Sequence[Thing], keys: Callable[[Thing], Keys]) -> list[Pair]:
        """Give the pairs of things, by place, smaller first, in order. `keys` gives those of a thing, each once."""
        names = [*map(id, things)]
        fresh = [at for at, name in enumerate(names) if name not in self._slots]
        gone = self._slots.keys() - set(names) if len(self._slots) > len(things) - len(fresh) else set()
        if FEW * (len(fresh) + len(gone)) > len(things) or len(self._keys) + len(fresh) >= int(_SLOT):
            self._start(things, keys)
        elif fresh or gone:
            self._change(things, names, [*map(keys, (things[at] for at in fresh))], fresh, gone)
        place = self._rank.tolist()
        pairs = ((place[a], place[b]) for a, b in self._pairs)
        return sorted((min(pair), max(pair)) for pair in pairs)

    def _start(self, things: Sequence[Thing], keys: Callable[[Thing], Keys]) -> None:
        self._slots = {id(thing): slot for slot, thing in enumerate(things)}
        self._keys = [(thing, keys(thing)) for thing in things]
        self._rank = np.arange(len(things), dtype=np.int64)
        self._flat = np.sort(_entries(enumerate(found for _, found in self._keys)))
        self._pairs = {pair for pair, often in self._count(self._flat).items() if often >= self._least}

    def _change(
        self, things: Sequence[Thing], names: Sequence[int], keys: Sequence[Keys], fresh: Sequence[int], gone: set[int]
    ) -> None:
        before = self._flat
        left = {self._slots.pop(name) for name in gone}
        came = range(len(self._keys), len(self._keys) + len(fresh))
        self._keys += [(things[at], found) for at, found in zip(fresh, keys, strict=True)]
        self._slots |= {names[at]: slot for at, slot in zip(fresh, came, strict=True)}
        added = np.sort(_entries((slot, self._keys[slot][1]) for slot in came))
        dropped = _entries((slot, self._keys[slot][1]) for slot in left)
        touched = np.unique(np.concatenate((added, dropped)) >> SLOT_BITS)
        old = self._count(_chosen(before, touched))
        self._rank = np.full(len(self._keys), -1, dtype=np.int64)
        self._rank[[self._slots[name] for name in names]] = np.arange(len(names))
        if left:
            before = before[~np.isin(before & _SLOT, np.array(sorted(left), dtype=np.uint64))]
            for slot in left:
                self._keys[slot] = (None, np.empty(0, dtype=np.uint64))
        self._flat = np.insert(before, np.searchsorted(before, added), added)
        self._settle(old, self._count(_chosen(self._flat, touched)), set(came), left)

    def _settle(self, old: Mapping[Pair, int], new: Mapping[Pair, int], came: set[int], left: set[int]) -> None:
        """Take in what the keys that changed say. Of a new thing they say all; of two others, only what more or less there is."""
        self._pairs = {pair for pair in self._pairs if left.isdisjoint(pair)} if left else self._pairs
        for pair in old.keys() | new.keys():
            if not came.isdisjoint(pair):
                met = new.get(pair, 0)
            elif left.isdisjoint(pair) and old.get(pair, 0) != new.get(pair, 0):
                shared = np.intersect1d(self._keys[pair[0]][1] & _KEY, self._keys[pair[1]][1] & _KEY)
                met = self._count(_chosen(self._flat, shared)).get(pair, 0)
            else:
                continue
            (self._pairs.add if met >= self._least else self._pairs.discard)(pair)

    def _count(self, entries: Keys) -> dict[Pair, int]:
        """How often each two slots meet in these entries."""
        keys, slots = entries >> SLOT_BITS, (entries & _SLOT).astype(np.int64)
        order = np.lexsort((self._rank[slots], keys))
        one, other = self._meet(keys[order], slots[order])
        shift, mask = int(SLOT_BITS), int(_SLOT)
        codes, often = np.unique((np.minimum(one, other) << shift) | np.maximum(one, other), return_counts=True)
        ends = zip((codes >> shift).tolist(), (codes & mask).tolist(), strict=True)
        return dict(zip(ends, often.tolist(), strict=True))


def _entries(found: Iterator[tuple[int, Keys]] | enumerate[Keys]) -> Keys:
    """Keys and slots as one number each, the key first."""
    rows = [(keys << SLOT_BITS) | np.uint64(slot) for slot, keys in found]
    return np.concatenate(rows) if rows else np.empty(0, dtype=np.uint64)


def _chosen(entries: Keys, keys: Keys) -> Keys:
    """The entries of these keys."""
    first = np.searchsorted(entries, keys << SLOT_BITS)
    sizes = np.searchsorted(entries, (keys << SLOT_BITS) | _SLOT, side="right") - first
    ends = np.cumsum(sizes)
    found: Keys = entries[np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - (ends - sizes), sizes)]
    return found
