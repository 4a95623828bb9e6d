"""Articles for good, and their versions: the same address with another text is another article, and both are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from consilience.record.listing import Version
from consilience.record.text import Article
from consilience.store import codec
from consilience.store.tables import article as table

AT_ONCE = 500
"""Ids asked for in one statement: far below the limit of the database on parameters."""


def add(connection: sa.Connection, articles: Iterable[Article]) -> int:
    """Keep articles; those already known are left as they are. Gives the number that were new."""
    unique = {article.id: article for article in articles}
    known = known_ids(connection, tuple(unique))
    new = [article for name, article in unique.items() if name not in known]
    taken = datetime.now(UTC).isoformat(timespec="milliseconds")
    numbers = _numbers(connection, {article.url for article in new if article.url})
    rows = []
    for article in new:
        number = numbers.get(article.url or "", 0) + 1
        if article.url:
            numbers[article.url] = number
        rows.append(
            {"id": article.id, "path": article.path, "url": article.url, "outlet": article.outlet, "number": number,
             "taken": taken, "content": codec.encode_article(article)}
        )  # fmt: skip
    if rows:
        connection.execute(sa.insert(table), rows)
    return len(rows)


def known_ids(connection: sa.Connection, names: Sequence[str]) -> set[str]:
    """Give those of the ids that are kept."""
    found: set[str] = set()
    for start in range(0, len(names), AT_ONCE):
        some = names[start : start + AT_ONCE]
        found.update(connection.scalars(sa.select(table.c.id).where(table.c.id.in_(some))))
    return found


def _numbers(connection: sa.Connection, urls: Iterable[str]) -> dict[str, int]:
    wanted, found = sorted(urls), {}
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        rows = connection.execute(
            sa.select(table.c.url, sa.func.max(table.c.number)).where(table.c.url.in_(some)).group_by(table.c.url)
        )
        found.update({row[0]: row[1] for row in rows})
    return found


def every(connection: sa.Connection) -> tuple[Article, ...]:
    """Give every article kept, in the order of their ids."""
    rows = connection.execute(sa.select(table.c.content).order_by(table.c.id))
    return tuple(codec.decode_article(row.content) for row in rows)


def one(connection: sa.Connection, name: str) -> Article | None:
    """Give an article as it was sealed; `None` where it is not kept."""
    content = connection.scalar(sa.select(table.c.content).where(table.c.id == name))
    return None if content is None else codec.decode_article(content)


def names(connection: sa.Connection) -> tuple[str, ...]:
    """Give the ids of every article kept, in order."""
    return tuple(connection.scalars(sa.select(table.c.id).order_by(table.c.id)))


def some(connection: sa.Connection, wanted: Sequence[str]) -> tuple[Article, ...]:
    """Give the articles of these ids, in the order of the ids; those not kept are left out."""
    found: dict[str, Article] = {}
    for start in range(0, len(wanted), AT_ONCE):
        ids = wanted[start : start + AT_ONCE]
        rows = connection.execute(sa.select(table.c.id, table.c.content).where(table.c.id.in_(ids)))
        found.update({row.id: codec.decode_article(row.content) for row in rows})
    return tuple(found[name] for name in wanted if name in found)


def versions(connection: sa.Connection, url: str) -> tuple[Version, ...]:
    """Give the texts of an address, first taken first; none where the address is not known."""
    rows = connection.execute(
        sa.select(table.c.id, table.c.url, table.c.number, table.c.taken)
        .where(table.c.url == url)
        .order_by(table.c.number, table.c.id)
    )
    return tuple(Version(article=row.id, url=row.url, number=row.number, taken=row.taken) for row in rows)


def unwoven(connection: sa.Connection, stages: str) -> int:
    """How many articles these stages have not woven yet."""
    return connection.scalar(sa.select(sa.func.count()).select_from(table).where(table.c.woven != stages)) or 0


def mark_woven(connection: sa.Connection, names: Iterable[str], stages: str) -> None:
    """Note that these stages have woven the articles."""
    rows = [{"name": name, "stages": stages} for name in names]
    if rows:
        statement = sa.update(table).where(table.c.id == sa.bindparam("name"), table.c.woven != sa.bindparam("stages"))
        connection.execute(statement.values(woven=sa.bindparam("stages")), rows)
