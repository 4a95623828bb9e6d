"""Which articles are worth aligning: those that share rare runs of words, or many rare word pairs in one order.

Runs of four words find verbatim, cut, merged and lightly reworded texts; pairs of neighbouring content words find
texts where every third word was changed. MinHash over the same runs misses cut and merged texts, because it measures
resemblance and not containment. Counting is done on sorted hashes, so the cost grows with the articles, not their
pairs.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from consilience.ports import NO_MEMORY
from consilience.sharing import Keys, Numbers, Sharing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.ports import Memory
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


def propose(prints: Sequence[Print], *, memory: Memory = NO_MEMORY) -> tuple[tuple[int, int], ...]:
    """Give the pairs of articles worth aligning, as index pairs (smaller first), in order."""
    runs = memory.recall("runs", (), None, partial(Sharing, meet, least=LEAST_RUNS))
    pairs = memory.recall("pairs", (), None, partial(Sharing, meet, least=LEAST_PAIRS))
    found = {*runs.find(prints, lambda one: one.runs), *pairs.find(prints, lambda one: one.pairs)}
    return tuple(sorted(found))


def meet(keys: Keys, owners: Numbers) -> tuple[Numbers, Numbers]:
    """Who meets the next three that have the same key."""
    usable = _usable(keys)
    near = [usable[step:] & (keys[step:] == keys[:-step]) for step in range(1, REACH + 1)]
    one = [owners[:-step][mask] for step, mask in enumerate(near, 1)]
    other = [owners[step:][mask] for step, mask in enumerate(near, 1)]
    return np.concatenate(one), np.concatenate(other)


def _usable(flat: Keys) -> npt.NDArray[np.bool_]:
    """Which of the sorted keys stand in several articles, and not in too many."""
    if not len(flat):
        return np.empty(0, dtype=bool)
    edges = np.flatnonzero(np.concatenate(([True], flat[1:] != flat[:-1])))
    sizes = np.diff(np.append(edges, len(flat)))
    return np.repeat((sizes > 1) & (sizes <= MOST), sizes)
