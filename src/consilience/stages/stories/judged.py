"""Stories as analysts judged them: articles that belong together or apart, and passages that tell another story."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from consilience.constraints import Rule, regroup
from consilience.record.text import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from consilience.record.found import Reading
    from consilience.record.judgements import Bond, Judgements
    from consilience.stages.stories.agglomeration import Group
    from consilience.stages.stories.nearness import Edge

Seed = tuple[str, ...]

TAKEN_OUT = "taken out"
"""What tells the id of a story that was taken out of another from the id that its first article made before."""

ONE_TEXT = 2.0
"""Likeness of two articles of one lineage: above all that words in common can reach (1.0)."""


def rejoin(
    groups: Sequence[Group],
    edges: Iterable[Edge],
    together: Sequence[Sequence[int]],
    bonds: Sequence[Bond],
    place: Mapping[str, int],
) -> list[Group]:
    """Give the groups as judged. `place`: index of each article; the others are as `agglomerate` takes them."""
    rules = [
        Rule(judgement=b.judgement, apart=b.apart, sides=tuple(_indices(side, place) for side in b.sides))
        for b in bonds
    ]
    bound = [(ONE_TEXT, same[0], other) for same in together for other in same[1:]]
    return regroup(groups, [*((likeness, i, j) for i, j, likeness in edges), *bound], rules)


def _indices(side: Sequence[Span], place: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(place[span.article] for span in side if span.article in place))


def find_settled(bonds: Sequence[Bond], place: Mapping[str, int]) -> frozenset[int]:
    """Give the articles that a judgement took out of a story: none of their passages is given back to it."""
    return frozenset(i for bond in bonds if bond.apart for i in _indices(bond.sides[0], place))


def find_seeds(
    found: Sequence[Group], groups: Sequence[Group], settled: Collection[int], order: Sequence[tuple[date, str]]
) -> list[Seed]:
    """Give for each group what its story's id hangs on: the first article of the group as it was found.

    So the story that articles were taken out of keeps its id, even where the first of them went; what was taken out to stand
    alone gets an id of its own. `order`: day and id of each article.
    """
    first = {i: min(group, key=lambda one: order[one]) for group in found for i in group}
    seeds: list[Seed] = []
    taken: set[Seed] = set()
    for group in groups:
        staying = [i for i in group if i not in settled]
        seed = first[min(staying, key=lambda one: order[one])] if staying else None
        own = order[min(group, key=lambda one: order[one])][1]
        kept = None if seed is None else (order[seed][1],)
        seeds.append(kept if kept and kept not in taken else (own, TAKEN_OUT))
        taken.add(seeds[-1])
    return seeds


def move_passages(
    parts: Mapping[int, Sequence[Span]], members: Sequence[Reading], home: Mapping[int, int], judgements: Judgements
) -> dict[int, list[Span]]:
    """Give each story its passages, those that were judged to tell another moved there, sentence by sentence."""
    moved = {number: list(spans) for number, spans in parts.items()}
    place = {reading.article.id: i for i, reading in enumerate(members)}
    for reading in members:
        for judgement in judgements.correcting(reading.article.id, "move"):
            votes = Counter(home[i] for target in judgement.to for i in _indices(target.spans, place))
            if votes:
                to = min(votes, key=lambda number: (-votes[number], number))
                for span in (s for target in judgement.targets if target.kind == "passage" for s in target.spans):
                    if (passage := _whole_sentences(span, reading)) is not None:
                        _move(moved, to, passage)
    return {number: sorted(spans) for number, spans in moved.items() if spans}


def _whole_sentences(span: Span, reading: Reading) -> Span | None:
    """The body sentences that the span touches; `None` where it touches none of this article."""
    told = [s.span for s in reading.layout.sentences if s.zone == "body" and span.article == reading.article.id]
    touched = [s for s in told if s.start < span.end and span.start < s.end]
    return Span(article=span.article, start=touched[0].start, end=touched[-1].end) if touched else None


def _move(parts: dict[int, list[Span]], to: int, passage: Span) -> None:
    for number, spans in parts.items():
        parts[number] = [piece for span in spans for piece in _without(span, passage)]
    parts.setdefault(to, []).append(passage)


GAP = 2
"""Characters left beside a moved passage that hold no words: the space or blank line between two sentences."""


def _without(span: Span, passage: Span) -> list[Span]:
    if span.article != passage.article or passage.end <= span.start or span.end <= passage.start:
        return [span]
    ends = ((span.start, passage.start), (passage.end, span.end))
    return [Span(article=span.article, start=start, end=end) for start, end in ends if end - start > GAP]
