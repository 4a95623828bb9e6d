"""Dated events, oldest first, each told by one sentence of a report that stands alone.

Events of one day that sentences tell alike are one entry, and a sentence stands once. A day known from publication alone is
kept only for deeds told as that day's news: that a report was printed on a day is no news of that day. The date's basis
travels with every entry, so that a page can show it. Not here: undated events, habits, denials.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from consilience.provenance import Provenance
from consilience.record.found import EventMention, Reading
from consilience.record.text import Span, When
from consilience.record.woven import Event, Story, TimelineEntry
from consilience.text.lines import choose_line, line_text, stems, tell_same

ON_TIMELINE = frozenset({"reported", "corroborated", "disputed", "planned"})

DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "PROTEST", "SANCTION", "AID", "COOPERATE"})
"""PLOVER's material types. Words (accusing, asking, agreeing) stand on the timeline only where a day is said or worked out."""

LOOKING_BACK = re.compile(
    r"\b(?:since|had|has been|have been|ha(?:s|ve) (?:repeatedly|often|already)|previously|in the past|regularly|often"
    r"|repeatedly|usually|recent(?:ly)?|so far|(?:conflict|war) ha(?:s|ve)"
    r"|last (?:week|month|year|summer|winter|spring|autumn)|years?|decades?|months?|continues?"
    r"|(?:19|20)\d\d|(?:Jan|Febr)uary|March|April|June|July|August|(?:Sept|Nov|Dec)ember|October)\b"
)
"""Words by which a sentence without a day of its own tells of another time than its report's."""

NEWS_SHARE = 0.6
"""Share of a report, from its start, that tells the day's news; background follows (the inverted pyramid)."""

BASIS_ORDER = {"stated": 0, "resolved": 1, "inferred": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Look-ups made once for all events."""

    sheet: Mapping[str, Reading]
    mentions: Mapping[str, EventMention]
    parts: Mapping[tuple[str, str], tuple[Span, ...]]
    provenance: Provenance


def order(
    readings: Sequence[Reading], stories: Sequence[Story], events: Sequence[Event], provenance: Provenance
) -> tuple[TimelineEntry, ...]:
    """Give one entry for each thing told of a day, ordered by day, then by article and place in it."""
    desk = Desk(
        sheet={r.article.id: r for r in readings},
        mentions={e.id: e for r in readings for e in r.events},
        parts=_parts(stories),
        provenance=provenance,
    )
    entries: list[TimelineEntry] = []
    for event in sorted(events, key=_weight):
        entry = _enter(event, desk)
        if entry is None:
            continue
        twin = next((i for i, other in enumerate(entries) if _same(entry, other)), None)
        if twin is None:
            entries.append(entry)
        else:
            entries[twin] = _join(entries[twin], entry)
    return tuple(sorted(entries, key=_key))


def join(timelines: Iterable[Iterable[TimelineEntry]]) -> tuple[TimelineEntry, ...]:
    """Give the entries of several timelines as one, in the order of `order`."""
    return tuple(sorted((entry for entries in timelines for entry in entries), key=lambda e: (*_key(e), e.story)))


def _parts(stories: Sequence[Story]) -> dict[tuple[str, str], tuple[Span, ...]]:
    parts: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for story in stories:
        for part in story.parts:
            parts[story.id, part.article].append(part)
    return {key: tuple(spans) for key, spans in parts.items()}


def _weight(event: Event) -> tuple[int, int, str]:
    basis = BASIS_ORDER[event.when.basis] if event.when else len(BASIS_ORDER)
    return -event.independent_reports, basis, event.id


def _enter(event: Event, desk: Desk) -> TimelineEntry | None:
    """The entry of an event, or `None` where no sentence can tell it as something of its day."""
    if event.when is None or event.status not in ON_TIMELINE:
        return None
    telling = [desk.mentions[m] for m in event.mentions if m in desk.mentions]
    spans = tuple(sorted({*(m.sentence for m in telling), *event.carried}))
    own = [m.sentence for m in telling if _in_story(m.sentence, event.story, desk) and _tells_of(m, event.when, desk)]
    best = choose_line(own, desk.sheet, original=lambda s: desk.provenance.origin(s) == s.article)
    if best is None:
        return None
    text = line_text(desk.sheet[best.article], best)
    return TimelineEntry(when=event.when, events=(event.id,), text=text, citations=spans, story=event.story)


def _in_story(sentence: Span, story: str, desk: Desk) -> bool:
    parts = desk.parts.get((story, sentence.article), ())
    return any(p.start < sentence.end and sentence.start < p.end for p in parts)


def _tells_of(mention: EventMention, day: When, desk: Desk) -> bool:
    """Whether the sentence may stand under the day: it says the day, or tells a deed as the news of its report; no denial."""
    claim = desk.provenance.claim_at(mention.span)
    if claim is not None and claim.stance in ("denies", "doubts"):
        return False
    if mention.when_span is not None and mention.when is not None:
        return _overlap(mention.when, day)
    if day.basis != "inferred":
        return mention.when is None or _overlap(mention.when, day)
    text = desk.sheet[mention.span.article].article.text
    return (
        mention.type in DEEDS
        and mention.actuality in ("happened", "planned")
        and mention.span.start <= NEWS_SHARE * len(text)
        and not LOOKING_BACK.search(text, mention.sentence.start, mention.sentence.end)
    )


def _same(one: TimelineEntry, other: TimelineEntry) -> bool:
    if one.story != other.story:
        return False
    return one.text == other.text or (_overlap(one.when, other.when) and tell_same(stems(one.text), stems(other.text)))


def _overlap(one: When, other: When) -> bool:
    return one.earliest <= other.latest and other.earliest <= one.latest


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
