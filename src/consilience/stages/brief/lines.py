"""Which sentences of the reports make the brief of one story."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from consilience.provenance import Provenance
from consilience.record.found import EventMention, Reading
from consilience.record.text import Span
from consilience.record.woven import BriefSentence, Conflict, Event, Story
from consilience.text.lines import LONGEST_CHARACTERS, is_line, line_text, stems, tell_same

LINES_BASE = 9
LINES_PER_DOUBLING = 2.7
"""A story of one article may have 9 lines, of five 15, of fifty 25: what an analyst reads in one go, growing with the logarithm."""

MOST_DISPUTES = 5
"""Disputes shown in the brief of one story; all stand in the record."""

MATERIAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "PROTEST", "SANCTION", "AID", "COOPERATE"})
"""PLOVER's material types: deeds. They lead; words about deeds follow."""

CONTESTED_WORDS = 0.75
"""Share of words from which a line repeats one side of a dispute that is shown beside it."""

ATTRIBUTED = re.compile(
    r"\b(?:according to|quot(?:ed|ing)|cit(?:ed|ing)|said to (?:be|have)|(?:said|says|told|announced|claimed|claims|added)"
    r"(?= (?:in|on|at|that|by|[A-Z\"“]|yester|to)|[.,:;\"”]?$)|report(?:s|ed) (?:that|on|by|[A-Z]))"
)
"""A line that names its source: it is that source's word, also where commas were lost and no claim was read."""

BACKGROUND = re.compile(
    r"^Once |on the back foot|the same (?:neighbou?rhood|town|village|area|city|square|day)|(?:conflict|war) has claimed|"
    r"\b(?:since (?:the (?:start|outbreak|beginning|conflict|war|uprising)|its|last [A-Z]|(?:[A-Z]\w+ )?(?:19|20)\d\d)"
    r"|in the past(?! (?:\w+ )?(?:hours?|days?|\d+))"
    r"|(?:has|have|had) (?:long|repeatedly|often|regularly|previously|consistently|always|for years)"
    r"|(?:over|in|during) the (?:past|last) (?:\w+ )?(?:years?|months|decades?)"
    r"|(?:conflict|war|uprising|revolt|unrest|protests) (?:began|started|erupted|broke out)|civil war that|near-daily"
    r"|relies on|determines? whose|did not (?:specify|elaborate|say|give)|(?:could|was) not (?:be independently|allowed|at once)"
    r"|(?:hundreds of thousands|(?<!\d )millions) (?:of|have|were|are)\b|[Pp]uzzlingly"
    r"|released (?:a )?(?:footage|videos?|photos?|pictures))"
)
"""Words of lines that explain rather than report. Of 115 lines of briefs of conflict reports read one by one, 15 were such."""

FIGURE = re.compile(r"\b\d[\d,.]*")
FEW, FIRST_YEAR, LAST_YEAR = 10, 1900, 2100

SAME_FIGURE_WORDS = 0.3
"""Share of words from which two lines on deeds of one type that name the same figure above ten tell the same."""

QUOTE_MARKS = "“”\" ‘’'"

SAME_EVENT_WORDS = 0.4
"""Share of words from which two lines on deeds of one type and day tell the same: reports reword, but the actors and the place
stay. Set on the example story."""


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
    shown = _rank_disputes(conflicts, story)[:MOST_DISPUTES]
    candidates = [line for line in _candidates(story, sheet, events, provenance) if not _is_contested(line, shown)]
    chosen: list[Line] = []
    for line in candidates:
        if len(chosen) + len(disputes) >= budget:
            break
        if not any(_says_same(line, other) for other in chosen):
            chosen.append(line)
    planned = [_sentence(line, sheet, "planned") for line in chosen if line.event.status == "planned"]
    told_of = [line for line in chosen if line.event.status != "planned"]
    known = [_sentence(line, sheet, "known") for line in told_of if _is_known(line, sheet, provenance)]
    claimed = [_sentence(line, sheet, "claimed") for line in told_of if not _is_known(line, sheet, provenance)]
    return [*known, *claimed, *disputes, *planned]


def _is_known(line: Line, sheet: Mapping[str, Reading], provenance: Provenance) -> bool:
    """Whether more than one party's word stands behind a line (decision 0003).

    So it is where a report tells the event in its own voice, or where two independent reports rest on different sources.
    """
    if line.event.independent_reports > 1 and len(line.event.ultimate_sources) > 1:
        return True
    mention_of = {e.id: e for reading in sheet.values() for e in reading.events}
    own = [m for m in line.event.mentions if m in mention_of and _in_own_voice(mention_of[m], provenance)]
    if line.event.independent_reports == 1 and not any(mention_of[m].sentence == line.sentence for m in own):
        return False  # the line itself says who says it
    return bool(own) and not (line.event.independent_reports == 1 and ATTRIBUTED.search(line.text))


def _in_own_voice(mention: EventMention, provenance: Provenance) -> bool:
    claim = provenance.claim_at(mention.span)
    return claim is None or claim.speaker_text is None


def _is_contested(line: Line, shown: Iterable[Conflict]) -> bool:
    """Whether a dispute of the brief already gives this line as one of its sides."""
    sides = [position for conflict in shown for position in conflict.positions]
    return any(
        tell_same(line.words, stems(side.statement), share=CONTESTED_WORDS)
        or any(
            s.article == line.sentence.article and line.sentence.start <= s.start < line.sentence.end
            for s in side.spans
        )
        for side in sides
    )


