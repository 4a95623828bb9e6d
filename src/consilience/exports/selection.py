"""Cuts a record down to a story, a span of days or an area, so that what is left is a whole record again.

A fact that is kept keeps everything it rests on: its evidence, the claims it cites, the entities it names. What is not
asked for and not needed goes; what points at both keeps only what is there. Counts (independent reports, ultimate
sources) and statuses stay as the whole record found them: they are facts about the event, not about the cut.
Not here: reading what the user typed as a place (`areas`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain

from consilience.exports.areas import Area, read_area
from consilience.exports.failures import NothingSelected
from consilience.exports.record.invariants import JUDGED
from consilience.exports.record.shape import (
    ClaimOut,
    ConflictOut,
    ControlOut,
    DateOut,
    EntityOut,
    EventOut,
    LineageOut,
    Record,
    SentenceOut,
    SpanOut,
    StoryOut,
    TimelineOut,
)  # fmt: skip
from consilience.text.names.folding import fold
from consilience.text.places.gazetteer import open_gazetteer

Spans = tuple[SpanOut, ...]

MOST_NAMED = 5
"""Stories named where a user asked for one that is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What to keep. Each part that is given narrows; days are ISO and included; `None` asks for nothing."""

    story: str | None = None
    since: str | None = None
    until: str | None = None
    area: Area | None = None

    @property
    def whole(self) -> bool:
        """Whether everything is asked for."""
        return self == Selection()

    @property
    def by_event(self) -> bool:
        """Whether days or an area narrow, and not only a story."""
        return bool(self.since or self.until or self.area)


def select(record: Record, selection: Selection) -> Record:
    """Give the part of a record that a selection asks for. The whole record for an empty selection.

    Raises `NothingSelected` for a story that the record does not have and for days the wrong way round.
    """
    if selection.whole:
        return record
    if selection.story and selection.story not in {story.id for story in record.stories}:
        raise NothingSelected(f"{selection.story}: no story has this id; {_there_are(record.stories)}")
    if selection.since and selection.until and selection.since > selection.until:
        raise NothingSelected(
            f"{selection.since} is after {selection.until}; the first day must not be later than the last"
        )
    return _Cut(record, selection).record()


def make_selection(
    record: Record,
    *,
    story: str | None = None,
    since: str | None = None,
    until: str | None = None,
    where: str | None = None,
) -> Selection:
    """Read what a user typed: days as YYYY-MM-DD, `where` as a place's name or west,south,east,north.

    `story` is an id, or words that stand in the title of one story. Raises `NothingSelected`, in one line, for what is no
    day, no place or no story.
    """
    area = read_area(where, places=record.entities, gazetteer=open_gazetteer()) if where else None
    return Selection(story=_story(record, story) if story else None, since=_day(since), until=_day(until), area=area)


def _story(record: Record, words: str) -> str:
    if any(story.id == words for story in record.stories):
        return words
    titled = [(fold(story.title), story) for story in record.stories]
    holding = [story for title, story in titled if title == fold(words)]
    holding = holding or [story for title, story in titled if fold(words) and fold(words) in title]
    if len(holding) != 1:
        wrong = f"fits {len(holding)} stories" if holding else "no story has this id or these words in its title"
        raise NothingSelected(f"{words}: {wrong}; {_there_are(holding or record.stories)}")
    return holding[0].id


def _there_are(stories: Sequence[StoryOut]) -> str:
    named = [f"{story.id} ({' '.join(story.title.split())[:60]})" for story in stories[:MOST_NAMED]]
    rest = f" … and {len(stories) - MOST_NAMED} more" if len(stories) > MOST_NAMED else ""
    return f"there are: {', '.join(named)}{rest}" if named else "there is none"


def _day(text: str | None) -> str | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise NothingSelected(f"{text}: not a day; write it as YYYY-MM-DD") from error


class _Cut:
    """One selection on one record: which facts are asked for, which come with them, and what is left of each."""

    def __init__(self, record: Record, selection: Selection) -> None:
        self.whole = record
        self.selection = selection

    def record(self) -> Record:
        """The parts put together; everything that points elsewhere is cut to what is there."""
        return self._with_judgements(self._facts())

    def _facts(self) -> Record:
        return replace(
            self.whole,
            articles=tuple(article for article in self.whole.articles if article.id in self.articles),
            lineages=tuple(self._lineage(one) for one in self.whole.lineages if self.articles & set(one.articles)),
            stories=tuple(self._story(story) for story in self.whole.stories if story.id in self.stories),
            entities=tuple(self._entity(entity) for entity in self.whole.entities if entity.id in self.entities),
            events=self.events,
            claims=self.claims,
            quotes=tuple(
                replace(quote, claims=claims)
                for quote in self.whole.quotes
                if (claims := tuple(claim for claim in quote.claims if claim in self.claim_ids))
            ),
            conflicts=self.conflicts,
            control=self.control,
            relations=tuple(
                replace(relation, spans=spans)
                for relation in self.whole.relations
                if {relation.subject, relation.object} <= self.entities and (spans := self._here(relation.spans))
            ),
            framing=tuple(
                label for label in self.whole.framing if label.entity in self.entities and self._here((label.span,))
            ),
            timeline=tuple(replace(entry, events=self._known_events(entry.events)) for entry in self.timeline),
            brief=replace(self.whole.brief, sentences=self.sentences),
            links=tuple(link for link in self.whole.links if {link.a.article, link.b.article} <= self.articles),
            problems=tuple(one for one in self.whole.problems if one.article is None or one.article in self.articles),
        )

    def _with_judgements(self, cut: Record) -> Record:
        """The judgements that speak of words or items that are left, and those that outweigh or undo them."""
        marked = {name for key in JUDGED for item in getattr(cut, key) for name in item.judged}
        marked |= {name for conflict in cut.conflicts for position in conflict.positions for name in position.judged}
        known = {judgement.id: judgement for judgement in self.whole.judgements}
        wanted = {
            judgement.id
            for judgement in self.whole.judgements
            if judgement.id in marked or any(self._here(target.spans) for target in judgement.targets)
        }
        pending = list(wanted)
        while pending:
            later = known[pending.pop()].overruled_by
            if later and later not in wanted:
                wanted.add(later)
                pending.append(later)
        undoing = {j.id for j in self.whole.judgements if any(target.id in wanted for target in j.targets)}
        return replace(cut, judgements=tuple(j for j in self.whole.judgements if j.id in wanted | undoing))

    # What is asked for

    @cached_property
    def asked(self) -> frozenset[str]:
        """Ids of the events that are asked for themselves."""
        return frozenset(event.id for event in self.whole.events if self._wants_event(event))

    def _wants_event(self, event: EventOut) -> bool:
        return (
            self._of_story(event.story)
            and self._in_time(event.date)
            and self._in_area(event.place, event.lat, event.lon)
        )

    def _of_story(self, story: str) -> bool:
        return self.selection.story in (None, story)

    def _in_time(self, when: DateOut | None) -> bool:
        since, until = self.selection.since, self.selection.until
        if when is None:
            return not (since or until)
        return not (since and when.end < since) and not (until and when.start > until)

    def _in_area(self, place: str | None, lat: float | None, lon: float | None) -> bool:
        area = self.selection.area
        if area is None:
            return True
        entity = self.places.get(place or "")
        return area.holds(lat, lon) or bool(entity and area.names(entity))

    @cached_property
    def places(self) -> dict[str, EntityOut]:
        return {entity.id: entity for entity in self.whole.entities if entity.kind == "place"}

    @cached_property
    def control(self) -> tuple[ControlOut, ...]:
        """Who holds what: in the area, in the days, and told in the story."""
        return tuple(
            replace(holding, spans=spans)
            for holding in self.whole.control
            if self._in_time(holding.date)
            and (place := self.places.get(holding.place)) is not None
            and self._in_area(place.id, place.lat, place.lon)
            and (spans := self._in_story(holding.spans))
        )

    @cached_property
    def conflicts(self) -> tuple[ConflictOut, ...]:
        """Disputes about what is asked for, and those that a kept holding is part of."""
        held = {holding.conflict for holding in self.control}
        return tuple(
            conflict for conflict in self.whole.conflicts if conflict.id in held or self._wants_conflict(conflict)
        )

    def _wants_conflict(self, conflict: ConflictOut) -> bool:
        if not self._of_story(conflict.story):
            return False
        if not self.selection.by_event or self.asked & set(conflict.events):
            return True
        about = [self.places[entity] for entity in conflict.about if entity in self.places]
        here = any(self._in_area(place.id, place.lat, place.lon) for place in about)
        said = [day for position in conflict.positions for day in (position.first, position.last) if day]
        dated = not (self.selection.since or self.selection.until) or any(self._in_time(day) for day in said)
        return self.selection.area is not None and here and dated

    @cached_property
    def timeline(self) -> tuple[TimelineOut, ...]:
        """Entries of the story and the days; of an area, those that tell an event there."""
        return tuple(
            entry
            for entry in self.whole.timeline
            if self._of_story(entry.story)
            and self._in_time(entry.date)
            and (self.selection.area is None or self.asked & set(entry.events))
        )

    @cached_property
    def sentences(self) -> tuple[SentenceOut, ...]:
        """Lines of the brief: of the story, and, where days or an area narrow, resting on what was kept."""
        if not self.selection.by_event:
            return tuple(line for line in self.whole.brief.sentences if self._of_story(line.story))
        rests = {report.span for event in self.events if event.id in self.asked for report in event.reports}
        rests |= {span for conflict in self.conflicts for position in conflict.positions for span in position.spans}
        rests |= {span for entry in self.timeline for span in entry.citations}
        return tuple(
            line for line in self.whole.brief.sentences if self._of_story(line.story) and rests & set(line.citations)
        )

    # What comes with it

    @cached_property
    def events(self) -> tuple[EventOut, ...]:
        """The events asked for and those that a kept dispute is about."""
        wanted = self.asked | {event for conflict in self.conflicts for event in conflict.events}
        return tuple(event for event in self.whole.events if event.id in wanted)

    @cached_property
    def event_ids(self) -> frozenset[str]:
        return frozenset(event.id for event in self.events)

    def _known_events(self, events: Iterable[str]) -> tuple[str, ...]:
        return tuple(event for event in events if event in self.event_ids)

    @cached_property
    def claims(self) -> tuple[ClaimOut, ...]:
        """Claims that a kept fact cites or that tell a kept event; of a story alone, all that stand in it."""
        cited = {report.claim for event in self.events for report in event.reports}
        cited |= {claim for conflict in self.conflicts for position in conflict.positions for claim in position.claims}
        return tuple(
            replace(claim, events=self._known_events(claim.events))
            for claim in self.whole.claims
            if claim.id in cited
            or self.event_ids & set(claim.events)
            or (not self.selection.by_event and self._in_story((claim.span,)))
        )

    @cached_property
    def claim_ids(self) -> frozenset[str]:
        return frozenset(claim.id for claim in self.claims)

    @cached_property
    def parts(self) -> tuple[SpanOut, ...] | None:
        """The passages of the story asked for; `None` where none is."""
        return next((story.parts for story in self.whole.stories if story.id == self.selection.story), None)

    def _in_story(self, spans: Spans) -> Spans:
        if self.parts is None:
            return spans
        by_article: dict[str, list[SpanOut]] = {}
        for part in self.parts:
            by_article.setdefault(part.article, []).append(part)
        return tuple(
            span
            for span in spans
            if any(part.start < span.end and span.start < part.end for part in by_article.get(span.article, ()))
        )

    @cached_property
    def articles(self) -> frozenset[str]:
        """The articles that any kept fact points into, those of the story asked for, and those of the days asked for."""
        found = {span.article for span in self._evidence()}
        found |= {article.id for article in self.whole.articles if self._wants_article(article.id, article.published)}
        return frozenset(found)

    def _wants_article(self, article: str, published: DateOut | None) -> bool:
        if self.selection.area is not None or (published is None and self.selection.by_event):
            return False
        story = next((s for s in self.whole.stories if s.id == self.selection.story), None)
        return self._in_time(published) and (story is None or article in story.articles)

    def _evidence(self) -> Iterator[SpanOut]:
        for event in self.events:
            yield from (report.span for report in event.reports)
            yield from (quantity.span for quantity in event.quantities)
        for claim in self.claims:
            yield from (claim.span, claim.sentence)
        spans = (position.spans for conflict in self.conflicts for position in conflict.positions)
        yield from chain.from_iterable(spans)
        yield from chain.from_iterable(holding.spans for holding in self.control)
        yield from chain.from_iterable(entry.citations for entry in self.timeline)
        yield from chain.from_iterable(line.citations for line in self.sentences)

    @cached_property
    def stories(self) -> frozenset[str]:
        """The story asked for, or every story of which something is kept."""
        if self.selection.story:
            return frozenset((self.selection.story,))
        told = {event.story for event in self.events} | {conflict.story for conflict in self.conflicts}
        told |= {entry.story for entry in self.timeline} | {line.story for line in self.sentences}
        dated = () if self.selection.area else (s.id for s in self.whole.stories if self.articles & set(s.articles))
        return frozenset({*told, *dated})

    @cached_property
    def entities(self) -> frozenset[str]:
        """Entities that a kept fact names; of a story alone, also those that stand in it."""
        found = {entity for event in self.events for entity in (*event.actors, *event.targets, event.place) if entity}
        found |= {claim.speaker for claim in self.claims if claim.speaker}
        found |= {entity for conflict in self.conflicts for entity in conflict.about}
        found |= {entity for holding in self.control for entity in (holding.place, *holding.holder)}
        if not self.selection.by_event:
            found |= {e.id for e in self.whole.entities if self._in_story((*e.mentions, *e.references))}
        return frozenset(found)

    # What is left of each

    def _here(self, spans: Spans) -> Spans:
        return tuple(span for span in spans if span.article in self.articles)

    def _lineage(self, lineage: LineageOut) -> LineageOut:
        return replace(
            lineage,
            articles=tuple(article for article in lineage.articles if article in self.articles),
            passages=tuple(p for p in lineage.passages if {p.a.article, p.b.article} <= self.articles),
        )

    def _story(self, story: StoryOut) -> StoryOut:
        kept = tuple(article for article in story.articles if article in self.articles)
        return replace(story, articles=kept, parts=self._here(story.parts))

    def _entity(self, entity: EntityOut) -> EntityOut:
        return replace(entity, mentions=self._here(entity.mentions), references=self._here(entity.references))
