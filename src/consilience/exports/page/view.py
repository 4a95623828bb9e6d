"""What the page shows, gathered from the public record: plain values for the template, nothing decided about news.

Not here: escaping (the template engine does it, everywhere) and drawing (`map`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from consilience.exports.page.descent import DescentView, draw_descents
from consilience.exports.page.words import count, say_date
from consilience.exports.record.shape import (
    ArticleOut,
    ConflictOut,
    ControlOut,
    EntityOut,
    EventOut,
    LineageOut,
    PositionOut,
    Record,
    SentenceOut,
    SpanOut,
    StoryOut,
    TimelineOut,
)

QUOTE_CHARACTERS = 400
"""Longest stretch of a report shown beside a line; the whole is one click away in the article."""

MOST_PEOPLE = 40
"""Entities listed in one story's who is who, most named first; all stand in the record."""

STATUS_WORDS = {"held": "held by", "entered": "entered by", "lost": "lost by", "contested": "contested by"}

PREDICATE_WORDS = {
    "leads": "leads", "member_of": "member of", "spokesperson_of": "spokesperson of", "backs": "backs",
    "allied_with": "allied with", "opposes": "opposes", "based_in": "based in", "part_of": "part of",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Words of a report: where they stand, and the words."""

    article: str
    start: int
    end: int
    outlet: str
    date: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """One line of the brief."""

    text: str
    independent: int
    support: str
    sources: tuple[str, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingView:
    """Who holds a place, as reported."""

    place: str
    words: str
    date: str
    contested: bool
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionView:
    """One side of a dispute."""

    statement: str
    independent: int
    support: str
    sources: tuple[str, ...]
    said: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeView:
    """A dispute or a revision with its positions."""

    question: str
    kind: str
    nature: str
    positions: tuple[PositionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One entry of the timeline."""

    date: str
    text: str
    support: str
    status: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorView:
    """One entity in who is who."""

    name: str
    kind: str
    variants: tuple[str, ...]
    named: int
    relations: tuple[str, ...]
    labels: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One report in the list of sources."""

    id: str
    outlet: str
    title: str
    date: str
    url: str | None
    language: str
    lineage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """One story with everything the page shows of it."""

    id: str
    title: str
    reports: str
    span: str
    known: tuple[LineView, ...]
    claimed: tuple[LineView, ...]
    planned: tuple[LineView, ...]
    disputes: tuple[DisputeView, ...]
    revisions: tuple[DisputeView, ...]
    timeline: tuple[EntryView, ...]
    holdings: tuple[HoldingView, ...]
    actors: tuple[ActorView, ...]
    descents: tuple[DescentView, ...]
    sources: tuple[SourceView, ...]
    places: tuple[tuple[EntityOut, int], ...]


@dataclass(frozen=True)
class Desk:
    """Builds the views of one record; look-ups are made once."""

    record: Record

    @cached_property
    def _articles(self) -> dict[str, ArticleOut]:
        return {article.id: article for article in self.record.articles}

    @cached_property
    def _entities(self) -> dict[str, EntityOut]:
        return {entity.id: entity for entity in self.record.entities}

    @cached_property
    def _events(self) -> dict[str, EventOut]:
        return {event.id: event for event in self.record.events}

    @cached_property
    def _lineages(self) -> dict[str, LineageOut]:
        return {lineage.id: lineage for lineage in self.record.lineages}

    def stories(self) -> tuple[StoryView, ...]:
        """Give the views of all stories, the largest first."""
        ordered = sorted(self.record.stories, key=lambda s: (-len(s.articles), s.id))
        return tuple(self._story(story) for story in ordered)

    def _story(self, story: StoryOut) -> StoryView:
        lines = [s for s in self.record.brief.sentences if s.story == story.id]
        conflicts = [c for c in self.record.conflicts if c.story == story.id]
        conflicts.sort(key=lambda c: (-sum(p.independent_reports for p in c.positions), c.id))
        members = set(story.articles)
        return StoryView(
            id=story.id,
            title=story.title,
            reports=self._reports(story),
            span=_span_of_days(story),
            known=tuple(self._line(s) for s in lines if s.status not in ("claimed", "disputed", "planned")),
            claimed=tuple(self._line(s) for s in lines if s.status == "claimed"),
            planned=tuple(self._line(s) for s in lines if s.status == "planned"),
            disputes=tuple(self._dispute(c) for c in conflicts if c.nature == "disagreement"),
            revisions=tuple(self._dispute(c) for c in conflicts if c.nature == "revision"),
            timeline=tuple(self._entry(t) for t in self.record.timeline if t.story == story.id),
            holdings=tuple(self._holding(c) for c in self.record.control if members & {s.article for s in c.spans}),
            actors=self._actors(members),
            descents=draw_descents(self.record, members),
            sources=tuple(self._source(self._articles[a]) for a in self._by_date(story.articles)),
            places=self._places(members),
        )

    def _reports(self, story: StoryOut) -> str:
        roots = {self._articles[a].lineage or a for a in story.articles}
        return f"{count(len(story.articles), 'report')}, {len(roots)} independent"

    def _line(self, line: SentenceOut) -> LineView:
        return LineView(
            text=line.text,
            independent=line.independent_reports,
            support=_support(line.independent_reports, line.citations),
            sources=line.ultimate_sources,
            citations=self._cite(line.citations),
        )

    def _dispute(self, conflict: ConflictOut) -> DisputeView:
        return DisputeView(
            question=conflict.question,
            kind=conflict.kind,
            nature=conflict.nature,
            positions=tuple(self._position(p) for p in conflict.positions),
        )

    def _position(self, position: PositionOut) -> PositionView:
        first, last = say_date(position.first), say_date(position.last)
        return PositionView(
            statement=position.statement,
            independent=position.independent_reports,
            support=_support(position.independent_reports, position.spans),
            sources=position.ultimate_sources,
            said=f"reported {first}" if first == last else f"reported {first} to {last}",
            citations=self._cite(position.spans),
        )

    def _holding(self, control: ControlOut) -> HoldingView:
        holders = " and ".join(self._entities[holder].name for holder in control.holder)
        return HoldingView(
            place=self._entities[control.place].name,
            words=f"{STATUS_WORDS[control.status]} {holders}",
            date=say_date(control.date) if control.date else "",
            contested=control.conflict is not None,
            citations=self._cite(control.spans),
        )

    def _entry(self, entry: TimelineOut) -> EntryView:
        events = [self._events[e] for e in entry.events if e in self._events]
        best = max(events, key=lambda e: e.independent_reports, default=None)
        return EntryView(
            date=say_date(entry.date),
            text=entry.text,
            support=_support(best.independent_reports if best else 1, entry.citations),
            status="disputed" if any(e.status == "disputed" for e in events) else best.status if best else "reported",
            citations=self._cite(entry.citations),
        )

    def _cite(self, spans: Iterable[SpanOut]) -> tuple[Citation, ...]:
        citations = []
        for span in dict.fromkeys(spans):
            article = self._articles[span.article]
            words = " ".join(article.text[span.start : span.end].split())
            if len(words) > QUOTE_CHARACTERS:
                words = words[:QUOTE_CHARACTERS].rsplit(" ", 1)[0] + " …"
            citations.append(
                Citation(
                    article=span.article, start=span.start, end=span.end, outlet=name_outlet(article),
                    date=say_date(article.published), words=words,
                )
            )  # fmt: skip
        return tuple(citations)

    def _by_date(self, articles: Sequence[str]) -> list[str]:
        def key(article: str) -> tuple[str, str]:
            published = self._articles[article].published
            return published.start if published else "9999", article

        return sorted(articles, key=key)

    def _actors(self, members: set[str]) -> tuple[ActorView, ...]:
        ranked = []
        for entity in self.record.entities:
            named = sum(m.article in members for m in entity.mentions)
            if named and entity.kind != "place":
                ranked.append((named, entity))
        ranked.sort(key=lambda item: (-item[0], item[1].id))
        return tuple(self._actor(entity, named, members) for named, entity in ranked[:MOST_PEOPLE])

    def _actor(self, entity: EntityOut, named: int, members: set[str]) -> ActorView:
        relations = [
            f"{PREDICATE_WORDS[r.predicate]} {self._entities[r.object].name}"
            for r in self.record.relations
            if r.subject == entity.id
        ]
        labels: Counter[tuple[str, str, str]] = Counter()
        for framing in self.record.framing:
            if framing.entity == entity.id and framing.article in members:
                labels[name_outlet(self._articles[framing.article]), framing.label, framing.tone] += 1
        return ActorView(
            name=entity.name,
            kind=entity.kind,
            variants=tuple(n.text for n in entity.names if n.text != entity.name),
            named=named,
            relations=tuple(sorted(set(relations))),
            labels=tuple(sorted(labels)),
        )

    def _source(self, article: ArticleOut) -> SourceView:
        return SourceView(
            id=article.id,
            outlet=name_outlet(article),
            title=article.title or "untitled",
            date=say_date(article.published),
            url=article.url if article.url and article.url.startswith(("http://", "https://")) else None,
            language=article.language,
            lineage=self._lineage(article),
        )

    def _lineage(self, article: ArticleOut) -> str:
        lineage = self._lineages.get(article.lineage or "")
        if lineage is None:
            return f"own report, credits {article.wire}" if article.wire else "own report"
        others = [name_outlet(self._articles[a]) for a in lineage.articles if a != article.id]
        origin = f"{lineage.wire} text" if lineage.wire else "one text"
        verb = "rewritten from" if lineage.kind == "rewrite" else "carries"
        return f"{verb} {origin}, shared with {', '.join(sorted(others))}"

    def _places(self, members: set[str]) -> tuple[tuple[EntityOut, int], ...]:
        happened: dict[str, int] = defaultdict(int)
        for event in self.record.events:
            if event.place and any(report.span.article in members for report in event.reports):
                happened[event.place] += 1
        located = [(self._entities[p], n) for p, n in happened.items() if self._entities[p].lat is not None]
        return tuple(sorted(located, key=lambda item: (-item[1], item[0].id)))


def name_outlet(article: ArticleOut) -> str:
    """Give the outlet's name, or words that say it is not known and which file it was."""
    return article.outlet or f"unnamed outlet ({article.path.rsplit('/', 1)[-1]})"


def _support(independent: int, spans: Sequence[SpanOut]) -> str:
    articles = len({span.article for span in spans})
    reports = count(independent, "independent report")
    return reports if articles <= independent else f"{reports} ({count(articles, 'article')})"


def _span_of_days(story: StoryOut) -> str:
    first, last = say_date(story.first), say_date(story.last)
    return first if first == last else f"{first} to {last}"
