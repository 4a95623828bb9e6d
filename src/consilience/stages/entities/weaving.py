"""Across articles: groups of one story joined into clusters, then clusters of different stories, more strictly.

Cheap first: equal names, then pairs that share a blocking key, judged on evidence; then short forms, which join the one
cluster of their story that they can stand for. A pair judged different keeps its clusters apart for good.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from consilience.stages.entities.blocking import blocking_keys, name_keys, place_keys, short_keys
from consilience.stages.entities.evidence import (
    full_names,
    judge_organizations,
    judge_people,
    judge_places,
    judge_strictly,
)
from consilience.stages.entities.grouping import join_short, origin_test
from consilience.stages.entities.groups import Group, Judgement, link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from consilience.ports import Gazetteer
    from consilience.record.woven import Link, Verdict
    from consilience.text.places.survey import Located

Cluster = tuple[Group, ...]
MOST_PAIRS_IN_BLOCK = 2_000
"""A block with more pairs (a very common name) is cut; its equal names are joined before that."""
MOST_FORMS = 12
EQUAL = Judgement(verdict="same", score=1.0, why="one name, or one point on the map")


def weave(
    groups: Sequence[Group], *, located: Mapping[str, Located], gazetteer: Gazetteer
) -> tuple[tuple[Cluster, ...], tuple[Link, ...]]:
    """All groups as clusters, each one entity, in stable order, with the judgements made."""
    origin = origin_test(gazetteer)
    links: list[Link] = []
    clusters: list[Cluster] = _weave_places([g for g in groups if g.kind == "place"], located, links)
    for kind in ("person", "organization"):
        judge = judge_people if kind == "person" else lambda a, b: judge_organizations(a, b, origin=origin)
        woven: list[Cluster] = []
        for story in sorted({g.story for g in groups if g.kind == kind}):
            of_story: list[Cluster] = [(g,) for g in groups if g.kind == kind and g.story == story]
            joined = _join(_join_equal(of_story, name_keys, links), judge, links)
            woven += _join_shorts(joined, links, origin=origin)
        clusters += _join_stories(_join_equal(woven, name_keys, links), links, origin=origin)
    return tuple(sorted(clusters, key=lambda cluster: cluster[0].order)), tuple(links)


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


def _weave_places(places: list[Group], located: Mapping[str, Located], links: list[Link]) -> list[Cluster]:
    """One cluster a point on the map; in a story, one a name too, and one a sound unless the map has two places."""
    single: list[Cluster] = [(group,) for group in places]
    clusters = _join_equal(single, lambda group: place_keys(group, located[group.id][0]), links)
    return _join(clusters, lambda a, b: judge_places(a, b, located[a.id][0], located[b.id][0]), links)


def _join_equal(clusters: list[Cluster], keys: Callable[[Group], Iterable[str]], links: list[Link]) -> list[Cluster]:
    """Unite clusters with a key in common; each joins the first that had the key."""
    sets = _Sets(len(clusters))
    first: dict[str, int] = {}
    for i, cluster in enumerate(clusters):
        for key in dict.fromkeys(key for group in cluster for key in keys(group)):
            before = first.setdefault(key, i)
            if sets.root(before) != sets.root(i):
                links.append(link(clusters[before][0], cluster[0], EQUAL))
                sets.unite(before, i)
    return _gathered(clusters, sets)


def _join(
    clusters: list[Cluster], judge: Callable[[Group, Group], Judgement | None], links: list[Link]
) -> list[Cluster]:
    """Unite pairs judged the same, surest first, unless their sets hold a pair judged different."""
    views = [merged(cluster) for cluster in clusters]
    judged = [(judgement, i, j) for i, j in _candidates(views) if (judgement := judge(views[i], views[j])) is not None]
    links.extend(link(views[i], views[j], judgement) for judgement, i, j in judged)
    sets = _Sets(len(clusters), apart=[(i, j) for judgement, i, j in judged if judgement.verdict == "different"])
    same = [(judgement.score, i, j) for judgement, i, j in judged if judgement.verdict == "same"]
    for _, i, j in sorted(same, key=lambda row: (-row[0], views[row[1]].order, views[row[2]].order)):
        sets.unite(i, j)
    return _gathered(clusters, sets)


def _join_stories(clusters: list[Cluster], links: list[Link], *, origin: Callable[[str], bool]) -> list[Cluster]:
    """Clusters of different stories by whole names only; of the judgements, those that join are kept."""
    views = [merged(cluster) for cluster in clusters]
    full = [cluster for cluster, view in zip(clusters, views, strict=True) if _is_full(view)]
    rest = [cluster for cluster, view in zip(clusters, views, strict=True) if not _is_full(view)]
    judged: list[Link] = []
    joined = _join(full, lambda a, b: judge_strictly(a, b, origin=origin) if a.story != b.story else None, judged)
    links.extend(one for one in judged if one.verdict == "same")
    return joined + rest


def _join_shorts(clusters: list[Cluster], links: list[Link], *, origin: Callable[[str], bool]) -> list[Cluster]:
    """Clusters that hold short forms only join the one cluster of the story that they can stand for."""
    views = [merged(cluster) for cluster in clusters]
    full = [i for i, view in enumerate(views) if _is_full(view)]
    sets = _Sets(len(clusters))
    alone: dict[str, int] = {}
    for i in sorted(set(range(len(views))) - set(full), key=lambda i: views[i].order):
        view = views[i]
        shorts = join_short(view, [views[j] for j in full], origin=origin)
        called = [(score, other) for score, other in shorts if set(view.forms) & set(other.forms)]
        chosen = called if len(called) == 1 else shorts
        verdict: Verdict = "same" if len(chosen) == 1 else "unsure"
        only = "the story's only" if verdict == "same" else "one of several,"
        for score, other in chosen:
            why = f"“{view.forms[0]}” is short for {only} “{other.forms[0]}”"
            links.append(link(view, other, Judgement(verdict=verdict, score=score, why=why)))
            if verdict == "same":
                sets.unite(views.index(other), i)
        if not chosen:
            for key in short_keys(view):
                sets.unite(alone.setdefault(key, i), i)
    return _gathered(clusters, sets)


def _is_full(view: Group) -> bool:
    return bool(full_names(view)) if view.kind == "person" else bool(list(name_keys(view)))


def _candidates(views: list[Group]) -> list[tuple[int, int]]:
    blocks: dict[str, list[int]] = {}
    for i, view in enumerate(views):
        for key in sorted(blocking_keys(view)):
            blocks.setdefault(key, []).append(i)
    pairs: set[tuple[int, int]] = set()
    for block in blocks.values():
        pairs.update(pair for pair, _ in zip(combinations(block, 2), range(MOST_PAIRS_IN_BLOCK), strict=False))
    return sorted(pairs)


def _gathered(clusters: list[Cluster], sets: _Sets) -> list[Cluster]:
    out: dict[int, list[Group]] = {}
    for i, cluster in enumerate(clusters):
        out.setdefault(sets.root(i), []).extend(cluster)
    return [tuple(sorted(groups, key=lambda group: group.order)) for groups in out.values()]


class _Sets:
    """Disjoint sets that refuse to unite where a pair is known to be apart."""

    def __init__(self, size: int, apart: Iterable[tuple[int, int]] = ()) -> None:
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
