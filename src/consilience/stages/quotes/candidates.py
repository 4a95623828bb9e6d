"""Candidate pairs: wordings that share a word sequence rare enough to mean something. Never all pairs."""

from __future__ import annotations

import numpy as np

from consilience.sharing import Keys, Numbers

COMMON = 60
"""A sequence in more wordings than this is a stock phrase, or one text carried everywhere that other sequences join."""


def meet(keys: Keys, owners: Numbers) -> tuple[Numbers, Numbers]:
    """Who meets whom that has the same key: all of them, of more than `COMMON` each the next. Keys come in order."""
    edges = (
        np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.empty(0, dtype=np.int64)
    )
    sizes = np.diff(np.append(edges, len(keys)))
    left = np.repeat(edges + sizes, sizes) - np.arange(len(keys)) - 1
    left = np.where(np.repeat(sizes, sizes) > COMMON, np.minimum(left, 1), left)
    at = np.flatnonzero(left > 0)
    one, other, step = [at], [at + 1], 1
    while len(at := at[left[at] > step]):
        step += 1
        one.append(at)
        other.append(at + step)
    return owners[np.concatenate(one)], owners[np.concatenate(other)]
