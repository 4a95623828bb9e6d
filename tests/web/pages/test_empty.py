"""A store with nothing in it yet, as on the first day: every page that needs no id reads, and so does every list of the API."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient

from consilience.store.database import open_database
from consilience.web.app import build_app
from consilience.web.rest.collections import COLLECTIONS

PAGES = (
    "/", "/map", "/outlets", "/search", "/search?q=port", "/list/article", "/list/event", "/list/entity", "/list/claim",
    "/list/conflict", "/list/conflict?status=disagreement",
)  # fmt: skip


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    """A client of a server on an empty store."""
    with open_database(tmp_path / "store.db") as store, TestClient(build_app(store)) as client:
        yield client


@pytest.mark.parametrize(
    "path", [*PAGES, *(c.path for c in COLLECTIONS), "/api/v1", "/api/v1/counts", "/api/v1/outlets"]
)
def test_reads(empty: TestClient, path: str) -> None:
    answer = empty.get(path)

    assert (answer.status_code, "None" in answer.text) == (200, False)


def test_today_says_how_to_begin(empty: TestClient) -> None:
    assert "consilience run" in empty.get("/").text
