"""The collections: each holds what the record holds, page by page, and answers only what it was asked."""

from __future__ import annotations

import pytest

from consilience.web.rest import lists
from consilience.web.rest.collections import COLLECTIONS
from tests.web.rest.conftest import Site

LISTS = {
    "stories": "stories", "articles": "articles", "events": "events", "entities": "entities", "claims": "claims",
    "quotes": "quotes", "conflicts": "conflicts", "control": "control", "relations": "relations", "framing": "framing",
    "timeline": "timeline", "lineages": "lineages", "links": "links",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_holds_every_item_once_however_it_is_cut(site: Site, name: str) -> None:
    """Following `next` from the first page to the last gives each item of the record once."""
    expected = len(getattr(site.record, LISTS[name]))
    found: list[str] = []
    path: str | None = f"/api/v1/{name}?limit=7"
    while path:
        page = site.get(path)
        found += [card["id"] for card in page["items"]]
        path = page["next"]

        assert page["total"] == expected

    assert len(found) == len(set(found)) == expected


@pytest.mark.parametrize("collection", COLLECTIONS, ids=lambda c: c.name)
def test_an_item_is_the_one_of_its_list(site: Site, collection: object) -> None:
    """An item has its id and links, and is what the list shows in full."""
    page = site.get(f"/api/v1/{collection.name}?limit=3&full=true")  # type: ignore[attr-defined]
    for card in page["items"]:
        one = site.get(card["url"])

        assert one["id"] == card["id"]
        assert one["links"]["self"] == card["url"]
        assert card["item"].items() <= one.items()


def test_the_brief_is_the_records(site: Site) -> None:
    """The sentences of a story's brief come by weight in the order of the record."""
    story = site.record.stories[0].id
    page = site.get(f"/api/v1/brief?story={story}&order=weight&full=true&limit=200")

    expected = [s.text for s in site.record.brief.sentences if s.story == story]
    assert [card["item"]["text"] for card in page["items"]] == expected


def test_places_are_the_entities_that_are_places(site: Site) -> None:
    """The list of places and the places among the entities are the same; no one else is found there."""
    places = [e.id for e in site.record.entities if e.kind == "place"]
    person = next(e.id for e in site.record.entities if e.kind != "place")

    assert {card["id"] for card in site.get("/api/v1/places")["items"]} == set(places)
    assert site.get("/api/v1/places?type=person")["items"] == []
    site.get(f"/api/v1/places/{person}", status=404)


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("status=disputed", lambda e: e.status == "disputed"),
        ("type=ASSAULT", lambda e: e.type == "ASSAULT"),
        ("since=2024-05-20", lambda e: e.date is not None and e.date.end >= "2024-05-20"),
        ("until=2024-05-14", lambda e: e.date is not None and e.date.start <= "2024-05-14"),
        ("bbox=47,-14,51,-12", lambda e: e.lat is not None and -14 <= e.lat <= -12 and 47 <= e.lon <= 51),
    ],
)
def test_filters_keep_what_they_say(site: Site, query: str, holds: object) -> None:
    """A filter gives exactly the events of the record for which it holds."""
    found = {card["id"] for card in site.get(f"/api/v1/events?limit=200&{query}")["items"]}

    assert found == {e.id for e in site.record.events if holds(e)}  # type: ignore[operator]


def test_actor_and_entity_mean_the_same(site: Site) -> None:
    """Both narrow to what an entity is part of; giving both is refused."""
    actor = next(e.actors[0] for e in site.record.events if e.actors)

    by_actor = site.get(f"/api/v1/events?actor={actor}")
    by_entity = site.get(f"/api/v1/events?entity={actor}")

    assert by_actor["items"] == by_entity["items"] != []
    assert "either entity or actor" in site.get(f"/api/v1/events?entity={actor}&actor={actor}", status=400)["detail"]


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/api/v1/events?stroy=x", "stroy"),
        ("/api/v1/events?limit=0", "limit"),
        ("/api/v1/events?limit=999", "limit"),
        ("/api/v1/events?limit=5&limit=6", "limit"),
        ("/api/v1/events?since=yesterday", "since"),
        ("/api/v1/events?bbox=1,2,3", "bbox"),
        ("/api/v1/events?bbox=0,50,10,40", "bbox"),
        ("/api/v1/events?after=nonsense", "after"),
        ("/api/v1/counts?limit=1", "limit"),
    ],
)
def test_what_is_asked_wrongly_is_refused_by_name(site: Site, path: str, word: str) -> None:
    """A bad parameter gets a problem of one sentence that names it."""
    answer = site.client.get(path)

    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert word in answer.json()["detail"]


