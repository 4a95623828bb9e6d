"""When to look again: pure decisions over memos, the clock handed in."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from consilience.sources.feeds.entries import Entry, Feed
from consilience.sources.feeds.fetching import Fetched
from consilience.sources.feeds.pages import plain_address
from consilience.sources.feeds.pauses import back_off, vary
from consilience.text.days import read_day
from consilience.watch.memory import FeedMemo, PageMemo
from consilience.watch.watchlist import Manners, Source

MOST_FAILURES = 6
"""A page that failed so often, over about half an hour at least, is dropped; a feed never is."""

FOR_GOOD = frozenset({"status-401", "status-402", "status-403", "status-404", "status-410", "status-451", "wrong-type",
                      "too-large", "bad-url", "address-refused", "redirects", "robots"})  # fmt: skip
"""What will not be otherwise in a minute: such a page is dropped at once."""


def after_visit(
    memo: FeedMemo, source: Source, manners: Manners, *, now: datetime, fetched: Fetched, feed: Feed | None
) -> FeedMemo:
    """A feed's memo after it was looked at. `feed`: `None` where it was unchanged or failed."""
    if fetched.outcome == "failed":
        return after_failure(memo, source, manners, now=now, trouble=fetched.message, wait=fetched.wait)
    pause = max(source.interval, feed.pause or timedelta(0)) if feed else source.interval
    ahead = now + vary(pause, key=source.location, seed=manners.seed)
    if feed is None:
        return replace(memo, next=ahead, failures=0, trouble="")
    return replace(
        memo, next=ahead, failures=0, trouble="", validators=fetched.validators, title=feed.title or memo.title
    )


def after_failure(
    memo: FeedMemo, source: Source, manners: Manners, *, now: datetime, trouble: str, wait: timedelta | None = None
) -> FeedMemo:
    """A feed's memo after it could not be read: looked at again after the longest of interval, back-off and what it asked for."""
    pause = back_off(memo.failures + 1, key=source.location, seed=manners.seed)
    return replace(
        memo, next=now + max(pause, source.interval, wait or pause), failures=memo.failures + 1, trouble=trouble
    )


def page_key(entry: Entry) -> str:
    """The key that a listed page is remembered under."""
    return plain_address(entry.url)


def notice(
    entries: Iterable[Entry], known: dict[str, PageMemo], source: Source, *, alive: Container[str], now: datetime
) -> dict[str, PageMemo]:
    """The memos to write for the entries of a feed: new ones wait; those that the feed says were edited wait again.

    `alive`: locations of the sources there are; pages of one that is no more (moved, taken off the list) go to this one.
    """
    found: dict[str, PageMemo] = {}
    for entry in entries:
        key = page_key(entry)
        memo = found.get(key) or known.get(key)
        if memo is None:
            if not is_old(entry, source, now=now):
                found[key] = PageMemo(source=source.location, entry=entry, state="waiting", next=now)
            continue
        if memo.source not in alive:
            memo = found[key] = replace(memo, source=source.location)
        if memo.state == "kept" and entry.mark and entry.mark != memo.mark:
            found[key] = replace(memo, entry=entry, next=now)
    return found


def is_old(entry: Entry, source: Source, *, now: datetime) -> bool:
    """Whether an entry is older than its feed's `since`; one without a date that can be read is not."""
    day = read_day(entry.mark) if source.since and entry.mark else None
    return day is not None and source.since is not None and day < (now - source.since).date()


def page_after(memo: PageMemo, fetched: Fetched, manners: Manners, *, now: datetime, article: str = "") -> PageMemo:
    """A page's memo after it was asked for. `article`: id of its text as kept now; "" where it gave none."""
    key = memo.entry.url
    if fetched.outcome == "failed":
        failures = memo.failures + 1
        if fetched.code in FOR_GOOD or failures >= MOST_FAILURES:
            state = "kept" if memo.article else "dropped"
            return replace(memo, state=state, next=None, failures=failures, trouble=fetched.message)  # type: ignore[arg-type]
        pause = back_off(failures, key=key, seed=manners.seed)
        return replace(memo, next=now + max(pause, fetched.wait or pause), failures=failures, trouble=fetched.message)
    if fetched.outcome == "fetched" and not article:
        return replace(memo, state="kept" if memo.article else "dropped", next=None, trouble="no article in it")
    first = memo.first or now
    checks = memo.checks + (memo.state == "kept")
    return replace(
        memo, state="kept", first=first, checks=checks, failures=0, trouble="", mark=memo.entry.mark,
        validators=fetched.validators if fetched.outcome == "fetched" else memo.validators,
        article=article or memo.article, next=next_check(first, manners, key=key, now=now),
    )  # fmt: skip


def next_check(first: datetime, manners: Manners, *, key: str, now: datetime) -> datetime | None:
    """When a page first kept at `first` is next looked at for edits; `None` when it has been long enough."""
    ages = [first + vary(age, key=key, seed=manners.seed) for age in manners.recheck]
    return next((age for age in ages if age > now), None)
