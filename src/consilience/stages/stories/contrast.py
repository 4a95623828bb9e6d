"""Look-alike matters told apart inside a group that was joined on what they have in common.

Two quakes, two releases of one maker, two raids in one war share the words of their kind. Inside such a group those
words stand everywhere and say nothing; weighing terms by how few of the group hold them leaves what tells its members
apart. Names and days count for more there than other words: reports of one matter are told in other words as it goes on,
but of the same people. A group falls into several only where several sizeable parts hardly meet in those terms.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from consilience.stages.stories.agglomeration import Group, agglomerate
from consilience.stages.stories.nearness import Edge, cosine, place_factor
from consilience.stages.stories.profiles import is_calendar, is_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.stages.stories.profiles import Profile, Terms

APART = 0.07
"""Mean likeness, in the terms that tell the members apart, under which two parts are two matters. On ECB+ topics with odd
numbers look-alikes lay at .04 to .07, halves of one matter at .08 to .15."""
NAME = 1.5
DAY = 2.0
"""How much more a name, a weekday or a month tells members apart than another word. Odd topics: B-cubed F1 .926 with these, .912
where all words count alike; the same for names from 1.5 to 2."""
SIZEABLE = 4
"""Articles that make a part a matter and not a stray report."""
SHARE = 0.15
"""And their share of the group."""
LARGEST = 300
"""Groups beyond this are left as they are: comparing all pairs costs too much, and average link keeps them coherent."""


def tell_apart(groups: Sequence[Group], sheet: Sequence[Profile], together: Sequence[Sequence[int]]) -> list[Group]:
    """Split the groups that hold look-alikes; `together` are indices that never part. Groups come in order of first member."""
    return sorted(part for group in groups for part in _split(group, sheet, together))


def _split(group: Group, sheet: Sequence[Profile], together: Sequence[Sequence[int]]) -> list[Group]:
    if not 2 * SIZEABLE <= len(group) <= LARGEST:
        return [group]
    edges = list(_edges(group, sheet))
    position = {index: at for at, index in enumerate(group)}
    bound = [[position[i] for i in same if i in position] for same in together]
    parts = agglomerate(len(group), edges, together=[same for same in bound if len(same) > 1], threshold=APART)
    sizeable = [part for part in parts if len(part) >= max(SIZEABLE, SHARE * len(group))]
    if len(sizeable) < 2:
        return [group]
    homes = _settle(parts, sizeable, edges)
    return [tuple(sorted(group[at] for at in home)) for home in homes]


def _edges(group: Group, sheet: Sequence[Profile]) -> list[Edge]:
    holders = Counter(form for index in group for form in sheet[index].terms)
    local = [_contrast(sheet[index].terms, holders, len(group)) for index in group]
    return [
        (a, b, cosine(local[a], local[b]) * place_factor(sheet[group[a]].places, sheet[group[b]].places))
        for b in range(len(group))
        for a in range(b)
    ]


def _contrast(terms: Terms, holders: Counter[str], size: int) -> Terms:
    """Terms weighed by how few of the group hold them; terms of one member alone join nothing and are left out."""
    weights = {f: w * _telling(f) * math.log((size + 1) / holders[f]) for f, w in terms.items() if holders[f] > 1}
    length = math.sqrt(sum(w * w for w in weights.values()))
    return {f: w / length for f, w in weights.items()} if length else {}


@lru_cache(maxsize=200_000)
def _telling(form: str) -> float:
    return DAY if is_calendar(form) else NAME if is_name(form) else 1.0


def _settle(parts: Sequence[Group], sizeable: Sequence[Group], edges: Sequence[Edge]) -> list[list[int]]:
    """Give each small part to the sizeable one that it is most like."""
    likeness: dict[tuple[int, int], float] = defaultdict(float)
    home = {at: number for number, part in enumerate(sizeable) for at in part}
    for a, b, s in edges:
        for stray, settled in ((a, b), (b, a)):
            if stray not in home and settled in home:
                likeness[stray, home[settled]] += s / len(sizeable[home[settled]])
    homes = [list(part) for part in sizeable]
    for part in parts:
        if part[0] not in home:
            best = max(range(len(homes)), key=lambda n: (sum(likeness[at, n] for at in part), -n))
            homes[best].extend(part)
    return homes
