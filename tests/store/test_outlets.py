"""Outlets are counted from the articles kept."""

from __future__ import annotations

from pathlib import Path

from consilience.desk import Desk
from consilience.exports.record.codec import decode
from consilience.exports.record.shelving import shelve
from consilience.store.database import open_database
from tests.conftest import EXAMPLE


def test_outlets_are_those_of_the_record(tmp_path: Path) -> None:
    """Every named outlet once, with its number of articles; the unnamed one is none of them."""
    record = decode((EXAMPLE / "record.json").read_bytes())
    with open_database(tmp_path / "store.db") as store:
        store.keep_items(shelve(record))
        outlets = Desk(store).outlets()

    named = [article.outlet for article in record.articles if article.outlet]
    assert {card.name: card.articles for card in outlets} == {name: named.count(name) for name in named}
    assert [card.articles for card in outlets] == sorted((card.articles for card in outlets), reverse=True)
    assert all(card.first and card.last and card.first <= card.last for card in outlets)
