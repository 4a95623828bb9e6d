"""What outlives a run: where each feed and page was left. Kept in the store, so that a program killed at any moment goes on.

A page is noted as waiting in the same transaction that notes its feed as read, and as kept only after its article is in the
store: what is lost by a kill is asked for again, and nothing is passed over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from consilience.sources.feeds.entries import Entry
from consilience.sources.feeds.fetching import Validators

FEEDS, PAGES, DONE, SITES, FILES = "watch.feed", "watch.page", "watch.done", "watch.site", "watch.file"
"""Areas of the store's memos. A page that will not be looked at again is moved from `PAGES` to `DONE`: a round stays quick."""

State = Literal["waiting", "kept", "dropped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedMemo:
    """Where a feed was left. `next`: when to look again; `failures`: in a row; `trouble`: what the last one was.

    `title`: what it calls itself. `children`: of a sitemap index, when each was last changed, by address.
    """

    next: datetime
    validators: Validators = field(default_factory=Validators)
    failures: int = 0
    trouble: str = ""
    title: str = ""
    children: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMemo:
    """Where a page was left. `entry`: what the feed last said of it; `mark`: what the kept text was fetched under.

    `source`: the location of its feed. `state`: waiting to be fetched, kept, or dropped for good. `first`: when it was first kept.
    `next`: when to look at it again; `None`: not any more. `checks`: looks for edits so far.
    """

    source: str
    entry: Entry
    state: State
    next: datetime | None
    mark: str = ""
    validators: Validators = field(default_factory=Validators)
    failures: int = 0
    checks: int = 0
    first: datetime | None = None
    article: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMemo:
    """A robots.txt as last read."""

    read: datetime
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMemo:
    """How far a file was read: its time and size then, and for an archive the byte to go on at."""

    mark: str
    offset: int = 0