def _candidates(
    story: Story, sheet: Mapping[str, Reading], events: Iterable[Event], provenance: Provenance
) -> list[Line]:
    mention_of = {e.id: e for reading in sheet.values() for e in reading.events}
    lines = []
    for event in events:
        if event.story != story.id or event.status in ("denied", "disputed"):
            continue
        mentions = [mention_of[m] for m in event.mentions if m in mention_of]
        telling = [m for m in mentions if _in_story(m.sentence, story) and not _gainsays(m, provenance)]
        line = _best_line(event, telling, sheet, provenance)
        alone = event.independent_reports == 1
        if line and not _is_vague(event) and not (alone and _explains(line, sheet[line.sentence.article])):
            lines.append(line)
    return sorted(lines, key=lambda line: (-line.score, line.sentence))


def _is_vague(event: Event) -> bool:
    """Whether a deed is nobody's, nowhere, uncounted: "a number of them were killed"."""
    return event.type in MATERIAL and not event.place and not event.actors and not event.quantities


def _explains(line: Line, reading: Reading) -> bool:
    """Whether a line tells background and not what its report is about."""
    return bool(BACKGROUND.search(line.text)) or _old(line.event, line.sentence, reading)


def _gainsays(mention: EventMention, provenance: Provenance) -> bool:
    """Whether the sentence denies or doubts the event: it belongs to a dispute, or nowhere."""
    claim = provenance.claim_at(mention.span)
    return claim is not None and claim.stance in ("denies", "doubts")


def _in_story(sentence: Span, story: Story) -> bool:
    """Whether the sentence is of this story: a round-up tells several."""
    return any(p.article == sentence.article and p.start < sentence.end and sentence.start < p.end for p in story.parts)


def _best_line(
    event: Event, mentions: Sequence[EventMention], sheet: Mapping[str, Reading], provenance: Provenance
) -> Line | None:
    best: Line | None = None
    for mention in sorted(mentions, key=lambda m: m.span):
        reading = sheet[mention.span.article]
        if not is_line(reading, mention.sentence):
            continue
        text = line_text(reading, mention.sentence)
        copied = provenance.origin(mention.sentence) != mention.sentence.article
        score = _weigh(event, mention, reading, text) - COPY_COST * copied
        if best is None or score > best.score:
            best = Line(event=event, sentence=mention.sentence, text=text, words=stems(text), score=score)
    return best


def _weigh(event: Event, mention: EventMention, reading: Reading, text: str) -> float:
    """Support first, then deeds before words, what is placed and dated, and what stands early in its report."""
    position = mention.sentence.start / max(len(reading.article.text), 1)
    background = (
        mention.actuality == "background" or _old(event, mention.sentence, reading) or bool(BACKGROUND.search(text))
    )
    return (
        2.0 * event.independent_reports
        + 1.0 * (event.type in MATERIAL)
        + 0.5 * bool(event.place)
        + 0.5 * bool(event.when and event.when.basis != "inferred")
        + 0.5 * bool(event.quantities)
        + 0.5 * bool(event.actors)
        + event_confidence(mention)
        - 1.5 * position
        - 5.0 * background
        - len(text) / LONGEST_CHARACTERS
    )


def event_confidence(mention: EventMention) -> float:
    """The coder's confidence, 0..1, as one piece of a line's weight."""
    return mention.confidence


COPY_COST = 1.0
"""A passage taken from another report is second choice: the source's wording is whole, a rewriter's may be garbled."""

RECENT_DAYS = 45
"""An event further back than this from its report is background to it; stories rarely run on one matter for longer."""


def _old(event: Event, sentence: Span, reading: Reading) -> bool:
    """Whether the event, or every day that its sentence names, lies far back: a chronology's entries date themselves."""
    published = reading.article.published
    if not published:
        return False
    named = [t.when for t in reading.times if t.when and sentence.start <= t.span.start < sentence.end]
    days = [event.when, *named] if event.when and event.when.basis != "inferred" else named
    return bool(days) and all((published.latest - day.latest).days > RECENT_DAYS for day in days if day)


def _says_same(a: Line, b: Line) -> bool:
    if a.sentence == b.sentence or tell_same(a.words, b.words):
        return True
    one, other = a.event, b.event
    alike = one.type == other.type and one.type in MATERIAL and _overlap(one, other)
    if one.type == other.type and _figures(a) & _figures(b) and tell_same(a.words, b.words, share=SAME_FIGURE_WORDS):
        return True
    one_deed = one.mode == other.mode and one.place == other.place is not None and one.when == other.when
    return alike and (one_deed or tell_same(a.words, b.words, share=SAME_EVENT_WORDS))


def _figures(line: Line) -> frozenset[str]:
    """The figures above ten that a line names, but for years: two reports seldom count to 34 by chance."""
    found = (match.group().strip(".,").replace(",", "") for match in FIGURE.finditer(line.text))
    return frozenset(
        each for each in found if each.isdigit() and int(each) > FEW and not FIRST_YEAR < int(each) < LAST_YEAR
    )


def _overlap(a: Event, b: Event) -> bool:
    one, other = a.when, b.when
    return bool(one and other and one.earliest <= other.latest and other.earliest <= one.latest)


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
