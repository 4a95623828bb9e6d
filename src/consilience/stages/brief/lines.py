"""Which sentences of the reports make the brief of one story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from consilience.provenance import Provenance
from consilience.record.found import EventMention, Reading
from consilience.record.text import Span
from consilience.record.woven import BriefSentence, Conflict, Event, Story
from consilience.text.lines import stands_alone, stems, tell_same

LINES_BASE = 9
LINES_PER_DOUBLING = 2.7
"""A story of one article may have 9 lines, of five 15, of fifty 25: what an analyst reads in one go, growing with the logarithm."""

MOST_DISPUTES = 5
"""Disputes shown in the brief of one story; all stand in the record."""

MATERIAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "PROTEST", "SANCTION", "AID", "COOPERATE"})
"""PLOVER's material types: deeds. They lead; words about deeds follow."""

QUOTE_MARKS = "“”\" ‘’'"

SHORTEST_CHARACTERS = 40
LONGEST_CHARACTERS = 420


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A candidate: one event told by one sentence."""

    event: Event
    sentence: Span
    text: str
    words: frozenset[str]
    score: float


def choose_lines(
    story: Story,
    readings: Sequence[Reading],
    events: Sequence[Event],
    conflicts: Sequence[Conflict],
    provenance: Provenance,
) -> list[BriefSentence]:
    """Give the lines of one story: known first by support, then disputed, then planned."""
    sheet = {r.article.id: r for r in readings if r.article.id in set(story.articles)}
    budget = round(LINES_BASE + LINES_PER_DOUBLING * log2(max(len(story.articles), 1)))
    disputes = [_dispute(c, story, provenance) for c in _rank_disputes(conflicts, story)][:MOST_DISPUTES]
    candidates = _candidates(story, sheet, events)
    chosen: list[Line] = []
    for line in candidates:
        if len(chosen) + len(disputes) >= budget:
            break
        if not any(_says_same(line, other) for other in chosen):
            chosen.append(line)
    known = [_sentence(line, sheet, "known") for line in chosen if line.event.status not in ("planned", "denied")]
    planned = [_sentence(line, sheet, "planned") for line in chosen if line.event.status == "planned"]
    return [*known, *disputes, *planned]


def _candidates(story: Story, sheet: Mapping[str, Reading], events: Iterable[Event]) -> list[Line]:
    mention_of = {e.id: e for reading in sheet.values() for e in reading.events}
    lines = []
    for event in events:
        if event.story != story.id or event.status in ("denied", "disputed"):
            continue
        line = _best_line(event, [mention_of[m] for m in event.mentions if m in mention_of], sheet)
        if line:
            lines.append(line)
    return sorted(lines, key=lambda line: (-line.score, line.sentence))


def _best_line(event: Event, mentions: Sequence[EventMention], sheet: Mapping[str, Reading]) -> Line | None:
    best: Line | None = None
    for mention in sorted(mentions, key=lambda m: m.span):
        reading = sheet[mention.span.article]
        text = " ".join(reading.article.text[mention.sentence.start : mention.sentence.end].split())
        if not SHORTEST_CHARACTERS <= len(text) <= LONGEST_CHARACTERS or not stands_alone(text):
            continue
        if not _body(reading, mention.sentence):
            continue
        score = _weigh(event, mention, reading, text)
        if best is None or score > best.score:
            words = stems(text)
            best = Line(event=event, sentence=mention.sentence, text=text, words=words, score=score)
    return best


def _body(reading: Reading, span: Span) -> bool:
    return any(s.zone == "body" and s.span == span for s in reading.layout.sentences)


def _weigh(event: Event, mention: EventMention, reading: Reading, text: str) -> float:
    """Support first, then deeds before words, what is placed and dated, and what stands early in its report."""
    position = mention.sentence.start / max(len(reading.article.text), 1)
    background = mention.actuality == "background" or _old(event, reading)
    return (
        2.0 * event.independent_reports
        + 1.0 * (event.type in MATERIAL)
        + 0.5 * bool(event.place)
        + 0.5 * bool(event.when and event.when.basis != "inferred")
        + 0.5 * bool(event.quantities)
        + 0.5 * bool(event.actors)
        + event_confidence(mention)
        - 1.5 * position
        - 3.0 * background
        - len(text) / LONGEST_CHARACTERS
    )


def event_confidence(mention: EventMention) -> float:
    """The coder's confidence, 0..1, as one piece of a line's weight."""
    return mention.confidence


RECENT_DAYS = 45
"""An event further back than this from its report is background to it; stories rarely run on one matter for longer."""


def _old(event: Event, reading: Reading) -> bool:
    published = reading.article.published
    if not published or not event.when:
        return False
    return (published.latest - event.when.latest).days > RECENT_DAYS


def _says_same(a: Line, b: Line) -> bool:
    return a.sentence == b.sentence or tell_same(a.words, b.words)


def _sentence(line: Line, sheet: Mapping[str, Reading], status: str) -> BriefSentence:
    mention_of = {e.id: e for reading in sheet.values() for e in reading.events}
    others = [
        mention_of[m].sentence for m in line.event.mentions if m in mention_of and mention_of[m].actuality != "denied"
    ]
    citations = tuple(dict.fromkeys((line.sentence, *sorted((*others, *line.event.carried)))))
    return BriefSentence(
        text=line.text,
        citations=citations,
        status=status,
        story=line.event.story,
        independent_reports=line.event.independent_reports,
        ultimate_sources=line.event.ultimate_sources,
    )


def _rank_disputes(conflicts: Iterable[Conflict], story: Story) -> list[Conflict]:
    own = [c for c in conflicts if c.story == story.id and c.nature == "disagreement"]
    return sorted(own, key=lambda c: (-sum(p.independent_reports for p in c.positions), c.id))


def _dispute(conflict: Conflict, story: Story, provenance: Provenance) -> BriefSentence:
    spans = tuple(dict.fromkeys(span for position in conflict.positions for span in position.spans))
    sources = {source for position in conflict.positions for source in position.ultimate_sources}
    return BriefSentence(
        text=" — ".join(f"“{position.statement.strip(QUOTE_MARKS)}”" for position in conflict.positions),
        citations=spans,
        status="disputed",
        story=story.id,
        independent_reports=provenance.independent_reports(spans),
        ultimate_sources=tuple(sorted(sources)),
    )
