"""Items for the store's tests: made up, many alike in what lists sort by, so that ties have to be broken."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from consilience.record.items import Item, Kind
from consilience.record.listing import Filter, Order

KINDS: tuple[Kind, ...] = ("event", "claim", "story")
STORIES, ENTITIES, ARTICLES = ("s1", "s2"), ("e1", "e2", "e3"), ("a1", "a2")
DAYS = (None, "2024-01-30", "2024-01-31", "2024-02-01")
TYPES, STATUSES, OUTLETS = ("ASSAULT", "PROTEST"), ("reported", "disputed"), ("Reef Post", "Test Herald")


def some(values: Iterable[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """Any of the values, in order."""
    return st.sets(st.sampled_from(tuple(values))).map(lambda chosen: tuple(sorted(chosen)))


@st.composite
def items(draw: st.DrawFn) -> Item:
    """An item of few possible ids, days and weights."""
    days = sorted(filter(None, (draw(st.sampled_from(DAYS)), draw(st.sampled_from(DAYS)))))
    return Item(
        kind=draw(st.sampled_from(KINDS)),
        id=f"x{draw(st.integers(0, 30))}",
        content=draw(st.sampled_from((b"{}", b'{"a":1}', b'{"a":2}' + b" " * 700))),
        title=draw(st.sampled_from(("A port was closed", "A road was opened", "Talks"))),
        stories=draw(some(STORIES)),
        articles=draw(some(ARTICLES)),
        entities=draw(some(ENTITIES)),
        refs=draw(some(("c1", "c2"))),
        type=draw(st.sampled_from((None, *TYPES))),
        status=draw(st.sampled_from((None, *STATUSES))),
        outlet=draw(st.sampled_from((None, *OUTLETS))),
        place=draw(st.sampled_from((None, *ENTITIES))),
        by=draw(st.sampled_from((None, *ENTITIES))),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        lat=draw(st.sampled_from((None, 10.0, -20.0))),
        lon=draw(st.sampled_from((None, 179.0, -179.0, 0.0))),
        weight=float(draw(st.integers(-1, 2))),
        figures=draw(st.sampled_from(((), (("articles", 3), ("disputes", 1))))),
    )


def filters() -> st.SearchStrategy[Filter]:
    """A filter of few fields, so that something often passes."""
    fields = {
        "story": STORIES, "article": ARTICLES, "entity": ENTITIES, "ref": ("c1",), "place": ENTITIES, "by": ENTITIES,
        "type": TYPES, "status": STATUSES, "outlet": OUTLETS, "since": DAYS[1:], "until": DAYS[1:],
    }  # fmt: skip
    boxes = st.sampled_from(((-10.0, -30.0, 10.0, 30.0), (170.0, -30.0, -170.0, 30.0)))
    drawn = st.fixed_dictionaries({}, optional={k: st.sampled_from(v) for k, v in fields.items()} | {"bbox": boxes})
    return drawn.filter(lambda chosen: len(chosen) <= 3).map(lambda chosen: Filter(**chosen))


def passes(item: Item, where: Filter) -> bool:
    """Whether an item is in a filtered list, said again in plain Python."""
    ties = {"story": item.stories, "article": item.articles, "entity": item.entities, "ref": item.refs}
    if any(getattr(where, name) not in (None, *held) for name, held in ties.items()):
        return False
    if any(getattr(where, n) not in (None, getattr(item, n)) for n in ("place", "by", "type", "status", "outlet")):
        return False
    if where.since and (item.last is None or item.last < where.since):
        return False
    if where.until and (item.first is None or item.first > where.until):
        return False
    if where.bbox is None:
        return True
    west, south, east, north = where.bbox
    if item.lat is None or item.lon is None or not south <= item.lat <= north:
        return False
    return west <= item.lon <= east if west <= east else item.lon >= west or item.lon <= east


def ordered(some_items: Iterable[Item], order: Order) -> list[Item]:
    """Items as a list gives them, said again in plain Python."""
    if order == "oldest":
        return sorted(some_items, key=lambda item: (item.day, item.id))
    return sorted(some_items, key=lambda i: (i.weight if order == "weight" else i.day, i.id), reverse=True)
