"""The package offers what the API does, as objects."""

from __future__ import annotations

from pathlib import Path

import consilience
from consilience.desk import Filter
from consilience.desk.drafts import Draft
from consilience.exports.record.shape import EventOut
from tests.conftest import make_article
from tests.web.rest.conftest import fill


def test_a_store_is_asked_from_python(tmp_path: Path) -> None:
    """Lists, items and the sources of a claim are those of the record; a judgement is kept."""
    store, record = fill(tmp_path / "desk.db")
    store.close()
    disputed = [e for e in record.events if e.status == "disputed"]
    with consilience.open_desk(tmp_path / "desk.db") as desk:
        page = desk.page("event", where=Filter(status="disputed"), limit=500)
        event = desk.read("event", disputed[0].id)
        steps = consilience.trace(desk, record.claims[0].id)

        assert consilience.trace(desk, "c00") is None

    assert {item.id for item in page.items} == {e.id for e in disputed}
    assert isinstance(event, EventOut)
    assert steps
    assert (steps[0].role, steps[-1].role) == ("prints it", "ultimate source")
    note = Draft(action="note", kind="event", ids=(disputed[0].id,), note="ask the hospital")
    assert consilience.judge(tmp_path / "desk.db", note, by="ada").note == "ask the hospital"


def test_articles_are_added_once_and_caught_up_with(tmp_path: Path) -> None:
    """An article is new once; caught up with, it is among the items."""
    article = make_article("Police arrested two men at the port of Aldhaven on Monday, the harbour union said.")
    db = tmp_path / "new.db"

    assert (consilience.add(db, [article]), consilience.add(db, [article])) == (1, 0)
    assert consilience.catch_up(db).articles == 1
    assert consilience.catch_up(db).articles == 0
    with consilience.open_desk(db) as desk:
        assert desk.get("article", article.id)
