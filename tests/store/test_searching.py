"""A search finds words, phrases and fields, says where they stand, and is raised by nothing that is typed in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.record.items import Item
from consilience.record.listing import Filter
from consilience.store import searching
from consilience.store.database import Database, open_database
from consilience.store.query import as_match

SYNTAX = st.sampled_from(
    ['"', "'", "(", ")", "*", "^", ":", "-", "+", "{", "}", "AND", "OR", "NOT", "NEAR(", "NEAR", ",", "title:", "body:",
     "kind:", "rowid:", "outlet:\"", "--", ";", "DROP TABLE item", "\x00", "\ufdd0", "\ufdd1", "İ", "ﬁ", "😀", "port"]
)  # fmt: skip
HOSTILE = st.lists(SYNTAX | st.text(max_size=12), max_size=12).map(" ".join) | st.lists(SYNTAX, max_size=9).map("".join)
TEXT = (
    "Port closed by crews\n\nFerry crews closed the port of Añez on Monday.   They want more pay, the Reef line said."
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A store with two articles, an event and an entity."""
    kept = [
        Item(kind="article", id="a1", content=b"{}", title="Port closed by crews", words=TEXT, outlet="Reef Post",
             first="2024-02-05", last="2024-02-05", stories=("s1",)),
        Item(kind="article", id="a2", content=b"{}", title="Road opened", words="Road opened\n\nThe road to the port.",
             outlet="Test Herald", first="2024-03-01", last="2024-03-01"),
        Item(kind="event", id="v1", content=b"{}", title="Ferry crews closed the port of Añez", type="PROTEST"),
        Item(kind="entity", id="e1", content=b"{}", title="Añez", words="Añez\nAnez harbour\nPuerto Añez"),
        Item(kind="claim", id="c1", content=b"{}", title="the port is closed"),
    ]  # fmt: skip
    with open_database(tmp_path_factory.mktemp("s") / "s.db") as opened:
        opened.keep_items(kept)
        yield opened


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("port", {"a1", "a2", "v1"}),
        ("PORT crews", {"a1", "v1"}),
        ('"closed the port"', {"a1", "v1"}),
        ('"port the closed"', set()),
        ("anez", {"a1", "v1", "e1"}),
        ("Añez", {"a1", "v1", "e1"}),
        ("title:port", {"a1", "v1"}),
        ("title:road port", {"a2"}),
        ('outlet:"reef post"', {"a1"}),
        ("outlet:herald port", {"a2"}),
        ("port -crews", {"a2"}),
        ('port -"closed the port"', {"a2"}),
        ("harb*", {"e1"}),
        ("-port", set()),
        ("", set()),
        ('"', set()),
        ("event", set()),
        ("AND", set()),
    ],
)
def test_what_is_found(store: Database, query: str, wanted: set[str]) -> None:
    assert {hit.id for hit in store.search(query).items} == wanted


@settings(max_examples=300, deadline=None)
@given(query=HOSTILE)
def test_nothing_typed_in_raises(store: Database, query: str) -> None:
    """Any text is a question, alone, among kinds, and as the filter of a list."""
    store.search(query)
    store.search(query, kinds=("article",), where=Filter(text=query))
    store.page("event", Filter(text=query))


@settings(max_examples=200, deadline=None)
@given(word=st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8), around=HOSTILE)
def test_a_quoted_word_is_only_a_word(word: str, around: str) -> None:
    """Whatever stands around it, every term is quoted: no name of ours and no operator of theirs is taken from the text."""
    match = as_match(f"{around} {word}") or ""
    outside = match.split('"')[::2]

    assert match.count('"') % 2 == 0
    assert {w for part in outside for w in part.replace("(", " ").replace(")", " ").split()} <= {
        "AND", "OR", "NOT", ":", "*", "{title", "body", "outlet}", "title", "outlet",
    }  # fmt: skip


def test_marks_are_places_in_the_text(store: Database) -> None:
    """A hit says where its snippet stands in the article and which words of it matched."""
    (hit,) = store.search("ferry anez", kinds=("article",)).items
    assert hit.start is not None

    assert TEXT[hit.start : hit.start + len(hit.snippet)] == hit.snippet
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["Ferry", "Añez"]
    (titled,) = store.search("title:closed", kinds=("article",)).items
    assert [titled.title[start:end] for start, end in titled.title_marks] == ["closed"]


def test_markers_in_a_text_are_no_marks(tmp_path: Path) -> None:
    """An article that holds the markers of the search itself is marked where it matches and nowhere else."""
    text = "A \ufdd0port\ufdd1 was \x00closed. " + "Nothing else was told. " * 40
    with open_database(tmp_path / "s.db") as store:
        store.keep_items([Item(kind="article", id="a1", content=b"{}", title="\ufdd0x\ufdd1", words=text)])
        (hit,) = store.search("closed").items

    assert [hit.snippet[start:end] for start, end in hit.marks] == ["closed"]
    assert len(hit.snippet) <= searching.SNIPPET


def test_filters_and_kinds_narrow_a_search(store: Database) -> None:
    assert {hit.id for hit in store.search("port", where=Filter(since="2024-02-20")).items} == {"a2"}
    assert {hit.id for hit in store.search("port", where=Filter(story="s1")).items} == {"a1"}
    assert {hit.id for hit in store.search("port", kinds=("event", "entity")).items} == {"v1"}
    assert {item.id for item in store.page("article", Filter(text='"the port"', outlet="Test Herald")).items} == {"a2"}


def test_pages_of_a_search_are_the_whole(store: Database) -> None:
    """One by one, each hit comes once, best first."""
    whole = store.search("port")
    seen, after = [], None
    while True:
        page = store.search("port", after=after, limit=1)
        seen += page.items
        if page.next is None:
            break
        after = page.next

    assert seen == list(whole.items)
    assert [hit.score for hit in seen] == sorted((hit.score for hit in seen), reverse=True)
    with pytest.raises(ValueError, match="cursor"):
        store.search("port", after="nonsense")


def test_what_is_gone_is_not_found(tmp_path: Path) -> None:
    """A changed item is found by its new words only, one that is gone by none."""
    with open_database(tmp_path / "s.db") as store:
        store.keep_items([Item(kind="event", id="v1", content=b"1", title="A port was closed")])
        store.keep_items([Item(kind="event", id="v1", content=b"2", title="A road was closed")])
        assert [store.search(word).total for word in ("port", "road")] == [0, 1]
        store.keep_items([], gone=[("event", "v1")])
        assert store.search("road").total == 0
