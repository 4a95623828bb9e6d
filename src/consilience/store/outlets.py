"""The outlets whose articles are kept, counted along the index of outlets."""

from __future__ import annotations

import sqlalchemy as sa

from consilience.record.listing import OutletCard
from consilience.store.tables import item


def every(connection: sa.Connection, *, limit: int) -> tuple[OutletCard, ...]:
    """Give the outlets with most articles first, equal ones by name; articles without a named outlet count for none."""
    number = sa.func.count().label("number")
    rows = connection.execute(
        sa.select(
            item.c.outlet,
            number,
            sa.func.min(sa.func.nullif(item.c.day, "")).label("first"),
            sa.func.max(sa.func.nullif(item.c.day, "")).label("last"),
        )
        .where(item.c.kind == "article", item.c.outlet.is_not(None))
        .group_by(item.c.outlet)
        .order_by(number.desc(), item.c.outlet)
        .limit(limit)
    )
    return tuple(OutletCard(name=row.outlet, articles=row.number, first=row.first, last=row.last) for row in rows)
