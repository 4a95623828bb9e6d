"""Which statements of a story are worth judging against one another. Never all pairs.

Counting is done on arrays, since fifty reports make a million pairs. Not here: the judgement (`judge`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from consilience.stages.conflicts.statements import Statement
from consilience.stages.conflicts.weights import DEED_WEIGHT, NAME_WEIGHT, word_weight

CROWD = 12
"""Words and names in more statements than this, and in more than one of ten, bring no pair together."""

SET_ASIDE = 2
"""Names that a judgement leaves out of both statements at most: the two that differ."""

SLACK = 1e-6
"""For sums in another order."""

Holders = dict[str, npt.NDArray[np.int64]]


def find_pairs(statements: Sequence[Statement], *, least: float) -> Iterator[tuple[int, int]]:
    """Give the index pairs (smaller first, in order) of different articles that share a telling word or name.

    With `least`, only those in which that share of the lighter statement's weight can be common, whatever names and days are
    set aside; and all in which both say who holds a place.
    """
    holders = _holders(statements)
    limit = max(CROWD, len(statements) // 10)
    articles = (
        np.unique([s.sentence.article for s in statements], return_inverse=True)[1] if statements else np.empty(0)
    )
    weights = np.array([s.weight for s in statements])
    floors = least * (weights - NAME_WEIGHT * SET_ASIDE + DEED_WEIGHT) - DEED_WEIGHT - SLACK
    holding = np.array([any(d.holding for d in s.doers) for s in statements], dtype=bool)
    for i, statement in enumerate(statements):
        shared, telling = _common(statement, holders, limit, len(statements))
        enough = shared >= np.minimum(floors[i], floors) if least else np.ones(len(statements), dtype=bool)
        met = telling & (articles != articles[i]) & (enough | (holding & holding[i]))
        yield from ((i, i + 1 + int(j)) for j in np.flatnonzero(met[i + 1 :]))


def _holders(statements: Sequence[Statement]) -> Holders:
    found: dict[str, list[int]] = defaultdict(list)
    for i, statement in enumerate(statements):
        for key in (*statement.words, *statement.names, *statement.around):
            found[key].append(i)
    return {key: np.array(members) for key, members in found.items() if len(members) > 1}


def _common(
    statement: Statement, holders: Holders, limit: int, size: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """For every statement the weight that it shares with this one, and whether anything shared is not too common."""
    keys = [(holders[w], word_weight(w)) for w in statement.words if w in holders]
    keys += [(holders[n], NAME_WEIGHT) for n in statement.names | statement.around if n in holders]
    telling = np.zeros(size, dtype=bool)
    if not keys:
        return np.zeros(size), telling
    for members, _ in keys:
        if len(members) <= limit:
            telling[members] = True
    who = np.concatenate([members for members, _ in keys])
    each = np.repeat([weight for _, weight in keys], [len(members) for members, _ in keys])
    shared: npt.NDArray[np.float64] = np.bincount(who, each, minlength=size).astype(np.float64)
    return shared, telling
