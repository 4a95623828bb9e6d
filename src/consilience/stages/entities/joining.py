"""How clusters of names are joined: by keys in common, or pair by pair on a judgement, surest first.

A pair judged different keeps its clusters apart for good. Not here: which clusters are compared (`weaving`, `across`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from consilience.stages.entities.blocking import blocking_keys, name_keys
from consilience.stages.entities.evidence import full_names
from consilience.stages.entities.groups import Cluster, Group, Judgement, link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from consilience.record.woven import Link

MOST_PAIRS_IN_BLOCK = 2_000
"""A block with more pairs (a very common name) is cut; its equal names are joined before that."""
MOST_FORMS = 12
EQUAL = Judgement(verdict="same", score=1.0, why="one name, or one point on the map")


def merged(cluster: Cluster) -> Group:
    """A cluster seen as one group: its forms by frequency, roles and principals of all."""
    if len(cluster) == 1:
        return cluster[0]
    forms = Counter(form for group in cluster for form in group.forms)
    return replace(
        cluster[0],
        forms=tuple(sorted(forms, key=lambda form: (-forms[form], -len(form), form)))[:MOST_FORMS],
        roles=frozenset().union(*(group.roles for group in cluster)),
        principals=frozenset().union(*(group.principals for group in cluster)),
    )


def join_equal(clusters: Sequence[Cluster], keys: Callable[[Group], Iterable[str]], links: list[Link]) -> list[Cluster]:
    """Unite clusters with a key in common; each joins the first that had the key."""
    sets = Sets(len(clusters))
    first: dict[str, int] = {}
    for i, cluster in enumerate(clusters):
        for key in dict.fromkeys(key for group in cluster for key in keys(group)):
            before = first.setdefault(key, i)
            if sets.root(before) != sets.root(i):
                links.append(link(clusters[before][0], cluster[0], EQUAL))
                sets.unite(before, i)
    return gathered(clusters, sets)


def join(
    clusters: Sequence[Cluster], judge: Callable[[Group, Group], Judgement | None], links: list[Link]
) -> list[Cluster]:
    """Unite pairs judged the same, surest first, unless their sets hold a pair judged different."""
    views = [merged(cluster) for cluster in clusters]
    judged = [(judgement, i, j) for i, j in candidates(views) if (judgement := judge(views[i], views[j])) is not None]
    links.extend(link(views[i], views[j], judgement) for judgement, i, j in judged)
    sets = Sets(len(clusters), apart=[(i, j) for judgement, i, j in judged if judgement.verdict == "different"])
    same = [(judgement.score, i, j) for judgement, i, j in judged if judgement.verdict == "same"]
    for _, i, j in sorted(same, key=lambda row: (-row[0], views[row[1]].order, views[row[2]].order)):
        sets.unite(i, j)
    return gathered(clusters, sets)


def is_full(view: Group) -> bool:
    """Whether a cluster, seen as one group, has a name that says by itself who is meant."""
    return bool(full_names(view)) if view.kind == "person" else bool(list(name_keys(view)))


def candidates(views: Sequence[Group]) -> list[tuple[int, int]]:
    """Pairs (by place) that share a blocking key, in order."""
    blocks: dict[str, list[int]] = {}
    for i, view in enumerate(views):
        for key in sorted(blocking_keys(view)):
            blocks.setdefault(key, []).append(i)
    pairs: set[tuple[int, int]] = set()
    for block in blocks.values():
        pairs.update(pair for pair, _ in zip(combinations(block, 2), range(MOST_PAIRS_IN_BLOCK), strict=False))
    return sorted(pairs)


def gathered(clusters: Sequence[Cluster], sets: Sets) -> list[Cluster]:
    """The clusters of each set as one, its groups in order."""
    out: dict[int, list[Group]] = {}
    for i, cluster in enumerate(clusters):
        out.setdefault(sets.root(i), []).extend(cluster)
    return [tuple(sorted(groups, key=lambda group: group.order)) for groups in out.values()]


class Sets:
    """Disjoint sets that refuse to unite where a pair is known to be apart."""

    def __init__(self, size: int, apart: Iterable[tuple[int, int]] = ()) -> None:
        """Start with every one alone; `apart` are pairs that never meet."""
        self._parent = list(range(size))
        self._apart: dict[int, set[int]] = {}
        for i, j in apart:
            self._apart.setdefault(i, set()).add(j)
            self._apart.setdefault(j, set()).add(i)

    def root(self, i: int) -> int:
        """The set's stand-in."""
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def unite(self, i: int, j: int) -> None:
        """Make two sets one, unless a pair between them is apart."""
        a, b = sorted((self.root(i), self.root(j)))
        if a == b or any(self.root(other) == b for other in self._apart.get(a, ())):
            return
        self._parent[b] = a
        self._apart.setdefault(a, set()).update(self._apart.get(b, ()))
        for other in self._apart.get(b, ()):
            self._apart.setdefault(self.root(other), set()).add(a)
