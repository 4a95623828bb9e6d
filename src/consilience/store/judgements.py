"""The book of judgements: rows are added and never changed or deleted, nor forgotten when the store is cleared."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from consilience.record.judgements import Judgement
from consilience.store import codec
from consilience.store.opening import reading, writing
from consilience.store.tables import judgement as table

AT_ONCE = 200
"""Rows added in one statement: far below the limit of the database on parameters."""


class Ledger:
    """The judgements kept in one store file."""

    def __init__(self, engine: sa.Engine) -> None:
        """Use the store behind an engine."""
        self._engine = engine

    def add(self, judgements: Iterable[Judgement]) -> int:
        """Keep judgements in one transaction; those already known stay as they are. Gives the number that were new."""
        rows = [
            {"id": j.id, "at": j.at.isoformat(), "by": j.by, "content": codec.encode_judgement(j)} for j in judgements
        ]
        if not rows:
            return 0
        with writing(self._engine) as connection:
            before = connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for start in range(0, len(rows), AT_ONCE):
                connection.execute(insert(table).on_conflict_do_nothing(), rows[start : start + AT_ONCE])
            after = connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
        return after - before

    def every(self) -> tuple[Judgement, ...]:
        """Give all judgements, undone ones too, in order of time and id."""
        with reading(self._engine) as connection:
            contents = connection.scalars(sa.select(table.c.content))
            found = [codec.decode_judgement(content) for content in contents]
        return tuple(sorted(found, key=lambda j: (j.at, j.id)))

    def names(self) -> tuple[str, ...]:
        """Give the ids of all judgements, in order: what tells whether a picture knows them all."""
        with reading(self._engine) as connection:
            return tuple(connection.scalars(sa.select(table.c.id).order_by(table.c.id)))

    def get(self, name: str) -> Judgement | None:
        """Give one judgement by its id; `None` where there is none."""
        with reading(self._engine) as connection:
            content = connection.scalar(sa.select(table.c.content).where(table.c.id == name))
        return None if content is None else codec.decode_judgement(content)
