"""One article laid out for this stage: its parse, its quotations, and what was found in it, ready to be looked up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from consilience.ports import Parsed, Token
from consilience.record.found import Claim, EventMention, Found, Mention, TimeMention
from consilience.record.text import Article, Layout, Sentence
from consilience.stages.claims import quotations
from consilience.stages.claims.quotations import Quotation

LONGEST_TIME = 500
"""Characters: further back no time expression is looked for that might hold a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything the rules of this stage look at. `by_id`: mentions by id; `starts`: start offset of each sentence.

    `found.mentions`, `found.times` and `events` are in text order; `mention_starts`, `time_starts` and `event_starts` are
    their start offsets. `surnames`: last words of the names of persons.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    parsed: Parsed
    found: Found
    events: tuple[EventMention, ...]
    quotations: tuple[Quotation, ...]
    by_id: Mapping[str, Mention]
    starts: tuple[int, ...]
    mention_starts: tuple[int, ...]
    event_starts: tuple[int, ...]
    time_starts: tuple[int, ...]
    surnames: frozenset[str]

    @property
    def text(self) -> str:
        """The article's sealed text."""
        return self.article.text

    def tokens(self, first: int, last: int) -> Sequence[Token]:
        """Tokens of a token range."""
        return self.parsed.tokens[first:last]

    def words(self, first: int, last: int) -> str:
        """The text of a token range as it stands in the article, white space made single."""
        start, end = self.parsed.tokens[first].start, self.parsed.tokens[last - 1].end
        return " ".join(self.text[start:end].split())

    def chars(self, first: int, last: int) -> tuple[int, int]:
        """Character range of a token range."""
        return self.parsed.tokens[first].start, self.parsed.tokens[last - 1].end

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds the offset, or of the last one before it; 0 before the first."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def mentions_in(self, start: int, end: int) -> tuple[Mention, ...]:
        """Mentions that lie inside a character range."""
        return tuple(one for one in self.mentions_from(start, end) if one.span.end <= end)

    def mentions_from(self, start: int, end: int) -> tuple[Mention, ...]:
        """Mentions that start inside a character range."""
        return self.found.mentions[bisect_left(self.mention_starts, start) : bisect_left(self.mention_starts, end)]

    def events_in(self, start: int, end: int) -> tuple[EventMention, ...]:
        """Event mentions that lie inside a character range."""
        return tuple(one for one in self.events_from(start, end) if one.span.end <= end)

    def events_from(self, start: int, end: int) -> tuple[EventMention, ...]:
        """Event mentions that start inside a character range."""
        return self.events[bisect_left(self.event_starts, start) : bisect_left(self.event_starts, end)]

    def by_sentence(self, claims: Iterable[Claim]) -> Mapping[int, Sequence[Claim]]:
        """Claims by the index of each sentence that their words or their cue touch, in the order given."""
        found: dict[int, list[Claim]] = {}
        for claim in claims:
            touched: set[int] = set()
            for span in (claim.span, claim.cue or claim.span):
                touched.update(range(self.sentence_at(span.start), self.sentence_at(span.end - 1) + 1))
            for k in sorted(touched):
                found.setdefault(k, []).append(claim)
        return found

    def is_time(self, offset: int) -> bool:
        """Whether a character belongs to a time expression; one that starts far before it does not hold it."""
        last = bisect_right(self.time_starts, offset)
        first = bisect_left(self.time_starts, offset - LONGEST_TIME)
        return any(offset < one.span.end for one in self.found.times[first:last])


def lay_out(article: Article, layout: Layout, parsed: Parsed, found: Found, events: tuple[EventMention, ...]) -> Page:
    """Gather what the rules need, each thing looked up once. Quotations are sought in the citable sentences only."""
    sentences = layout.sentences
    found = replace(
        found, mentions=tuple(sorted(found.mentions, key=_start)), times=tuple(sorted(found.times, key=_start))
    )
    people = [one.text for one in found.mentions if one.kind == "person" and one.form == "name" and one.text]
    events = tuple(sorted(events, key=_start))
    return Page(
        article=article,
        sentences=sentences,
        parsed=parsed,
        found=found,
        events=events,
        quotations=tuple(
            one for first, last in _stretches(sentences) for one in quotations.find(article.text, start=first, end=last)
        ),
        by_id={one.id: one for one in found.mentions},
        starts=tuple(one.span.start for one in sentences),
        mention_starts=tuple(map(_start, found.mentions)),
        event_starts=tuple(map(_start, events)),
        time_starts=tuple(map(_start, found.times)),
        surnames=frozenset(name.split()[-1] for name in people),
    )


def _start(fact: Mention | EventMention | TimeMention) -> int:
    return fact.span.start


def _stretches(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Runs of sentences of one zone, so that a quotation does not reach across furniture far away."""
    runs: list[tuple[int, int]] = []
    for k, one in enumerate(sentences):
        if k and sentences[k - 1].zone == one.zone and one.span.start - runs[-1][1] <= 3:
            runs[-1] = (runs[-1][0], one.span.end)
        else:
            runs.append((one.span.start, one.span.end))
    return runs
