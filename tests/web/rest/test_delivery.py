"""How answers travel: tags, gzip, HEAD."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.web.delivery import accepts_gzip, matches
from tests.web.rest.conftest import Site

PATHS = [
    "/api/v1/stories",
    "/api/v1/events?limit=200&full=true",
    "/api/v1/counts",
    "/api/v1/openapi.json",
    "/api/v1/export",
]


@pytest.mark.parametrize("path", PATHS)
def test_what_is_there_already_is_not_sent_again(site: Site, path: str) -> None:
    """The tag of an answer brings a 304 without a body; after a change it brings the answer."""
    first = site.client.get(path)
    again = site.client.get(path, headers={"if-none-match": first.headers["etag"]})

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert first.headers["cache-control"] == "private, no-cache"
    assert site.client.get(path, headers={"if-none-match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", [*PATHS, "/api/v1/nowhere", "/api/v1/changes/stream"])
def test_head_is_get_without_the_body(site: Site, path: str) -> None:
    """The same status and kind, no bytes, and it ends, a stream too."""
    head = site.client.head(path)

    assert head.content == b""
    if not path.endswith("stream"):
        whole = site.client.get(path)
        assert (head.status_code, head.headers["content-type"]) == (whole.status_code, whole.headers["content-type"])
        assert head.headers.get("etag") == whole.headers.get("etag")


def test_large_answers_are_packed_for_those_who_take_it(site: Site) -> None:
    """Packed and plain are the same bytes under the same tag; caches are told that there are two."""
    path = "/api/v1/events?limit=200&full=true"
    with site.client.stream("GET", path, headers={"accept-encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "gzip"
    plain = site.client.get(path, headers={"accept-encoding": "identity"})

    assert gzip.decompress(packed) == plain.content
    assert "content-encoding" not in plain.headers
    assert plain.headers["vary"] == "Accept-Encoding"
    assert len(packed) < len(plain.content) / 3


@pytest.mark.parametrize(
    ("header", "takes"),
    [("gzip", True), ("br, gzip;q=0.5", True), ("gzip;q=0", False), ("*", True), ("", False), ("identity", False)],
)
def test_who_takes_gzip(header: str, takes: bool) -> None:
    """An Accept-Encoding header says it; a weight of nothing is a no."""
    assert accepts_gzip(header) is takes


@given(st.text(), st.text(alphabet="0123456789abcdef", min_size=1))
def test_a_tag_matches_itself_in_any_list(noise: str, name: str) -> None:
    """Weak or strong, alone or among others; `*` matches all; odd headers match nothing by accident."""
    tag = f'W/"{name}"'

    assert matches(tag, tag)
    assert matches(f'"x", "{name}"', tag)
    assert matches("*", tag)
    assert not matches(None, tag)
    named = {part.strip().removeprefix("W/") for part in noise.split(",")}
    assert matches(noise, tag) == ("*" in named or f'"{name}"' in named)
