"""Articles in over the API: kept once, whatever form they come in, and refused in one sentence where they are none."""

from __future__ import annotations

import json

import pytest

from consilience.web.rest.posting import MOST_ARTICLES
from tests.web.rest.conftest import Site

STRIKE = {
    "title": "Aldhaven port at a standstill",
    "text": "Workers at the port of Aldhaven stopped work on Monday, the harbour union said.",
    "outlet": "The Harbour Post",
    "url": "https://harbourpost.example/2026/02/port",
    "published": "2026-02-03",
}


def test_an_article_is_taken_in_once(site: Site) -> None:
    """The first time it is new, the second time it is known, and it has the same id."""
    first = site.client.post("/api/v1/articles", json=STRIKE)
    second = site.client.post("/api/v1/articles", json=[STRIKE, STRIKE])

    assert (first.status_code, second.status_code) == (202, 200)
    assert [a["new"] for a in first.json()["articles"]] == [True]
    assert [(a["id"], a["new"]) for a in second.json()["articles"]] == [(first.json()["articles"][0]["id"], False)]


def test_an_article_says_that_it_waits_to_be_read(site: Site) -> None:
    """Before the clerk has read it, an article has its text and nothing found in it."""
    taken = site.client.post("/api/v1/articles", json=STRIKE).json()["articles"][0]
    article = site.get(taken["url"])

    assert article["read"] is False
    assert article["text"].endswith("the harbour union said.")
    assert article["published"]["start"] == "2026-02-03"
    assert site.get(site.get("/api/v1/articles?limit=1")["items"][0]["url"])["read"] is True


def test_an_edited_article_is_another_version(site: Site) -> None:
    """The same address with another text gives two versions, in order."""
    texts = (STRIKE["text"], STRIKE["text"] + " The port authority denied it.")
    taken = [site.client.post("/api/v1/articles", json=STRIKE | {"text": text}).json() for text in texts]
    ids = [answer["articles"][0]["id"] for answer in taken]
    versions = site.get(f"/api/v1/articles/{ids[1]}/versions")

    assert versions["address"] == STRIKE["url"]
    assert [(v["number"], v["article"]) for v in versions["items"]] == [(1, ids[0]), (2, ids[1])]
    site.get("/api/v1/articles/a00/versions", status=404)


def test_lines_and_other_shapes_are_understood(site: Site) -> None:
    """One article a line; schema.org and news-please; a bad line is named and the others are kept."""
    other = {
        "headline": "Aldhaven talks fail",
        "articleBody": "Talks at Aldhaven failed on Tuesday.",
        "publisher": {"name": "Bay Wire"},
    }
    lines = "\n".join([json.dumps(STRIKE), "{no json", json.dumps(other)])
    answer = site.client.post("/api/v1/articles", content=lines, headers={"content-type": "application/x-ndjson"})

    assert answer.status_code == 202
    assert len(answer.json()["articles"]) == 2
    assert [p["code"] for p in answer.json()["problems"]] == ["malformed-lines"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"title": "no text"}', "application/json", 400),
        (b"\xff\xfe\x00", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"text": "  "}', "application/json", 400),
        (b"", "application/json", 400),
        (b'{"text": "words"}', "application/xml", 415),
        (json.dumps([{"text": f"number {n}"} for n in range(MOST_ARTICLES + 1)]).encode(), "application/json", 413),
    ],
)
def test_what_holds_no_article_is_refused(site: Site, body: bytes, kind: str, status: int) -> None:
    """Each gets a problem of one sentence, and nothing is kept."""
    before = len(site.store.articles())
    answer = site.client.post("/api/v1/articles", content=body, headers={"content-type": kind})

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["detail"].endswith(".")
    assert len(site.store.articles()) == before


def test_a_body_that_is_too_large_is_refused(site: Site) -> None:
    """More bytes than the limit are not read to the end."""
    body = json.dumps({"text": "x " * 17_000_000}).encode()
    answer = site.client.post("/api/v1/articles", content=body, headers={"content-type": "application/json"})

    assert answer.status_code == 413


def test_a_hostile_article_stays_text(site: Site) -> None:
    """Markup in an article comes back as JSON text, with a type that no browser runs."""
    text = "<script>alert(1)</script> Guards at Aldhaven fired in the air, a clerk said."
    taken = site.client.post("/api/v1/articles", json={"title": "<img src=x onerror=alert(1)>", "text": text}).json()
    answer = site.client.get(taken["articles"][0]["url"])

    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "onerror" in answer.json()["title"]
