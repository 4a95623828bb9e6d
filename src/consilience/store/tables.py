"""The tables of the store, and what a list is served from.

An item's narrow row (`item`) holds what lists sort and filter by; its bytes stand apart (`content`), so that walking a list
reads no more than it needs. Tie tables hold, for each thing an item hangs on, the items of a kind in the order of their days,
so that any list is one walk along an index from the cursor on.
"""

from __future__ import annotations

import sqlalchemy as sa

SCHEMA_VERSION = 3
"""Raised when the tables change; an older file is refused with a message, never altered silently."""

metadata = sa.MetaData()

article = sa.Table(
    "article",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("path", sa.String, nullable=False),
    sa.Column("url", sa.String),
    sa.Column("outlet", sa.String),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("taken", sa.String, nullable=False),
    sa.Column("woven", sa.String, nullable=False, server_default=""),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Index("article_by_url", "url", "number"),
    sa.Index("article_by_woven", "woven"),
)
"""Articles for good. `number` counts the texts of one url; `woven`: digest of the stages that last wove it, "" before."""

reading = sa.Table(
    "reading",
    metadata,
    sa.Column("article", sa.String, sa.ForeignKey("article.id"), primary_key=True),
    sa.Column("published", sa.String, primary_key=True),
    sa.Column("stages", sa.String, primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
record = sa.Table(
    "record",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("generated", sa.String, nullable=False),
    sa.Column("head", sa.LargeBinary, nullable=False),
    sa.Column("places", sa.LargeBinary, nullable=False),
    sa.Column("content", sa.LargeBinary),
)
"""The last record: `head` is what it says beside its items, `places` the order they stand in; `content` the whole, where a
run has written it out."""


def _partly(name: str) -> sa.Index:
    """An index over the items that have this column at all: most kinds have no place and nobody who says them."""
    return sa.Index(f"item_by_{name}", "kind", name, "day", "id", sqlite_where=sa.text(f'"{name}" IS NOT NULL'))


item = sa.Table(
    "item",
    metadata,
    sa.Column("no", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("id", sa.String, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("type", sa.String),
    sa.Column("status", sa.String),
    sa.Column("outlet", sa.String),
    sa.Column("place", sa.String),
    sa.Column("by", sa.String),
    sa.Column("first", sa.String),
    sa.Column("last", sa.String),
    sa.Column("lat", sa.Float),
    sa.Column("lon", sa.Float),
    sa.Column("day", sa.String, nullable=False),
    sa.Column("weight", sa.Float, nullable=False),
    sa.Column("figures", sa.String, nullable=False),
    sa.Index("item_by_id", "kind", "id", unique=True),
    sa.Index("item_by_day", "kind", "day", "id", "type", "status", "outlet", "first", "last", "lat", "lon"),
    sa.Index("item_by_weight", "kind", "weight", "id", "type", "status", "outlet", "first", "last", "lat", "lon"),
    sa.Index(
        "item_by_spot", "kind", "lat", "lon", "first", "last", "type", "status", sqlite_where=sa.text("lat IS NOT NULL")
    ),
    _partly("type"),
    _partly("status"),
    _partly("outlet"),
    _partly("place"),
    _partly("by"),
)
content = sa.Table(
    "content",
    metadata,
    sa.Column("no", sa.Integer, sa.ForeignKey("item.no", ondelete="CASCADE"), primary_key=True),
    sa.Column("digest", sa.LargeBinary, nullable=False),
    sa.Column("columns", sa.LargeBinary, nullable=False),
    sa.Column("ties", sa.LargeBinary, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
"""`digest` of the content, `columns` of everything else an item says; `ties`: its four lists of ids."""


def _ties(name: str) -> sa.Table:
    return sa.Table(
        name,
        metadata,
        sa.Column("target", sa.String, primary_key=True),
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("day", sa.String, primary_key=True),
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("weight", sa.Float, nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )


ties = {
    "story": _ties("item_story"),
    "article": _ties("item_article"),
    "entity": _ties("item_entity"),
    "ref": _ties("item_ref"),
}
"""By what a filter calls it: the table of what items hang on."""

tally = sa.Table(
    "tally",
    metadata,
    sa.Column("kind", sa.String, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
)
"""How many items of each kind there are."""

state = sa.Table(
    "state",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
)
"""Numbers of the store as a whole: "pictures", how many times its items were written."""

memo = sa.Table(
    "memo",
    metadata,
    sa.Column("area", sa.String, primary_key=True),
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""Small things remembered between runs; see `memos`."""

change = sa.Table(
    "change",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("id", sa.String, nullable=False),
    sa.Column("what", sa.String, nullable=False),
    sqlite_autoincrement=True,
)

judgement = sa.Table(
    "judgement",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
"""What analysts judged: rows are added and never changed, nor forgotten when the store is cleared."""

search = sa.table(
    "search", sa.column("rowid"), sa.column("title"), sa.column("body"), sa.column("outlet"), sa.column("kind")
)
SEARCH_DDL = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5"
    "(title, body, outlet, kind, tokenize = 'unicode61 remove_diacritics 2')"
)
"""Full text; `rowid` is the item's `no`. Accents do not tell words apart: reports spell names with and without."""
