"""Stage 6, stories: reports of one unfolding matter, kept apart from look-alikes; round-ups split by passage.

`profiles` says what an article is about, `nearness` how alike two are, `agglomeration` joins them, `contrast` tells
look-alikes apart, `parts` divides round-ups, `titles` names the result, `undated` dates reports by their story.
Not here: joining events (`happenings`).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from consilience.record.ids import make_id
from consilience.record.judgements import NO_JUDGEMENTS
from consilience.record.woven import Lineage, Story
from consilience.stages.stories.agglomeration import Group, agglomerate
from consilience.stages.stories.contrast import tell_apart
from consilience.stages.stories.judged import Seed, find_seeds, find_settled, move_passages, rejoin
from consilience.stages.stories.nearness import Edge, likenesses
from consilience.stages.stories.parts import divide
from consilience.stages.stories.profiles import Profile, profiles
from consilience.stages.stories.titles import centre_of, entitle, first_and_last
from consilience.stages.stories.undated import date_undated

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from consilience.record.found import Reading
    from consilience.record.judgements import Judgements
    from consilience.record.text import Span

__all__ = ["date_undated", "group"]

JOIN = 0.165
"""Mean likeness from which two groups of articles tell one story. B-cubed F1 on ECB+ is .91 to .92 anywhere from .13 to .18,
once look-alikes are told apart; in the middle, late and partial reports stay with their story and neighbours apart."""
TOUCHING = 0.1
"""Least likeness to an article of another story from which passages are compared with it. A round-up that gives a fifth of
its text to a story reaches .12 to .3 with its reports."""
TOUCHED = 6
"""Other stories that an article is compared with, passage by passage. Round-ups tell of three to five."""


def group(
    readings: Sequence[Reading], lineages: Sequence[Lineage], *, judgements: Judgements = NO_JUDGEMENTS
) -> tuple[Story, ...]:
    """Give the stories that the articles tell, oldest first. Articles without a body sentence are in none.

    Articles of one lineage are always together. An article that tells several stories at length is in each of them
    with its own passages; any other gives its whole body to one. What analysts judged outweighs all of this. The order of
    the readings does not matter.
    """
    told = {r.article.id: r for r in readings if any(s.zone == "body" for s in r.layout.sentences)}
    members = [told[article] for article in sorted(told)]
    sheet = profiles(members)
    place = {reading.article.id: i for i, reading in enumerate(members)}
    together = [[place[a] for a in found.articles if a in place] for found in lineages]
    edges = list(likenesses(sheet))
    together = [same for same in together if len(same) > 1]
    alike = agglomerate(len(members), edges, together=together, threshold=JOIN)
    groups = tell_apart(alike, sheet, together)
    bonds = judgements.bonds_of("story", place)
    settled = find_settled(bonds, place)
    found, groups = groups, rejoin(groups, edges, together, bonds, place) if bonds else groups
    seeds = find_seeds(found, groups, settled, [(_earliest(reading), reading.article.id) for reading in members])
    parts = _parts(members, sheet, groups, edges, settled)
    parts = move_passages(parts, members, {i: n for n, group in enumerate(groups) for i in group}, judgements)
    carriers = {copy.later.article for one in lineages for copy in one.copies}
    stories = [
        _story([members[i] for i in groups[n]], sheet, place, parts[n], carriers, seeds[n]) for n in sorted(parts)
    ]
    return tuple(sorted(stories, key=lambda story: (story.first.earliest if story.first else date.max, story.id)))


def _parts(
    members: Sequence[Reading],
    sheet: Sequence[Profile],
    groups: Sequence[Group],
    edges: Sequence[Edge],
    settled: Collection[int],
) -> dict[int, list[Span]]:
    """For each story the passages that tell it, in order of the articles; the `settled` ones are of one story whole."""
    home = {i: number for number, indices in enumerate(groups) for i in indices}
    near = _nearest(home, edges)
    centres = [centre_of([sheet[i].terms for i in indices]) for indices in groups]
    parts: dict[int, list[Span]] = defaultdict(list)
    for i, reading in enumerate(members):
        own = home[i]
        others = [sheet[j].terms for j in groups[own] if j != i]
        touched = {story: centres[story] for story in near.get(i, ()) if i not in settled} | {own: centre_of(others)}
        for story, span in divide(reading, own, touched):
            parts[story].append(span)
    return parts


def _nearest(home: Mapping[int, int], edges: Sequence[Edge]) -> dict[int, list[int]]:
    """For each article the few other stories that hold the articles most like it: those it may tell passages of."""
    best: dict[int, dict[int, float]] = defaultdict(dict)
    for i, j, likeness in edges:
        for one, other in ((i, home[j]), (j, home[i])):
            if other != home[one] and likeness >= TOUCHING:
                best[one][other] = max(likeness, best[one].get(other, 0.0))
    return {i: sorted(sorted(found), key=lambda n: -found[n])[:TOUCHED] for i, found in best.items()}


def _story(
    core: Sequence[Reading],
    sheet: Sequence[Profile],
    place: Mapping[str, int],
    parts: Sequence[Span],
    carriers: Collection[str],
    seed: Seed,
) -> Story:
    """Make one story of its parts. Its id hangs on the first of its own reports (`seed`), so that later ones do not change
    it.
    """
    articles = tuple(sorted({span.article for span in parts}))
    named = [reading for reading in core if reading.article.id in articles]
    centre = centre_of([sheet[place[reading.article.id]].terms for reading in core])
    first, last = first_and_last(core)
    return Story(
        id=make_id("s", *seed),
        title=entitle(named or core, centre, carriers=carriers),
        articles=articles,
        parts=tuple(sorted(parts)),
        first=first,
        last=last,
    )


def _earliest(reading: Reading) -> date:
    when = reading.layout.published or reading.article.published
    return when.earliest if when is not None else date.max
