"""Memos: kept together or not at all, read back by area and key, forgotten with the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from consilience.store.database import Database, open_database
from consilience.store.memos import Memos


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Where something was left."""

    at: datetime
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A memo of another shape."""

    count: int


MEMO = Left(at=datetime(2024, 2, 5, 12, tzinfo=UTC), names=("a", "é"))


@pytest.fixture
def store(tmp_path: Path):
    with open_database(tmp_path / "m.db") as opened:
        yield opened


def test_memos_come_back_as_they_were(store: Database) -> None:
    """By key, by area in the order of keys, and those asked for; another program finds them too."""
    Memos(store).keep({("x", f"{n:04}"): MEMO for n in range(1200)} | {("y", "0001"): Other(count=3)})
    memos = Memos(store)

    assert memos.get("x", "0007", Left) == MEMO
    assert list(memos.every("x", Left)) == [f"{n:04}" for n in range(1200)]
    assert len(memos.some("x", [f"{n:04}" for n in range(0, 1400, 2)], Left)) == 600
    assert memos.every("y", Other) == {"0001": Other(count=3)}


def test_memos_are_replaced_and_forgotten(store: Database) -> None:
    """A key has one memo; those gone are gone; other areas are left alone."""
    memos = Memos(store)
    memos.keep({("x", "a"): Other(count=1), ("x", "b"): Other(count=1), ("y", "a"): Other(count=1)})
    memos.keep({("x", "a"): Other(count=2)}, [("x", "b"), ("x", "none")])

    assert memos.every("x", Other) == {"a": Other(count=2)}
    assert memos.every("y", Other) == {"a": Other(count=1)}


def test_memo_of_an_older_shape_is_none(store: Database) -> None:
    """What another version of the program wrote is passed over, not misread."""
    memos = Memos(store)
    memos.keep({("x", "a"): Other(count=1)})

    assert memos.get("x", "a", Left) is None
    assert memos.every("x", Left) == {}
    assert memos.some("x", ["a"], Left) == {}


def test_all_or_nothing(store: Database) -> None:
    """A memo that cannot be written takes the others of its call with it."""
    memos = Memos(store)
    with pytest.raises(TypeError):
        memos.keep({("x", "a"): Other(count=1), ("x", "b"): object()})

    assert memos.every("x", Other) == {}


def test_clearing_the_store_forgets_them(store: Database) -> None:
    """Otherwise a watched page would be taken for kept though its article is gone."""
    memos = Memos(store)
    memos.keep({("x", "a"): Other(count=1)})
    store.clear()

    assert memos.every("x", Other) == {}
