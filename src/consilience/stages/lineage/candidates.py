"""Which articles are worth aligning: those that share rare runs of words, or many rare word pairs in one order.

Runs of four words find verbatim, cut, merged and lightly reworded texts; pairs of neighbouring content words find
texts where every third word was changed. MinHash over the same runs misses cut and merged texts, because it measures
resemblance and not containment. Counting is done on sorted hashes, so the cost grows with the articles, not their
pairs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from consilience.stages.lineage.prints import Keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from consilience.stages.lineage.prints import Print

LEAST_RUNS = 6
"""Shared four-word runs outside quotations that make a pair worth aligning. See `bench/tasks/lineage.py`."""
LEAST_PAIRS = 12
"""Shared neighbouring content words, for texts with hardly a run left."""
REACH = 3
"""A run or pair found in many articles links each to the next three only: what joins forty reprints needs no 780
pairs."""
MOST = 200
"""A run in more articles than this is a set phrase, not a copy."""

OWNER_BITS = np.uint64(20)
"""Bits that number the articles: a million at most. 44 are left of a key, so that of ten million keys four or so fall together."""


def propose(prints: Sequence[Print]) -> tuple[tuple[int, int], ...]:
    """Give the pairs of articles worth aligning, as index pairs (smaller first), in order."""
    runs = _sharing([one.runs for one in prints], LEAST_RUNS)
    return tuple(sorted({*runs, *_sharing([one.pairs for one in prints], LEAST_PAIRS)}))


def _sharing(keys: Sequence[Keys], least: int) -> Iterator[tuple[int, int]]:
    """Pairs of positions in `keys` that share at least `least` keys. Sorted as one number each, key first."""
    owner = np.repeat(np.arange(len(keys), dtype=np.uint64), [len(k) for k in keys])
    flat = np.concatenate(list(keys)) if keys else np.empty(0, dtype=np.uint64)
    flat = np.sort((flat << OWNER_BITS) | owner)
    owner, flat = (flat & ((np.uint64(1) << OWNER_BITS) - np.uint64(1))).astype(np.int64), flat >> OWNER_BITS
    usable = _usable(flat)
    met: list[npt.NDArray[np.int64]] = []
    for step in range(1, REACH + 1):
        near = usable[step:] & (flat[step:] == flat[:-step])
        met.append(owner[:-step][near] * len(keys) + owner[step:][near])
    found, count = np.unique(np.concatenate(met), return_counts=True)
    for code in found[count >= least]:
        yield int(code) // len(keys), int(code) % len(keys)


def _usable(flat: Keys) -> npt.NDArray[np.bool_]:
    """Which of the sorted keys stand in several articles, and not in too many."""
    if not len(flat):
        return np.empty(0, dtype=bool)
    edges = np.flatnonzero(np.concatenate(([True], flat[1:] != flat[:-1])))
    sizes = np.diff(np.append(edges, len(flat)))
    return np.repeat((sizes > 1) & (sizes <= MOST), sizes)
