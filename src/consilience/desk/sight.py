"""Looking items up as an analyst sees them: by kind and id, with the words they stand on and a name to call them by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from typing import Protocol

from consilience.desk.asking import Desk
from consilience.exports.record import shape
from consilience.exports.record.shelving import decode_item, shelve
from consilience.record.items import KINDS, Item
from consilience.record.text import Span


class Sight(Protocol):
    """Whatever can show an item of the record. `Desk` is looked through with `DeskSight`."""

    def find(self, kind: str, name: str) -> object | None:
        """Give the item of this kind with this id as its type in `exports.record.shape`; `None` where there is none."""

    def stories(self, article: str) -> tuple[shape.StoryOut, ...]:
        """Give the stories that an article is in."""


@dataclass(frozen=True)
class RecordSight:
    """Items of a whole record in memory."""

    record: shape.Record

    @cached_property
    def _items(self) -> dict[tuple[str, str], Item]:
        return {(item.kind, item.id): item for item in shelve(self.record)}

    def find(self, kind: str, name: str) -> object | None:
        """Give the item; ids are those that the desk has."""
        item = self._items.get((kind, name))
        return decode_item(item) if item else None

    def stories(self, article: str) -> tuple[shape.StoryOut, ...]:
        """Give the stories that an article is in."""
        return tuple(story for story in self.record.stories if article in story.articles)


@dataclass(frozen=True)
class DeskSight:
    """Items of a store."""

    desk: Desk

    def find(self, kind: str, name: str) -> object | None:
        """Give the item; `None` too where the kind is none of the desk's."""
        return next((self.desk.read(known, name) for known in KINDS if known == kind), None)

    def stories(self, article: str) -> tuple[shape.StoryOut, ...]:
        """Give the stories that an article is in."""
        item = self.desk.get("article", article)
        found = self.desk.many("story", item.stories) if item else ()
        return tuple(decode_item(story) for story in found)


def to_span(span: shape.SpanOut) -> Span:
    """Give the inner form of a public span."""
    return Span(article=span.article, start=span.start, end=span.end)


def spans_of(item: object) -> tuple[Span, ...]:
    """Give the words an item stands on, in order: what it is found again by after the reports were read anew."""
    if isinstance(item, shape.ArticleOut):
        return (Span(article=item.id, start=0, end=len(item.text)),)
    if isinstance(item, shape.EntityOut):
        return _ordered(item.mentions)
    if isinstance(item, shape.EventOut):
        return _ordered(report.words for report in item.reports if report.words)
    if isinstance(item, shape.ClaimOut):
        return (to_span(item.span),)
    return _ordered(_walk(item))


def _ordered(spans: Iterable[shape.SpanOut]) -> tuple[Span, ...]:
    return tuple(sorted({to_span(span) for span in spans}))


def _walk(value: object) -> Iterator[shape.SpanOut]:
    if isinstance(value, shape.SpanOut):
        yield value
    elif is_dataclass(value):
        for item in fields(value):
            yield from _walk(getattr(value, item.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from _walk(part)


def name_of(item: object, sight: Sight) -> str:
    """Give a line that stands for the item: a name or title, else the words it stands on."""
    for key in ("name", "title", "summary", "question", "text", "statement", "label"):
        if isinstance(shown := getattr(item, key, None), str) and shown.strip():
            return " ".join(shown.split())[:MOST_NAME]
    span = next(iter(spans_of(item)), None)
    return words_at(span, sight) if span else ""


def words_at(span: Span, sight: Sight) -> str:
    """Give the words of a span on one line; "" where its article is not there."""
    article = sight.find("article", span.article)
    return (
        " ".join(article.text[span.start : span.end].split())[:MOST_NAME]
        if isinstance(article, shape.ArticleOut)
        else ""
    )


MOST_NAME = 200
"""Characters kept of a name: enough to know a dormant judgement's target by."""
