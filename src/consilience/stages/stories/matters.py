"""Alike articles joined into matters, one knot of them at a time: what no likeness that could join them links is worked out apart.

So an article changes only the knot it is tied into. Not here: how groups are joined (`agglomeration`) and told apart (`contrast`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from consilience.stages.stories.agglomeration import Group, agglomerate
from consilience.stages.stories.contrast import tell_apart

if TYPE_CHECKING:
    from consilience.ports import Memory
    from consilience.stages.stories.nearness import Edge
    from consilience.stages.stories.neighbours import Edges
    from consilience.stages.stories.profiles import Profile


def find_matters(
    sheet: Sequence[Profile], edges: Edges, together: Sequence[Sequence[int]], *, threshold: float, memory: Memory
) -> list[Group]:
    """Give the groups of articles (by place in `sheet`) of one matter each, in order of their first member.

    Two groups join only where the mean likeness of their members reaches `threshold`, so where some pair does: articles that no
    chain of such pairs ties together never meet.
    """
    knots = _knots(len(sheet), edges, together, threshold)
    inside = _inside(knots, edges)
    found: list[Group] = []
    for members in knots:
        if len(members) == 1:
            found.append((members[0],))
            continue
        at = {i: n for n, i in enumerate(members)}
        bound = tuple(tuple(at[i] for i in same) for same in together if same[0] in at)
        links = inside.get(members[0], [])
        make = partial(_join, [sheet[i] for i in members], [(at[i], at[j], s) for i, j, s in links], bound, threshold)
        groups = memory.recall("matters", tuple(sheet[i] for i in members), bound, make)
        found += [tuple(members[n] for n in group) for group in groups]
    return sorted(found)


def _join(
    sheet: Sequence[Profile], edges: Sequence[Edge], together: Sequence[Sequence[int]], threshold: float
) -> list[Group]:
    return tell_apart(agglomerate(len(sheet), edges, together=together, threshold=threshold), sheet, together)


def _knots(size: int, edges: Edges, together: Sequence[Sequence[int]], threshold: float) -> list[tuple[int, ...]]:
    """The articles tied together by pairs alike enough or of one lineage, each knot sorted."""
    parent = list(range(size))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    strong = edges.choose(edges.likeness >= threshold)
    ties = [*zip(strong.one.tolist(), strong.other.tolist(), strict=True)]
    ties += [(same[0], i) for same in together for i in same[1:]]
    for i, j in ties:
        a, b = sorted((root(i), root(j)))
        parent[b] = a
    members: dict[int, list[int]] = defaultdict(list)
    for i in range(size):
        members[root(i)].append(i)
    return [tuple(found) for found in members.values()]


def _inside(knots: Sequence[tuple[int, ...]], edges: Edges) -> Mapping[int, list[Edge]]:
    """The pairs inside each knot, however little alike, by the knot's first member."""
    home = np.empty(sum(map(len, knots)), dtype=np.int64)
    for members in knots:
        home[list(members)] = members[0]
    found: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges.choose(home[edges.one] == home[edges.other]):
        found[int(home[edge[0]])].append(edge)
    return found
