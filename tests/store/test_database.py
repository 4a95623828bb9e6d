"""The store keeps what it is given, adds without overwriting, and refuses what is not its own."""

from __future__ import annotations

import os
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consilience.record.found import Reading
from consilience.record.text import Article, Layout
from consilience.store import codec, opening
from consilience.store.database import StoreError, open_database
from tests.conftest import make_article

LAYOUT = Layout(zones=(), sentences=(), title=None, outlet=None, published=None, credits=())
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def _reading(article: Article) -> Reading:
    return Reading(article=article, layout=LAYOUT)


@given(text=TEXTS, outlet=TEXTS, day=st.none() | st.dates())
def test_article_survives_the_codec(text: str, outlet: str, day: date | None) -> None:
    """Any article comes back as it was."""
    article = make_article(text, outlet=outlet, day=day)

    assert codec.decode_article(codec.encode_article(article)) == article


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
@given(texts=st.lists(TEXTS, unique=True, max_size=5))
def test_articles_are_kept_once(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Adding twice keeps one, in the order of ids."""
    articles = [make_article(text) for text in texts]
    with open_database(tmp_path_factory.mktemp("s") / "s.db") as store:
        first, second = store.add_articles(articles), store.add_articles(articles)
        kept = store.articles()

    assert (first, second) == (len(articles), 0)
    assert [a.id for a in kept] == sorted(a.id for a in articles)


def test_readings_hang_on_their_stages(tmp_path: Path) -> None:
    """A reading made by other stages is not given, and is dropped when new ones come."""
    article = make_article("A port was closed.")
    key = (article.id, "")
    with open_database(tmp_path / "s.db") as store:
        store.add_articles([article])
        store.add_readings({key: _reading(article)}, stages="old")
        other = store.readings([key], stages="new")
        store.add_readings({key: _reading(article)}, stages="new")

        assert other == {}
        assert store.readings([key], stages="new") == {key: _reading(article)}
        assert store.readings([key], stages="old") == {}


def test_last_record_is_kept_and_cleared(tmp_path: Path) -> None:
    """The last record replaces the one before; clearing forgets all."""
    with open_database(tmp_path / "s.db") as store:
        store.keep_record(b"one", generated="1")
        store.keep_record(b"two", generated="2")
        last = store.record()
        store.clear()

        assert last == b"two"
        assert store.record() is None


def test_other_versions_are_refused(tmp_path: Path) -> None:
    """A store of another version is named and not touched."""
    path = tmp_path / "s.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")

    with pytest.raises(StoreError, match=r"s\.db"):
        open_database(path)


def test_opening_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    """A store is opened and read while another process writes to it."""
    path = tmp_path / "s.db"
    with open_database(path) as store:
        store.add_articles([make_article("A port was closed.")])
    writer = sqlite3.connect(path)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM article")
    with open_database(path) as store:
        assert len(store.articles()) == 1
    writer.rollback()
    writer.close()


def test_errors_of_the_database_are_told_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is none of ours, and one that another writes to for too long, are named; nothing of the library gets out."""
    other = tmp_path / "letter.db"
    other.write_bytes(b"Dear reader, " * 500)
    with pytest.raises(StoreError, match=r"letter\.db: .*; name another file"):
        open_database(other)
    monkeypatch.setattr(opening, "BUSY_TIMEOUT_MS", 10)
    path = tmp_path / "s.db"
    with open_database(path) as store:
        writer = sqlite3.connect(path)
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"s\.db: .*locked"):
            store.add_articles([make_article("A port was closed.")])
        writer.close()


def test_readers_do_not_wait_for_a_writer(tmp_path: Path) -> None:
    """While one connection writes, another reads what was there before (WAL)."""
    path = tmp_path / "s.db"
    with open_database(path) as store:
        store.add_articles([make_article("A port was closed.")])
        writer = sqlite3.connect(path)
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM article")

        assert len(store.articles()) == 1
        writer.rollback()
        writer.close()


def test_store_that_may_only_be_read_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a read-only disk, or where somebody else keeps it: questions are answered, nothing is made beside it, nothing written."""
    path = tmp_path / "what?%3F #1" / "s.db"
    path.parent.mkdir()
    with open_database(path) as store:
        store.add_articles([make_article("A port was closed.")])
    beside = sorted(path.parent.iterdir())
    monkeypatch.setattr(opening.os, "access", lambda where, how: how != os.W_OK)
    with open_database(path) as store:
        assert len(store.articles()) == 1
        with pytest.raises(StoreError, match="readonly database") as caught:
            store.add_articles([make_article("Another was.")])

    assert str(caught.value).startswith(f"{path}: ")
    assert sorted(path.parent.iterdir()) == beside


@pytest.mark.parametrize("version", [0, opening.SCHEMA_VERSION])
def test_database_of_another_program_is_left_as_it_is(tmp_path: Path, version: int) -> None:
    """Tables that are not ours are no store, whatever number stands in the file; nothing is put among them."""
    path = tmp_path / "theirs.db"
    with sqlite3.connect(path) as theirs:
        theirs.execute("CREATE TABLE orders (id)")
        theirs.execute(f"PRAGMA user_version = {version}")
    theirs.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="a database of another program, left as it is"):
        open_database(path)

    with sqlite3.connect(path) as theirs:
        assert theirs.execute("SELECT name FROM sqlite_master").fetchall() == [("orders",)]
    assert len(path.read_bytes()) == len(before)
