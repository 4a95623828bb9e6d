"""`consilience doctor` finds what is broken and says what to do."""

from __future__ import annotations

import json
import re
import sqlite3
import tomllib
from pathlib import Path

import pytest

from consilience.cli import doctor as looking
from consilience.exports.record.codec import decode
from consilience.exports.record.shelving import shelve
from consilience.store.checking import find_faults
from consilience.store.database import open_database
from tests.cli.test_run import call
from tests.conftest import EXAMPLE, make_article


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A store with an article and the example's items."""
    path = tmp_path / "d.db"
    with open_database(path) as store:
        store.add_articles([make_article("Ferries run again in Nungwi.")])
        store.keep_items(shelve(decode((EXAMPLE / "record.json").read_bytes())))
    return path


def findings(db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *more: str):
    status, out, _ = call("doctor", "--db", str(db), "--json", *more, capsys=capsys, monkeypatch=monkeypatch)
    return status, {finding["what"]: finding for finding in json.loads(out)}


def test_all_is_well_here(db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Python, data, model and store of this checkout are whole; what is optional may be absent."""
    status, found = findings(db, capsys, monkeypatch)

    assert status == 0
    assert {found[what]["state"] for what in ("Python", "SQLite", "package data", "language model", "store")} == {
        "well"
    }
    assert not [finding for finding in found.values() if finding["state"] == "broken"]


def test_missing_model_says_what_to_do(
    db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model that is not installed is broken, with advice."""
    status, found = findings(db, capsys, monkeypatch, "--language-model", "en_not_there")

    assert status == 1
    assert found["language model"]["state"] == "broken"
    assert found["language model"]["advice"]


def test_missing_library_is_named(
    db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library that the package needs and that is not installed is broken, and told by name."""
    real = looking._installed
    monkeypatch.setattr(looking, "_installed", lambda name: "" if name == "litestar" else real(name))
    status, found = findings(db, capsys, monkeypatch)

    assert status == 1
    assert (found["libraries"]["state"], found["libraries"]["found"]) == ("broken", "missing: litestar")


def test_libraries_are_those_the_package_asks_for() -> None:
    """The list looked through is that of the package."""
    wanted = tomllib.loads((EXAMPLE.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "dependencies"
    ]

    assert sorted(looking.LIBRARIES) == sorted(re.split(r"[<>=!~\[ ]", line)[0] for line in wanted)


def test_missing_data_is_named(db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A package file that is not there is named."""
    real = looking._is_there
    monkeypatch.setattr(looking, "_is_there", lambda root, name: "places" not in name and real(root, name))
    status, found = findings(db, capsys, monkeypatch)

    assert status == 1
    assert "places/places.bin" in found["package data"]["found"]


def test_damaged_store_is_found(db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """An article that cannot be decoded, an item without content, a file with torn pages."""
    with sqlite3.connect(db) as connection:
        connection.execute("UPDATE article SET content = x'00'")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM content WHERE no = (SELECT min(no) FROM item)")
    with open_database(db) as store:
        faults = find_faults(store)
    status, found = findings(db, capsys, monkeypatch)

    assert any("1 items have no content" in fault for fault in faults)
    assert any("cannot be read" in fault for fault in faults)
    assert (status, found["store"]["state"]) == (1, "broken")


def test_no_store_of_ours(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is none, and one that is not there though it was named."""
    (tmp_path / "x.db").write_bytes(b"not a database" * 100)
    wrong = findings(tmp_path / "x.db", capsys, monkeypatch)
    missing = findings(tmp_path / "y.db", capsys, monkeypatch)

    assert [found["store"]["state"] for _, found in (wrong, missing)] == ["broken", "broken"]
    assert not (tmp_path / "y.db").exists()


def test_it_is_readable(db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """In a terminal each finding is a line, and the last says how it stands."""
    monkeypatch.setenv("COLUMNS", "80")
    status, out, _ = call("doctor", "--db", str(db), capsys=capsys, monkeypatch=monkeypatch)

    assert status == 0
    assert out.rstrip().endswith("Everything needed is here")
    assert max(len(text.rstrip()) for text in out.splitlines()) <= 80
