"""The desk answers from the record: every item, both ways along every link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from consilience.desk import KINDS, Desk, Filter
from consilience.desk.asking import MOST
from consilience.exports.record.codec import decode
from consilience.exports.record.shape import Record
from consilience.exports.record.shelving import decode_item, shelve
from consilience.store.database import open_database
from tests.conftest import EXAMPLE, make_article


@pytest.fixture(scope="module")
def record() -> Record:
    return decode((EXAMPLE / "record.json").read_bytes())


@pytest.fixture(scope="module")
def desk(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_database(tmp_path_factory.mktemp("s") / "s.db") as store:
        store.keep_items(shelve(record))
        yield Desk(store)


def test_every_part_of_the_record_is_an_item(record: Record, desk: Desk) -> None:
    """What the lists give, read back, is what the record holds."""
    parts = {
        "article": record.articles, "lineage": record.lineages, "story": record.stories, "entity": record.entities,
        "event": record.events, "claim": record.claims, "quote": record.quotes, "conflict": record.conflicts,
        "control": record.control, "relation": record.relations, "framing": record.framing,
        "timeline": record.timeline, "sentence": record.brief.sentences, "link": record.links,
    }  # fmt: skip
    assert set(parts) == set(KINDS)
    for kind in KINDS:
        page = desk.page(kind, limit=MOST)
        read = [decode_item(item) for item in page.items]
        assert page.total == len(parts[kind]) == len({item.id for item in page.items})
        assert sorted(map(repr, read)) == sorted(map(repr, parts[kind]))
    assert desk.counts() == {kind: len(found) for kind, found in parts.items() if found}


def test_shelving_is_the_same_in_any_order(record: Record) -> None:
    """An item's id and columns come from what it is, not from where it stood (lines of a story have their order)."""
    turned = decode((EXAMPLE / "record.json").read_bytes().replace(b'"generated"', b'"generated" '))
    assert shelve(turned) == shelve(record)
    backwards = {f: tuple(reversed(getattr(record, f))) for f in ("articles", "entities", "events", "claims", "links")}
    assert sorted(map(repr, shelve(replace(record, **backwards)))) == sorted(map(repr, shelve(record)))


def test_links_are_followed_both_ways(desk: Desk) -> None:
    """What an item hangs on lists it: by the filter of that name, and in the counts of backlinks."""
    for kind in KINDS:
        for item in desk.page(kind, limit=3).items:
            ends = [Filter(story=i) for i in item.stories] + [Filter(entity=i) for i in item.entities[:3]]
            ends += [Filter(article=i) for i in item.articles[:3]] + [Filter(ref=i) for i in item.refs[:3]]
            for where in ends:
                assert item.id in {found.id for found in desk.page(kind, where=where, limit=MOST).items}
    for story in desk.page("story").items:
        numbers = desk.backlinks("story", story.id)
        assert numbers == {k: n for k in KINDS if (n := desk.page(k, where=Filter(story=story.id)).total)}


def test_story_pages_have_their_parts_in_order(record: Record, desk: Desk) -> None:
    """Timeline and brief of a story stand as in the record, and the card counts what the lists hold."""
    for card in desk.stories().items:
        timeline = [decode_item(item) for item in desk.timeline(card.id).items]
        brief = [decode_item(item) for item in desk.brief(card.id).items]
        assert timeline == [entry for entry in record.timeline if entry.story == card.id]
        assert brief == [sentence for sentence in record.brief.sentences if sentence.story == card.id]
        assert card.articles == desk.page("article", where=Filter(story=card.id)).total
        assert card.events == desk.page("event", where=Filter(story=card.id)).total
        disputes = Filter(story=card.id, status="disagreement")
        assert card.disputes == desk.page("conflict", where=disputes).total


def test_a_claim_is_found_by_who_says_it(record: Record, desk: Desk) -> None:
    """What an entity said, and what is said of it, are two lists."""
    speakers = {claim.speaker for claim in record.claims if claim.speaker}
    for speaker in speakers:
        said = {item.id for item in desk.page("claim", where=Filter(by=speaker), limit=MOST).items}
        assert said == {claim.id for claim in record.claims if claim.speaker == speaker}


def test_what_is_not_there_is_none(desk: Desk) -> None:
    assert desk.get("event", "v0") is None
    assert desk.read("event", "v0") is None
    assert desk.page("event", where=Filter(story="s0")).items == ()
    assert desk.versions("https://reef.example/none") == ()


def test_a_page_has_bounds(desk: Desk) -> None:
    """No page is empty for its limit, none longer than MOST."""
    assert len(desk.page("claim", limit=0).items) == 1
    assert len(desk.page("claim", limit=10**9).items) <= MOST


def test_no_furniture_is_searched(record: Record, desk: Desk) -> None:
    """Words that stand in furniture only find nothing; offsets of a hit are those of the article's text."""
    texts = {article.id: article.text for article in record.articles}
    assert desk.search('"source link"').items == ()
    for hit in desk.search("bridge", kinds=("article",)).items:
        assert hit.start is not None
        assert texts[hit.id][hit.start : hit.start + len(hit.snippet)].split() != []
        for start, end in hit.marks:
            assert texts[hit.id][hit.start + start : hit.start + end].casefold() == "bridge"


def test_versions_are_the_texts_of_an_address(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The same address with another text is another version, numbered in the order they came; the same text is none."""
    url = "https://reef.example/ferry"
    first, second = (replace(make_article(text), url=url) for text in ("A port was closed.", "A port was opened."))
    with open_database(tmp_path_factory.mktemp("v") / "s.db") as store:
        for some in ([first], [first], [second, make_article("Other news.")], [first]):
            store.add_articles(some)
        versions = Desk(store).versions(url)

    assert [(v.article, v.number) for v in versions] == [(first.id, 1), (second.id, 2)]
    assert all(v.taken for v in versions)
