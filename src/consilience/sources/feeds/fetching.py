"""Polite fetching: robots.txt obeyed, one request a host at a time with a pause between, only what changed, redirects followed
within bounds. Nothing here remembers beyond its own life; what must outlive it (`Validators`, robots files) is handed in and out.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Literal
from urllib.parse import urldefrag, urljoin, urlsplit

from consilience.sources.feeds.pauses import read_retry_after
from consilience.sources.feeds.robots import MAX_BYTES, Robots, parse_robots
from consilience.sources.feeds.transport import Answer, Transport, Unanswered

PRODUCT = "consilience"
"""The name that a robots.txt speaks to."""

MAX_REDIRECTS = 5
ROBOTS_LIFE = timedelta(hours=24)
"""RFC 9309: a cached robots.txt is used for no longer than a day."""

UNREACHED_LIFE = timedelta(minutes=10)
"""A site whose robots.txt cannot be had is left alone for so long, then asked again."""

FEED_TYPES = ("xml", "rss", "atom", "json", "text/plain", "text/html", "octet-stream", "gzip")
PAGE_TYPES = ("text/html", "xhtml", "text/plain")
"""Words of which one stands in a content type that is taken. Feeds are served as almost anything, so `documents` looks inside."""

Outcome = Literal["fetched", "unchanged", "failed"]
Clock = Callable[[], datetime]
Sleep = Callable[[float], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave to ask "has it changed since?" with."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """Give the conditional request headers."""
        pairs = (("If-None-Match", self.etag), ("If-Modified-Since", self.modified))
        return {name: value for name, value in pairs if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came of one fetch. `url`: the address that answered; `moved`: where the first one has moved to for good.

    `code`, `message`: of a failure (the codes of `Unanswered`, "robots", "robots-unread", "redirects", "status-404" ...).
    `wait`: how long the server asks to be left alone.
    """

    outcome: Outcome
    url: str
    body: bytes = b""
    content_type: str = ""
    validators: Validators = Validators()
    moved: str | None = None
    code: str = ""
    message: str = ""
    wait: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A robots.txt as last read: when (UTC), and its bytes; `None` where the site could not be asked, and why."""

    read: datetime
    content: bytes | None
    why: str = ""


@dataclass(slots=True)
class _Turn:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0


class Fetcher:
    """Fetches for several threads at once. `sites` holds robots files by origin and is added to; `delay` in seconds.

    `sleep` may end early (a stop event's `wait`); `stopped` then says so and the fetch fails as "stopped".
    """

    def __init__(
        self,
        transport: Transport,
        *,
        delay: float = 2.0,
        sites: dict[str, Site] | None = None,
        clock: Clock = lambda: datetime.now(UTC),
        sleep: Sleep | None = None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._transport, self._delay, self._clock = transport, delay, clock
        self._sleep = sleep or threading.Event().wait
        self._stopped = stopped
        self.sites: dict[str, Site] = {} if sites is None else sites
        self._turns: dict[str, _Turn] = {}
        self._guard = threading.Lock()

    def fetch(self, url: str, *, types: tuple[str, ...], validators: Validators | None = None) -> Fetched:
        """Fetch an address, following redirects; every way in which it fails is an outcome, never an exception."""
        at, hops, permanent = urldefrag(url).url, {url}, True
        conditions = (validators or Validators()).headers()
        try:
            while True:
                answer = self._ask(at, {"Accept": "*/*", **conditions}, types)
                target = answer.headers.get("location") if answer.status in (301, 302, 303, 307, 308) else None
                if not target:
                    return self._judge(answer, moved=at if permanent and len(hops) > 1 else None)
                permanent = permanent and answer.status in (301, 308)
                at = urldefrag(urljoin(at, target)).url
                if at in hops or len(hops) > MAX_REDIRECTS:
                    return _failed(at, "redirects", "redirects in a circle" if at in hops else "redirects too often")
                hops.add(at)
        except Unanswered as error:
            return _failed(at, error.code, str(error))

    def _ask(self, url: str, headers: Mapping[str, str], types: tuple[str, ...]) -> Answer:
        parts = urlsplit(url)
        robots = self._robots(f"{parts.scheme}://{parts.netloc}")
        if not robots.allows(url):
            raise Unanswered("robots", "robots.txt of the site does not allow it")
        with self._turn(parts.netloc, robots.pause):
            return self._transport.ask(url, headers=headers, types=types)

    def _judge(self, answer: Answer, *, moved: str | None) -> Fetched:
        if answer.status == 304:
            return Fetched(outcome="unchanged", url=answer.url, moved=moved)
        wait = read_retry_after(answer.headers.get("retry-after"), now=self._clock())
        if answer.status != 200:
            return _failed(answer.url, f"status-{answer.status}", f"the server answers {answer.status}", wait)
        kind = answer.headers.get("content-type", "")
        validators = Validators(etag=answer.headers.get("etag"), modified=answer.headers.get("last-modified"))
        return Fetched(
            outcome="fetched", url=answer.url, body=answer.body, content_type=kind, validators=validators, moved=moved
        )

    def _robots(self, origin: str) -> Robots:
        """What the site lets the program ask for, from memory or asked for now. Raises Unanswered where that is not known."""
        site = self.sites.get(origin)
        life = ROBOTS_LIFE if site is None or site.content is not None else UNREACHED_LIFE
        if site is None or self._clock() - site.read > life:
            site = self._read_robots(origin)
            self.sites[origin] = site
        if site.content is None:
            raise Unanswered("robots-unread", site.why)
        return parse_robots(site.content, product=PRODUCT)

    def _read_robots(self, origin: str) -> Site:
        """The file; empty where the site has none (4xx); none where it fails (5xx): then nothing may be asked for."""
        at = f"{origin}/robots.txt"
        try:
            for _ in range(MAX_REDIRECTS + 1):
                with self._turn(urlsplit(at).netloc, None):
                    answer = self._transport.ask(at)
                target = answer.headers.get("location") if 300 <= answer.status < 400 else None
                if target is None:
                    break
                at = urljoin(at, target)
        except Unanswered as error:
            if error.code in ("stopped", "address-refused", "bad-url"):
                raise
            return Site(read=self._clock(), content=None, why=str(error))
        if answer.status >= 500 or answer.status == 429:
            why = f"the site's robots.txt answers {answer.status}, so nothing may be asked for yet"
            return Site(read=self._clock(), content=None, why=why)
        return Site(read=self._clock(), content=answer.body[:MAX_BYTES] if answer.status == 200 else b"")

    def _turn(self, host: str, pause: float | None) -> _Pause:
        with self._guard:
            turn = self._turns.setdefault(host, _Turn())
        return _Pause(self, turn, max(self._delay, pause or 0.0))

    def wait_for(self, seconds: float) -> None:
        """Sleep; raises Unanswered where the program is being stopped."""
        if seconds > 0:
            self._sleep(seconds)
        if self._stopped():
            raise Unanswered("stopped", "stopped before it was asked for")


@dataclass(frozen=True, slots=True)
class _Pause:
    """A host's turn: waits until it is free, and leaves it alone for `seconds` afterwards."""

    fetcher: Fetcher
    turn: _Turn
    seconds: float

    def __enter__(self) -> None:
        self.turn.lock.acquire()
        try:
            self.fetcher.wait_for(self.turn.free_at - monotonic())
        except BaseException:
            self.turn.lock.release()
            raise

    def __exit__(self, *_: object) -> None:
        self.turn.free_at = monotonic() + self.seconds
        self.turn.lock.release()


def _failed(url: str, code: str, message: str, wait: timedelta | None = None) -> Fetched:
    return Fetched(outcome="failed", url=url, code=code, message=message, wait=wait)
