"""Fetching is polite: robots.txt, pauses, only what changed, redirects within bounds and never to the inside."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from consilience.sources.feeds.fetching import PAGE_TYPES, Fetched, Fetcher
from consilience.sources.feeds.pauses import LONGEST_PAUSE, back_off, read_retry_after
from consilience.sources.feeds.robots import parse_robots
from consilience.sources.feeds.transport import Limits, Transport
from tests.casefiles import find_cases, split_case
from tests.feeds.site import Site

NOW = datetime(2024, 2, 5, 12, tzinfo=UTC)


def fetcher(**options: object) -> Fetcher:
    transport = Transport(user_agent="test/1", allow_private=True, limits=Limits(seconds=5))
    return Fetcher(transport, **{"delay": 0.0, **options})  # type: ignore[arg-type]


def fetch(url: str, **options: object) -> Fetched:
    return fetcher(**options).fetch(url, types=PAGE_TYPES)


def test_unchanged_page_is_not_sent_again(site: Site) -> None:
    """The second request carries what the first was given, and the server's 304 is an outcome of its own."""
    url = site.put("/page", "text", ETag='"a1"', Last_Modified="Mon, 05 Feb 2024 10:00:00 GMT")
    one = fetcher()
    first = one.fetch(url, types=PAGE_TYPES)
    second = one.fetch(url, types=PAGE_TYPES, validators=first.validators)

    assert (first.outcome, first.body, second.outcome) == ("fetched", b"text", "unchanged")
    assert site.asked[-1].headers["if-modified-since"] == "Mon, 05 Feb 2024 10:00:00 GMT"


def test_robots_is_asked_once_and_obeyed(site: Site) -> None:
    """What the site forbids is not asked for; the file itself is read once for all pages."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/\n", "text/plain")
    one = fetcher()
    outcomes = [
        one.fetch(site.put(path, "text"), types=PAGE_TYPES).code for path in ("/private/a", "/open/a", "/open/b")
    ]

    assert outcomes == ["robots", "", ""]
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/open/a", "/open/b"]


def test_failing_robots_means_no(site: Site) -> None:
    """A site whose robots.txt answers 503 is left alone (RFC 9309); one without any is not."""
    site.pages["/robots.txt"] = (503, {}, b"")

    assert fetch(site.put("/page", "text")).code == "robots-unread"
    del site.pages["/robots.txt"]
    assert fetch(site.put("/page", "text")).outcome == "fetched"


def test_redirects_are_followed_and_a_move_is_noticed(site: Site) -> None:
    """Two permanent redirects tell where the page has moved; a temporary one among them does not."""
    site.pages["/a"] = (301, {"Location": "/b"}, b"")
    site.pages["/b"] = (308, {"Location": site.url + "/c"}, b"")
    site.pages["/t"] = (302, {"Location": "/c#part"}, b"")
    end = site.put("/c", "text")

    assert (fetch(site.url + "/a").url, fetch(site.url + "/a").moved) == (end, end)
    assert (fetch(site.url + "/t").url, fetch(site.url + "/t").moved) == (end, None)


def test_redirect_loops_end(site: Site) -> None:
    """A circle and an endless chain both end, after a few requests."""
    site.pages["/ring"] = (302, {"Location": "/gnir"}, b"")
    site.pages["/gnir"] = (302, {"Location": "/ring"}, b"")
    for n in range(30):
        site.pages[f"/{n}"] = (302, {"Location": f"/{n + 1}"}, b"")

    assert fetch(site.url + "/ring").code == "redirects"
    assert fetch(site.url + "/0").code == "redirects"
    assert len(site.paths()) < 12


def test_redirect_to_the_inside_is_refused(site: Site) -> None:
    """A page outside cannot send the program to an address inside: each hop is checked anew."""
    port = int(site.url.rsplit(":", 1)[1])
    site.pages["/go"] = (302, {"Location": f"http://127.0.0.1:{port}/secret"}, b"")
    site.pages["/secret"] = (200, {"Content-Type": "text/html"}, b"inside")
    outside = _LoopbackAs("outside.example")
    got = Fetcher(outside, delay=0.0).fetch(f"http://outside.example:{port}/go", types=PAGE_TYPES)

    assert got.code == "address-refused"
    assert site.paths() == ["/go"]


class _LoopbackAs(Transport):
    """A transport for which one name stands on the open internet though its server is on loopback."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        super().__init__(user_agent="test/1")
        object.__setattr__(self, "name", name)

    def ask(self, url: str, **options: object):
        inner = Transport(
            user_agent="t", allow_private=f"//{self.name}" in url, resolve=lambda host, port: ["127.0.0.1"]
        )
        return inner.ask(url, **options)  # type: ignore[arg-type]


