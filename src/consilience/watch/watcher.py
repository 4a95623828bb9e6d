"""One round after the other: feeds that are due, then pages that are due; articles to the store as they come.

Only the thread that calls `round` writes to the store; fetching and sealing are done by the crew. An article is kept before its
page is noted as kept, and a feed is noted as read together with the pages it lists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from consilience.desk import Desk, intake
from consilience.record.text import Article
from consilience.sources.feeds.fetching import Fetcher, Site
from consilience.store.database import Database
from consilience.store.memos import Memos
from consilience.text.differences import differ
from consilience.watch.crew import Job, spread
from consilience.watch.memory import DONE, FEEDS, FILES, PAGES, SITES, FeedMemo, FileMemo, PageMemo, SiteMemo
from consilience.watch.notes import Note, Tell
from consilience.watch.schedule import notice, page_key
from consilience.watch.shelves import Taken, take_archives, take_folder
from consilience.watch.visits import FeedVisit, PageVisit, visit_feed, visit_page
from consilience.watch.watchlist import Source, Watchlist

MOST_SHOWN = 12
"""Changed sentences shown of one edited article."""

LONGEST_REST = timedelta(minutes=5)
"""A watcher looks at its memory at least so often, whatever the feeds' intervals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round did: feeds looked at and how many failed, articles new and edited, troubles, pages still waiting."""

    feeds: int = 0
    failed: int = 0
    new: int = 0
    edited: int = 0
    troubles: int = 0
    waiting: int = 0


