"""Lists give every item once and in order, page by page, whatever is added meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.record.items import Item, Kind
from consilience.record.listing import Filter, Order
from consilience.store import lists, narrowing
from consilience.store.database import Database, open_database
from tests.store.making import KINDS, filters, items, ordered, passes

ORDERS: tuple[Order, ...] = ("recent", "oldest", "weight")
UNIQUE = st.lists(items(), max_size=25, unique_by=lambda item: (item.kind, item.id))


@contextmanager
def _store() -> Iterator[Database]:
    with TemporaryDirectory() as folder, open_database(Path(folder) / "s.db") as store:
        yield store


def _walk(store: Database, kind: Kind, where: Filter, order: Order, limit: int) -> Iterator[tuple[Item, ...]]:
    after = None
    while True:
        page = store.page(kind, where, order=order, after=after, limit=limit)
        yield page.items
        if page.next is None:
            return
        after = page.next


@settings(max_examples=60, deadline=None)
@given(
    kept=UNIQUE,
    where=filters(),
    order=st.sampled_from(ORDERS),
    limit=st.integers(1, 4),
    short=st.sampled_from((0, 3, 99)),
)
def test_pages_give_every_item_once_in_order(
    kept: list[Item], where: Filter, order: Order, limit: int, short: int
) -> None:
    """The pages of any list, walked or sorted, put together, are what passes its filter; and its total says how many."""
    with _store() as store, pytest.MonkeyPatch.context() as patch:
        patch.setattr(lists, "SHORT", short)
        store.keep_items(kept)
        for kind in KINDS:
            wanted = ordered((item for item in kept if item.kind == kind and passes(item, where)), order)
            given_items = [item for page in _walk(store, kind, where, order, limit) for item in page]

            assert given_items == wanted
            assert store.page(kind, where, order=order).total == len(wanted)


@settings(max_examples=40, deadline=None)
@given(kept=UNIQUE, added=UNIQUE, order=st.sampled_from(ORDERS), limit=st.integers(1, 3))
def test_adding_meanwhile_neither_repeats_nor_hides(
    kept: list[Item], added: list[Item], order: Order, limit: int
) -> None:
    """Items there from the start come once each and in order, though others are added between two pages."""
    known = {(item.kind, item.id) for item in kept}
    more = iter([item for item in added if (item.kind, item.id) not in known])
    with _store() as store:
        store.keep_items(kept)
        seen: list[Item] = []
        for page in _walk(store, "event", Filter(), order, limit):
            seen += page
            store.keep_items([item for item in (next(more, None), next(more, None)) if item])

    assert [item for item in seen if (item.kind, item.id) in known] == ordered(
        (item for item in kept if item.kind == "event"), order
    )
    assert len({item.id for item in seen}) == len(seen)


@pytest.mark.parametrize("cursor", ["", "!", "W10", "bm90IGpzb24", "é", "WyJ3ZWlnaHQiLDEuMCwiYSJd", "A" * 10_000])
def test_a_cursor_of_something_else_is_refused(cursor: str) -> None:
    """A cursor that is none, or of another order, raises ValueError and nothing else."""
    with _store() as store, pytest.raises(ValueError, match="cursor"):
        store.page("event", order="recent", after=cursor)


@given(cursor=st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_cursor_is_a_place_or_refused(cursor: str) -> None:
    with _store() as store, suppress(ValueError):
        assert store.page("event", after=cursor).items == ()


def test_long_lists_say_that_they_are_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting stops somewhere, and the page says so; an unfiltered list always knows."""
    monkeypatch.setattr(lists, "SHORT", 2)
    monkeypatch.setattr(narrowing, "MOST_COUNTED", 3)
    many = [Item(kind="event", id=f"v{n}", content=b"{}", title="x", type="PROTEST") for n in range(5)]
    with _store() as store:
        store.keep_items(many)
        filtered, whole = store.page("event", Filter(type="PROTEST")), store.page("event")

    assert (filtered.total, filtered.exact) == (3, False)
    assert (whole.total, whole.exact) == (5, True)


def test_story_cards_are_the_stories_figures() -> None:
    """A card says what the story's item says, in the order of the list."""
    figures = (("articles", 4), ("independent", 2), ("events", 7), ("disputes", 1))
    old = Item(kind="story", id="s1", content=b"{}", title="Old", first="2024-01-01", last="2024-01-02")
    new = Item(
        kind="story", id="s2", content=b"{}", title="New", first="2024-01-01", last="2024-01-03", figures=figures
    )
    with _store() as store:
        store.keep_items([old, new])
        first, second = store.story_cards().items

    assert (first.id, first.articles, first.independent, first.events, first.disputes) == ("s2", 4, 2, 7, 1)
    assert (second.id, second.articles, second.last) == ("s1", 0, "2024-01-02")