def test_redirect_into_what_robots_forbid(site: Site) -> None:
    """A redirect is asked for only where the target's robots.txt lets it."""
    site.put("/robots.txt", "User-agent: consilience\nDisallow: /b", "text/plain")
    site.pages["/a"] = (302, {"Location": "/b"}, b"")

    assert fetch(site.url + "/a").code == "robots"
    assert site.paths() == ["/a"]


def test_busy_server_says_how_long_to_wait(site: Site) -> None:
    """429 with Retry-After is a failure that carries the wait."""
    site.pages["/busy"] = (429, {"Retry-After": "120"}, b"")
    got = fetch(site.url + "/busy")

    assert (got.code, got.wait) == ("status-429", timedelta(seconds=120))


def test_host_is_left_alone_between_requests(site: Site) -> None:
    """Requests to one host, robots.txt among them, are a delay apart; Crawl-delay lengthens it."""
    slept: list[float] = []
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7\n", "text/plain")
    one = fetcher(delay=3.0, sleep=slept.append)
    for path in ("/a", "/b", "/c"):
        one.fetch(site.put(path, "text"), types=PAGE_TYPES)

    assert [round(seconds) for seconds in slept] == [3, 7, 7]


def test_stopping_ends_the_wait(site: Site) -> None:
    """A program that is stopped asks for nothing more."""
    stopped = [False]

    def sleep(seconds: float) -> None:
        stopped[0] = True

    one = fetcher(delay=60.0, sleep=sleep, stopped=lambda: stopped[0])
    start = time.monotonic()

    assert one.fetch(site.put("/a", "text"), types=PAGE_TYPES).code == "stopped"
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120), ("Mon, 05 Feb 2024 12:05:00 GMT", 300), ("Mon, 05 Feb 2024 11:00:00 GMT", 0), ("soon", None), ("-5", None),
     ("99999999999", LONGEST_PAUSE.total_seconds()), ("", None), (None, None)],
)  # fmt: skip
def test_retry_after_is_read(value: str | None, seconds: float | None) -> None:
    """Seconds or a date, no longer than a day, and nothing for nonsense."""
    wait = read_retry_after(value, now=NOW)

    assert (wait.total_seconds() if wait is not None else None) == seconds


def test_back_off_grows_to_a_day_the_same_every_time() -> None:
    """Pauses double, stay within a quarter of the doubled minute, and depend only on key and seed."""
    pauses = [back_off(n, key="https://reef.example/", seed=1) for n in range(1, 30)]

    assert all(0.75 <= pause / timedelta(minutes=2**n) <= 1.25 for n, pause in enumerate(pauses[:10]))
    assert max(pauses) <= LONGEST_PAUSE * 1.25
    assert pauses == [back_off(n, key="https://reef.example/", seed=1) for n in range(1, 30)]
    assert pauses != [back_off(n, key="https://reef.example/", seed=2) for n in range(1, 30)]


@pytest.mark.parametrize("path", find_cases("robots"), ids=lambda path: path.stem)
def test_robots_cases(path: Path) -> None:
    """What a robots.txt lets the program ask for: one `yes PATH` or `no PATH` a line."""
    given, expected = split_case(path)
    robots = parse_robots(given.encode(), product="consilience")
    paths = [line.split(maxsplit=1)[1] for line in expected]

    assert [f"{'yes' if robots.allows('https://reef.example' + at) else 'no'} {at}" for at in paths] == expected
