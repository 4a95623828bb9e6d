"""The story page: brief, disputes, timeline, map, who is who, articles, and who carries whose text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from consilience.exports.page.view import name_outlet
from consilience.exports.record.shape import (
    ArticleOut,
    ConflictOut,
    ControlOut,
    EntityOut,
    EventOut,
    FramingOut,
    LineageOut,
    RelationOut,
    SentenceOut,
    StoryOut,
    TimelineOut,
)
from consilience.record.items import Item
from consilience.record.listing import Filter
from consilience.web.pages.atlas import MapView, show_map
from consilience.web.pages.bearers import count_by_article
from consilience.web.pages.facts import (
    ControlRow,
    DisputeRow,
    EventRow,
    LabelRow,
    Ref,
    RelationRow,
    dated_first,
    say_basis,
    say_day,
    say_days,
    show_control,
    show_dispute,
    show_event,
    show_labels,
    show_relation,
)
from consilience.web.pages.graph import draw_graph
from consilience.web.pages.links import link, link_outlet, link_span
from consilience.web.pages.passages import Support, lineages_of, weigh
from consilience.web.pages.shelf import Entry, Listing, Shelf
from consilience.web.pages.strip import draw_strip

MOST_ARTICLES = 120
MOST_ENTITIES = 40
MOST_IN_GRAPH = 60
"""Articles drawn in the graph of a story; more are a page of their own each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """One line of the brief or the timeline, with what it rests on."""

    text: str
    href: str | None
    day: str
    first: str
    basis: str
    status: str
    support: Support
    events: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """An article in a list."""

    id: str
    href: str
    title: str
    outlet: Ref
    day: str
    first: str
    basis: str
    lineage: Ref | None
    unread: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRow:
    """An entity in who is who. `named`: how often in this story's articles."""

    ref: Ref
    kind: str
    others: tuple[str, ...]
    named: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines of the brief under one heading."""

    id: str
    title: str
    note: str
    lines: tuple[LineRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """Everything the story page shows."""

    id: str
    title: str
    days: str
    articles_total: int
    independent: int
    events_total: int
    disputes_total: int
    sections: tuple[Section, ...]
    disputes: tuple[DisputeRow, ...]
    revisions: tuple[DisputeRow, ...]
    timeline: tuple[LineRow, ...]
    timeline_total: int
    strip: Markup | None
    map: MapView | None
    events: tuple[EventRow, ...]
    control: tuple[ControlRow, ...]
    entities: tuple[EntityRow, ...]
    entities_total: int
    relations: tuple[RelationRow, ...]
    labels: tuple[LabelRow, ...]
    articles: tuple[ArticleRow, ...]
    graph: Markup | None


SECTIONS = (
    ("known", "What is known", "Told by a report in its own voice, or by independent reports of different sources."),
    ("claimed", "Said by one source", "Everything that tells it goes back to one person, body or unnamed source."),
    ("planned", "What is planned", ""),
)


def show_story(shelf: Shelf, name: str) -> StoryView | None:
    """Give the view of a story; `None` where there is none of that id."""
    story, item = shelf.get(StoryOut, name), shelf.item("story", name)
    if story is None or item is None:
        return None
    where = Filter(story=name)
    conflicts = shelf.list(ConflictOut, where, order="weight")
    timeline = shelf.list(TimelineOut, where, order="weight")
    events = shelf.list(EventOut, where, order="oldest")
    articles = shelf.list(ArticleOut, where, order="oldest", limit=MOST_ARTICLES)
    entities = shelf.list(EntityOut, where, order="weight", limit=500)
    disputes = [entry for entry in conflicts if entry.of.nature == "disagreement"]
    lines = tuple(show_timeline(shelf, entry.of) for entry in timeline)
    return StoryView(
        id=story.id,
        title=story.title,
        days=say_days(item.first, item.last),
        articles_total=len(story.articles),
        independent=item.figure("independent"),
        events_total=events.total,
        disputes_total=len(disputes),
        sections=_sections(shelf, where),
        disputes=tuple(show_dispute(shelf, entry) for entry in disputes),
        revisions=tuple(show_dispute(shelf, entry) for entry in conflicts if entry.of.nature == "revision"),
        timeline=lines,
        timeline_total=timeline.total,
        strip=draw_strip([line.first for line in lines], "timeline entries"),
        map=show_map(shelf, events.entries),
        events=tuple(show_event(shelf, entry) for entry in dated_first(events)),
        control=tuple(show_control(shelf, entry.of) for entry in shelf.list(ControlOut, where, order="oldest")),
        entities=_entities(entities, set(story.articles)),
        entities_total=entities.total,
        relations=tuple(show_relation(shelf, entry.of) for entry in shelf.list(RelationOut, where)),
        labels=show_labels(shelf, (entry.of for entry in shelf.list(FramingOut, where))),
        articles=tuple(show_article_row(shelf, entry) for entry in articles),
        graph=_graph(shelf, articles),
    )


def show_timeline(shelf: Shelf, entry: TimelineOut) -> LineRow:
    """Give the line of a timeline entry; its counts are those of its best supported event."""
    events = shelf.several(EventOut, entry.events)
    best = max((e.of for e in events), key=lambda event: event.independent_reports, default=None)
    statuses = {e.of.status for e in events}
    return LineRow(
        text=entry.text,
        href=link_span(entry.citations[0]) if entry.citations else None,
        day=say_day(entry.date),
        first=entry.date.start,
        basis=say_basis(entry.date),
        status="disputed" if "disputed" in statuses else best.status if best else "reported",
        support=weigh(
            shelf,
            entry.citations,
            independent=best.independent_reports if best else 1,
            sources=best.ultimate_sources if best else (),
        ),
        events=tuple(Ref(text=e.of.summary, href=link("event", e.of.id)) for e in events),
    )


def show_article_row(shelf: Shelf, entry: Entry[ArticleOut]) -> ArticleRow:
    """Give the row of an article."""
    article = entry.of
    lineage = shelf.get(LineageOut, article.lineage)
    return ArticleRow(
        id=article.id,
        href=link("article", article.id),
        title=article.title or "untitled",
        outlet=Ref(text=name_outlet(article), href=link_outlet(article.outlet)),
        day=say_day(article.published),
        first=article.published.start if article.published else "",
        basis=say_basis(article.published),
        lineage=_carries(lineage) if lineage else None,
        unread="" if article.language in ("en", "und") else article.language,
    )


def _carries(lineage: LineageOut) -> Ref:
    verb = "rewritten from " if lineage.kind == "rewrite" else ""
    text = f"{lineage.wire} text" if lineage.wire else f"text shared by {len(lineage.articles)}"
    return Ref(text=verb + text, href=link("lineage", lineage.id))


def _sections(shelf: Shelf, where: Filter) -> tuple[Section, ...]:
    lines: dict[str, list[LineRow]] = {"known": [], "claimed": [], "planned": []}
    for entry in shelf.list(SentenceOut, where, order="weight"):
        key = entry.of.status if entry.of.status in ("claimed", "planned", "disputed") else "known"
        if key != "disputed":
            lines[key].append(_line(shelf, entry.of))
    return tuple(
        Section(id=key, title=title, note=note, lines=tuple(lines[key])) for key, title, note in SECTIONS if lines[key]
    )


def _line(shelf: Shelf, line: SentenceOut) -> LineRow:
    return LineRow(
        text=line.text,
        href=link_span(line.citations[0]) if line.citations else None,
        day="",
        first="",
        basis="",
        status=line.status,
        support=weigh(shelf, line.citations, independent=line.independent_reports, sources=line.ultimate_sources),
        events=(),
    )


def _entities(entities: Listing[EntityOut], members: set[str]) -> tuple[EntityRow, ...]:
    rows = []
    for entry in entities:
        counted = count_by_article(entry.item)
        named = sum(counted[name] for name in members)
        if named:
            rows.append(show_entity_row(entry.item, named=named))
    rows.sort(key=lambda row: (-row.named, row.ref.text))
    return tuple(rows[:MOST_ENTITIES])


def show_entity_row(item: Item, *, named: int) -> EntityRow:
    """Give the row of an entity that is named so often."""
    return EntityRow(
        ref=Ref(text=item.title, href=link("place" if item.type == "place" else "entity", item.id)),
        kind=item.type or "",
        others=tuple(name for name in item.words.split("\n") if name != item.title),
        named=named,
    )


def _graph(shelf: Shelf, articles: Listing[ArticleOut]) -> Markup | None:
    shown = [entry.of for entry in articles][:MOST_IN_GRAPH]
    lineages = {lineage.id: lineage for lineage in lineages_of(shelf, shown).values()}
    members = Counter(name for lineage in lineages.values() for name in lineage.articles)
    known = shelf.articles([*members, *(article.id for article in shown)])
    whole = [lineage for lineage in lineages.values() if all(name in known for name in lineage.articles)]
    alone = [article.id for article in shown if article.id not in members]
    return draw_graph(sorted(whole, key=lambda one: (-len(one.articles), one.id)), known, alone)
