"""How many? Figures of one kind for one event, told apart by value; scope and precision are respected.

A figure is either exact ("58", "at least 58") or a round bound ("more than 50", "dozens", "about 60"). Exact figures differ
when their numbers differ; a round bound differs from a figure only when that lies outside what the bound can mean.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from consilience.record.found import EventMention, Quantity, QuantityKind
from consilience.record.text import Span, When
from consilience.record.woven import Conflict, ConflictNature, Event, Position
from consilience.stages.conflicts.figures import KINDS, is_part
from consilience.stages.conflicts.material import Material, Said
from consilience.stages.conflicts.means import other_event
from consilience.stages.conflicts.questions import ask_count
from consilience.stages.conflicts.values import bound, count_unit

COMPARABLE: tuple[QuantityKind, ...] = ("killed", "wounded", "captured", "arrested", "displaced", "missing")
"""Kinds of count that reports of one event can be held against each other on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure for an event, as one report gives it."""

    quantity: Quantity
    said: Said
    low: float
    high: float

    @property
    def exact(self) -> bool:
        """Whether the report gives the very number."""
        return self.low == self.high


def compare_counts(material: Material) -> list[Conflict]:
    """Give one conflict for each event and kind of count whose figures cannot be one."""
    conflicts = (_compare_kind(material, event, kind) for event in material.events for kind in COMPARABLE)
    return [conflict for conflict in conflicts if conflict]


def _compare_kind(material: Material, event: Event, kind: QuantityKind) -> Conflict | None:
    figures = [f for mention in material.mentions(event) for f in _figures(material, mention, kind)]
    exact: dict[float, list[Figure]] = defaultdict(list)
    unit = _commonest_unit(figures)
    for figure in figures:
        if figure.exact and count_unit(figure.quantity) == unit:
            exact[figure.low].append(figure)
    values = sorted(v for v in exact if not _same_article_refines(exact[v], exact))
    if len(values) < 2:
        return None
    positions = [_position(material, exact[v]) for v in values]
    if _share_claim(positions) or not _one_event([exact[v] for v in values]):
        return None
    place = material.entities[event.place] if event.place else None
    lines = [f.said.line for v in values for f in exact[v]]
    told = event.when if event.when and event.when.basis in ("stated", "relative") else None
    return material.conflict(
        positions,
        kind="number",
        nature=_nature(values, positions),
        about=[e for e in (event.place,) if e],
        events=[event.id],
        question=ask_count(KINDS[kind], unit, lines, place, told),
        why=f"figures of one kind for one event: {', '.join(f'{v:g}' for v in values)}",
    )


def _figures(material: Material, mention: EventMention, kind: QuantityKind) -> list[Figure]:
    if mention.actuality not in ("happened", "ongoing"):
        return []
    reading = material.reading_of[mention.span.article]
    quantities = [material.quantity_of[q] for q in mention.quantities if q in material.quantity_of]
    figures = []
    for quantity in quantities:
        bounds = bound(quantity)
        if quantity.kind == kind and quantity.scope is None and bounds and not is_part(quantity, reading.article.text):
            claim = material.claim_of.get(mention.id)
            said = Said(span=cite_figure(quantity, mention), claim=claim, reading=reading)
            figures.append(Figure(quantity=quantity, said=said, low=bounds[0], high=bounds[1]))
    return figures


def _commonest_unit(figures: Sequence[Figure]) -> str:
    counts = Counter(count_unit(figure.quantity) for figure in figures if figure.exact)
    return min(counts, key=lambda unit: (-counts[unit], unit != "people", unit), default="people")


def cite_figure(quantity: Quantity, mention: EventMention) -> Span:
    """The words cited for a figure: from the trigger to the figure, within their sentence."""
    start = min(quantity.span.start, mention.span.start)
    end = max(quantity.span.end, mention.span.end)
    inside = mention.sentence.start <= start and end <= mention.sentence.end
    return Span(article=mention.span.article, start=start, end=end) if inside else mention.sentence


def _same_article_refines(figures: Sequence[Figure], exact: dict[float, list[Figure]]) -> bool:
    """A figure told only in articles that also give a higher one of the same kind is an earlier or partial count."""
    highest: dict[str, float] = {}
    for value, others in exact.items():
        for other in others:
            article = other.said.span.article
            highest[article] = max(highest.get(article, 0.0), value)
    return all(highest[f.said.span.article] > f.low for f in figures)


def _position(material: Material, figures: Sequence[Figure]) -> Position:
    return material.position([f.said for f in figures], statement=phrase(figures))


def phrase(figures: Sequence[Figure]) -> str:
    """The shortest words that give a figure, on one line."""
    texts = sorted({" ".join(f.said.text.split()) for f in figures}, key=lambda t: (len(t), t))
    return texts[0]


def _one_event(groups: Sequence[Sequence[Figure]]) -> bool:
    """Whether for each two values some of their sentences may tell of one event."""
    return any(
        not other_event(f.said.line.casefold(), g.said.line.casefold())
        for one, other in combinations(groups, 2)
        for f in one
        for g in other
    )


def _share_claim(positions: Sequence[Position]) -> bool:
    return any(set(a.claims) & set(b.claims) for a, b in combinations(positions, 2))


def _nature(values: Sequence[float], positions: Sequence[Position]) -> ConflictNature:
    """A revision when each higher figure is first said after the lower one was last said; else a disagreement."""
    spoken = [(p.first, p.last) for p in positions]
    rising = all(_after(later[0], earlier[1]) for earlier, later in pairwise(spoken))
    return "revision" if rising and len(values) > 1 else "disagreement"


def _after(later: When | None, earlier: When | None) -> bool:
    return later is not None and earlier is not None and later.earliest > earlier.latest