def test_a_cursor_belongs_to_its_order(site: Site) -> None:
    """A cursor of one order is refused in another."""
    cursor = site.get("/api/v1/events?limit=1")["next"].rpartition("after=")[2]

    assert "after" in site.get(f"/api/v1/events?order=weight&after={cursor}", status=400)["detail"]


def test_a_list_of_large_items_ends_early_and_goes_on(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """However little fits, following `next` gives every item once, in full."""
    monkeypatch.setattr(lists, "MOST_CONTENTS", 1_000)
    found: list[str] = []
    path: str | None = "/api/v1/entities?full=true&limit=200"
    pages = 0
    while path:
        page = site.get(path)
        found += [card["item"]["id"] for card in page["items"]]
        path, pages = page["next"], pages + 1

    assert sorted(found) == sorted(e.id for e in site.record.entities)
    assert pages > 2


def test_links_lead_somewhere(site: Site) -> None:
    """Every link of a story, an event and a conflict can be followed, and related lists have as many as they say."""
    for path in ("stories", "events", "conflicts", "claims", "control"):
        one = site.get(site.get(f"/api/v1/{path}?limit=1")["items"][0]["url"])
        links = one["links"]
        for ref in [*links["stories"], *links["articles"], *links["entities"][:5], *links["refs"][:5]]:
            assert site.get(ref["url"])["id"] == ref["id"]
        for related in links["related"]:
            assert site.get(related["url"])["total"] == related["count"]


def test_unknown_things_are_not_found(site: Site) -> None:
    """An id, a collection or a path that is not there is a 404; a method that is not there a 405."""
    assert "no such event" in site.get("/api/v1/events/v00", status=404)["detail"]
    site.get("/api/v1/nonsense", status=404)
    refused = site.client.post("/api/v1/events", json={})

    assert refused.status_code == 405
    assert "GET" in refused.headers["allow"]


def test_overview_and_counts_agree_with_the_record(site: Site) -> None:
    """What there is, is what the record has."""
    counts = site.get("/api/v1/counts")
    places = {place["name"]: place for place in site.get("/api/v1")["collections"]}

    assert counts["counts"]["event"] == places["events"]["count"] == len(site.record.events)
    assert counts["last_change"] > 0
    assert all(site.get(place["url"]) for place in places.values())


def test_outlets_lead_to_their_articles(site: Site) -> None:
    """An outlet's path lists as many articles as it says."""
    outlets = site.get("/api/v1/outlets")["items"]

    assert {o["name"] for o in outlets} == {a.outlet for a in site.record.articles if a.outlet}
    assert all(site.get(o["url"])["total"] == o["articles"] for o in outlets)
    assert len(site.get("/api/v1/outlets?limit=1")["items"]) == 1


def test_search_finds_words_and_marks_them(site: Site) -> None:
    """A hit's marks cover the word that was looked for, and its place in the article is right."""
    found = site.get("/api/v1/search?q=checkpoint&kind=article")
    hit = found["items"][0]
    article = site.get(hit["url"])

    assert hit["snippet"][hit["marks"][0]["start"] : hit["marks"][0]["end"]].lower().startswith("checkpoint")
    assert article["text"][hit["start"] :].startswith(hit["snippet"][:10])
    assert site.get("/api/v1/search?q=%22%28%20AND%20*")["items"] is not None


def test_the_sources_of_a_claim_end_with_who_says_it(site: Site) -> None:
    """The chain starts with the outlet of the claim's article and ends with its speaker."""
    outlets = {a.id: a.outlet for a in site.record.articles}
    names = {e.id: e.name for e in site.record.entities}
    carried = 0
    for claim in site.record.claims:
        steps = site.get(f"/api/v1/claims/{claim.id}/sources")["steps"]
        carried += sum(step["role"] == "carried from" for step in steps)

        assert steps[0]["role"] == "prints it"
        assert outlets[claim.span.article] in (steps[0]["who"], None)
        assert steps[-1]["role"] == "ultimate source"
        if claim.speaker:
            assert steps[-1]["who"] == names[claim.speaker]
    assert carried > 0
    site.get("/api/v1/claims/c00/sources", status=404)
