"""Is a store whole? What SQLite can tell of its file, and what we can tell of our tables."""

from __future__ import annotations

import sqlalchemy as sa

from consilience.store import codec
from consilience.store.database import Database
from consilience.store.opening import reading
from consilience.store.tables import article, content, item

MOST = 20
"""Faults given; a broken file has one on every page."""

AT_ONCE = 500


def find_faults(store: Database) -> tuple[str, ...]:
    """Give what is wrong with a store, one line each; nothing where it is whole. Reads all of it."""
    with reading(store.engine) as connection:
        lines = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA integrity_check({MOST})")]
        faults = [line for line in lines if line != "ok"]
        faults += [
            f"table {row[0]}: a row points at nothing" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
        ]
        bare = sa.select(sa.func.count()).select_from(item.outerjoin(content, item.c.no == content.c.no))
        lost = connection.scalar(bare.where(content.c.no.is_(None))) or 0
        faults += [f"{lost} items have no content"] if lost else []
        faults += _unreadable(connection)
    return tuple(faults[:MOST])


def _unreadable(connection: sa.Connection) -> list[str]:
    """Articles that cannot be decoded: these are kept for good, and nothing can make them again."""
    faults = []
    for row in connection.execute(sa.select(article.c.id, article.c.content).execution_options(yield_per=AT_ONCE)):
        try:
            codec.decode_article(row.content)
        except (ValueError, *codec.BROKEN) as error:
            faults.append(f"article {row.id} cannot be read ({str(error)[:60]})")
    return faults
