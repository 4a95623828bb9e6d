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

from consilience.text.frequency import common

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from consilience.stages.lineage.sheet import Line, Sheet

RUN = 4
LEAST_RUNS = 6
"""Shared four-word runs outside quotations that make a pair worth aligning. See `bench/tasks/lineage.py`."""
LEAST_PAIRS = 12
"""Shared neighbouring content words, for texts with hardly a run left."""
REACH = 3
"""A run or pair found in many articles links each to the next three only: what joins forty reprints needs no 780
pairs."""
MOST = 200
"""A run in more articles than this is a set phrase, not a copy."""

_MIX = np.uint64(0x9E3779B97F4A7C15)
Keys = npt.NDArray[np.uint64]


def propose(sheets: Sequence[Sheet]) -> tuple[tuple[int, int], ...]:
    """Give the pairs of sheets worth aligning, as index pairs (smaller first), in order."""
    numbers: dict[str, int] = {}
    runs = [_hashes(sheet, _runs, numbers) for sheet in sheets]
    pairs = [_hashes(sheet, _pairs, numbers) for sheet in sheets]
    return tuple(sorted({*_sharing(runs, LEAST_RUNS), *_sharing(pairs, LEAST_PAIRS)}))


def _hashes(sheet: Sheet, cut: Callable[[Line], Iterator[tuple[str, ...]]], numbers: dict[str, int]) -> Keys:
    ids = [[numbers.setdefault(form, len(numbers) + 1) for form in gram] for line in sheet.lines for gram in cut(line)]
    if not ids:
        return np.empty(0, dtype=np.uint64)
    table = np.array(ids, dtype=np.uint64)
    key = np.zeros(len(ids), dtype=np.uint64)
    for column in range(table.shape[1]):
        key = (key ^ table[:, column]) * _MIX
        key ^= key >> np.uint64(29)
    return np.unique(key)


def _runs(line: Line) -> Iterator[tuple[str, ...]]:
    for i in range(len(line.forms) - RUN + 1):
        if not any(line.quoted[i : i + RUN]) and any(line.own[i : i + RUN]):
            yield line.forms[i : i + RUN]


def _pairs(line: Line) -> Iterator[tuple[str, ...]]:
    usual = common()
    kept = [f for f, own in zip(line.forms, line.own, strict=True) if own and f not in usual]
    for i, first in enumerate(kept):
        for second in kept[i + 1 : i + 3]:
            yield first, second


def _sharing(keys: Sequence[Keys], least: int) -> Iterator[tuple[int, int]]:
    """Pairs of positions in `keys` that share at least `least` keys."""
    owner = np.repeat(np.arange(len(keys)), [len(k) for k in keys])
    flat = np.concatenate(list(keys)) if keys else np.empty(0, dtype=np.uint64)
    order = np.lexsort((owner, flat))
    flat, owner = flat[order], owner[order]
    edges = (
        np.flatnonzero(np.concatenate(([True], flat[1:] != flat[:-1]))) if len(flat) else np.empty(0, dtype=np.int64)
    )
    sizes = np.diff(np.append(edges, len(flat)))
    usable = np.repeat((sizes > 1) & (sizes <= MOST), sizes)
    met: list[npt.NDArray[np.int64]] = []
    for step in range(1, REACH + 1):
        near = usable[step:] & (flat[step:] == flat[:-step])
        met.append(owner[:-step][near] * len(keys) + owner[step:][near])
    found, count = np.unique(np.concatenate(met), return_counts=True)
    for code in found[count >= least]:
        yield int(code) // len(keys), int(code) % len(keys)
