"""The reading cache: keyed by article, its date and the digest of the reading stages; it can always be made again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from consilience.record.found import Reading
from consilience.store import codec
from consilience.store.articles import AT_ONCE
from consilience.store.tables import reading as table

Key = tuple[str, str]
"""Article id and publication key."""


def find(connection: sa.Connection, keys: Iterable[Key], *, stages: str) -> Mapping[Key, Reading]:
    """Give the cached readings for (article id, publication key) pairs made by this digest of stages."""
    wanted = set(keys)
    names = sorted({name for name, _ in wanted})
    found: dict[Key, Reading] = {}
    for start in range(0, len(names), AT_ONCE):
        rows = connection.execute(
            sa.select(table.c.article, table.c.published, table.c.content).where(
                table.c.article.in_(names[start : start + AT_ONCE]), table.c.stages == stages
            )
        )
        for row in rows:
            if (row.article, row.published) in wanted:
                found[row.article, row.published] = codec.decode_reading(row.content)
    return found


def keep(connection: sa.Connection, readings: Mapping[Key, Reading], *, stages: str) -> None:
    """Cache readings and drop those of the same articles that an older digest of stages made."""
    rows = [
        {"article": article, "published": published, "stages": stages, "content": codec.encode_reading(reading)}
        for (article, published), reading in readings.items()
    ]
    if rows:
        connection.execute(
            sa.delete(table).where(table.c.article == sa.bindparam("name"), table.c.stages != stages),
            [{"name": name} for name in sorted({name for name, _ in readings})],
        )
        connection.execute(insert(table).on_conflict_do_nothing(), rows)
