"""The filled store that answers are timed on is made by the program itself, and everything in it can be asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench.filling import copies, fill, read_record
from bench.tasks import desk as task

from consilience.desk import KINDS, Desk
from consilience.exports.record.shape import Record
from consilience.store.database import open_database

DATA = Path(__file__).parent / "data" / "bulk"


@pytest.fixture(scope="module")
def record() -> Record:
    return read_record(DATA)


def test_copies_are_other_articles_of_later_days(record: Record, tmp_path: Path) -> None:
    """Three copies hold three times the articles, none twice; what recurs is told of in all of them."""
    number = len(record.articles)
    with open_database(tmp_path / "s.db") as store:
        written = fill(store, record, articles=3 * number)
        articles = Desk(store).page("article", limit=500).items
        most = Desk(store).rows("entity", order="weight").items[0]
        about = Desk(store).backlinks("entity", most.id)

    first = next(iter(copies(record, articles=number)))
    assert written >= 3 * len(first) - 3 * len(record.entities)
    assert len(articles) == 3 * number
    assert len({json.loads(article.content)["published"]["start"] for article in articles if article.first}) > 1
    assert most.figure("mentions") >= 3
    assert about["article"] >= 3


def test_the_task_times_every_question(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every kind of list that has items is asked for, alone and beside a writer, and the store is left as it was."""
    monkeypatch.setattr(task, "ASKED", 2)
    path = tmp_path / "s.db"
    with open_database(path) as store:
        fill(store, record, articles=len(record.articles))
        desk = Desk(store)
        before = {kind: desk.page(kind, limit=500).items for kind in KINDS}
    figures = task.measure(path)
    with open_database(path) as store:
        after = {kind: Desk(store).page(kind, limit=500).items for kind in KINDS}

    assert {f"p95 list {kind}" for kind in KINDS if before[kind]} <= set(figures)
    assert 0 < figures["p95_worst"] < 1_000
    assert figures["articles"] == len(record.articles)
    assert after == before
