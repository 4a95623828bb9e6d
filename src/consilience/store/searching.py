"""Full text over articles and the titles of items: ranked by bm25, with the places that match as offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from consilience.record.items import Item, Kind
from consilience.record.listing import Filter, Hit, Page
from consilience.store import codec, tables
from consilience.store.narrowing import conditions, tied
from consilience.store.query import as_match

SEARCHED: frozenset[Kind] = frozenset({"article", "story", "entity", "event", "quote", "conflict", "sentence"})
"""Kinds that a search finds. Claims and timeline lines are words of articles and would stand there twice."""

MOST_RANKED = 1_000
"""Matches that are ranked, the last added first. Ranking 1,000 takes about 6 ms; who finds more adds a word."""

TITLE_WEIGHT, BODY_WEIGHT, OUTLET_WEIGHT = 4.0, 1.0, 1.0
"""A word in a title tells more of what a text is about than one in its body."""

DIGITS = 12
"""Of an item's number in a cursor, so that numbers sort as text."""

SNIPPET = 240
"""Code points of a snippet: two lines of a list."""

BEFORE = 60
"""Code points of a snippet before its first match."""

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Set by the database around matches: noncharacters, which are taken out of every text before it is indexed."""

_SCRUB = str.maketrans({_OPEN: " ", _CLOSE: " ", "\x00": " "})


def index_row(no: int, item: Item) -> dict[str, Any]:
    """Give the row of the full-text index for an item; offsets in `body` are those of the item's words."""
    return {
        "rowid": no,
        "title": item.title.translate(_SCRUB),
        "body": item.words.translate(_SCRUB),
        "outlet": (item.outlet or "").translate(_SCRUB) if item.kind == "article" else "",
        "kind": item.kind,
    }


def search(
    connection: sa.Connection, text: str, *, kinds: Sequence[Kind], where: Filter, after: str | None, limit: int
) -> Page[Hit]:
    """Give the best matches. Raises ValueError where `after` is no cursor of a search; never for what `text` holds."""
    match = as_match(text, kinds)
    if match is None:
        return Page(items=(), next=None, total=0)
    found = _ranked(connection, match, where)
    start = 0
    if after is not None:
        score, no = codec.decode_cursor(after, "score")
        start = bisect_right(found, (-float(score), no), key=lambda row: (-row.score, f"{row.no:0{DIGITS}}"))
    chosen = found[start : start + limit]
    last = chosen[-1] if chosen and start + limit < len(found) else None
    return Page(
        items=tuple(_hits(connection, match, chosen)),
        next=codec.encode_cursor("score", last.score, f"{last.no:0{DIGITS}}") if last else None,
        total=len(found),
        exact=len(found) < MOST_RANKED,
    )


def _ranked(connection: sa.Connection, match: str, where: Filter) -> list[Any]:
    """Number and score of the matches, best first, among equals the one added first."""
    item, found = tables.item, tables.search
    score = sa.literal_column(f"-bm25(search, {TITLE_WEIGHT}, {BODY_WEIGHT}, {OUTLET_WEIGHT}, 0.0)", sa.Float)
    holds = list(conditions(where))
    for name, target in tied(where).items():
        tie = tables.ties[name]
        same = [tie.c.target == target, tie.c.kind == item.c.kind, tie.c.day == item.c.day, tie.c.id == item.c.id]
        holds.append(sa.exists().where(*same))
    source = found.join(item, item.c.no == found.c.rowid) if holds else found
    query = (
        sa.select(found.c.rowid.label("no"), score.label("score"))
        .select_from(source)
        .where(sa.literal_column("search").op("MATCH")(match), *holds)
        .order_by(found.c.rowid.desc())
        .limit(MOST_RANKED)
    )
    return sorted(connection.execute(query).all(), key=lambda row: (-row.score, row.no))


def _hits(connection: sa.Connection, match: str, chosen: Sequence[Any]) -> Iterator[Hit]:
    numbers = [row.no for row in chosen]
    rows = connection.execute(sa.select(tables.item).where(tables.item.c.no.in_(numbers)))
    by_number = {row.no: row for row in rows}
    for one in chosen:
        yield _hit(connection, match, by_number[one.no], one.score)


def _hit(connection: sa.Connection, match: str, row: Any, score: float) -> Hit:
    marked = connection.execute(
        sa.text(
            "SELECT highlight(search, 0, :a, :b) AS title, highlight(search, 1, :a, :b) AS body "
            "FROM search WHERE search MATCH :match AND rowid = :no"
        ),
        {"a": _OPEN, "b": _CLOSE, "match": match, "no": row.no},
    ).one()
    _, title_marks = _unmark(marked.title)
    body, marks = _unmark(marked.body)
    start, end = _window(body, marks)
    inside = tuple((a - start, b - start) for a, b in marks if start <= a and b <= end)
    return Hit(
        kind=row.kind, id=row.id, title=row.title, outlet=row.outlet, first=row.first, last=row.last, score=score,
        snippet=body[start:end], start=start if row.kind == "article" and end > start else None, marks=inside,
        title_marks=title_marks,
    )  # fmt: skip


def _unmark(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without marks, and where they stood, in offsets of that text."""
    pieces, marks, length = [], [], 0
    for number, piece in enumerate(text.split(_OPEN)):
        inside, _, outside = piece.partition(_CLOSE) if number else ("", "", piece)
        if number:
            marks.append((length, length + len(inside)))
        pieces += [inside, outside]
        length += len(inside) + len(outside)
    return "".join(pieces), tuple(marks)


def _window(body: str, marks: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """A stretch of whole words around the first match; the opening of the text where none is in it."""
    first = marks[0][0] if marks else 0
    start = max(0, first - BEFORE)
    if start:
        start = body.find(" ", start, first) + 1 or first
    end = min(len(body), start + SNIPPET)
    if end < len(body):
        last = marks[0][1] if marks else start
        end = max(body.rfind(" ", start, end), min(last, end))
    return start, end
