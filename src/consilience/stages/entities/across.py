"""Clusters of different stories joined, more strictly than inside one: by whole names, and places by their point on the map.

Only names that share a key are held against each other, so that the cost grows with the names and not with their pairs; what no
chain of keys ties together is worked out apart, so that an article changes only what it names. Not here: clusters of one story
(`weaving`).
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import numpy as np

from consilience.stages.entities.blocking import name_keys, point_keys, whole_keys
from consilience.stages.entities.evidence import judge_strictly
from consilience.stages.entities.groups import Cluster, Group, Judgement, link
from consilience.stages.entities.joining import Sets, gathered, is_full, join_equal, merged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy.typing as npt

    from consilience.ports import Memory
    from consilience.record.woven import Link
    from consilience.text.places.survey import Located

MOST_IN_BLOCK = 40
"""Clusters that share a key and are all held against each other; beyond it, each against the next in order only."""
Judged = tuple[Judgement, int, int]


def keys_across(cluster: Cluster, located: Mapping[str, Located]) -> set[str]:
    """Keys of which two clusters of different stories have one in common wherever they can come to be one."""
    kind = cluster[0].kind
    if kind == "place":
        return {f"place {key}" for group in cluster for key in point_keys(located[group.id][0])}
    names = {key for group in cluster for key in name_keys(group)}
    whole = {key for group in cluster for key in whole_keys(group)} if names or is_full(merged(cluster)) else set()
    return {f"{kind} {key}" for key in names} | {f"{kind} whole {key}" for key in whole}


def find_knots(keys: Sequence[npt.NDArray[np.int64]], owners: Sequence[npt.NDArray[np.int64]]) -> list[list[int]]:
    """The places of the clusters that a chain of keys ties together, in order; those tied to none are left out.

    `keys`: of each story, as hashes; `owners`: the place of the cluster that has each. Two keys of one hash only tie more.
    """
    flat = np.concatenate(keys) if keys else np.empty(0, dtype=np.int64)
    owner = np.concatenate(owners) if owners else np.empty(0, dtype=np.int64)
    order = np.lexsort((owner, flat))
    flat, owner = flat[order], owner[order]
    met = flat[1:] == flat[:-1]
    sets: dict[int, int] = {}

    def root(i: int) -> int:
        while (parent := sets.get(i, i)) != i:
            sets[i] = sets.get(parent, parent)
            i = parent
        return i

    for i, j in zip(owner[:-1][met].tolist(), owner[1:][met].tolist(), strict=True):
        a, b = root(i), root(j)
        sets[max(a, b)] = min(a, b)
    knots: dict[int, list[int]] = defaultdict(list)
    for i in sorted({*owner[:-1][met].tolist(), *owner[1:][met].tolist()}):
        knots[root(i)].append(i)
    return [knot for knot in knots.values() if len(knot) > 1]


def join_knot(
    clusters: Sequence[Cluster], located: Mapping[str, Located], *, origin: Callable[[str], bool], memory: Memory
) -> tuple[list[Cluster], list[Link]]:
    """Unite the clusters of one kind, of different stories, that are one thing; with the links that say so."""
    links: list[Link] = []
    if clusters[0][0].kind == "place":
        return join_equal(clusters, lambda group: point_keys(located[group.id][0]), links), links
    return _join_names(clusters, links, origin, memory), links


def _join_names(
    clusters: Sequence[Cluster], links: list[Link], origin: Callable[[str], bool], memory: Memory
) -> list[Cluster]:
    """Unite clusters of different stories by whole names only; of the judgements, those that join are kept."""
    equal = join_equal(clusters, name_keys, links)
    if len(equal) == 1:
        return equal
    views = [memory.recall("view", cluster, None, partial(_view, cluster)) for cluster in equal]
    full = [i for i, (_, whole, _) in enumerate(views) if whole]
    judged = _judge([views[i][0] for i in full], [views[i][2] for i in full], origin, memory)
    same = [(judgement, full[i], full[j]) for judgement, i, j in judged]
    links.extend(link(views[i][0], views[j][0], judgement) for judgement, i, j in same)
    sets = Sets(len(equal), apart=_find_apart(same, [view for view, _, _ in views], origin, memory))
    for _, i, j in sorted(same, key=lambda row: (-row[0].score, views[row[1]][0].order, views[row[2]][0].order)):
        sets.unite(i, j)
    return gathered(equal, sets)


def _view(cluster: Cluster) -> tuple[Group, bool, frozenset[str]]:
    """A cluster as one group, whether it has a whole name, and the keys by which another may be it."""
    view = merged(cluster)
    return view, is_full(view), frozenset(whole_keys(view))


def _judge(
    views: Sequence[Group], keys: Sequence[frozenset[str]], origin: Callable[[str], bool], memory: Memory
) -> list[Judged]:
    """The pairs of different stories that share a key and are judged the same."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, own in enumerate(keys):
        for key in own:
            blocks[key].append(i)
    pairs: set[tuple[int, int]] = set()
    for block in blocks.values():
        pairs.update(combinations(block, 2) if len(block) <= MOST_IN_BLOCK else pairwise(block))
    judged = ((_recall(views[i], views[j], origin, memory), i, j) for i, j in sorted(pairs))
    return [(judgement, i, j) for judgement, i, j in judged if judgement is not None and judgement.verdict == "same"]


def _recall(a: Group, b: Group, origin: Callable[[str], bool], memory: Memory) -> Judgement | None:
    if a.story == b.story:
        return None
    return memory.recall("judged strictly", (a, b), None, partial(judge_strictly, a, b, origin=origin))


def _find_apart(
    same: Sequence[Judged], views: Sequence[Group], origin: Callable[[str], bool], memory: Memory
) -> list[tuple[int, int]]:
    """Among those that would come together, directly or through others, the pairs judged two things."""
    sets = Sets(len(views))
    for _, i, j in same:
        sets.unite(i, j)
    together: dict[int, set[int]] = defaultdict(set)
    for _, i, j in same:
        together[sets.root(i)].update((i, j))
    pairs = ((i, j) for members in together.values() for i, j in combinations(sorted(members)[:MOST_IN_BLOCK], 2))
    judged = ((_recall(views[i], views[j], origin, memory), i, j) for i, j in pairs)
    return [(i, j) for judgement, i, j in judged if judgement is not None and judgement.verdict == "different"]