class Watcher:
    """Watches the sources of one list for one store. `stopped` is asked between two pieces of work."""

    def __init__(
        self,
        watchlist: Watchlist,
        store: Database,
        fetcher: Fetcher,
        *,
        tell: Tell,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._list, self._store, self._fetcher = watchlist, store, fetcher
        self._memos, self._desk = Memos(store), Desk(store)
        self._tell, self._clock, self._stopped = tell, clock, stopped
        self._round = Round()
        sites = self._memos.every(SITES, SiteMemo)
        fetcher.sites.update({key: Site(read=m.read, content=m.content.encode("latin-1")) for key, m in sites.items()})
        self._sites = dict(fetcher.sites)

    def round(self) -> Round:
        """Look at all that is due, once."""
        self._round = Round()
        for visit in spread(self._due_feeds(), most=self._list.manners.hosts):
            self._keep_feed(visit)
        for source, taken in self._taken():
            self._keep_taken(source, taken)
        while not self._stopped() and (jobs := self._due_pages()):
            for page in spread(jobs, most=self._list.manners.hosts):
                self._keep_page(page)
            self._keep_sites()
        self._keep_sites()
        waiting = sum(memo.state == "waiting" for memo in self._memos.every(PAGES, PageMemo).values())
        return replace(self._round, waiting=waiting)

    def rest(self) -> timedelta:
        """How long until something is due again, no longer than `LONGEST_REST`."""
        now = self._clock()
        feeds = self._memos.every(FEEDS, FeedMemo)
        due = [feeds[s.location].next if s.location in feeds else now for s in self._list.sources]
        due += [memo.next for memo in self._memos.every(PAGES, PageMemo).values() if memo.next]
        return min(max(min(due, default=now) - now, timedelta(0)), LONGEST_REST)

    def _due(self, wheres: tuple[str, ...]) -> Iterator[tuple[Source, FeedMemo]]:
        now = self._clock()
        feeds = self._memos.every(FEEDS, FeedMemo)
        for source in self._list.sources:
            memo = feeds.get(source.location, FeedMemo(next=now))
            if source.where in wheres and memo.next <= now and not self._stopped():
                yield source, memo

    def _due_feeds(self) -> dict[str, list[Job[FeedVisit]]]:
        jobs: dict[str, list[Job[FeedVisit]]] = defaultdict(list)
        for source, memo in self._due(("web",)):
            job = partial(visit_feed, self._fetcher, source, memo, self._list.manners, now=self._clock())
            jobs[urlsplit(source.location).netloc].append(job)
        return jobs

    def _keep_feed(self, visit: FeedVisit) -> None:
        keys = {page_key(entry) for entry in visit.entries}
        known = self._memos.some(DONE, keys, PageMemo) | self._memos.some(PAGES, keys, PageMemo)
        alive = {source.location for source in self._list.sources}
        noticed = notice(visit.entries, known, visit.source, alive=alive, now=self._clock())
        gone = [(DONE, key) for key, memo in noticed.items() if memo.next]
        memos: dict[tuple[str, str], Any] = {(PAGES if memo.next else DONE, key): memo for key, memo in noticed.items()}
        self._memos.keep({(FEEDS, visit.source.location): visit.memo, **memos}, gone)
        failed = self._round.failed + (visit.memo.failures > 0)
        self._round = replace(self._round, feeds=self._round.feeds + 1, failed=failed)
        self._complain(visit.source.name, visit.remarks)

    def _due_pages(self) -> dict[str, list[Job[PageVisit]]]:
        now = self._clock()
        sources = {source.location: source for source in self._list.sources}
        jobs: dict[str, list[Job[PageVisit]]] = defaultdict(list)
        for key, memo in self._memos.every(PAGES, PageMemo).items():
            source = sources.get(memo.source)
            if source and memo.next and memo.next <= now:
                job = partial(visit_page, self._fetcher, key, memo, source, self._list.manners, now=now)
                jobs[urlsplit(memo.entry.url).netloc].append(job)
        return jobs

    def _keep_page(self, visit: PageVisit) -> None:
        name = next((s.name for s in self._list.sources if s.location == visit.memo.source), visit.memo.source)
        if visit.article:
            self._keep_article(name, visit.article)
        area, other = (PAGES, DONE) if visit.memo.next else (DONE, PAGES)
        self._memos.keep({(area, visit.key): visit.memo}, [(other, visit.key)])
        self._complain(name, visit.remarks)

    def _taken(self) -> Iterator[tuple[Source, Taken]]:
        now = self._clock()
        for source, memo in self._due(("folder", "archive")):
            take = take_folder if source.where == "folder" else take_archives
            for taken in take(source, self._memos.every(FILES, FileMemo), now=now):
                yield source, taken
                if self._stopped():
                    return
            self._memos.keep({(FEEDS, source.location): replace(memo, next=now + source.interval)})
            self._round = replace(self._round, feeds=self._round.feeds + 1)

    def _keep_taken(self, source: Source, taken: Taken) -> None:
        if taken.article:
            self._keep_article(source.name, taken.article)
        if taken.memo:
            self._memos.keep({(FILES, taken.path): taken.memo})
        self._complain(source.name, taken.remarks)

    def _keep_article(self, source: str, article: Article) -> None:
        if not intake.add(self._store, [article]):
            return
        title = article.title or article.text[:80]
        before = self._text_before(article)
        if before is None:
            self._round = replace(self._round, new=self._round.new + 1)
            self._tell(Note(kind="new", source=source, text=title))
            return
        sides = [side for d in differ(before, article.text) for side in (("-", d.before), ("+", d.after)) if side[1]]
        lines = tuple(f"{mark} {words}" for mark, words in sides)
        self._round = replace(self._round, edited=self._round.edited + 1)
        self._tell(Note(kind="edited", source=source, text=title, lines=lines[:MOST_SHOWN]))

    def _text_before(self, article: Article) -> str | None:
        """The text that the article's address had before; `None` where this is its first."""
        versions = self._store.versions(article.url) if article.url else ()
        if len(versions) < 2:
            return None
        earlier = self._store.article(versions[-2].article)
        return earlier.text if earlier else ""

    def _keep_sites(self) -> None:
        """Keep the robots files that were read; those that failed are asked for again by the next run."""
        fresh = {key: site for key, site in list(self._fetcher.sites.items()) if self._sites.get(key) != site}
        self._sites |= fresh
        memos = {
            (SITES, key): SiteMemo(read=site.read, content=site.content.decode("latin-1"))
            for key, site in fresh.items()
            if site.content is not None
        }
        if memos:
            self._memos.keep(memos)

    def _complain(self, source: str, remarks: Iterable[str]) -> None:
        for remark in remarks:
            self._round = replace(self._round, troubles=self._round.troubles + 1)
            self._tell(Note(kind="trouble", source=source, text=remark))
