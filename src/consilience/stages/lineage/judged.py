"""Descent as analysts judged it: texts said to be copies, and texts said to be independent of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.constraints import Rule, Sets, accept
from consilience.record.text import Span
from consilience.record.woven import Copy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from consilience.record.found import Reading
    from consilience.record.judgements import Bond
    from consilience.stages.lineage.descent import Pair


def settle(bonds: Sequence[Bond], articles: Iterable[str]) -> Sets[str]:
    """Give the articles as sets: united where judged copies of one another, kept apart where judged not to be."""
    known = frozenset(articles)
    sides = [[tuple(dict.fromkeys(s.article for s in side if s.article in known)) for side in b.sides] for b in bonds]
    rules = [
        Rule(judgement=b.judgement, apart=b.apart, sides=tuple(articles))
        for b, articles in zip(bonds, sides, strict=True)
    ]
    return accept(rules)[0]


def find_copied(bonds: Sequence[Bond], readings: Sequence[Reading]) -> frozenset[tuple[int, int]]:
    """Give the pairs judged copies, as index pairs (smaller first), less those that a later judgement keeps apart."""
    place = {reading.article.id: i for i, reading in enumerate(readings)}
    sets = settle(bonds, place)
    pairs = [
        (a.article, b.article)
        for bond in bonds
        if not bond.apart
        for a in bond.sides[0][:1]
        for b in bond.sides[-1][:1]
        if a.article in place and b.article in place and sets.root(a.article) == sets.root(b.article)
    ]
    return frozenset((min(place[a], place[b]), max(place[a], place[b])) for a, b in pairs if a != b)


def whole_copy(pair: Pair) -> tuple[Copy, ...]:
    """Give one passage from body to body, for a copy that shares no words: that is all that can be cited."""
    earlier, later = pair.earlier.lines, pair.later.lines
    if not earlier or not later:
        return ()
    return (
        Copy(
            earlier=_stretch(earlier[0].span, earlier[-1].span),
            later=_stretch(later[0].span, later[-1].span),
            similarity=0.0,
        ),
    )


def _stretch(first: Span, last: Span) -> Span:
    return Span(article=first.article, start=first.start, end=last.end)
