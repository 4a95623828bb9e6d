"""Outlets' names from handles and addresses."""

from __future__ import annotations

import pytest

from consilience.text.outlets import read_domain, read_handle


@pytest.mark.parametrize(
    ("handle", "name"),
    [
        ("@The_DailyPost", "The Daily Post"),
        ("@HornDaily", "Horn Daily"),
        ("@ABCNews24", "ABC News 24"),
        ("@gazette", "gazette"),
    ],
)
def test_handles(handle: str, name: str) -> None:
    assert read_handle(handle) == name


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.example.org/english/1", "example.org"),
        ("www.daily.example.com", "daily.example.com"),
        ("https://twitter.com/x/status/1", None),
        ("not an address", None),
    ],
)
def test_domains(url: str, domain: str | None) -> None:
    assert read_domain(url) == domain
