"""One request: every limit holds against a server that wants to break it, and no address inside the network is called."""

from __future__ import annotations

import gzip
import socket
import time
import zlib

import pytest

from consilience.sources.feeds.addresses import is_public
from consilience.sources.feeds.transport import Limits, Transport, Unanswered
from tests.feeds.site import Site, drip

INSIDE = """
127.0.0.1 10.1.1.1 192.168.1.1 172.16.0.1 169.254.169.254 100.64.1.1 224.0.0.1 0.0.0.0 255.255.255.255 192.0.2.1 198.18.0.1
240.0.0.1 192.0.0.192 ::1 :: ::ffff:127.0.0.1 ::ffff:10.0.0.1 fe80::1%eth0 fc00::1 ff02::1 64:ff9b::7f00:1 64:ff9b:1::a00:1
2002:7f00:1:: ::127.0.0.1 2001:db8::1 fec0::1 localhost
"""
QUICK = Limits(seconds=1.0, silence=0.5, wire_bytes=200_000, plain_bytes=1_000_000)


def ask(url: str, *, limits: Limits = QUICK, **options: object) -> object:
    return Transport(user_agent="test/1", allow_private=True, limits=limits).ask(url, **options)  # type: ignore[arg-type]


def refusal(url: str, **options: object) -> str:
    with pytest.raises(Unanswered) as refused:
        ask(url, **options)
    return refused.value.code


def test_good_answer(site: Site) -> None:
    """Status, headers in lower case and the unpacked body."""
    page = gzip.compress(b"<p>Ferries run again.</p>")
    answer = ask(site.put("/page", page, Content_Encoding="gzip", ETag='"7"'))

    assert (answer.status, answer.body, answer.headers["etag"]) == (200, b"<p>Ferries run again.</p>", '"7"')
    assert site.asked[0].headers["user-agent"] == "test/1"


@pytest.mark.parametrize("raw", [False, True])
def test_deflate_with_and_without_header(site: Site, raw: bool) -> None:
    """Both things that servers call deflate are understood."""
    packer = zlib.compressobj(wbits=-15 if raw else 15)
    body = packer.compress(b"Ferries run again.") + packer.flush()

    assert ask(site.put("/page", body, Content_Encoding="deflate")).body == b"Ferries run again."


def test_gzip_in_several_members(site: Site) -> None:
    """A body packed in parts is whole."""
    body = gzip.compress(b"Ferries ") + gzip.compress(b"run again.")

    assert ask(site.put("/page", body, Content_Encoding="gzip")).body == b"Ferries run again."


def test_bomb_is_not_unpacked(site: Site) -> None:
    """A hundred kilobytes that hold a hundred megabytes are refused."""
    bomb = gzip.compress(bytes(100_000_000))
    assert len(bomb) < QUICK.wire_bytes

    assert refusal(site.put("/bomb", bomb, Content_Encoding="gzip")) == "too-large"


def test_unknown_and_broken_packing(site: Site) -> None:
    """What cannot be unpacked is said to be a bad answer."""
    assert refusal(site.put("/odd", b"xx", Content_Encoding="snappy")) == "bad-answer"
    assert refusal(site.put("/cut", gzip.compress(b"x" * 999)[4:], Content_Encoding="gzip")) == "bad-answer"


def test_huge_body_stops_early(site: Site) -> None:
    """A body without end is left when it passes the limit, not when its time is over."""
    start = time.monotonic()
    site.pages["/huge"] = drip(b"x" * 50_000, 0.0)

    assert refusal(site.url + "/huge", limits=Limits(seconds=30, wire_bytes=200_000)) == "too-large"
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "head", [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Slow: "]
)
def test_slow_drip_ends_with_the_time(site: Site, head: bytes) -> None:
    """A byte now and then, in the body or in the headers, does not keep a request alive."""
    start = time.monotonic()
    site.pages["/slow"] = drip(b"x", 0.1, head)

    assert refusal(site.url + "/slow") == "timeout"
    assert time.monotonic() - start < 2.5


def test_silence_ends_it(site: Site) -> None:
    """A server that says nothing is left after the silence allowed."""
    site.pages["/silent"] = drip(b"", 0.1, b"")

    assert refusal(site.url + "/silent") == "timeout"


def test_nobody_there_and_nonsense(site: Site) -> None:
    """A closed port, an answer that is no HTTP and an address that is none each have their code."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site.pages["/nonsense"] = lambda handler: handler.wfile.write(b"SSH-2.0-x\r\n\r\n") and None

    assert refusal(f"http://127.0.0.1:{port}/") == "unreachable"
    assert refusal(site.url + "/nonsense") == "bad-answer"
    assert {
        refusal(url) for url in ("ftp://reef.example/", "file:///etc/passwd", "http://", "http://u:p@reef.example/")
    } == {"bad-url"}


def test_wrong_type_is_refused_before_its_body(site: Site) -> None:
    """A film is not loaded to find that it is no page."""
    site.pages["/film"] = drip(b"x" * 1000, 0.0, b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n")

    assert refusal(site.url + "/film", types=("text/html",)) == "wrong-type"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.1.1",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.1.1",
        "224.0.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "::127.0.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "2001:db8::1",
        "240.0.0.1",
        "fec0::1",
        "192.0.0.192",
        "64:ff9b:1::a00:1",
        "localhost",
    ],
)
def test_addresses_inside_are_not_public(address: str) -> None:
    """Loopback, private, link-local, carrier, multicast, documentation ranges, however they are written."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_outside_are_public(address: str) -> None:
    """The open internet, also through a translator."""
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433", "127.1", "[::ffff:127.0.0.1]"]
)
def test_host_inside_is_refused(site: Site, host: str) -> None:
    """Whatever way an address of this machine is written, it is not called."""
    port = site.url.rsplit(":", 1)[1]
    with pytest.raises(Unanswered) as refused:
        Transport(user_agent="test/1", limits=QUICK).ask(f"http://{host}:{port}/page")

    assert refused.value.code in ("address-refused", "unresolved")
    assert site.asked == []


def test_name_that_changes_its_answer_gains_nothing(site: Site) -> None:
    """The name is resolved once: what was checked is what is called (DNS rebinding)."""
    port, answers = site.url.rsplit(":", 1)[1], iter([["93.184.215.14"], ["127.0.0.1"]])
    called: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        called.append(host)
        return next(answers)

    with pytest.raises(Unanswered) as refused:
        Transport(user_agent="t", limits=QUICK, resolve=resolve).ask(f"http://rebind.example:{port}/page")

    assert refused.value.code in ("unreachable", "timeout")
    assert (called, site.asked) == (["rebind.example"], [])


def test_only_the_public_ones_of_a_name_are_called(site: Site) -> None:
    """A name with a public and a private address is called at the public one only."""
    port = site.url.rsplit(":", 1)[1]
    mixed = Transport(user_agent="t", limits=QUICK, resolve=lambda host, port: ["93.184.215.14", "127.0.0.1"])
    with pytest.raises(Unanswered):
        mixed.ask(f"http://mixed.example:{port}/page")

    assert site.asked == []


def test_resolver_without_answer(site: Site) -> None:
    """A resolver that hangs costs the request's time, no more."""
    hanging = Transport(user_agent="t", limits=QUICK, resolve=lambda host, port: time.sleep(4) or [])
    start = time.monotonic()
    with pytest.raises(Unanswered) as refused:
        hanging.ask("http://slow.example/")

    assert refused.value.code == "timeout"
    assert time.monotonic() - start < 2
