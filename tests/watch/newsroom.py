"""What the tests of watching share: a page as a site serves it, a feed that lists pages, a watcher whose clock is set by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from consilience.sources.feeds.fetching import Fetcher
from consilience.sources.feeds.transport import Limits, Transport
from consilience.store.database import Database
from consilience.watch.notes import Note
from consilience.watch.watcher import Watcher
from consilience.watch.watchlist import Manners, Source, Watchlist
from tests.feeds.site import Site

ALLOWED = Manners(allow_private=True, delay=0.0)
START = datetime(2024, 2, 5, 12, tzinfo=UTC)


def page(title: str, *sentences: str) -> str:
    """A web page with an article."""
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title></head><body><article>{body}</article></body></html>"
    )


FERRY = page(
    "Ferry stopped",
    "Ferry crews in Zanzibar went on strike on Monday over pay.",
    "The port authority said 300 sailors had walked out and that no boat would sail before Wednesday.",
)


def rss(*entries: tuple[str, str], title: str = "Reef Post") -> str:
    """A feed that lists addresses, each with the time of its last change."""
    items = "".join(
        f"<item><title>t</title><link>{url}</link><pubDate>{when}</pubDate></item>" for url, when in entries
    )
    return f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'


MONDAY = "Mon, 05 Feb 2024 10:00:00 GMT"
LATER = "Mon, 05 Feb 2024 14:00:00 GMT"


@dataclass
class Newsroom:
    """A store, a list of sources, a clock that goes when it is told to; a new watcher for every round, as after a restart."""

    store: Database
    sources: tuple[Source, ...]
    manners: Manners = ALLOWED
    now: datetime = START
    notes: list[Note] = field(default_factory=list)

    def watcher(self) -> Watcher:
        """A watcher that knows only what the store remembers."""
        transport = Transport(user_agent="t", allow_private=self.manners.allow_private, limits=Limits(seconds=5))
        fetcher = Fetcher(transport, delay=0.0, clock=lambda: self.now)
        watchlist = Watchlist(manners=self.manners, sources=self.sources)
        return Watcher(watchlist, self.store, fetcher, tell=self.notes.append, clock=lambda: self.now)

    def round(self, after: timedelta = timedelta(0)):
        """Let time pass, then look once at all that is due."""
        self.now += after
        return self.watcher().round()

    def told(self, kind: str) -> list[str]:
        """Texts of the notes of a kind."""
        return [note.text for note in self.notes if note.kind == kind]


def web(site: Site, path: str = "/rss", **more: object) -> Source:
    """A source on the test's site."""
    return Source(name="Reef Post", where="web", location=site.url + path, **more)  # type: ignore[arg-type]


def folder(path: Path) -> Source:
    """A folder as a source."""
    return Source(name="sent in", where="folder", location=str(path))
