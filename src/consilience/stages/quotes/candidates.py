"""Candidate pairs: wordings that share a word sequence rare enough to mean something. Never all pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt

from consilience.stages.quotes.wordings import Wording

COMMON = 60
"""A sequence in more wordings than this is a stock phrase, or one text carried everywhere that other sequences join."""


def find_pairs(wordings: Sequence[Wording]) -> list[tuple[int, int]]:
    """Index pairs (smaller first, in order) that share a sequence of four words, or all words where a wording is shorter."""
    pairs: set[tuple[int, int]] = set()
    for members in _holders(wordings):
        pairs.update(combinations(members, 2) if len(members) <= COMMON else pairwise(members))
    return sorted(pairs)


def _holders(wordings: Sequence[Wording]) -> Iterator[list[int]]:
    """For each sequence that several wordings hold, which they are, in order. Sequences are told apart by their hashes."""
    flat = np.fromiter((key for one in wordings for key in one.sequences), dtype=np.int64)
    owner = np.repeat(np.arange(len(wordings)), [len(one.sequences) for one in wordings])
    order = np.argsort(flat, kind="stable")
    flat, owner = flat[order], owner[order]
    for start, end in _stretches(flat):
        yield owner[start:end].tolist()


def _stretches(flat: npt.NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Where in the sorted keys one key stands more than once."""
    if len(flat):
        edges = np.flatnonzero(np.concatenate(([True], flat[1:] != flat[:-1], [True])))
        for at in np.flatnonzero(np.diff(edges) > 1):
            yield int(edges[at]), int(edges[at + 1])
