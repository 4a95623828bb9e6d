"""From a page, a feed's own text or a web archive to a sealed article, with only what each may say of itself."""

from __future__ import annotations

import gzip
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.sources.feeds.archives import BrokenArchive, read_archive
from consilience.sources.feeds.entries import Entry
from consilience.sources.feeds.pages import make_article, make_from_entry, plain_address, same_site

BODY = "<p>Ferry crews in Zanzibar went on strike on Monday over pay, and the port authority said 300 sailors had walked out.</p>"


def page(head: str = "", body: str = BODY) -> bytes:
    start = f"<!doctype html><html lang=en><head><title>Ferry stopped</title>{head}</head>"
    return f"{start}<body><article>{body}</article></body></html>".encode()


def article(
    data: bytes,
    url: str = "https://www.reef.example/ferry?utm_source=x&id=2#top",
    outlet: str | None = None,
    **entry: object,
):
    made, problems = make_article(
        data,
        url=url,
        content_type="text/html",
        entry=Entry(url=url, **entry),
        outlet=outlet,  # type: ignore[arg-type]
    )
    return made, problems


def test_page_becomes_an_article() -> None:
    """Its address without tracking; what the page does not say comes from the feed."""
    made, _ = article(page(), origin="Coast Agency", published="2024-02-05", authors=("Asha Kombo",))

    assert made is not None
    assert (made.url, made.outlet, made.authors) == (
        "https://www.reef.example/ferry?id=2",
        "Coast Agency",
        ("Asha Kombo",),
    )
    assert made.published is not None
    assert made.text.startswith("Ferry stopped\n\nFerry crews")


def test_name_given_by_the_user_wins() -> None:
    """The outlet: what the user calls it, else what the page says, else what the feed says."""
    own = page('<meta property="og:site_name" content="Reef Post">')

    assert [
        made.outlet for made in (article(own, outlet="Mine", origin="F")[0], article(own, origin="F")[0]) if made
    ] == ["Mine", "Reef Post"]


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        ("https://reef.example/2024/ferry", "https://reef.example/2024/ferry"),
        ("https://news.reef.example/f", "https://news.reef.example/f"),
        ("https://great-agency.example/ferry", "https://www.reef.example/ferry?id=2"),
        ("javascript:alert(1)", "https://www.reef.example/ferry?id=2"),
    ],
)
def test_page_cannot_pass_for_another_site(canonical: str, expected: str) -> None:
    """A canonical address counts on its own site only."""
    made, _ = article(page(f'<link rel="canonical" href="{canonical}">'))

    assert made is not None
    assert made.url == expected


def test_page_without_article() -> None:
    """A menu is no article, and the message names the address."""
    made, problems = article(page(body="<ul><li>Home</li></ul>"))

    assert made is None
    assert problems[0].code == "no-article"
    assert "reef.example" in problems[0].message


def test_text_that_the_feed_carries() -> None:
    """An entry's own text, tags taken off; a problem where it has none."""
    made, _ = make_from_entry(
        Entry(url="https://reef.example/f", title="Strike &amp; pay", content=BODY), outlet="Reef Post"
    )
    missing, problems = make_from_entry(Entry(url="https://reef.example/f"), outlet=None)

    assert made is not None
    assert made.text.startswith("Strike & pay\n\nFerry crews")
    assert (missing, problems[0].code) == (None, "no-article")


@given(st.text(max_size=30))
def test_plain_address_is_the_same_twice(path: str) -> None:
    """Taking tracking off an address that has none changes nothing."""
    once = plain_address("https://reef.example/" + path)

    assert plain_address(once) == once


def test_sites() -> None:
    """A host and those below it are one site; look-alikes are not."""
    assert same_site("https://www.reef.example/a", "https://m.reef.example/b")
    assert same_site("https://news.reef.example/a", "https://reef.example/b")
    assert not same_site("https://notreef.example/a", "https://reef.example/b")
    assert not same_site("nonsense", "nonsense")


def _record(kind: str, url: str, http: bytes) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{len(url):032x}>\r\n"
        f"WARC-Date: 2024-02-05T10:00:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def _http(body: bytes, status: str = "200 OK", kind: str = "text/html", **more: str) -> bytes:
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        *(f"{k.replace('_', '-')}: {v}" for k, v in more.items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


RECORDS = [
    _record("response", "https://reef.example/ferry", _http(gzip.compress(page()), Content_Encoding="gzip")),
    _record("response", "https://reef.example/pier.png", _http(b"\x89PNG", kind="image/png")),
    _record("response", "https://reef.example/gone", _http(b"gone", status="404 Not Found")),
    _record("revisit", "https://reef.example/ferry", b"HTTP/1.1 304 Not Modified\r\n\r\n"),
    _record("response", "https://reef.example/second", _http(page(body=BODY + "<p>Talks resume on Friday.</p>"))),
]
KINDS = ["page", "passed", "passed", "revisit", "page"]


@pytest.mark.parametrize("packed", [False, True])
def test_archive_gives_pages_and_goes_on_where_it_stopped(tmp_path: Path, packed: bool) -> None:
    """Pages unpacked, the rest counted; reading again from any record's offset gives what follows."""
    file = tmp_path / ("a.warc.gz" if packed else "a.warc")
    file.write_bytes(b"".join(gzip.compress(r) if packed else r for r in RECORDS))
    captures = list(read_archive(file))

    assert [capture.kind for capture in captures] == KINDS
    assert captures[0].body == page()
    for n, capture in enumerate(captures):
        assert list(read_archive(file, offset=capture.offset)) == captures[n:]


def test_archive_that_breaks_off(tmp_path: Path) -> None:
    """What stands before the break is given; a file that is none says so or gives nothing."""
    file = tmp_path / "cut.warc.gz"
    whole = b"".join(gzip.compress(r) for r in RECORDS)
    file.write_bytes(whole[: len(whole) - 40])
    kinds = []
    with suppress(BrokenArchive):
        kinds.extend(capture.kind for capture in read_archive(file))

    assert kinds[:4] == KINDS[:4]


def test_bomb_in_an_archive(tmp_path: Path) -> None:
    """A page that unpacks to more than a page may have is passed over."""
    file = tmp_path / "bomb.warc"
    file.write_bytes(
        _record("response", "https://reef.example/b", _http(gzip.compress(bytes(50_000_000)), Content_Encoding="gzip"))
    )

    assert [capture.kind for capture in read_archive(file)] == ["passed"]
