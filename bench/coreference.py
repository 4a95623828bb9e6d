"""How well mentions are gathered into things: MUC, B-cubed, CEAF-e and their mean, the CoNLL F1.

Definitions: Vilain et al. 1995, Bagga and Baldwin 1998, Luo 2005, averaged as in the CoNLL 2011 and 2012 shared tasks. A
mention found where none is marked, or marked and not found, stands in one grouping only and costs there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence


class Score(NamedTuple):
    """Precision, recall and F1, each 0..1."""

    precision: float
    recall: float
    f1: float


def conll(key: Sequence[frozenset[Hashable]], response: Sequence[frozenset[Hashable]]) -> dict[str, float]:
    """`conll_f1`, `muc_f1`, `b_cubed_f1`, `ceaf_e_f1` of a response against the key; no mention stands twice in either."""
    scores = {
        "muc_f1": muc(key, response).f1,
        "b_cubed_f1": b_cubed(key, response).f1,
        "ceaf_e_f1": ceaf_e(key, response).f1,
    }
    return {"conll_f1": sum(scores.values()) / len(scores)} | scores


def muc(key: Sequence[frozenset[Hashable]], response: Sequence[frozenset[Hashable]]) -> Score:
    """Links: a cluster of n mentions that the other side cuts into k parts has n - k of its n - 1 links right."""
    return _score(_links(response, key), _links(key, response))


def b_cubed(key: Sequence[frozenset[Hashable]], response: Sequence[frozenset[Hashable]]) -> Score:
    """For each mention the share of its cluster that belongs with it, averaged; 0 for one that the other side lacks."""
    return _score(_belonging(response, key), _belonging(key, response))


def ceaf_e(key: Sequence[frozenset[Hashable]], response: Sequence[frozenset[Hashable]]) -> Score:
    """Clusters paired one to one for the greatest sum of their likeness 2|K & R| / (|K| + |R|)."""
    total = sum(_best_pairing(likeness) for likeness in _components(key, response))
    return _score((total, float(len(response))), (total, float(len(key))))


def group(labels: Mapping[Hashable, Hashable]) -> list[frozenset[Hashable]]:
    """Clusters from a mapping of mention to label."""
    clusters: dict[Hashable, set[Hashable]] = defaultdict(set)
    for mention, label in labels.items():
        clusters[label].add(mention)
    return [frozenset(cluster) for cluster in clusters.values()]


def _links(clusters: Sequence[frozenset[Hashable]], other: Sequence[frozenset[Hashable]]) -> tuple[float, float]:
    place = _places(other)
    right = wanted = 0
    for cluster in clusters:
        parts = {place[m] for m in cluster if m in place}
        lone = sum(m not in place for m in cluster)
        right += len(cluster) - len(parts) - lone
        wanted += len(cluster) - 1
    return float(right), float(wanted)


def _belonging(clusters: Sequence[frozenset[Hashable]], other: Sequence[frozenset[Hashable]]) -> tuple[float, float]:
    place = _places(other)
    total = 0.0
    for cluster in clusters:
        shared = Counter(place[m] for m in cluster if m in place)
        total += sum(n * n for n in shared.values()) / len(cluster)
    return total, float(sum(map(len, clusters)))


def _components(
    key: Sequence[frozenset[Hashable]], response: Sequence[frozenset[Hashable]]
) -> Iterable[dict[tuple[int, int], float]]:
    """The likeness of overlapping clusters, in parts between which nothing overlaps: small matrices instead of a huge one."""
    place = _places(response)
    of_key: dict[int, list[int]] = {}
    of_response: dict[int, list[int]] = defaultdict(list)
    for k, cluster in enumerate(key):
        of_key[k] = sorted({place[m] for m in cluster if m in place})
        for r in of_key[k]:
            of_response[r].append(k)
    seen: set[int] = set()
    for first in of_key:
        queue, cells = [first], {}
        while queue:
            k = queue.pop()
            if k in seen:
                continue
            seen.add(k)
            for r in of_key[k]:
                cells[k, r] = 2 * len(key[k] & response[r]) / (len(key[k]) + len(response[r]))
                queue += of_response[r]
        if cells:
            yield cells


def _best_pairing(likeness: Mapping[tuple[int, int], float]) -> float:
    rows = {k: i for i, k in enumerate(sorted({k for k, _ in likeness}))}
    columns = {r: i for i, r in enumerate(sorted({r for _, r in likeness}))}
    matrix = np.zeros((len(rows), len(columns)))
    for (k, r), value in likeness.items():
        matrix[rows[k], columns[r]] = value
    chosen = linear_sum_assignment(matrix, maximize=True)
    return float(matrix[chosen].sum())


def _places(clusters: Sequence[frozenset[Hashable]]) -> dict[Hashable, int]:
    return {mention: i for i, cluster in enumerate(clusters) for mention in cluster}


def _score(precision: tuple[float, float], recall: tuple[float, float]) -> Score:
    p = precision[0] / precision[1] if precision[1] else 0.0
    r = recall[0] / recall[1] if recall[1] else 0.0
    return Score(p, r, 2 * p * r / (p + r) if p + r else 0.0)
