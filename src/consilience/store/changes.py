"""What changed since when, and the last record."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from consilience.record.listing import Change
from consilience.store.tables import change
from consilience.store.tables import record as table


def after(connection: sa.Connection, since: int, *, limit: int) -> tuple[Change, ...]:
    """Give what changed after a change's `seq`, oldest first."""
    rows = connection.execute(sa.select(change).where(change.c.seq > since).order_by(change.c.seq).limit(limit))
    return tuple(Change(seq=row.seq, at=row.at, kind=row.kind, id=row.id, what=row.what) for row in rows)


def last(connection: sa.Connection) -> int:
    """Give the `seq` of the last change; 0 before the first."""
    return connection.scalar(sa.select(sa.func.max(change.c.seq))) or 0


def keep_record(connection: sa.Connection, head: bytes, content: bytes | None, generated: str = "") -> None:
    """Keep what a record says beside its items, and the record whole where it is given."""
    statement = insert(table).values(id=1, generated=generated, head=head, content=content)
    changes = {name: statement.excluded[name] for name in ("generated", "head", "content")}
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changes))


def keep_content(connection: sa.Connection, content: bytes, generated: str) -> None:
    """Keep a record whole, beside the head that is kept."""
    keep_record(connection, head(connection) or b"", content, generated)


def record(connection: sa.Connection) -> bytes | None:
    """Give the last record kept whole; `None` where there is none."""
    return connection.scalar(sa.select(table.c.content).where(table.c.id == 1))


def head(connection: sa.Connection) -> bytes | None:
    """Give what the last record says beside its items; `None` where nothing has been woven."""
    return connection.scalar(sa.select(table.c.head).where(table.c.id == 1))
