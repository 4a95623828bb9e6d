"""Alike articles joined into groups, the most alike first, while a group's members are alike on average.

Average link: one article that mentions two matters does not chain them. Pairs that were not found alike count as
nothing, so a group that grows past its matter stops growing. Deterministic, and blind to the order of its input.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from consilience.stages.stories.nearness import Edge

Group = tuple[int, ...]


def agglomerate(
    size: int, edges: Iterable[Edge], *, together: Sequence[Sequence[int]], threshold: float
) -> list[Group]:
    """Give groups of the indices 0..`size`-1, each sorted, in order of their first member.

    `together` are indices that belong in one group whatever their likeness; such a set counts as one article. Groups
    are joined while the mean likeness between them is at least `threshold`.
    """
    home = list(range(size))
    for same in together:
        for index in same:
            home[index] = min(same)
    members: dict[int, list[int]] = defaultdict(list)
    for index, group in enumerate(home):
        members[group].append(index)
    links = _links(home, members, edges)
    weight = dict.fromkeys(members, 1)
    queue = [(-s / (weight[a] * weight[b]), a, b) for a in links for b, s in links[a].items() if a < b]
    heapq.heapify(queue)
    while queue:
        negative, a, b = heapq.heappop(queue)
        if -negative < threshold:
            break
        if b not in links.get(a, ()) or -negative != links[a][b] / (weight[a] * weight[b]):
            continue
        _join(a, b, links, weight, members)
        for c, s in links[a].items():
            heapq.heappush(queue, (-s / (weight[a] * weight[c]), min(a, c), max(a, c)))
    return [tuple(sorted(group)) for _, group in sorted(members.items())]


Links = dict[int, dict[int, float]]


def _links(home: Sequence[int], members: dict[int, list[int]], edges: Iterable[Edge]) -> Links:
    """Summed likeness between groups of the start; between sets that count as one article, its mean."""
    links: Links = defaultdict(lambda: defaultdict(float))
    for i, j, likeness in edges:
        a, b = home[i], home[j]
        if a != b:
            share = likeness / (len(members[a]) * len(members[b]))
            links[a][b] += share
            links[b][a] += share
    return links


def _join(a: int, b: int, links: Links, weight: dict[int, int], members: dict[int, list[int]]) -> None:
    for c, s in links.pop(b).items():
        del links[c][b]
        if c != a:
            links[a][c] += s
            links[c][a] = links[a][c]
    weight[a] += weight.pop(b)
    members[a] += members.pop(b)
