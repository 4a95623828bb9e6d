"""Stage 6, stories: reports of one unfolding matter, kept apart from look-alikes; round-ups split by passage.

`profiles` says what an article is about, `nearness` how alike two are, `neighbours` finds the pairs, `matters` joins them
(`agglomeration`) and tells look-alikes apart (`contrast`), `parts` divides round-ups, `titles` names the result, `undated`
dates reports by their story.
Not here: joining events (`happenings`).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from consilience.ports import NO_MEMORY
from consilience.record.ids import make_id
from consilience.record.judgements import NO_JUDGEMENTS
from consilience.record.woven import Lineage, Story
from consilience.stages.stories.centres import Centre, centre_of
from consilience.stages.stories.judged import Seed, find_seeds, find_settled, move_passages, rejoin
from consilience.stages.stories.matters import find_matters
from consilience.stages.stories.neighbours import Edges, Neighbours
from consilience.stages.stories.parts import divide
from consilience.stages.stories.profiles import Profile, profiles
from consilience.stages.stories.titles import entitle, first_and_last
from consilience.stages.stories.undated import date_undated

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from consilience.ports import Memory
    from consilience.record.found import Reading
    from consilience.record.judgements import Judgements
    from consilience.record.text import Span
    from consilience.stages.stories.agglomeration import Group

__all__ = ["date_undated", "group"]

JOIN = 0.14
"""Mean likeness from which two groups of articles tell one story. On ECB+ topics with odd numbers B-cubed F1 is .915 at .165, .926
at .14 and .949 at .12, once look-alikes are told apart; below .14 look-alikes of two or three articles, too few to be told apart,
are taken in, and the reports of a long war begin to run together."""
TOUCHING = 0.1
"""Least likeness to an article of another story from which passages are compared with it. A round-up that gives a fifth of
its text to a story reaches .12 to .3 with its reports."""
TOUCHED = 6
"""Other stories that an article is compared with, passage by passage. Round-ups tell of three to five."""


def group(
    readings: Sequence[Reading],
    lineages: Sequence[Lineage],
    *,
    memory: Memory = NO_MEMORY,
    judgements: Judgements = NO_JUDGEMENTS,
) -> tuple[Story, ...]:
    """Give the stories that the articles tell, oldest first. Articles without a body sentence are in none.

    Articles of one lineage are always together. An article that tells several stories at length is in each of them
    with its own passages; any other gives its whole body to one. What analysts judged outweighs all of this. The order of
    the readings does not matter.
    """
    told = {r.article.id: r for r in readings if any(s.zone == "body" for s in r.layout.sentences)}
    members = [told[article] for article in sorted(told)]
    sheet = profiles(members, memory=memory)
    place = {reading.article.id: i for i, reading in enumerate(members)}
    together = [[place[a] for a in found.articles if a in place] for found in lineages]
    edges = memory.recall("neighbours", (), None, Neighbours).find(sheet)
    together = [same for same in together if len(same) > 1]
    groups = find_matters(sheet, edges, together, threshold=JOIN, memory=memory)
    bonds = judgements.bonds_of("story", place)
    settled = find_settled(bonds, place)
    found, groups = groups, rejoin(groups, edges, together, bonds, place) if bonds else groups
    seeds = find_seeds(found, groups, settled, [(_earliest(reading), reading.article.id) for reading in members])
    centres = [_centre([sheet[i] for i in indices], memory) for indices in groups]
    parts = _parts(members, sheet, groups, centres, edges, settled, memory)
    parts = move_passages(parts, members, {i: n for n, group in enumerate(groups) for i in group}, judgements)
    carriers = {copy.later.article for one in lineages for copy in one.copies}
    stories = []
    for n in sorted(parts):
        core = tuple(members[i] for i in groups[n])
        carried = frozenset(r.article.id for r in core if r.article.id in carriers)
        make = partial(_story, core, centres[n], parts[n], carried, seeds[n])
        stories.append(memory.recall("story", (*core, centres[n]), (tuple(parts[n]), carried, seeds[n]), make))
    return tuple(sorted(stories, key=lambda story: (story.first.earliest if story.first else date.max, story.id)))


def _parts(
    members: Sequence[Reading],
    sheet: Sequence[Profile],
    groups: Sequence[Group],
    centres: Sequence[Centre],
    edges: Edges,
    settled: Collection[int],
    memory: Memory,
) -> dict[int, list[Span]]:
    """For each story the passages that tell it, in order of the articles; the `settled` ones are of one story whole."""
    home = {i: number for number, indices in enumerate(groups) for i in indices}
    near = _nearest(home, edges)
    parts: dict[int, list[Span]] = defaultdict(list)
    for i, reading in enumerate(members):
        own, others = home[i], [] if i in settled else near.get(i, [])
        touched = [centres[n] for n in (own, *others)]
        make = partial(_divide, reading, sheet[i], touched)
        for at, span in memory.recall("parts", (reading, sheet[i], *touched), None, make):
            parts[[own, *others][at]].append(span)
    return parts


def _divide(reading: Reading, profile: Profile, touched: Sequence[Centre]) -> tuple[tuple[int, Span], ...]:
    """The passages of an article: (place in `touched` of the story they tell, span), in order; its own story is the first.

    What it brought into the centre of its own story is taken out.
    """
    others = {at: centre.terms for at, centre in enumerate(touched) if at}
    return divide(reading, 0, {0: touched[0].without(profile.terms) if others else {}, **others})


def _centre(sheet: Sequence[Profile], memory: Memory) -> Centre:
    return memory.recall("centre", tuple(sheet), None, lambda: centre_of([profile.terms for profile in sheet]))


def _nearest(home: Mapping[int, int], edges: Edges) -> dict[int, list[int]]:
    """For each article the few other stories that hold the articles most like it: those it may tell passages of."""
    best: dict[int, dict[int, float]] = defaultdict(dict)
    for i, j, likeness in edges.choose(edges.likeness >= TOUCHING):
        for one, other in ((i, home[j]), (j, home[i])):
            if other != home[one]:
                best[one][other] = max(likeness, best[one].get(other, 0.0))
    return {i: sorted(sorted(found), key=lambda n: -found[n])[:TOUCHED] for i, found in best.items()}


def _story(
    core: Sequence[Reading], centre: Centre, parts: Sequence[Span], carriers: Collection[str], seed: Seed
) -> Story:
    """Make one story of its parts. Its id hangs on the first of its own reports (`seed`), so that later ones do not change
    it.
    """
    articles = tuple(sorted({span.article for span in parts}))
    named = [reading for reading in core if reading.article.id in articles]
    first, last = first_and_last(core)
    return Story(
        id=make_id("s", *seed),
        title=entitle(named or core, centre.terms, carriers=carriers),
        articles=articles,
        parts=tuple(sorted(parts)),
        first=first,
        last=last,
    )


def _earliest(reading: Reading) -> date:
    when = reading.layout.published or reading.article.published
    return when.earliest if when is not None else date.max
