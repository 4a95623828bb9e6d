"""The event page: what happened as far as reports tell, how precisely it is known, and who tells it."""

from __future__ import annotations

from dataclasses import dataclass

from consilience.exports.record.shape import ClaimOut, ConflictOut, EntityOut, EventOut, QuantityOut, TimelineOut
from consilience.record.listing import Filter
from consilience.web.pages.atlas import MapView, show_map
from consilience.web.pages.bearers import read_head
from consilience.web.pages.facts import (
    STATUS_OF_EVENT,
    ClaimRow,
    DisputeRow,
    Ref,
    name_article_outlet,
    name_entity,
    say_basis,
    say_day,
    say_type,
    show_claim,
    show_dispute,
)
from consilience.web.pages.links import link, link_span
from consilience.web.pages.passages import Passage, Support, cite, weigh
from consilience.web.pages.shelf import Entry, Shelf

GRAIN_WORDS = {
    "day": "to the day", "week": "to the week", "month": "to the month", "season": "to the season", "year": "to the year",
    "decade": "to the decade",
}  # fmt: skip
BASIS_SENTENCES = {
    "stated": "stated by a report", "resolved": "worked out from the report's words",
    "inferred": "inferred from when it was published; no report states it",
}  # fmt: skip
POINT_KM = 25.0
"""As on the map: a place wider than this is an area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A count one report gives, opening its words."""

    kind: str
    words: str
    href: str
    outlet: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """Everything the event page shows. `support`: the reports that tell it; `denials`: those that only deny it."""

    id: str
    summary: str
    type: str
    cameo: str
    status: str
    status_words: str
    day: str
    grain: str
    basis: str
    basis_words: str
    place: Ref | None
    place_words: str
    actors: tuple[Ref, ...]
    targets: tuple[Ref, ...]
    story: Ref | None
    figures: tuple[Figure, ...]
    support: Support
    denials: tuple[Passage, ...]
    claims: tuple[ClaimRow, ...]
    disputes: tuple[DisputeRow, ...]
    timeline: tuple[str, ...]
    why: tuple[str, ...]
    map: MapView | None
    raw_type: str
    raw_mode: str
    raw_day: str


def show_event_page(shelf: Shelf, name: str) -> EventView | None:
    """Give the view of an event; `None` where there is none of that id."""
    event, item = shelf.get(EventOut, name), shelf.item("event", name)
    if event is None or item is None:
        return None
    story = shelf.item("story", event.story) if event.story else None
    place = shelf.item("entity", event.place) if event.place else None
    claims = shelf.several(ClaimOut, [report.claim for report in event.reports if report.claim])
    telling = [report for report in event.reports if report.stance != "denies"] or event.reports
    denials = [report.span for report in event.reports if report not in telling]
    conflicts = shelf.list(ConflictOut, Filter(ref=name), order="weight")
    return EventView(
        id=event.id,
        summary=event.summary,
        type=say_type(event),
        cameo=event.cameo,
        status=event.status,
        status_words=STATUS_OF_EVENT[event.status],
        day=say_day(event.date),
        grain=GRAIN_WORDS[event.date.precision] if event.date else "",
        basis=say_basis(event.date),
        basis_words=BASIS_SENTENCES[event.date.basis] if event.date else "no report gives a day",
        place=name_entity(shelf, event.place) if event.place else None,
        place_words=say_precision(read_head(place)) if place else "",
        actors=tuple(name_entity(shelf, actor) for actor in event.actors),
        targets=tuple(name_entity(shelf, target) for target in event.targets),
        story=Ref(text=story.title, href=link("story", story.id)) if story else None,
        figures=tuple(_figure(shelf, quantity) for quantity in event.quantities),
        support=weigh(
            shelf,
            [report.span for report in telling],
            independent=event.independent_reports,
            sources=event.ultimate_sources,
        ),
        denials=cite(shelf, denials),
        claims=tuple(show_claim(shelf, entry) for entry in claims),
        disputes=tuple(show_dispute(shelf, entry) for entry in conflicts),
        timeline=tuple(entry.of.text for entry in shelf.list(TimelineOut, Filter(ref=name))),
        why=event.why,
        map=show_map(shelf, [Entry(item=item, shelf=shelf)]),
        raw_type=event.type,
        raw_mode=event.mode or "",
        raw_day=event.date.start if event.date else "",
    )


def say_precision(place: EntityOut) -> str:
    """Give how exactly a place is known: "a point", "an area of about 80 km", "not located"."""
    if place.lat is None or place.lon is None:
        return "not located"
    radius = place.radius_km or 0.0
    return f"an area, about {2 * radius:.0f} km across" if radius > POINT_KM else "a town or site"


def _figure(shelf: Shelf, quantity: QuantityOut) -> Figure:
    return Figure(
        kind=quantity.kind,
        words=say_quantity(quantity),
        href=link_span(quantity.span),
        outlet=name_article_outlet(shelf, quantity.span.article),
    )


def say_quantity(quantity: QuantityOut) -> str:
    """Give a count in words: "5", "at least 5", "up to 5", "5 to 7"."""
    low, high = quantity.low, quantity.high
    unit = f" {quantity.unit}" if quantity.unit else ""
    if low is not None and high is not None:
        return (f"{low:,g}" if low == high else f"{low:,g} to {high:,g}") + unit
    if low is not None:
        return f"at least {low:,g}{unit}"
    return f"up to {high:,g}{unit}" if high is not None else "not given"
