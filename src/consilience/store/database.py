"""The embedded store: articles and items for good, readings as a cache, the last record; SQLite through SQLAlchemy Core.

Every write is one transaction: a killed run leaves the store as it was. Readers see the store as it was when they asked and
wait for nobody. Several processes may use one file. The parts are in the modules beside this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import sqlalchemy as sa

from consilience.record.found import Reading
from consilience.record.items import Item, Kind
from consilience.record.listing import EVERYTHING, Change, Filter, Hit, Order, OutletCard, Page, StoryCard, Version
from consilience.record.text import Article
from consilience.store import articles, changes, codec, items, lists, outlets, readings, searching, tables
from consilience.store.items import Key as ItemKey
from consilience.store.opening import StoreError, open_engine, reading, writing
from consilience.store.readings import Key as ReadingKey

__all__ = ["Database", "Kept", "Parts", "StoreError", "open_database"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a picture is kept with. `head`: what its record says beside its items, made at `generated`.

    `woven`: ids of the articles it was woven from, by `stages`.
    """

    head: bytes
    generated: str
    woven: tuple[str, ...]
    stages: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A record in parts: what it says beside its items, and these by kind in the record's order."""

    head: bytes
    items: Mapping[Kind, tuple[Item, ...]]


class Database:
    """One store file. Use as a context manager; `open_database` makes one. Safe to use from several threads."""

    def __init__(self, engine: sa.Engine, path: Path) -> None:
        self.engine = engine
        self.path = path

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    def add_articles(self, new: Iterable[Article]) -> int:
        """Keep articles; those already known are left as they are. Gives the number that were new."""
        with writing(self.engine) as connection:
            return articles.add(connection, new)

    def articles(self, names: Sequence[str] | None = None) -> tuple[Article, ...]:
        """Give the articles of these ids, in that order, those not kept left out; `None`: every one, in the order of ids."""
        with reading(self.engine) as connection:
            return articles.every(connection) if names is None else articles.some(connection, names)

    def article_names(self) -> tuple[str, ...]:
        """Give the ids of every article kept, in order."""
        with reading(self.engine) as connection:
            return articles.names(connection)

    def article(self, name: str) -> Article | None:
        """Give an article as it was sealed, read or not; `None` where it is not kept."""
        with reading(self.engine) as connection:
            return articles.one(connection, name)

    def known(self, names: Sequence[str]) -> frozenset[str]:
        """Give those of these ids that are of articles kept."""
        with reading(self.engine) as connection:
            return frozenset(articles.known_ids(connection, names))

    def versions(self, url: str) -> tuple[Version, ...]:
        """Give the texts of an address, first taken first."""
        with reading(self.engine) as connection:
            return articles.versions(connection, url)

    def unwoven(self, stages: str) -> int:
        """How many articles these stages have not woven yet."""
        with reading(self.engine) as connection:
            return articles.unwoven(connection, stages)

    def readings(self, keys: Iterable[ReadingKey], *, stages: str) -> Mapping[ReadingKey, Reading]:
        """Give the cached readings for (article id, publication key) pairs made by this digest of stages."""
        with reading(self.engine) as connection:
            return readings.find(connection, keys, stages=stages)

    def add_readings(self, fresh: Mapping[ReadingKey, Reading], *, stages: str) -> None:
        """Cache readings and drop those of the same articles that an older digest of stages made."""
        with writing(self.engine) as connection:
            readings.keep(connection, fresh, stages=stages)

    def keep_items(self, some: Sequence[Item], gone: Iterable[ItemKey] = ()) -> int:
        """Write the items that differ, forget the gone ones, log both. Gives the number of changes."""
        with reading(self.engine) as connection:
            plan = items.compare(connection, some, gone)
        with writing(self.engine) as connection:
            if items.pictures(connection) != plan.pictures:
                plan = items.compare(connection, some, gone)
            return items.write(connection, plan)

    def pictures(self) -> int:
        """How many times the items were written. Ask before working something out from what the store holds."""
        with reading(self.engine) as connection:
            return items.pictures(connection)

    def keep_picture(self, every: Sequence[Item], kept: Kept, *, over: int) -> int | None:
        """Make these the store's items, all others gone, and note what they were woven from: all or nothing.

        `over`: what `pictures` said before the articles were asked for; where items were written since, nothing is kept and
        `None` given: weave again. Else the number of changes. A record kept whole before is forgotten. The comparison holds
        nobody up; only the writing of what differs does, and that only other writers.
        """
        places = codec.encode_places(every)
        with reading(self.engine) as connection:
            plan = items.compare_all(connection, every)
        with writing(self.engine) as connection:
            if not items.pictures(connection) == plan.pictures == over:
                return None
            number = items.write(connection, plan)
            articles.mark_woven(connection, kept.woven, kept.stages)
            changes.keep_head(connection, kept.head, places, kept.generated)
            return number

    def get(self, kind: Kind, names: Sequence[str]) -> tuple[Item, ...]:
        """Give items of a kind by id, in the order of the ids, each once; those not there are left out."""
        with reading(self.engine) as connection:
            return lists.get(connection, kind, names)

    def named(self, kind: Kind, names: Sequence[str]) -> tuple[Item, ...]:
        """Give items as `get` does, without their contents and what they hang on."""
        with reading(self.engine) as connection:
            return lists.named(connection, kind, names)

    def page(
        self,
        kind: Kind,
        where: Filter = EVERYTHING,
        *,
        order: Order = "recent",
        after: str | None = None,
        limit: int = 50,
    ) -> Page[Item]:
        """Give a page of items. Raises ValueError where `after` is no cursor of a list in this order."""
        with reading(self.engine) as connection:
            return lists.page(connection, kind, where, order=order, after=after, limit=limit)

    def rows(
        self,
        kind: Kind,
        where: Filter = EVERYTHING,
        *,
        order: Order = "recent",
        after: str | None = None,
        limit: int = 50,
    ) -> Page[Item]:
        """Give a page of items without their contents and what they hang on. Raises ValueError as `page` does."""
        with reading(self.engine) as connection:
            return lists.rows(connection, kind, where, order=order, after=after, limit=limit)

    def story_cards(
        self, where: Filter = EVERYTHING, *, order: Order = "recent", after: str | None = None, limit: int = 50
    ) -> Page[StoryCard]:
        """Give a page of stories as lists show them. Raises ValueError as `page` does."""
        page = self.rows("story", where, order=order, after=after, limit=limit)
        cards = tuple(lists.story_card(story) for story in page.items)
        return Page(items=cards, next=page.next, total=page.total, exact=page.exact)

    def search(
        self,
        text: str,
        *,
        kinds: Sequence[Kind] = (),
        where: Filter = EVERYTHING,
        after: str | None = None,
        limit: int = 20,
    ) -> Page[Hit]:
        """Give the best matches. Raises ValueError where `after` is no cursor of a search; never for what `text` holds."""
        with reading(self.engine) as connection:
            return searching.search(connection, text, kinds=kinds, where=where, after=after, limit=limit)

    def outlets(self, *, limit: int) -> tuple[OutletCard, ...]:
        """Give the outlets with most articles first."""
        with reading(self.engine) as connection:
            return outlets.every(connection, limit=limit)

    def counts(self) -> Mapping[str, int]:
        """Give the number of items of each kind that has any."""
        with reading(self.engine) as connection:
            return lists.counts(connection)

    def backlinks(self, relation: str, target: str) -> Mapping[str, int]:
        """How many items of each kind hang on a thing; `relation`: "story", "article", "entity" or "ref"."""
        with reading(self.engine) as connection:
            return lists.backlinks(connection, relation, target)

    def changes(self, since: int = 0, *, limit: int = 1000) -> tuple[Change, ...]:
        """Give what changed after a change's `seq`, oldest first."""
        with reading(self.engine) as connection:
            return changes.after(connection, since, limit=limit)

    def last_change(self) -> int:
        """Give the `seq` of the last change; 0 before the first."""
        with reading(self.engine) as connection:
            return changes.last(connection)

    def keep_record(self, content: bytes, *, generated: str) -> None:
        """Keep a record whole; an older one (by its ISO time `generated`) is not kept over a newer picture."""
        with writing(self.engine) as connection:
            changes.keep_content(connection, content, generated)

    def record(self) -> bytes | None:
        """Give the last record kept whole, as JSON bytes; `None` if no run has written one since the last catch-up."""
        with reading(self.engine) as connection:
            return changes.record(connection)

    def parts(self) -> Parts | None:
        """Give what the last record is put together from, of one moment; `None` if nothing has been woven."""
        with reading(self.engine) as connection:
            found = changes.head(connection)
            if found is None:
                return None
            places = codec.decode_places(found[1])
            return Parts(head=found[0], items={kind: lists.get(connection, kind, ids) for kind, ids in places.items()})

    def clear(self) -> None:
        """Forget everything but the numbers of the changes."""
        with writing(self.engine) as connection:
            items.write(connection, items.compare_all(connection, ()))
            tables.memo.create(connection, checkfirst=True)  # a store that nothing was watched for may lack it
            for table in (tables.reading, tables.record, tables.article, tables.memo):
                connection.execute(sa.delete(table))


def open_database(path: Path) -> Database:
    """Open the store at `path`, made if absent. Raises StoreError when it is no store of ours or cannot be written."""
    return Database(open_engine(path), path)
