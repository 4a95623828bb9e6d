"""Judgements in a store: woven in by the next catch-up, carried to another store, asleep where their articles are not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from consilience.desk import Desk
from consilience.desk.drafts import Draft
from consilience.desk.intake import add, catch_up, renew, unread
from consilience.desk.ledgers import bring_in, decide, find_about, find_standings, hand_out
from consilience.desk.sight import DeskSight
from consilience.exports.record.shape import Record
from consilience.record.judgements import Judgement
from consilience.record.text import Article
from consilience.sources.intake import take_in
from consilience.store.database import Database, open_database
from consilience.store.judgements import Ledger
from consilience.wiring import Reader
from tests.conftest import EXAMPLE
from tests.judged import at


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    """The example's articles."""
    return [item for item in take_in([EXAMPLE / "articles"]) if isinstance(item, Article)]


@contextmanager
def _store(path: Path, articles: list[Article]) -> Iterator[tuple[Database, Reader]]:
    with open_database(path) as store:
        add(store, articles)
        yield store, Reader(language_model="english", store=store)


def _timeless(record: Record) -> Record:
    return replace(record, generated="")


def _rename(store: Database, old: str, new: str) -> Judgement:
    desk = Desk(store)
    entity = next(item for item in desk.page("entity", limit=500).items if item.title == old)
    draft = Draft(action="rename", kind="entity", ids=(entity.id,), value=new, note="as it calls itself")
    return decide(draft, DeskSight(desk), Ledger(store.engine), by="ada", at=at(0))


def test_judgement_is_woven_in_by_the_next_catch_up(tmp_path: Path, articles: list[Article]) -> None:
    """A judgement makes the store's items stale; catching up changes what it speaks of, and once only."""
    with _store(tmp_path / "s.db", articles) as (store, reader):
        catch_up(store, reader)
        before = unread(store, reader)
        made = _rename(store, "Ambilobe", "Ambilobe town")
        stale = unread(store, reader)
        done = catch_up(store, reader)
        desk = Desk(store)
        entity = desk.read("entity", made.targets[0].id)

        assert (before, stale, unread(store, reader)) == (0, len(articles), 0)
        assert done.changes > 0
        assert entity.name == "Ambilobe town"
        assert entity.judged == (made.id,)
        assert catch_up(store, reader).changes == 0
        record = desk.record()
        assert record is not None
        assert [j.id for j in record.judgements] == [made.id]


def test_history_of_an_item_and_how_each_judgement_stands(tmp_path: Path, articles: list[Article]) -> None:
    """What speaks of an item is found by its words, undone ones too; a judgement whose articles are not here sleeps."""
    with _store(tmp_path / "s.db", articles) as (store, reader):
        renew(store, reader)
        made = _rename(store, "Ambilobe", "Ambilobe town")
        desk, ledger = Desk(store), Ledger(store.engine)
        gone = decide(
            Draft(action="undo", kind="judgement", ids=(made.id,)), DeskSight(desk), ledger, by="bo", at=at(1)
        )
        history = find_about(ledger, desk, "entity", made.targets[0].id, DeskSight(desk))

        assert [(s.judgement.id, s.state) for s in history] == [(made.id, "undone")]
        assert [s.state for s in find_standings(ledger, desk)] == ["undone", "in force"]
        assert gone.value == made.id
    with open_database(tmp_path / "empty.db") as other:
        ledger = Ledger(other.engine)
        ledger.add([made])

        assert [s.state for s in find_standings(ledger, Desk(other))] == ["dormant"]


def test_imported_judgements_give_the_same_record(tmp_path: Path, articles: list[Article]) -> None:
    """The same articles and the judgements carried over make the same record in a fresh store, cleared or not."""
    with (
        _store(tmp_path / "a.db", articles) as (here, reader),
        _store(tmp_path / "b.db", articles) as (there, other),
    ):
        renew(here, reader)
        _rename(here, "Ambilobe", "Ambilobe town")
        judged = renew(here, reader)
        bring_in(hand_out(Ledger(here.engine)), Ledger(there.engine))
        carried = renew(there, other)
        there.clear()
        add(there, articles)

        assert _timeless(carried) == _timeless(judged)
        assert _timeless(renew(there, other)) == _timeless(judged)
