"""A toll that rises from day to day: figures for a story as a whole, each higher than the last and reported later.

Reports of a toll often name neither place nor deed ("at least 17 people have been killed, the ministry said"), so they are no
mention of one event; what makes them one series is the story, the kind of count, and that they only rise. A series with a fall,
or with two figures on one day, says something else and is left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from consilience.record.found import EventMention, QuantityKind
from consilience.record.text import Span
from consilience.record.woven import Conflict, Entity
from consilience.stages.conflicts.counts import COMPARABLE, Figure, cite_figure, phrase
from consilience.stages.conflicts.denials import overlap
from consilience.stages.conflicts.figures import KINDS, is_part
from consilience.stages.conflicts.material import Material, Said
from consilience.stages.conflicts.means import other_event
from consilience.stages.conflicts.questions import ask_count
from consilience.stages.conflicts.values import bound, count_unit

SUBSET_SCOPES = ("includ", "among", "of them", "of whom")
"""Scopes that make a figure a part of another one, never a toll of its own."""

FAR_REPORTS = 7
"""A toll that nobody tied to a day or place is brought up to date within so many days; later it is another event's."""

Series = dict[float, list[Figure]]


def follow_tolls(material: Material, already: Sequence[Conflict]) -> list[Conflict]:
    """Give one revision for each kind of count whose figures rise over at least two days of reports.

    Figures that an event's own conflict holds (`already`) are left to that.
    """
    taken = {span for conflict in already for position in conflict.positions for span in position.spans}
    conflicts = (_follow(material, kind, taken) for kind in COMPARABLE)
    return [conflict for conflict in conflicts if conflict]


def _follow(material: Material, kind: QuantityKind, taken: set[Span]) -> Conflict | None:
    series: Series = defaultdict(list)
    for reading in material.readings:
        for mention in reading.events:
            for figure in _tolls(material, mention, kind):
                series[figure.low].append(figure)
    values = sorted(series)
    if (
        len(values) < 2
        or not _rises(series, values)
        or not _one_matter(material, series, values)
        or any(f.said.span in taken for v in values for f in series[v])
    ):
        return None
    return material.conflict(
        [material.position([f.said for f in series[v]], statement=phrase(series[v])) for v in values],
        kind="number",
        nature="revision",
        about=[],
        events=[
            material.event_of[m.id].id
            for v in values
            for m in _mentions(material, series[v])
            if m.id in material.event_of
        ],
        question=ask_count(
            KINDS[kind], "", [f.said.line for v in values for f in series[v]], _main(material), None
        ).replace("?", " in all?"),
        why=f"a toll that rises with each report: {', '.join(f'{v:g}' for v in values)}",
    )


def _tolls(material: Material, mention: EventMention, kind: QuantityKind) -> list[Figure]:
    """Exact figures of this kind that stand for the story: no other place than its main one, and no part of a larger count."""
    place = _place(material, mention)
    if mention.actuality not in ("happened", "ongoing") or (place and place.id != main_place(material)):
        return []
    reading = material.reading_of[mention.span.article]
    figures = []
    for quantity in (material.quantity_of[q] for q in mention.quantities if q in material.quantity_of):
        bounds = bound(quantity)
        part = bool(quantity.scope and quantity.scope.casefold().startswith(SUBSET_SCOPES))
        part = part or is_part(quantity, reading.article.text)
        whole = bounds and bounds[0] == bounds[1] and not part and count_unit(quantity) == "people"
        if quantity.kind == kind and bounds and whole and reading.article.published:
            said = Said(span=cite_figure(quantity, mention), claim=material.claim_of.get(mention.id), reading=reading)
            figures.append(Figure(quantity=quantity, said=said, low=bounds[0], high=bounds[1]))
    return figures


def main_place(material: Material) -> str | None:
    """The place of most of the story's events."""
    counts: dict[str, int] = defaultdict(int)
    for event in material.events:
        if event.place:
            counts[event.place] += len(event.mentions)
    return min(counts, key=lambda place: (-counts[place], place), default=None)


def _main(material: Material) -> Entity | None:
    place = main_place(material)
    return material.entities[place] if place else None


def _place(material: Material, mention: EventMention) -> Entity | None:
    entity = material.entity(mention.place)
    return material.entities[entity] if entity else None


def _rises(series: Series, values: Sequence[float]) -> bool:
    days = [sorted({_day(f) for f in series[v]}) for v in values]
    return all(earlier[-1] < later[0] for earlier, later in pairwise(days))


def _one_matter(material: Material, series: Series, values: Sequence[float]) -> bool:
    """Whether no two neighbours of a series tell of other means, attackers or days."""
    return all(
        all(_may_be_one(material, f, g) for f in series[low] for g in series[high]) for low, high in pairwise(values)
    )


def _may_be_one(material: Material, f: Figure, g: Figure) -> bool:
    days = [
        [m.when for m in _mentions(material, [one]) if m.when and m.when.basis in ("stated", "relative")]
        for one in (f, g)
    ]
    apart = all(days) and not any(overlap(x, y) for x in days[0] for y in days[1])
    far = abs((_day(f) - _day(g)).days) > FAR_REPORTS
    return not apart and not far and not other_event(f.said.line.casefold(), g.said.line.casefold())


def _day(figure: Figure) -> date:
    published = figure.said.reading.article.published
    return published.earliest if published else date.max


def _mentions(material: Material, figures: Sequence[Figure]) -> list[EventMention]:
    wanted = {f.quantity.id for f in figures}
    return [m for r in material.readings for m in r.events if wanted & set(m.quantities)]
