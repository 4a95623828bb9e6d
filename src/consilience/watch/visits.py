"""One look at a feed, one look at a page: fetched, read, sealed, and the memo that says when to look again. Runs in threads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from consilience.record.text import Article
from consilience.sources.feeds.documents import read_feed
from consilience.sources.feeds.entries import Child, Entry, Feed
from consilience.sources.feeds.fetching import FEED_TYPES, PAGE_TYPES, Fetched, Fetcher
from consilience.sources.feeds.pages import make_article, make_from_entry
from consilience.watch.memory import FeedMemo, PageMemo
from consilience.watch.schedule import after_failure, after_visit, page_after
from consilience.watch.watchlist import Manners, Source

MOST_CHILDREN = 20
"""Sitemaps of one index asked for in one visit, those changed last first: news stands in the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedVisit:
    """What came of a look at a feed. `remarks`: one line each, to be told."""

    source: Source
    memo: FeedMemo
    entries: tuple[Entry, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageVisit:
    """What came of a look at a page. `article`: its text as sealed now; `None` where there is none or it has not changed."""

    key: str
    memo: PageMemo
    article: Article | None = None
    remarks: tuple[str, ...] = ()


def visit_feed(fetcher: Fetcher, source: Source, memo: FeedMemo, manners: Manners, *, now: datetime) -> FeedVisit:
    """Look at a feed, a sitemap, or an index of sitemaps and what changed below it."""
    fetched = fetcher.fetch(source.location, types=FEED_TYPES, validators=memo.validators)
    if fetched.code == "stopped":
        return FeedVisit(source=source, memo=memo)
    if fetched.outcome != "fetched":
        remarks = (fetched.message,) if fetched.outcome == "failed" and fetched.message != memo.trouble else ()
        after = after_visit(memo, source, manners, now=now, fetched=fetched, feed=None)
        return FeedVisit(source=source, memo=after, remarks=remarks)
    feed = read_feed(fetched.body, url=fetched.url, content_type=fetched.content_type)
    if isinstance(feed, str):
        after = after_failure(memo, source, manners, now=now, trouble=feed)
        return FeedVisit(source=source, memo=after, remarks=(feed,) if feed != memo.trouble else ())
    moved = (f"has moved to {fetched.moved}; change it in the file",) if fetched.moved else ()
    after = after_visit(memo, source, manners, now=now, fetched=fetched, feed=feed)
    entries, marks, trouble = _visit_children(fetcher, feed, dict(memo.children))
    unread = replace(after, validators=memo.validators) if trouble else after
    return FeedVisit(
        source=source, memo=replace(unread, children=tuple(sorted(marks.items()))), entries=(*feed.entries, *entries),
        remarks=(*moved, *feed.remarks, *trouble),
    )  # fmt: skip


def _visit_children(
    fetcher: Fetcher, feed: Feed, marks: dict[str, str]
) -> tuple[list[Entry], dict[str, str], tuple[str, ...]]:
    """Entries of the sitemaps that changed, the marks to remember, and what went wrong."""
    entries: list[Entry] = []
    trouble: list[str] = []
    seen = {child.url: marks[child.url] for child in feed.children if child.url in marks}
    for child in _changed(feed.children, marks):
        fetched = fetcher.fetch(child.url, types=FEED_TYPES)
        below = (
            read_feed(fetched.body, url=fetched.url, content_type=fetched.content_type)
            if fetched.body
            else fetched.message
        )
        if isinstance(below, str):
            trouble.append(f"{child.url}: {below}")
            continue
        entries += below.entries
        seen[child.url] = child.updated or ""
    return entries, seen, tuple(trouble)


def _changed(children: Iterable[Child], marks: dict[str, str]) -> list[Child]:
    """Children that are new, changed or undated, newest first."""
    wanted = [child for child in children if not child.updated or marks.get(child.url) != child.updated]
    return sorted(wanted, key=lambda child: (child.updated or "", child.url), reverse=True)[:MOST_CHILDREN]


def visit_page(
    fetcher: Fetcher, key: str, memo: PageMemo, source: Source, manners: Manners, *, now: datetime
) -> PageVisit:
    """Look at a page, or take the text its feed carries."""
    entry = memo.entry
    if source.text == "feed":
        fetched = Fetched(outcome="fetched", url=entry.url)
        article, problems = make_from_entry(entry, outlet=source.outlet)
    else:
        fetched = fetcher.fetch(entry.url, types=PAGE_TYPES, validators=memo.validators)
        if fetched.code == "stopped":
            return PageVisit(key=key, memo=memo)
        article, problems = None, ()
        if fetched.outcome == "fetched":
            article, problems = make_article(
                fetched.body, url=fetched.url, content_type=fetched.content_type, entry=entry, outlet=source.outlet
            )
    after = page_after(memo, fetched, manners, now=now, article=article.id if article else "")
    failed = (
        (f"{entry.url}: {fetched.message}",) if fetched.outcome == "failed" and fetched.message != memo.trouble else ()
    )
    said = tuple(problem.message for problem in problems if problem.code != "language-unread")
    return PageVisit(key=key, memo=after, article=article, remarks=(*failed, *said))
