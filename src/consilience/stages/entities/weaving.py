"""Across articles: groups of one story joined into clusters, then clusters of different stories, more strictly.

Cheap first: equal names, then pairs that share a blocking key, judged on evidence; then short forms, which join the one
cluster of their story that they can stand for. A pair judged different keeps its clusters apart for good.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from consilience.stages.entities.across import find_knots, join_knot, keys_across
from consilience.stages.entities.assembly import identify
from consilience.stages.entities.blocking import name_keys, place_keys, short_keys, shortening_keys
from consilience.stages.entities.evidence import judge_organizations, judge_people, judge_places
from consilience.stages.entities.grouping import join_short, origin_test
from consilience.stages.entities.groups import Cluster, Group, Judgement, Known, Sheet, link
from consilience.stages.entities.joining import Sets, gathered, is_full, join, join_equal, merged
from consilience.stages.entities.locating import locate_places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import numpy.typing as npt

    from consilience.ports import Gazetteer, Memory
    from consilience.record.woven import Link, Verdict
    from consilience.text.places.survey import Located


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Told:
    """The things of one story, or of a knot of stories, and the judgements made. `keys`: hashes of the keys by which they may
    be things of other stories, `owners`: which of them (by place) has each.
    """

    things: tuple[Known, ...]
    links: tuple[Link, ...]
    keys: npt.NDArray[np.int64]
    owners: npt.NDArray[np.int64]


Woven = tuple[list[tuple[Known, ...]], list[tuple["Link", ...]]]
"""Things and judgements in lists that stay the same objects while what they were made of does."""


def weave(sheets: Sequence[Sheet], texts: Mapping[str, str], *, gazetteer: Gazetteer, memory: Memory) -> Woven:
    """All names as things, each one entity, with the judgements made. `texts`: of the articles, by id."""
    origin = origin_test(gazetteer)
    of_story: dict[str, list[Cluster]] = {}
    for sheet in sheets:
        for story, groups in sheet.stories:
            of_story.setdefault(story, []).append(groups)
    told = []
    for _, members in sorted(of_story.items(), key=lambda item: item[0]):
        make = partial(_tell_story, members, texts, gazetteer, origin)
        told.append(memory.recall("story's names", tuple(members), None, make))
    knots = _knots(told, origin, memory)
    alone = [_alone(story, away, memory) for story, away in zip(told, knots[1], strict=True)]
    return (
        [*alone, *(knot.things for knot in knots[0])],
        [*(story.links for story in told), *(knot.links for knot in knots[0])],
    )


def _knots(
    stories: Sequence[Told], origin: Callable[[str], bool], memory: Memory
) -> tuple[list[Told], list[tuple[int, ...]]]:
    """What the stories tell together, and for each story which of its things (by place) are told there."""
    starts = np.cumsum([0, *(len(story.things) for story in stories)])
    owners = [story.owners + start for story, start in zip(stories, starts[:-1].tolist(), strict=True)]
    found = find_knots([story.keys for story in stories], owners)
    home = np.searchsorted(starts, [i for knot in found for i in knot], side="right") - 1
    homes, begin = home.tolist(), starts.tolist()
    knots, at = [], 0
    away: list[list[int]] = [[] for _ in stories]
    for knot in found:
        members = []
        for i, n in zip(knot, homes[at : at + len(knot)], strict=True):
            members.append(stories[n].things[i - begin[n]])
            away[n].append(i - begin[n])
        at += len(knot)
        knots.append(memory.recall("knot's names", tuple(members), None, partial(_tell_knot, members, origin, memory)))
    return knots, [tuple(sorted(places)) for places in away]


def _alone(story: Told, away: tuple[int, ...], memory: Memory) -> tuple[Known, ...]:
    """The things of a story that no other can tell of."""
    if not away:
        return story.things
    return memory.recall(
        "alone", (story,), away, lambda: tuple(thing for i, thing in enumerate(story.things) if i not in away)
    )


def _tell_story(
    parts: Sequence[Cluster], texts: Mapping[str, str], gazetteer: Gazetteer, origin: Callable[[str], bool]
) -> Told:
    """The things that one story tells of; places located together."""
    of_kind: dict[str, list[Group]] = {}
    for group in (group for groups in parts for group in groups):
        of_kind.setdefault(group.kind, []).append(group)
    places = of_kind.get("place", [])
    located = locate_places(places, texts, gazetteer=gazetteer) if places else {}
    clusters: list[Cluster] = []
    links: list[Link] = []
    for _, members in sorted(of_kind.items(), key=lambda item: item[0]):
        found, judged = _weave_story(members, located, origin)
        clusters += found
        links += judged
    return _told(clusters, located, links)


def _told(clusters: Sequence[Cluster], located: Mapping[str, Located], links: Iterable[Link]) -> Told:
    rows = [(hash(key), at) for at, cluster in enumerate(clusters) for key in keys_across(cluster, located)]
    return Told(
        things=tuple(identify(cluster, located) for cluster in clusters),
        links=tuple(links),
        keys=np.array([key for key, _ in rows], dtype=np.int64),
        owners=np.array([at for _, at in rows], dtype=np.int64),
    )


def _tell_knot(members: Sequence[Known], origin: Callable[[str], bool], memory: Memory) -> Told:
    """The things that several stories may tell of, joined."""
    located: dict[str, Located] = {}
    if members[0].identity[0] == "place":
        for thing in members:
            located |= {group.id: thing.located[group.id] for group in thing.cluster}
    clusters, links = join_knot([thing.cluster for thing in members], located, origin=origin, memory=memory)
    nothing = np.empty(0, dtype=np.int64)
    things = tuple(identify(cluster, located) for cluster in clusters)
    return Told(things=things, links=tuple(links), keys=nothing, owners=nothing)


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
