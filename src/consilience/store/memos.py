"""Small things remembered between runs under an area and a key: where a feed was left, which alert still waits.

What they hold is the caller's business: frozen dataclasses of plain values, kept as JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from consilience.store import codec
from consilience.store.database import Database
from consilience.store.opening import reading, writing
from consilience.store.tables import memo as table

T = TypeVar("T")

AT_ONCE = 500
"""Keys asked for in one statement."""

Place = tuple[str, str]
"""An area and a key in it."""


class Memos:
    """The memos of one store; made there on first use."""

    def __init__(self, store: Database) -> None:
        self._engine = store.engine
        with writing(self._engine) as connection:
            table.create(connection, checkfirst=True)

    def get(self, area: str, key: str, shape: type[T]) -> T | None:
        """Give one memo; `None` where there is none, or none of that shape (an older program wrote it)."""
        with reading(self._engine) as connection:
            where = (table.c.area == area) & (table.c.key == key)
            content = connection.scalar(sa.select(table.c.content).where(where))
        return None if content is None else codec.decode_memo(content, shape)

    def every(self, area: str, shape: type[T]) -> dict[str, T]:
        """Give the memos of an area by key, in the order of the keys; those of another shape are left out."""
        with reading(self._engine) as connection:
            rows = connection.execute(
                sa.select(table.c.key, table.c.content).where(table.c.area == area).order_by(table.c.key)
            )
            found = {row.key: codec.decode_memo(row.content, shape) for row in rows}
        return {key: memo for key, memo in found.items() if memo is not None}

    def some(self, area: str, keys: Iterable[str], shape: type[T]) -> dict[str, T]:
        """Give the memos of these keys; those not there, or of another shape, are left out."""
        wanted, found = sorted(set(keys)), dict[str, T | None]()
        with reading(self._engine) as connection:
            for start in range(0, len(wanted), AT_ONCE):
                where = (table.c.area == area) & table.c.key.in_(wanted[start : start + AT_ONCE])
                rows = connection.execute(sa.select(table.c.key, table.c.content).where(where))
                found |= {row.key: codec.decode_memo(row.content, shape) for row in rows}
        return {key: memo for key, memo in found.items() if memo is not None}

    def keep(self, memos: Mapping[Place, Any], gone: Iterable[Place] = ()) -> None:
        """Keep memos and forget others, all or none of it."""
        rows = [{"area": area, "key": key, "content": codec.encode_memo(memo)} for (area, key), memo in memos.items()]
        with writing(self._engine) as connection:
            for area, key in gone:
                connection.execute(sa.delete(table).where((table.c.area == area) & (table.c.key == key)))
            if rows:
                statement = insert(table)
                changes = {"content": statement.excluded.content}
                connection.execute(statement.on_conflict_do_update(index_elements=["area", "key"], set_=changes), rows)
