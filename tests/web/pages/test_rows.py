"""Rows as an analyst reads them: one text in four outlets is one row, a result does not say its headline twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from consilience.desk import Desk
from consilience.exports.page.words import count
from consilience.exports.record.shape import Record
from consilience.exports.record.shelving import shelve
from consilience.record.listing import Filter
from consilience.store.database import open_database
from consilience.web.app import build_app
from consilience.web.pages.atlas import list_to_draw
from consilience.web.pages.facts import ClaimRow, Ref, join_copies
from consilience.web.pages.shelf import Shelf


@pytest.fixture(scope="module")
def client(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient[Any]]:
    """A client of a server on the example's record."""
    with open_database(tmp_path_factory.mktemp("rows") / "store.db") as store:
        store.keep_items(shelve(record))
        with TestClient(build_app(store)) as client:  # type: ignore[arg-type]
            yield client


def row(number: int, words: str, *, stance: str = "said", speaker: str | None = "harbour union") -> ClaimRow:
    return ClaimRow(
        href=f"/claim/c{number}", open=f"/article/a{number}", words=words, stance=stance, anonymous=False, quoted=False, via=None,
        speaker=Ref(text=speaker) if speaker else None, outlet=Ref(text=f"Outlet {number}"), day="3 February 2026",
        first="2026-02-03",
    )  # fmt: skip


def test_copies_of_a_statement_are_one_row() -> None:
    rows = [row(1, "The port is shut"), row(2, "the port is shut"), row(3, "The port is shut", stance="denied")]

    joined = join_copies(rows)

    assert [(one.href, one.also) for one in joined] == [
        ("/claim/c1", (Ref(text="Outlet 2", href="/claim/c2"),)),
        ("/claim/c3", ()),
    ]


def test_outlets_in_their_own_voice_say_their_own() -> None:
    assert len(join_copies([row(1, "The port is shut", speaker=None), row(2, "The port is shut", speaker=None)])) == 2


def test_a_result_does_not_repeat_its_headline(client: TestClient[Any], record: Record) -> None:
    article = next(a for a in record.articles if a.title and "bridge" in a.title)
    text = client.get("/search", params={"q": f'title:"{article.title}"', "kind": "article"}).text
    plain = text.replace("<mark>", "").replace("</mark>", "")

    assert plain.partition("<ol")[2].count(str(article.title)) == 1


def test_a_form_says_what_stands_now(client: TestClient[Any], record: Record) -> None:
    """Above what is asked stands what the picture has: an event's type, day and place, a statement's stance and speaker."""
    event = next(e for e in record.events if e.place and e.actors)
    page = client.get(f"/judge/event/{event.id}").text
    names = {entity.id: entity.name for entity in record.entities}
    words = f"{event.type}/{event.mode}" if event.mode else event.type

    for now in (words.lower().replace("/", ": "), names[event.place or ""], names[event.actors[0]], event.status):
        assert f"Now: {now}" in page
    claim = next(c for c in record.claims if c.stance == "denies")
    assert "Now: denies." in client.get(f"/judge/claim/{claim.id}").text


def test_a_map_of_many_events_takes_those_with_a_place(record: Record, tmp_path: Path) -> None:
    """Where not all events go on the map page, none without a place takes the room of one that can be drawn."""
    with open_database(tmp_path / "store.db") as store:
        store.keep_items(shelve(record))
        shelf = Shelf(Desk(store))
        few = list_to_draw(shelf, Filter(), limit=4)
        every = list_to_draw(shelf, Filter(), limit=300)

    assert [entry.item.lat is not None for entry in few] == [True] * 4
    assert few.total == every.total == len(every) == len(record.events)


def test_large_numbers_can_be_read() -> None:
    assert (count(1, "event"), count(120834, "event")) == ("1 event", "120,834 events")


def test_a_name_needs_no_content(record: Record, tmp_path: Path) -> None:
    """What a row names is looked up without what it holds; asked for whole it is whole."""
    with open_database(tmp_path / "store.db") as store:
        store.keep_items(shelve(record))
        shelf = Shelf(Desk(store))
        entity = record.entities[0]
        bare, whole = shelf.named("entity", entity.id), shelf.item("entity", entity.id)

        assert shelf.named("entity", "e0") is None
    assert bare is not None
    assert whole is not None
    assert (bare.title, bare.type, bare.content) == (entity.name, entity.kind, b"")
    assert whole.content
