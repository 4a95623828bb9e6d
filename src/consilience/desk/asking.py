"""Questions to a store: one item, a list, a search, what points at what, what changed. Every answer comes from an index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from consilience.exports.record import codec
from consilience.exports.record.shape import Record
from consilience.exports.record.shelving import assemble, decode_item
from consilience.record.items import Item, Kind
from consilience.record.listing import EVERYTHING, Change, Filter, Hit, Order, OutletCard, Page, StoryCard, Version
from consilience.store.database import Database

MOST = 500
"""The longest page given, whatever is asked for."""


class Desk:
    """Answers from one store. Safe to use from several threads; never writes."""

    def __init__(self, store: Database) -> None:
        self._store = store

    def get(self, kind: Kind, name: str) -> Item | None:
        """Give the item of a kind with this id; `None` where there is none."""
        found = self._store.get(kind, (name,))
        return found[0] if found else None

    def many(self, kind: Kind, names: Iterable[str]) -> tuple[Item, ...]:
        """Give items of a kind by id, in the order of the ids, each once; those not there are left out."""
        return self._store.get(kind, tuple(names))

    def named(self, kind: Kind, names: Iterable[str]) -> tuple[Item, ...]:
        """Give items as `many` does, without their contents and what they hang on: a much-named entity has a megabyte of these."""
        return self._store.named(kind, tuple(names))

    def read(self, kind: Kind, name: str) -> Any:
        """Give the content of an item as its type in `exports/record/shape`; `None` where there is no such item."""
        item = self.get(kind, name)
        return decode_item(item) if item else None

    def page(
        self,
        kind: Kind,
        *,
        where: Filter = EVERYTHING,
        order: Order = "recent",
        after: str | None = None,
        limit: int = 50,
    ) -> Page[Item]:
        """Give a page of a list, `limit` items (1 to MOST) from the cursor on.

        Raises ValueError where `after` is no cursor of a list in this order.
        """
        return self._store.page(kind, where, order=order, after=after, limit=_within(limit))

    def rows(
        self,
        kind: Kind,
        *,
        where: Filter = EVERYTHING,
        order: Order = "recent",
        after: str | None = None,
        limit: int = 50,
    ) -> Page[Item]:
        """As `page`, with the columns alone: `content` is empty and so is what the items hang on.

        For lists: the contents of fifty much-named entities are megabytes.
        """
        return self._store.rows(kind, where, order=order, after=after, limit=_within(limit))

    def search(
        self,
        text: str,
        *,
        kinds: Sequence[Kind] = (),
        where: Filter = EVERYTHING,
        after: str | None = None,
        limit: int = 20,
    ) -> Page[Hit]:
        """Give the best matches of a query among items of these kinds (none: all that are searched).

        Words, "phrases", `title:word`, `outlet:"a name"`, `body:word`, `-word`, `wor*`; whatever else it holds, `text` never
        raises. Raises ValueError where `after` is no cursor of a search. `where.text` must match too.
        """
        both = f"{text} {where.text}" if where.text else text
        return self._store.search(both, kinds=kinds, where=where, after=after, limit=_within(limit))

    def stories(
        self, *, where: Filter = EVERYTHING, order: Order = "recent", after: str | None = None, limit: int = 50
    ) -> Page[StoryCard]:
        """Give stories as a list shows them, the latest first. Raises ValueError as `page` does."""
        return self._store.story_cards(where, order=order, after=after, limit=_within(limit))

    def timeline(self, story: str, *, after: str | None = None, limit: int = 200) -> Page[Item]:
        """Give the timeline of a story, oldest first, as the record has it. Raises ValueError as `page` does."""
        return self.page("timeline", where=Filter(story=story), order="weight", after=after, limit=limit)

    def brief(self, story: str, *, after: str | None = None, limit: int = 200) -> Page[Item]:
        """Give the sentences of a story's brief, as the record has them. Raises ValueError as `page` does."""
        return self.page("sentence", where=Filter(story=story), order="weight", after=after, limit=limit)

    def backlinks(self, kind: Kind, name: str) -> Mapping[str, int]:
        """How many items of each kind hang on an item: on a story, article or entity, or pointing at any other by id.

        The items themselves: `page` with the filter of that name (`story`, `article`, `entity`, else `ref`).
        """
        relation = kind if kind in ("story", "article", "entity") else "ref"
        return self._store.backlinks(relation, name)

    def outlets(self, *, limit: int = MOST) -> tuple[OutletCard, ...]:
        """Give the outlets with most articles first, equal ones by name; articles without a named outlet count for none."""
        return self._store.outlets(limit=_within(limit))

    def record(self) -> Record | None:
        """Give the whole record as last woven, by a run or a clerk; `None` where nothing has been. Takes as long as it is big."""
        content = self._store.record()
        if content is not None:
            return codec.decode(content)
        parts = self._store.parts()
        return assemble(codec.decode(parts.head), parts.items) if parts else None

    def counts(self) -> Mapping[str, int]:
        """Give the number of items of each kind that has any."""
        return self._store.counts()

    def changes(self, since: int = 0, *, limit: int = 1000) -> tuple[Change, ...]:
        """Give what changed after the change with this `seq` (0: from the first), oldest first."""
        return self._store.changes(since, limit=limit)

    def last_change(self) -> int:
        """Give the `seq` of the last change, 0 before the first: the state of everything here, as one number."""
        return self._store.last_change()

    def versions(self, url: str) -> tuple[Version, ...]:
        """Give the texts of an address, first taken first; none where it is not known."""
        return self._store.versions(url)


def _within(limit: int) -> int:
    return max(1, min(limit, MOST))
