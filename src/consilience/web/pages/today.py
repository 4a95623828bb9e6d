"""The first page: what is going on, the latest stories first, and what is in dispute."""

from __future__ import annotations

from dataclasses import dataclass

from consilience.exports.record.shape import ConflictOut
from consilience.record.listing import Filter, StoryCard
from consilience.web.pages.facts import Ref, say_days
from consilience.web.pages.links import link
from consilience.web.pages.passages import clip
from consilience.web.pages.shelf import Shelf

STORIES = 25
"""Stories on one page of today: two screens."""

DISPUTES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """A story in the list of today."""

    id: str
    href: str
    title: str
    lead: str
    days: str
    last: str
    articles: int
    independent: int
    events: int
    disputes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDispute:
    """A dispute in the margin of today."""

    href: str
    question: str
    statements: tuple[tuple[int, str], ...]
    story: Ref | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayView:
    """Everything the first page shows."""

    stories: tuple[StoryRow, ...]
    total: int
    next: str | None
    disputes: tuple[OpenDispute, ...]
    disputes_total: int
    counts: dict[str, int]


def show_today(shelf: Shelf, *, after: str | None) -> TodayView:
    """Give the view of the first page, from a cursor on. Raises ValueError where `after` is no cursor."""
    page = shelf.desk.stories(after=after, limit=STORIES)
    disputes = shelf.list(ConflictOut, Filter(status="disagreement"), limit=DISPUTES)
    return TodayView(
        stories=tuple(_row(shelf, card) for card in page.items),
        total=page.total,
        next=page.next,
        disputes=tuple(_dispute(shelf, entry.of) for entry in disputes),
        disputes_total=disputes.total,
        counts=dict(shelf.desk.counts()),
    )


def _row(shelf: Shelf, card: StoryCard) -> StoryRow:
    lead = shelf.desk.brief(card.id, limit=1).items
    return StoryRow(
        id=card.id,
        href=link("story", card.id),
        title=card.title,
        lead=lead[0].title if lead else "",
        days=say_days(card.first, card.last),
        last=card.last or "",
        articles=card.articles,
        independent=card.independent,
        events=card.events,
        disputes=card.disputes,
    )


def _dispute(shelf: Shelf, conflict: ConflictOut) -> OpenDispute:
    story = shelf.item("story", conflict.story) if conflict.story else None
    return OpenDispute(
        href=link("conflict", conflict.id),
        question=conflict.question,
        statements=tuple((p.independent_reports, clip(p.statement, 140)) for p in conflict.positions),
        story=Ref(text=story.title, href=link("story", story.id)) if story else None,
    )
