"""`consilience watch`: feeds looked at again and again, articles read as they come, alerts by rule."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from consilience.cli.failure import Failure
from consilience.cli.stores import find_store
from consilience.cli.terminal import line
from consilience.settings import SHIPPED_LANGUAGE_MODEL

if TYPE_CHECKING:
    from consilience.store.database import Database
    from consilience.watch.notes import Note
    from consilience.watch.post import Post
    from consilience.watch.watcher import Round, Watcher
    from consilience.watch.watchlist import Watchlist

GLANCE_S = 2.0
"""Seconds between two looks for what the clerk has woven meanwhile: alerts go out so soon after."""

STYLES = {
    "new": "green",
    "edited": "yellow",
    "trouble": "dim",
    "alert": "bold red",
    "delivered": "cyan",
    "undelivered": "red",
}


def watch(
    file: Path,
    /,
    *,
    once: bool = False,
    db: Path | None = None,
    quiet: bool = False,
    language_model: str = SHIPPED_LANGUAGE_MODEL,
) -> int:
    """Watch feeds, sitemaps, folders and web archives; read what is new, show what was edited, raise alerts.

    Goes on until it is stopped (Ctrl-C), or looks once at all that is due with --once, for a timer such as cron. Killed at
    any moment, it goes on where it was. docs/watch.md describes the file.

    For example:

    - `consilience watch feeds.toml`
    - `consilience watch feeds.toml --once --db desk.db`

    Parameters
    ----------
    file
        A feeds.toml: what to watch, how often, and what to be told of.
    once
        Look once, read what came, deliver alerts, and end. Status 1 when no feed could be read.
    db
        The store that articles go to, made where there is none; if none is named, consilience.db here, or else in out/.
    quiet
        Tell nothing but troubles and alerts.
    language_model
        Name of an installed spaCy pipeline to use instead of the shipped one.

    """
    from consilience.store.database import StoreError, open_database
    from consilience.watch.reading import read_watchlist
    from consilience.watch.tables import WatchlistError

    stop = threading.Event()
    try:
        watchlist = read_watchlist(file, locate=_locate)
        path = find_store(db)
        with open_database(path) as store, _until(stop):
            teller = _Teller(quiet=quiet)
            watcher, post = _set_up(watchlist, store, stop, teller)
            if once:
                return _once(watcher, post, store, language_model, teller)
            return _go_on(watcher, post, path, language_model, stop, teller)
    except (WatchlistError, StoreError, LookupError) as error:
        raise Failure(str(error)) from error


def _locate(name: str) -> tuple[float, float] | None:
    from consilience.text.places.gazetteer import open_gazetteer

    found = open_gazetteer().find(name)
    return (found[0].lat, found[0].lon) if found else None


def _set_up(watchlist: Watchlist, store: Database, stop: threading.Event, teller: _Teller) -> tuple[Watcher, Post]:
    from consilience.desk import Desk
    from consilience.sources.feeds.fetching import Fetcher
    from consilience.store.memos import Memos
    from consilience.watch.alarms import Alarms
    from consilience.watch.post import Post, make_transport
    from consilience.watch.watcher import Watcher
    from consilience.wiring import PROGRAM

    transport = make_transport(watchlist.manners, PROGRAM)
    fetcher = Fetcher(transport, delay=watchlist.manners.delay, sleep=stop.wait, stopped=stop.is_set)
    memos = Memos(store)
    alarms = Alarms(watchlist.rules, Desk(store), memos)
    alarms.prime()
    post = Post(watchlist=watchlist, alarms=alarms, memos=memos, transport=transport, tell=teller.tell)
    return Watcher(watchlist, store, fetcher, tell=teller.tell, stopped=stop.is_set), post


def _once(watcher: Watcher, post: Post, store: Database, language_model: str, teller: _Teller) -> int:
    from consilience.desk.intake import catch_up
    from consilience.wiring import Reader

    done = watcher.round()
    teller.say(f"{_count(done)}; reading")
    caught = catch_up(store, Reader(language_model=language_model, store=store))
    waiting = post.round()
    teller.end(
        f"{_count(done)}, {caught.articles} read" + (f", {waiting} alerts still to be delivered" if waiting else "")
    )
    return 1 if done.feeds and done.failed == done.feeds else 0


def _go_on(watcher: Watcher, post: Post, db: Path, language_model: str, stop: threading.Event, teller: _Teller) -> int:
    from consilience.desk.clerk import hired

    with hired(db, language_model=language_model):
        while not stop.is_set():
            done = watcher.round()
            ahead = datetime.now(UTC) + watcher.rest()
            teller.say(f"{_count(done)}; next look {ahead.astimezone():%H:%M:%S}   (Ctrl-C ends it)")
            while not stop.is_set() and datetime.now(UTC) < ahead:
                post.round()
                stop.wait(GLANCE_S)
    return 0


@contextmanager
def _until(stop: threading.Event) -> Iterator[None]:
    """Let a signal to terminate end the work at the next step; Ctrl-C ends it at once."""
    before = signal.signal(signal.SIGTERM, lambda *_: stop.set())
    try:
        yield
    finally:
        stop.set()
        signal.signal(signal.SIGTERM, before)


def _count(done: Round) -> str:
    parts = [_plural(done.feeds, "feed") + " looked at", _plural(done.new, "new article"), f"{done.edited} edited"]
    return ", ".join([*parts, *([f"{done.waiting} waiting"] if done.waiting else [])])


def _plural(number: int, words: str) -> str:
    return f"{number} {words}{'' if number == 1 else 's'}"


class _Teller:
    """Tells what happens: a line each on standard output, and one line on standard error that says what goes on."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._out, self._error = Console(highlight=False), Console(stderr=True, highlight=False)

    def tell(self, note: Note) -> None:
        """Write one note, and the lines it has."""
        if self._quiet and note.kind in ("new", "edited", "delivered"):
            return
        self._clear()
        head = Text(f"{datetime.now().astimezone():%H:%M} ", style="dim")
        head.append(f"{note.kind:<11} ", style=STYLES[note.kind])
        head.append(f"{line(note.source)}  ", style="bold")
        head.append(line(note.text))
        self._out.print(head, soft_wrap=True)
        for each in note.lines:
            self._out.print(
                Text("      " + line(each), style="green" if each.startswith("+") else "red"), soft_wrap=True
            )

    def say(self, words: str) -> None:
        """Say what goes on, in place of what was said before; nothing where nobody looks."""
        if self._error.is_terminal:
            self._clear()
            sys.stderr.write(words[: self._error.width - 1])
            sys.stderr.flush()

    def end(self, words: str) -> None:
        """Say how it ended."""
        self._clear()
        if not self._quiet:
            sys.stderr.write(words + "\n")

    def _clear(self) -> None:
        if self._error.is_terminal:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
