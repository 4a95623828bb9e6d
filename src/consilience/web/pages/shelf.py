"""What one page reads from the desk: items decoded to the public types, each looked up once.

Not here: what a page shows of them (the file named after the page).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from consilience.exports.record.shape import ArticleOut
from consilience.exports.record.shelving import SHAPES, decode_item
from consilience.record.items import Item, Kind
from consilience.record.listing import Filter

if TYPE_CHECKING:
    from consilience.desk import Desk
    from consilience.record.listing import Order

T = TypeVar("T")

KIND_OF: dict[type[Any], Kind] = {shape: kind for kind, shape in SHAPES.items()}

NAMES_ENTITIES: frozenset[Kind] = frozenset({"event", "relation", "framing", "control"})
CITES: frozenset[Kind] = frozenset({"relation", "framing", "control", "timeline", "sentence", "conflict", "link"})
"""Kinds whose rows name entities, and kinds whose rows show words of articles."""

MOST = 300
"""Items of one kind that a page lists at most before it points at the list that has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Generic[T]):
    """One item: `item` for ids, days and titles, `of` for its content, which is read when it is asked for."""

    item: Item
    shelf: Shelf

    @property
    def of(self) -> T:
        """The content, as its public type."""
        return cast("T", self.shelf.read(self.item))


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[T]):
    """A stretch of a list with the number there is in all and the cursor of the next stretch, `None` at the end."""

    entries: tuple[Entry[T], ...]
    total: int
    next: str | None

    def __iter__(self) -> Any:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


class Shelf:
    """Reads for one page. Look-ups are remembered for as long as the page is made."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._items: dict[tuple[Kind, str], Item | None] = {}
        self._bare: dict[tuple[Kind, str], Item | None] = {}
        self._read: dict[tuple[Kind, str], Any] = {}

    def item(self, kind: Kind, name: str) -> Item | None:
        """Give an item by its id; `None` where there is none."""
        key = (kind, name)
        if key not in self._items:
            self._items[key] = self.desk.get(kind, name)
        return self._items[key]

    def items(self, kind: Kind, names: Iterable[str]) -> tuple[Item, ...]:
        """Give those of these items that there are, in the order asked for, once each."""
        wanted = tuple(dict.fromkeys(names))
        unknown = [name for name in wanted if (kind, name) not in self._items]
        self._items |= {(kind, name): None for name in unknown}
        self._items |= {(kind, item.id): item for item in (self.desk.many(kind, unknown) if unknown else ())}
        return tuple(item for name in wanted if (item := self._items[kind, name]))

    def named(self, kind: Kind, name: str) -> Item | None:
        """Give an item by its id without its content, for its title and columns; `None` where there is none."""
        key = (kind, name)
        if self._items.get(key):
            return self._items[key]
        if key not in self._bare:
            self._fetch_bare(kind, (name,))
        return self._bare[key]

    def _fetch_bare(self, kind: Kind, names: Iterable[str]) -> None:
        unknown = [name for name in dict.fromkeys(names) if (kind, name) not in self._bare]
        self._bare |= {(kind, name): None for name in unknown}
        self._bare |= {(kind, item.id): item for item in (self.desk.named(kind, unknown) if unknown else ())}

    def get(self, of: type[T], name: str | None) -> T | None:
        """Give the content of an item by its id; `None` where there is none."""
        item = self.item(KIND_OF[of], name) if name else None
        return cast("T", self.read(item)) if item else None

    def several(self, of: type[T], names: Iterable[str]) -> tuple[Entry[T], ...]:
        """Give those of these items that there are, in the order asked for, once each."""
        kind = KIND_OF[of]
        return tuple(Entry(item=item, shelf=self) for item in self.items(kind, names))

    def list(
        self, of: type[T], where: Filter, *, order: Order = "recent", limit: int = MOST, after: str | None = None
    ) -> Listing[T]:
        """Give the items of a type that pass a filter."""
        page = self.desk.page(KIND_OF[of], where=where, order=order, limit=limit, after=after)
        for item in page.items:
            self._items[item.kind, item.id] = item
        self._fetch_around(page.items)
        entries: tuple[Entry[T], ...] = tuple(Entry(item=item, shelf=self) for item in page.items)
        return Listing(entries=entries, total=page.total, next=page.next)

    def _fetch_around(self, items: Sequence[Item]) -> None:
        """Fetch at once what the rows of these items will name, each of which would be a question of its own."""
        kinds = {item.kind for item in items}
        entities = [name for item in items if item.kind in NAMES_ENTITIES for name in item.entities]
        entities += [item.by for item in items if item.kind == "claim" and item.by]
        entities += [item.place for item in items if item.place]
        self._fetch_bare("entity", entities)
        self.items("article", [name for item in items if item.kind in CITES for name in item.articles])
        if "timeline" in kinds:
            self.items("event", [name for item in items if item.kind == "timeline" for name in item.refs])

    def articles(self, names: Iterable[str]) -> dict[str, ArticleOut]:
        """Give the articles of these ids, by id."""
        return {entry.item.id: entry.of for entry in self.several(ArticleOut, names)}

    def read(self, item: Item) -> Any:
        """Give the content of an item, read once."""
        key = (item.kind, item.id)
        if key not in self._read:
            self._read[key] = decode_item(item)
        return self._read[key]
