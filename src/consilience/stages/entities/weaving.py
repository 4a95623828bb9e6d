"""Across articles: groups of one story joined into clusters, then clusters of different stories, more strictly.

Cheap first: equal names, then pairs that share a blocking key, judged on evidence; then short forms, which join the one
cluster of their story that they can stand for. A pair judged different keeps its clusters apart for good.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from consilience.ports import NO_MEMORY
from consilience.stages.entities.across import join_places, join_stories
from consilience.stages.entities.blocking import name_keys, place_keys, short_keys, shortening_keys
from consilience.stages.entities.evidence import judge_organizations, judge_people, judge_places
from consilience.stages.entities.grouping import join_short, origin_test
from consilience.stages.entities.groups import Group, Judgement, link
from consilience.stages.entities.joining import Cluster, Sets, gathered, is_full, join, join_equal, merged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from consilience.ports import Gazetteer, Memory
    from consilience.record.woven import Link, Verdict
    from consilience.text.places.survey import Located


def weave(
    groups: Sequence[Group], *, located: Mapping[str, Located], gazetteer: Gazetteer, memory: Memory = NO_MEMORY
) -> tuple[tuple[Cluster, ...], tuple[Link, ...]]:
    """All groups as clusters, each one entity, in stable order, with the judgements made."""
    origin = origin_test(gazetteer)
    of_story: dict[tuple[str, str], list[Group]] = defaultdict(list)
    for group in groups:
        of_story[group.kind, group.story].append(group)
    found: dict[str, list[Cluster]] = defaultdict(list)
    links: list[Link] = []
    for (kind, _), members in sorted(of_story.items(), key=lambda item: item[0]):
        spots = tuple(located[group.id] for group in members) if kind == "place" else None
        make = partial(_weave_story, members, located, origin)
        clusters, judged = memory.recall("story's names", tuple(members), spots, make)
        found[kind] += clusters
        links += judged
    joined = join_places(found["place"], located, links)
    for kind in ("person", "organization"):
        joined += join_stories(found[kind], links, origin=origin, memory=memory)
    return tuple(sorted(joined, key=lambda cluster: cluster[0].order)), tuple(links)


def _weave_story(
    groups: Sequence[Group], located: Mapping[str, Located], origin: Callable[[str], bool]
) -> tuple[tuple[Cluster, ...], tuple[Link, ...]]:
    """The clusters of one kind in one story. Places: one a point on the map, one a name, and one a sound unless the map
    has two places.
    """
    links: list[Link] = []
    single: list[Cluster] = [(group,) for group in groups]
    if groups[0].kind == "place":
        clusters = join_equal(single, lambda group: place_keys(group, located[group.id][0]), links)
        return tuple(join(clusters, lambda a, b: judge_places(a, b, located[a.id][0], located[b.id][0]), links)), tuple(
            links
        )
    judge = judge_people if groups[0].kind == "person" else lambda a, b: judge_organizations(a, b, origin=origin)
    joined = join(join_equal(single, name_keys, links), judge, links)
    return tuple(_join_shorts(joined, links, origin=origin)), tuple(links)


def _join_shorts(clusters: list[Cluster], links: list[Link], *, origin: Callable[[str], bool]) -> list[Cluster]:
    """Clusters that hold short forms only join the one cluster of the story that they can stand for."""
    views = [merged(cluster) for cluster in clusters]
    full = [i for i, view in enumerate(views) if is_full(view)]
    holders = _holders(views, full)
    sets = Sets(len(clusters))
    alone: dict[str, int] = {}
    for i in sorted(set(range(len(views))) - set(full), key=lambda i: views[i].order):
        view = views[i]
        near = sorted({j for key in shortening_keys(view) for j in holders.get(key, ())})
        place = {views[j].id: j for j in near}
        shorts = join_short(view, [views[j] for j in near], origin=origin)
        called = [(score, other) for score, other in shorts if set(view.forms) & set(other.forms)]
        chosen = called if len(called) == 1 else shorts
        verdict: Verdict = "same" if len(chosen) == 1 else "unsure"
        only = "the story's only" if verdict == "same" else "one of several,"
        for score, other in chosen:
            why = f"“{view.forms[0]}” is short for {only} “{other.forms[0]}”"
            links.append(link(view, other, Judgement(verdict=verdict, score=score, why=why)))
            if verdict == "same":
                sets.unite(place[other.id], i)
        if not chosen:
            for key in short_keys(view):
                sets.unite(alone.setdefault(key, i), i)
    return gathered(clusters, sets)


def _holders(views: Sequence[Group], full: Iterable[int]) -> dict[str, list[int]]:
    """The full names (by place) that a short form with a key may stand for."""
    found: dict[str, list[int]] = defaultdict(list)
    for i in full:
        for key in shortening_keys(views[i]):
            found[key].append(i)
    return found
