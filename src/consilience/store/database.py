"""The embedded store: SQLite in WAL mode through SQLAlchemy Core. The only file that imports SQLAlchemy.

Articles are kept for good; readings are a cache, keyed by article, its date and the digest of the reading stages, and can
always be made again. Every write is one transaction: a killed run leaves the store as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.pool import ConnectionPoolEntry

from consilience.record.found import Reading
from consilience.record.text import Article
from consilience.store import codec

SCHEMA_VERSION = 1
"""Raised when the tables change; an older file is refused with a message, never altered silently."""

BUSY_TIMEOUT_MS = 10_000
"""How long a writer waits for another before it gives up. A run's longest transaction took under a second."""

_metadata = sa.MetaData()
_article = sa.Table(
    "article",
    _metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("path", sa.String, nullable=False),
    sa.Column("url", sa.String),
    sa.Column("outlet", sa.String),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
_reading = sa.Table(
    "reading",
    _metadata,
    sa.Column("article", sa.String, sa.ForeignKey("article.id"), primary_key=True),
    sa.Column("published", sa.String, primary_key=True),
    sa.Column("stages", sa.String, primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
_record = sa.Table(
    "record",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("generated", sa.String, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)


class StoreError(Exception):
    """The store cannot be used; the message is one line that names the file and what to do."""


class Database:
    """One store file. Use as a context manager; `open_database` makes one."""

    def __init__(self, engine: sa.Engine, path: Path) -> None:
        self._engine = engine
        self.path = path

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.dispose()

    def add_articles(self, articles: Iterable[Article]) -> int:
        """Keep articles; those already known are left as they are. Gives the number that were new."""
        rows = [
            {"id": a.id, "path": a.path, "url": a.url, "outlet": a.outlet, "content": codec.encode_article(a)}
            for a in articles
        ]
        if not rows:
            return 0
        with self._engine.begin() as connection:
            before = connection.scalar(sa.select(sa.func.count()).select_from(_article)) or 0
            connection.execute(insert(_article).on_conflict_do_nothing(), rows)
            after = connection.scalar(sa.select(sa.func.count()).select_from(_article)) or 0
        return after - before

    def articles(self) -> tuple[Article, ...]:
        """Give every article kept, in the order of their ids."""
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(_article.c.content).order_by(_article.c.id))
            return tuple(codec.decode_article(row.content) for row in rows)

    def readings(self, keys: Iterable[tuple[str, str]], *, stages: str) -> Mapping[tuple[str, str], Reading]:
        """Give the cached readings for (article id, publication key) pairs made by this digest of stages."""
        wanted = set(keys)
        with self._engine.connect() as connection:
            rows = connection.execute(
                sa.select(_reading.c.article, _reading.c.published, _reading.c.content).where(
                    _reading.c.stages == stages
                )
            )
            return {
                (row.article, row.published): codec.decode_reading(row.content)
                for row in rows
                if (row.article, row.published) in wanted
            }

    def add_readings(self, readings: Mapping[tuple[str, str], Reading], *, stages: str) -> None:
        """Cache readings and drop those that an older digest of stages made."""
        rows = [
            {"article": article, "published": published, "stages": stages, "content": codec.encode_reading(reading)}
            for (article, published), reading in readings.items()
        ]
        with self._engine.begin() as connection:
            connection.execute(sa.delete(_reading).where(_reading.c.stages != stages))
            if rows:
                connection.execute(insert(_reading).on_conflict_do_nothing(), rows)

    def keep_record(self, content: bytes, *, generated: str) -> None:
        """Keep the last exported record."""
        statement = insert(_record).values(id=1, generated=generated, content=content)
        changes = {"generated": statement.excluded.generated, "content": statement.excluded.content}
        with self._engine.begin() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changes))

    def record(self) -> bytes | None:
        """Give the last record kept, as JSON bytes; `None` if no run has finished."""
        with self._engine.connect() as connection:
            return connection.scalar(sa.select(_record.c.content).where(_record.c.id == 1))

    def clear(self) -> None:
        """Forget everything: articles, readings, record."""
        with self._engine.begin() as connection:
            for table in (_reading, _record, _article):
                connection.execute(sa.delete(table))


def open_database(path: Path) -> Database:
    """Open the store at `path`, made if absent. Raises StoreError when it is no store of ours or cannot be written."""
    engine = sa.create_engine(f"sqlite:///{path}")
    sa.event.listen(engine, "connect", _configure)
    try:
        with engine.begin() as connection:
            version = connection.scalar(sa.text("PRAGMA user_version"))
            if version not in (0, SCHEMA_VERSION):
                message = (
                    f"{path}: made by another version of the program (store {version}); use --fresh with a new --db"
                )
                raise StoreError(message)
            _metadata.create_all(connection)
            connection.execute(sa.text(f"PRAGMA user_version = {SCHEMA_VERSION}"))
    except sa.exc.DatabaseError as error:
        engine.dispose()
        reason = str(error.orig).splitlines()[0] if error.orig else "database error"
        raise StoreError(f"{path}: cannot be used as a store ({reason}); name another file with --db") from error
    return Database(engine, path)


def _configure(connection: object, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]  # a DB-API connection, typed as object by SQLAlchemy
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.close()
