"""The clerk catches up by itself, in a process of its own, and goes when it is told to."""

from __future__ import annotations

import multiprocessing
import time
from pathlib import Path

import pytest

from consilience.desk import Desk, clerk
from consilience.desk.clerk import hired, keep_up
from consilience.desk.intake import CaughtUp, add
from consilience.store.database import open_database
from consilience.wiring import weaving_digest
from tests.conftest import make_article

DEADLINE_S = 120
FERRY = "Ferry crews went on strike in Zanzibar on Monday. The port authority said 300 sailors had walked out."
PORT = "The port of Zanzibar was closed on Tuesday, the port authority said."


def test_a_hired_clerk_catches_up_and_leaves(tmp_path: Path) -> None:
    """Articles added while it works become items; after the body its process is gone."""
    path = tmp_path / "s.db"
    with open_database(path) as store, hired(path):
        assert [process.name for process in multiprocessing.active_children()] == ["consilience-clerk"]
        for text in (FERRY, PORT):
            add(store, [make_article(text)])
            _wait_until_woven(path)
        counts = Desk(store).counts()

    assert counts["article"] == 2
    assert multiprocessing.active_children() == []


def _wait_until_woven(path: Path) -> None:
    until = time.monotonic() + DEADLINE_S
    with open_database(path) as store:
        while store.unwoven(weaving_digest("english")) and time.monotonic() < until:
            time.sleep(0.1)
        assert store.unwoven(weaving_digest("english")) == 0


def test_it_waits_while_nothing_is_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing to do it only pauses; told to stop it stops, and what it did it has told."""
    told: list[CaughtUp] = []
    pauses: list[float] = []
    path = tmp_path / "s.db"

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            with open_database(path) as store:
                add(store, [make_article(FERRY)])

    keep_up(path, lambda: bool(told), tell=told.append, pause=pause)

    assert pauses == [clerk.POLL_S, clerk.POLL_S, clerk.SETTLE_S]
    assert [done.articles for done in told] == [1]
