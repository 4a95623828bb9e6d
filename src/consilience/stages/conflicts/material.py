"""What the questions of one story are asked of: its events, event mentions and claims, with look-ups between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from consilience.provenance import Provenance
from consilience.record.found import Claim, EventMention, Mention, Quantity, Reading
from consilience.record.ids import make_id
from consilience.record.parts import take_part
from consilience.record.text import Span, When
from consilience.record.woven import Conflict, ConflictKind, ConflictNature, Entity, Event, Position, Story

STATEMENT_CHARACTERS = 220
"""A position is stated in a report's words on one line; a longer one is cut at a word. Two lines of a page."""


CLEAR_CHARACTERS = 45
"""Below about eight words an utterance ("denied this") seldom says what it is about; a longer one is preferred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One piece of evidence for a position: the words, the claim they stand in (or `None`), and their article."""

    span: Span
    claim: Claim | None
    reading: Reading

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.reading.article.text[self.span.start : self.span.end]

    @property
    def cited(self) -> Span:
        """The words that a reader needs to see who says it: a quotation itself, else the claim's whole sentence."""
        start, end = self.span.start, self.span.end
        if self.claim and not self.claim.quoted:
            start, end = min(start, self.claim.sentence.start), max(end, self.claim.sentence.end)
        return Span(article=self.span.article, start=start, end=end)

    @property
    def line(self) -> str:
        """The cited words on one line."""
        return " ".join(self.reading.article.text[self.cited.start : self.cited.end].split())

    @property
    def in_body(self) -> bool:
        """Whether it stands in running text rather than in a headline."""
        return any(
            s.zone == "body" and s.span.start <= self.span.start < s.span.end for s in self.reading.layout.sentences
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One story's material. `claim_of`: the innermost claim that holds an event mention."""

    story: Story
    readings: tuple[Reading, ...]
    events: tuple[Event, ...]
    entities: Mapping[str, Entity]
    entity_of: Mapping[str, str]
    mention_of: Mapping[str, Mention]
    event_mention_of: Mapping[str, EventMention]
    reading_of: Mapping[str, Reading]
    claim_of: Mapping[str, Claim]
    quantity_of: Mapping[str, Quantity]
    event_of: Mapping[str, Event]
    provenance: Provenance

    @classmethod
    def gather(
        cls,
        readings: Sequence[Reading],
        story: Story,
        entities: Sequence[Entity],
        events: Sequence[Event],
        provenance: Provenance,
    ) -> Material:
        """Gather the material of one story."""
        members = set(story.articles)
        held = sorted((r for r in readings if r.article.id in members), key=lambda r: r.article.id)
        own = tuple(take_part(reading, story) for reading in held)
        happened = tuple(event for event in events if event.story == story.id)
        return cls(
            story=story,
            readings=own,
            events=happened,
            entities={entity.id: entity for entity in entities},
            entity_of={mention: entity.id for entity in entities for mention in entity.mentions},
            mention_of={m.id: m for r in own for m in r.mentions},
            event_mention_of={e.id: e for r in own for e in r.events},
            reading_of={r.article.id: r for r in own},
            claim_of=_innermost_claims(own),
            quantity_of={q.id: q for r in own for q in r.quantities},
            event_of={mention: event for event in happened for mention in event.mentions},
            provenance=provenance,
        )

    def mentions(self, event: Event) -> list[EventMention]:
        """The event mentions of an event that stand in this story's articles."""
        return [self.event_mention_of[m] for m in event.mentions if m in self.event_mention_of]

    def say(self, mention: EventMention) -> Said:
        """An event mention as evidence: its claim's words where an attributed claim holds it, else its sentence."""
        claim = self.claim_of.get(mention.id)
        span = claim.span if claim and claim.speaker_text else mention.sentence
        return Said(span=span, claim=claim, reading=self.reading_of[mention.span.article])

    def entity(self, mention_id: str | None) -> str | None:
        """Follow a mention to its entity through what it stands for or belongs to."""
        current, seen = mention_id, set[str]()
        while current and current not in seen:
            if current in self.entity_of:
                return self.entity_of[current]
            seen.add(current)
            mention = self.mention_of.get(current)
            current = (mention.antecedent or mention.principal) if mention else None
        return None

    def name(self, entity: str | None, otherwise: str) -> str:
        """An entity's name, or the given words where there is none."""
        return self.entities[entity].name if entity else otherwise

    def position(self, said: Sequence[Said], statement: str = "") -> Position:
        """Write one position from its evidence; the statement is the clearest of its reports' own words unless given."""
        ordered = sorted(said, key=lambda s: s.span)
        words = statement or state(ordered)
        shown = (s.cited for s in ordered if s.line.startswith(words.removesuffix(" …")))
        spans = tuple(sorted({s.span for s in ordered} | set(islice(shown, 1))))
        dates = [s.reading.article.published for s in ordered]
        return Position(
            statement=words,
            claims=tuple(dict.fromkeys(s.claim.id for s in ordered if s.claim)),
            spans=spans,
            independent_reports=self.provenance.independent_reports(spans),
            ultimate_sources=self.provenance.ultimate_sources([s.claim or s.span for s in ordered]),
            first=min((d for d in dates if d), key=_first_day, default=None),
            last=max((d for d in dates if d), key=_first_day, default=None),
        )

    def conflict(
        self,
        positions: Iterable[Position],
        *,
        kind: ConflictKind,
        nature: ConflictNature,
        about: Iterable[str],
        events: Iterable[str],
        question: str,
        why: str,
    ) -> Conflict:
        """Write a conflict with its positions ranked by independent reports, then by how lately they were said."""
        ranked = sorted(positions, key=_rank)
        spans = sorted(span for position in ranked for span in position.spans)
        return Conflict(
            id=make_id("c", self.story.id, kind, *spans),
            story=self.story.id,
            kind=kind,
            nature=nature,
            about=tuple(dict.fromkeys(about)),
            events=tuple(sorted(set(events))),
            question=question,
            positions=tuple(ranked),
            why=why,
        )


def state(said: Sequence[Said]) -> str:
    """The words that state a position: the shortest line of the body, else of a headline, that is long enough to be clear."""
    texts = sorted({(not s.in_body, len(s.line) < CLEAR_CHARACTERS, len(s.line), s.line) for s in said})
    text = texts[0][-1]
    if len(text) <= STATEMENT_CHARACTERS:
        return text
    return text[:STATEMENT_CHARACTERS].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _innermost_claims(readings: Iterable[Reading]) -> dict[str, Claim]:
    found: dict[str, Claim] = {}
    for reading in readings:
        for claim in sorted(reading.claims, key=lambda c: c.span.start - c.span.end):
            found.update(dict.fromkeys(claim.events, claim))
    return found


def _first_day(when: When) -> tuple[str, str]:
    return when.earliest.isoformat(), when.latest.isoformat()


def _rank(position: Position) -> tuple[int, str, str]:
    latest = position.last.latest.toordinal() if position.last else 0
    return (-position.independent_reports, f"{10**7 - latest:08d}", position.statement)
