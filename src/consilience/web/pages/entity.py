"""The page of a person, organisation or place: names, relations, what it said, what is said of it, labels, control."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from consilience.exports.record.shape import (
    ClaimOut,
    ControlOut,
    EventOut,
    FramingOut,
    LinkOut,
    RelationOut,
    SpanOut,
    StoryOut,
)
from consilience.record.listing import Filter
from consilience.web.pages.atlas import MapView, show_map
from consilience.web.pages.bearers import mentions, read_head
from consilience.web.pages.event import say_precision
from consilience.web.pages.facts import (
    ClaimRow,
    ControlRow,
    EventRow,
    LabelRow,
    Ref,
    RelationRow,
    dated_first,
    join_copies,
    name_article_outlet,
    say_day,
    show_claim,
    show_control,
    show_event,
    show_labels,
    show_relation,
)
from consilience.web.pages.links import link, link_search, link_span
from consilience.web.pages.passages import Passage, cite
from consilience.web.pages.shelf import Entry, Listing, Shelf
from consilience.web.pages.strip import draw_strip

SHOWN = 60
"""Statements and events of each kind on the page; the full lists are one click away."""

MENTIONS = 30
STORIES = 4
AROUND = 70
"""Characters shown on either side of a mention."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow:
    """One form of the name, how often it stands, and the search that finds it."""

    text: str
    count: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionRow:
    """A mention with the words around it."""

    href: str
    before: str
    name: str
    after: str
    outlet: Ref
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """A judgement that two mentions name one thing, or two, and why."""

    verdict: str
    score: str
    why: str
    one: Passage
    other: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityView:
    """Everything the page of an entity shows."""

    id: str
    name: str
    kind: str
    country: str | None
    where: str
    names: tuple[NameRow, ...]
    mentions_total: int
    articles_total: int
    stories: tuple[Ref, ...]
    relations: tuple[RelationRow, ...]
    relations_total: int
    said: tuple[ClaimRow, ...]
    said_total: int
    said_of: tuple[ClaimRow, ...]
    said_of_total: int
    labels: tuple[LabelRow, ...]
    labels_total: int
    control: tuple[ControlRow, ...]
    events: tuple[EventRow, ...]
    events_total: int
    strip: Markup | None
    map: MapView | None
    links: tuple[LinkRow, ...]
    links_total: int
    mentions: tuple[MentionRow, ...]


def show_entity(shelf: Shelf, name: str) -> EntityView | None:
    """Give the view of an entity; `None` where there is none of that id."""
    item = shelf.item("entity", name)
    if item is None:
        return None
    entity = read_head(item)
    about = Filter(entity=name)
    is_place = entity.kind == "place"
    said = shelf.list(ClaimOut, Filter(by=name), limit=SHOWN)
    claims = shelf.list(ClaimOut, about, limit=2 * SHOWN)
    events = shelf.list(EventOut, Filter(place=name) if is_place else about, order="oldest", limit=SHOWN)
    links = shelf.list(LinkOut, about, order="weight", limit=SHOWN)
    labels = shelf.list(FramingOut, about, limit=SHOWN)
    relations = shelf.list(RelationOut, about, order="weight", limit=SHOWN)
    of_it = [entry for entry in claims if entry.of.speaker != name]
    return EntityView(
        id=name,
        name=entity.name,
        kind=entity.kind,
        country=entity.country,
        where=say_precision(entity) if is_place else "",
        names=tuple(
            NameRow(text=form.text, count=form.count, href=link_search(q=f'"{form.text}"', kind="article"))
            for form in entity.names
        ),
        mentions_total=item.figure("mentions"),
        articles_total=item.figure("articles"),
        stories=tuple(_ref(entry) for entry in shelf.several(StoryOut, item.stories[:STORIES])),
        relations=tuple(show_relation(shelf, entry.of) for entry in relations),
        relations_total=relations.total,
        said=join_copies(show_claim(shelf, entry) for entry in said),
        said_total=said.total,
        said_of=join_copies(show_claim(shelf, entry) for entry in of_it[:SHOWN]),
        said_of_total=max(claims.total - said.total, 0),
        labels=show_labels(shelf, (entry.of for entry in labels)),
        labels_total=labels.total,
        control=tuple(
            show_control(shelf, entry.of) for entry in shelf.list(ControlOut, about, order="oldest", limit=SHOWN)
        ),
        events=tuple(show_event(shelf, entry) for entry in dated_first(events)),
        events_total=events.total,
        strip=draw_strip([entry.item.first or "" for entry in events], "events"),
        map=show_map(shelf, events.entries) if is_place else None,
        links=tuple(_link(shelf, entry.of) for entry in _telling(links)),
        links_total=links.total,
        mentions=_mentions(shelf, tuple(islice(mentions(item), MENTIONS))),
    )


def _mentions(shelf: Shelf, spans: Sequence[SpanOut]) -> tuple[MentionRow, ...]:
    articles = shelf.articles(span.article for span in spans)
    rows = []
    for span in spans:
        article = articles.get(span.article)
        if article is not None:
            before = " ".join(article.text[max(span.start - AROUND, 0) : span.start].rsplit("\n", 1)[-1].split())
            after = " ".join(article.text[span.end : span.end + AROUND].split("\n", 1)[0].split())
            rows.append(MentionRow(
                href=link_span(span), before=before, name=article.text[span.start : span.end], after=after,
                outlet=name_article_outlet(shelf, span.article), day=say_day(article.published),
            ))  # fmt: skip
    return tuple(rows)


def _ref(entry: Entry[StoryOut]) -> Ref:
    return Ref(text=entry.of.title, href=link("story", entry.of.id))


def _telling(links: Listing[LinkOut]) -> Iterable[Entry[LinkOut]]:
    """Unsure and different first: what an analyst looks for when two names may be one."""
    order = {"unsure": 0, "different": 1, "same": 2}
    return sorted(links, key=lambda entry: (order[entry.of.verdict], -entry.of.score, entry.item.id))


def _link(shelf: Shelf, found: LinkOut) -> LinkRow:
    one, other = cite(shelf, [found.a]), cite(shelf, [found.b])
    blank = Passage(href="#", words="", outlet="", outlet_href=None, day="", carried=None)
    return LinkRow(
        verdict=found.verdict,
        score=f"{found.score:.2f}",
        why=found.why,
        one=one[0] if one else blank,
        other=other[0] if other else blank,
    )
