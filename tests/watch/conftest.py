"""A store and a site for each test of watching."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from consilience.store.database import Database, open_database
from tests.feeds.site import Site, serve


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on loopback."""
    with serve() as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    """An empty store."""
    with open_database(tmp_path / "watch.db") as opened:
        yield opened
