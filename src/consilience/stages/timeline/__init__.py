"""Dated events, oldest first, each told in a report's own words.

Events of one day that sentences tell alike are one entry. Speech whose day is known from publication alone is left out: that a
report was printed on a day is no news of that day. The date's basis travels with every entry, so that a page can show it.
Not here: undated events, habits, denials.
"""

from __future__ import annotations

from collections.abc import Sequence

from consilience.record.found import Reading
from consilience.record.text import Span, When
from consilience.record.woven import Event, TimelineEntry
from consilience.text.lines import stems, tell_same

ON_TIMELINE = frozenset({"reported", "corroborated", "disputed", "planned"})

VERBAL = frozenset({"ACCUSE", "REQUEST", "REJECT", "CONSULT", "SUPPORT", "AGREE", "CONCEDE", "THREATEN"})
"""PLOVER's verbal types: told on the timeline only where a day is stated or worked out, not from publication alone."""

BASIS_ORDER = {"stated": 0, "resolved": 1, "inferred": 2}


def order(readings: Sequence[Reading], events: Sequence[Event]) -> tuple[TimelineEntry, ...]:
    """Give one entry for each thing told of a day, ordered by day, then by article and place in it."""
    sentence_of = {e.id: e.sentence for reading in readings for e in reading.events}
    entries: list[TimelineEntry] = []
    for event in sorted(events, key=_weight):
        if event.when is None or not _belongs(event):
            continue
        entry = _enter(event, event.when, sentence_of)
        twin = next((i for i, other in enumerate(entries) if _same(entry, other)), None)
        if twin is None:
            entries.append(entry)
        else:
            entries[twin] = _join(entries[twin], entry)
    return tuple(sorted(entries, key=_key))


def _belongs(event: Event) -> bool:
    if event.when is None or event.status not in ON_TIMELINE:
        return False
    return not (event.when.basis == "inferred" and event.type in VERBAL)


def _weight(event: Event) -> tuple[int, int, str]:
    basis = BASIS_ORDER[event.when.basis] if event.when else len(BASIS_ORDER)
    return -event.independent_reports, basis, event.id


def _enter(event: Event, when: When, sentence_of: dict[str, Span]) -> TimelineEntry:
    spans = dict.fromkeys((*(sentence_of[m] for m in event.mentions), *event.carried))
    return TimelineEntry(
        when=when, events=(event.id,), text=event.summary, citations=tuple(sorted(spans)), story=event.story
    )


def _same(one: TimelineEntry, other: TimelineEntry) -> bool:
    days = (one.when.earliest, one.when.latest) == (other.when.earliest, other.when.latest)
    return days and one.story == other.story and tell_same(stems(one.text), stems(other.text))


def _join(known: TimelineEntry, more: TimelineEntry) -> TimelineEntry:
    return TimelineEntry(
        when=known.when,
        events=(*known.events, *more.events),
        text=known.text,
        citations=tuple(sorted({*known.citations, *more.citations})),
        story=known.story,
    )


def _key(entry: TimelineEntry) -> tuple[str, str, Span]:
    return entry.when.earliest.isoformat(), entry.when.latest.isoformat(), entry.citations[0]
