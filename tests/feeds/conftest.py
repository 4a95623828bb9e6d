"""A site of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.feeds.site import Site, serve


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on loopback."""
    with serve() as running:
        yield running
