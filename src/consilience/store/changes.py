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


def keep_head(connection: sa.Connection, head: bytes, places: bytes, generated: str) -> None:
    """Keep what a record says beside its items, and their order; a record kept whole before is forgotten."""
    statement = insert(table).values(id=1, generated=generated, head=head, places=places, content=None)
    changed = {name: statement.excluded[name] for name in ("generated", "head", "places", "content")}
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changed))


def keep_content(connection: sa.Connection, content: bytes, generated: str) -> None:
    """Keep a record whole, unless a newer one's head is kept."""
    statement = insert(table).values(id=1, generated=generated, head=b"", places=b"", content=content)
    changed = {name: statement.excluded[name] for name in ("generated", "content")}
    older = table.c.generated <= generated
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changed, where=older))


def record(connection: sa.Connection) -> bytes | None:
    """Give the last record kept whole; `None` where there is none."""
    return connection.scalar(sa.select(table.c.content).where(table.c.id == 1))


def head(connection: sa.Connection) -> tuple[bytes, bytes] | None:
    """Give what the last record says beside its items, and their order; `None` where nothing has been woven."""
    row = connection.execute(sa.select(table.c.head, table.c.places).where(table.c.id == 1)).one_or_none()
    return (row.head, row.places) if row is not None and row.head else None
