"""What a feed lists, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

MAX_ENTRIES = 2_000
"""Entries taken of one feed: a news sitemap has at most 1,000 by its rules; the rest of a longer list is said to be left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article that a feed lists. Dates as written there; `None` and "" where it says nothing.

    `url`: absolute. `origin`: the outlet that the feed says it took the article from (RSS `<source>`), else `None`.
    `content`: the article's text as HTML where the feed carries it; `summary`: what it says of it instead.
    """

    url: str
    id: str = ""
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    origin: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    content: str | None = None
    summary: str | None = None

    @property
    def mark(self) -> str:
        """What changes when the feed says that the article did."""
        return self.updated or self.published or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A sitemap that an index lists. `updated` as written there."""

    url: str
    updated: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as read. `kind`: "rss", "atom", "json", "sitemap" or "sitemap index", with its version where it has one.

    `pause`: how long it asks to be left alone between two visits. `remarks`: what could not be taken, one line each.
    """

    kind: str
    title: str | None = None
    language: str | None = None
    entries: tuple[Entry, ...] = ()
    children: tuple[Child, ...] = ()
    pause: timedelta | None = None
    remarks: tuple[str, ...] = ()
