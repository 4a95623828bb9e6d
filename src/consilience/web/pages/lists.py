"""Full lists of one kind, narrowed by what the address says: where a number opens everything it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from consilience.exports.record.shape import ArticleOut, ClaimOut, ConflictOut, EntityOut, EventOut
from consilience.record.listing import Filter, Order
from consilience.web.pages.facts import Ref, show_claim, show_dispute, show_event
from consilience.web.pages.links import link
from consilience.web.pages.shelf import Entry, Shelf
from consilience.web.pages.story import show_article_row, show_entity_row

PAGE, PAGE_OF_DISPUTES = 50, 20

SHAPES: dict[str, tuple[type[Any], Order, str]] = {
    "article": (ArticleOut, "recent", "Articles"),
    "event": (EventOut, "recent", "Events"),
    "claim": (ClaimOut, "recent", "Statements"),
    "conflict": (ConflictOut, "recent", "Disputes and changed figures"),
    "entity": (EntityOut, "weight", "Who and where"),
}
"""Kinds with a list: their type, the order, the heading."""

NARROWED = ("story", "article", "entity", "place", "by", "type", "status", "outlet", "since", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """Everything a list page shows. `narrowed`: what the list is narrowed to, in words."""

    kind: str
    title: str
    rows: tuple[Any, ...]
    total: int
    next: str | None
    narrowed: tuple[tuple[str, Ref], ...]
    where: dict[str, str]


def show_list(shelf: Shelf, kind: str, where: dict[str, str], *, after: str | None) -> ListView | None:
    """Give the view of a list; `None` where there is no list of that kind. Raises ValueError where `after` is no cursor."""
    if kind not in SHAPES:
        return None
    of, order, title = SHAPES[kind]
    given = {key: value for key, value in where.items() if key in NARROWED and value}
    narrowed: Any = Filter(**given)  # type: ignore[arg-type]  # NARROWED names only fields that are words
    limit = PAGE_OF_DISPUTES if kind == "conflict" else PAGE
    listing = shelf.list(of, narrowed, order=order, limit=limit, after=after)
    return ListView(
        kind=kind,
        title=title,
        rows=tuple(_row(shelf, kind, entry) for entry in listing),
        total=listing.total,
        next=listing.next,
        narrowed=tuple((key, _say(shelf, key, value)) for key, value in given.items()),
        where=given,
    )


def _row(shelf: Shelf, kind: str, entry: Entry[Any]) -> Any:
    if kind == "entity":
        return show_entity_row(entry.item, named=entry.item.figure("mentions"))
    show = {"article": show_article_row, "event": show_event, "claim": show_claim, "conflict": show_dispute}[kind]
    return show(shelf, entry)  # type: ignore[operator]  # each takes the entry of its own kind


def _say(shelf: Shelf, key: str, value: str) -> Ref:
    kinds: dict[str, Any] = {
        "story": "story", "article": "article", "entity": "entity", "place": "entity", "by": "entity",
    }  # fmt: skip
    item = shelf.item(kinds[key], value) if key in kinds else None
    return Ref(text=item.title, href=link(kinds[key], value)) if item else Ref(text=value)
