"""The page of one statement: its words, and the chain from the outlet that prints it to who is behind it."""

from __future__ import annotations

from dataclasses import dataclass

from consilience.exports.page.view import name_outlet
from consilience.exports.record.shape import ArticleOut, ClaimOut, ConflictOut, EventOut, LineageOut, QuoteOut
from consilience.record.listing import Filter
from consilience.web.pages.facts import (
    ClaimRow,
    EventRow,
    Ref,
    name_agency,
    name_speaker,
    say_day,
    show_claim,
    show_event,
)
from consilience.web.pages.links import link, link_outlet, link_span
from consilience.web.pages.origins import carried_from
from consilience.web.pages.passages import Passage, cite
from consilience.web.pages.shelf import Entry, Shelf

MOST_STEPS = 8
"""Copies of copies followed; chains seen in print are two or three long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One stage of the way a statement went: what it is ("prints it"), who, and what is known of it."""

    role: str
    who: Ref
    note: str
    open: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """Everything the page of a statement shows."""

    id: str
    row: ClaimRow
    sentence: Passage | None
    steps: tuple[Step, ...]
    others: tuple[ClaimRow, ...]
    quote: str | None
    events: tuple[EventRow, ...]
    disputes: tuple[Ref, ...]


def show_claim_page(shelf: Shelf, name: str) -> ClaimView | None:
    """Give the view of a statement; `None` where there is none of that id."""
    claim, item = shelf.get(ClaimOut, name), shelf.item("claim", name)
    if claim is None or item is None:
        return None
    quotes = shelf.list(QuoteOut, Filter(ref=name))
    others = [other for entry in quotes for other in entry.of.claims if other != name]
    sentence = cite(shelf, [claim.sentence])
    disputes = shelf.list(ConflictOut, Filter(ref=name))
    return ClaimView(
        id=name,
        row=show_claim(shelf, Entry(item=item, shelf=shelf)),
        sentence=sentence[0] if sentence else None,
        steps=trace(shelf, claim),
        others=tuple(show_claim(shelf, entry) for entry in shelf.several(ClaimOut, others)),
        quote=quotes.entries[0].of.text if quotes.entries else None,
        events=tuple(show_event(shelf, entry) for entry in shelf.several(EventOut, claim.events)),
        disputes=tuple(Ref(text=entry.of.question, href=link("conflict", entry.of.id)) for entry in disputes),
    )


def trace(shelf: Shelf, claim: ClaimOut) -> tuple[Step, ...]:
    """Give the chain, the outlet first: outlets it was carried from, the agency, the channel, the speaker."""
    article = shelf.get(ArticleOut, claim.span.article)
    if article is None:
        return ()
    first = _printed("prints it", article, link_span(claim.span))
    steps = [first, *_carriers(shelf, claim)]
    lineage = shelf.get(LineageOut, article.lineage)
    wire = lineage.wire if lineage else article.wire
    if wire and wire not in [step.who.text for step in steps]:
        steps.append(Step(role="credited agency", who=name_agency(shelf, wire), note="", open=None))
    if claim.via:
        steps.append(Step(role="through", who=Ref(text=claim.via), note="the channel it came by", open=None))
    speaker = name_speaker(shelf, claim)
    if speaker is None:
        return (*steps, Step(role="ultimate source", who=steps[-1].who, note="in its own voice", open=None))
    note = "unnamed; in the report's words" if claim.anonymous else "quoted" if claim.quoted else "in other words"
    opened = link_span(claim.cue) if claim.cue else None
    return (*steps, Step(role="ultimate source", who=speaker, note=note, open=opened))


def _carriers(shelf: Shelf, claim: ClaimOut) -> list[Step]:
    """The texts the words were carried from, one after the other."""
    steps: list[Step] = []
    span, seen = claim.span, {claim.span.article}
    while len(steps) < MOST_STEPS:
        article = shelf.get(ArticleOut, span.article)
        source = carried_from(span, shelf.get(LineageOut, article.lineage)) if article else None
        giver = shelf.get(ArticleOut, source.article) if source else None
        if source is None or giver is None or giver.id in seen:
            break
        steps.append(_printed("carried from", giver, link_span(source)))
        span = source
        seen.add(giver.id)
    return steps


def _printed(role: str, article: ArticleOut, href: str) -> Step:
    outlet = Ref(text=name_outlet(article), href=link_outlet(article.outlet))
    return Step(role=role, who=outlet, note=say_day(article.published), open=href)
