"""Opening the store file: SQLite in WAL mode, where readers never wait for a writer and a killed writer leaves no trace."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import sqlalchemy as sa
from sqlalchemy.pool import ConnectionPoolEntry

from consilience.store.tables import SCHEMA_VERSION, SEARCH_DDL, metadata

BUSY_TIMEOUT_MS = 60_000
"""How long a writer waits for another before it gives up. Keeping all items of 20,000 articles anew is one transaction."""

CACHE_KB = 32_000
"""Pages a connection keeps in memory: the upper levels of all indexes of 20,000 articles are under 10 MB."""

MAPPED_BYTES = 1 << 30
"""Bytes of the file read through the page cache of the system and not copied."""

READERS = 64
"""Connections at most: a server answers from up to 40 threads, and a connection waited for is a page that waits."""

_WRITING = "consilience_writing"


class StoreError(Exception):
    """The store cannot be used; the message is one line that names the file and what to do."""


def open_engine(path: Path) -> sa.Engine:
    """Give an engine on the store at `path`, made if absent; one that may not be written to can be read from.

    Raises StoreError when it is no store of ours.
    """
    fixed = _is_fixed(path)
    address = _fixed_address(path) if fixed else sa.URL.create("sqlite", database=str(path))
    engine = sa.create_engine(address, pool_size=8, max_overflow=READERS - 8)
    sa.event.listen(engine, "connect", _configure_reading if fixed else _configure)
    sa.event.listen(engine, "begin", _begin)
    try:
        with reading(engine) as connection:
            version = _checked_version(connection, path)
        if version == 0:
            _make_tables(engine, path)
    except StoreError:
        engine.dispose()
        raise
    return engine


def _is_fixed(path: Path) -> bool:
    """Whether the file is there and we may not write to it, or not beside it, where SQLite keeps what is not yet in it."""
    return os.access(path, os.R_OK) and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _fixed_address(path: Path) -> sa.URL:
    """Read only. What nobody has open is taken as it is: SQLite would want to write beside it even to read."""
    pending = path.with_name(path.name + "-wal")
    alone = not (pending.exists() and pending.stat().st_size)
    how = {"mode": "ro", "uri": "true", **({"immutable": "1"} if alone else {})}
    return sa.URL.create("sqlite", database=f"file:{quote(str(path.absolute()))}", query=how)


def _checked_version(connection: sa.Connection, path: Path) -> int:
    version = int(connection.scalar(sa.text("PRAGMA user_version")) or 0)
    if version not in (0, SCHEMA_VERSION):
        raise StoreError(
            f"{path}: made by another version of the program (store {version}); use --fresh with a new --db"
        )
    names = set(connection.scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'table'")))
    if names and not (version and metadata.tables.keys() <= names):
        raise StoreError(f"{path}: a database of another program, left as it is; name another file with --db")
    return version


def _make_tables(engine: sa.Engine, path: Path) -> None:
    with writing(engine) as connection:
        if _checked_version(connection, path) == 0:
            metadata.create_all(connection)
            connection.execute(sa.text(SEARCH_DDL))
            connection.execute(sa.text(f"PRAGMA user_version = {SCHEMA_VERSION}"))


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection in a transaction that takes the write lock at once, so that what it reads first still holds.

    Raises StoreError where the database fails: the file is none of ours, the disk is full, another writes for too long.
    """
    with _said(engine), engine.connect() as plain:
        connection = plain.execution_options(**{_WRITING: True})
        with connection.begin():
            yield connection


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection that sees the store as it was at its first question, whatever is written meanwhile.

    Raises StoreError where the database fails.
    """
    with _said(engine), engine.connect() as connection:
        yield connection


@contextmanager
def _said(engine: sa.Engine) -> Iterator[None]:
    """The database's own errors stop here."""
    try:
        yield
    except sa.exc.DatabaseError as error:
        reason = str(error.orig).splitlines()[0] if error.orig else "database error"
        path = engine.url.database or ""
        path = unquote(path.removeprefix("file:")) if engine.url.query else path
        raise StoreError(f"{path}: cannot be used as a store ({reason}); name another file with --db") from error


def _configure(connection: object, _entry: ConnectionPoolEntry) -> None:
    cursor = _configured(connection)
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _configure_reading(connection: object, _entry: ConnectionPoolEntry) -> None:
    _configured(connection).close()


def _configured(connection: object) -> Any:
    connection.isolation_level = None  # type: ignore[attr-defined]  # transactions are begun by _begin, not by the driver
    cursor = connection.cursor()  # type: ignore[attr-defined]  # a DB-API connection, typed as object by SQLAlchemy
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute(f"PRAGMA cache_size = -{CACHE_KB}")
    cursor.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
    return cursor


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
