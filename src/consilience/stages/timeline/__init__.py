"""Dated events, oldest first, each told in a report's own words.

An event whose day is known from publication alone is left out when a better-dated line tells the same; the date's basis
travels with every line, so that a page can show "as published". Not here: undated events, habits, denials.
"""

from __future__ import annotations

from collections.abc import Sequence

from consilience.record.found import Reading
from consilience.record.text import Span
from consilience.record.woven import Event, TimelineEntry

ON_TIMELINE = frozenset({"reported", "corroborated", "disputed", "planned"})

VERBAL = frozenset({"ACCUSE", "REQUEST", "REJECT", "CONSULT", "SUPPORT", "AGREE", "CONCEDE", "THREATEN"})
"""PLOVER's verbal types: told on the timeline only where a day is stated or worked out, not from publication alone."""


def order(readings: Sequence[Reading], events: Sequence[Event]) -> tuple[TimelineEntry, ...]:
    """Give one entry for each sentence that leads a dated event, ordered by day, then article and place in it."""
    sentence_of = {e.id: e.sentence for reading in readings for e in reading.events}
    entries: dict[Span, TimelineEntry] = {}
    for event in sorted(events, key=lambda e: (-e.independent_reports, e.id)):
        if event.when is None or event.status not in ON_TIMELINE:
            continue
        if event.when.basis == "inferred" and event.type in VERBAL:
            continue
        spans = tuple(dict.fromkeys((*(sentence_of[m] for m in event.mentions), *event.carried)))
        lead = _lead(readings, spans, event.summary)
        known = entries.get(lead)
        if known is None:
            entries[lead] = TimelineEntry(
                when=event.when, events=(event.id,), text=event.summary, citations=spans, story=event.story
            )
        elif known.when == event.when:
            citations = tuple(dict.fromkeys((*known.citations, *spans)))
            entries[lead] = TimelineEntry(
                when=known.when,
                events=(*known.events, event.id),
                text=known.text,
                citations=citations,
                story=known.story,
            )
    return tuple(sorted(entries.values(), key=_key))


def _lead(readings: Sequence[Reading], spans: Sequence[Span], summary: str) -> Span:
    text = {reading.article.id: reading.article.text for reading in readings}
    start = summary.removesuffix(" …")
    return next((s for s in spans if " ".join(text[s.article][s.start : s.end].split()).startswith(start)), spans[0])


def _key(entry: TimelineEntry) -> tuple[str, str, Span]:
    return entry.when.earliest.isoformat(), entry.when.latest.isoformat(), entry.citations[0]
