"""Look-ups across a public record that shelving needs: who is named in a span, which story a span is of."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from consilience.exports.record.catalogue import Catalogue
from consilience.exports.record.shape import EventOut, SpanOut, StoryOut


class Crossing(Catalogue):
    """Look-ups over one record, each built once."""

    @cached_property
    def stories(self) -> dict[str, tuple[StoryOut, ...]]:
        """The stories of each article."""
        found: dict[str, list[StoryOut]] = defaultdict(list)
        for story in self.record.stories:
            for article in story.articles:
                found[article].append(story)
        return {article: tuple(stories) for article, stories in found.items()}

    @cached_property
    def _parts(self) -> dict[str, list[tuple[int, int, str]]]:
        found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for story in self.record.stories:
            for part in story.parts:
                found[part.article].append((part.start, part.end, story.id))
        return found

    @cached_property
    def named(self) -> dict[str, list[tuple[int, int, str]]]:
        """For each article where entities are named or meant, in order: start, end, entity."""
        found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for entity in self.record.entities:
            for span in (*entity.mentions, *entity.references):
                found[span.article].append((span.start, span.end, entity.id))
        for mentions in found.values():
            mentions.sort()
        return found

    @cached_property
    def by_story(self) -> dict[str, set[str]]:
        """The articles of each story."""
        return {story.id: set(story.articles) for story in self.record.stories}

    def stories_of(self, spans: Iterable[SpanOut]) -> set[str]:
        """Stories told at the spans: an article of several stories counts for those whose part the span touches."""
        found: set[str] = set()
        for span in spans:
            stories = self.stories.get(span.article, ())
            if len(stories) > 1:
                parts = self._parts[span.article]
                touched = {name for start, end, name in parts if start < span.end and span.start < end}
                found |= touched or {story.id for story in stories}
            else:
                found.update(story.id for story in stories)
        return found

    def entities_in(self, spans: Iterable[SpanOut]) -> set[str]:
        """Entities named or meant within the spans."""
        found: set[str] = set()
        for span in spans:
            mentions = self.named.get(span.article, [])
            place = bisect_left(mentions, (span.start, span.start, ""))
            while place < len(mentions) and mentions[place][0] < span.end:
                if mentions[place][1] <= span.end:
                    found.add(mentions[place][2])
                place += 1
        return found

    def events_entities(self, events: Iterable[str]) -> set[str]:
        """Actors, targets and places of events."""
        known = [self.events[event] for event in events if event in self.events]
        return {name for event in known for name in entities_of(event)}

    def publication(self, articles: Iterable[str]) -> tuple[str | None, str | None]:
        """The first and last day of publication among articles."""
        dates = [self.articles[name].published for name in articles if name in self.articles]
        days = [date for date in dates if date]
        return min((d.start for d in days), default=None), max((d.end for d in days), default=None)


def entities_of(event: EventOut) -> tuple[str, ...]:
    """Actors, targets and place of an event."""
    return (*event.actors, *event.targets, *((event.place,) if event.place else ()))


def words_at(crossing: Crossing, span: SpanOut) -> str:
    """The words of a span on one line."""
    article = crossing.articles.get(span.article)
    return " ".join(article.text[span.start : span.end].split()) if article else ""
