"""`consilience judge`: judgements from scripts, and what is said of those that cannot be made."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from consilience.cli.app import main
from consilience.desk import Desk
from consilience.store.database import open_database
from tests.cli.test_run import call

TEXT = (
    "Ferry crews in Zanzibar went on strike on Monday over pay. The port authority said 300 sailors had walked out.\n\n"
    "Minister Asha Mbarouk said on Tuesday that the strike was illegal.\n"
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one article, woven."""
    folder = tmp_path_factory.mktemp("judged")
    report = {"title": "Ferry stopped at Zanzibar", "text": TEXT, "date": "2024-02-06", "outlet": "Reef Post"}
    (folder / "good.json").write_text(json.dumps(report), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["consilience", "run", str(folder / "good.json"), "--out", str(folder)])
        with pytest.raises(SystemExit) as end:
            main()
    assert not end.value.code
    return folder / "consilience.db"


def _claim(store: Path) -> str:
    with open_database(store) as opened:
        return next(item.id for item in Desk(opened).page("claim").items)


def test_judgement_goes_in_is_listed_undone_and_carried(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines on standard input become judgements; they are listed, undone, written out and taken in elsewhere."""
    db = ("--db", str(store))
    draft = {"action": "stance", "kind": "claim", "ids": [_claim(store)], "value": "doubts", "note": "\x1b[31mred"}
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(draft).encode() + b"\n\n")))
    status, name, _ = call("judge", "add", "--by", "ada", *db, capsys=capsys, monkeypatch=monkeypatch)
    with open_database(store) as opened:
        claim = Desk(opened).read("claim", _claim(store))
    listed = call("judge", "list", *db, capsys=capsys, monkeypatch=monkeypatch)[1]
    undone = call("judge", "undo", name.strip(), "--by", "bo", "--later", *db, capsys=capsys, monkeypatch=monkeypatch)
    lines = call("judge", "list", "--json", *db, capsys=capsys, monkeypatch=monkeypatch)[1].splitlines()
    call("judge", "export", "--out", str(tmp_path / "j.jsonl"), *db, capsys=capsys, monkeypatch=monkeypatch)
    with open_database(tmp_path / "fresh.db"):
        pass
    taken = call(
        "judge", "import", str(tmp_path / "j.jsonl"), "--later", "--db", str(tmp_path / "fresh.db"),
        capsys=capsys, monkeypatch=monkeypatch,
    )  # fmt: skip

    assert status == 0
    assert (claim.stance, claim.judged) == ("doubts", (name.strip(),))
    assert name.strip() in listed
    assert "\x1b[31m" not in listed
    assert undone[0] == 0
    assert [json.loads(line)["state"] for line in lines] == ["undone", "in force"]
    assert (taken[0], taken[1]) == (0, "2 judgements taken in, 0 known already\n")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"action": "stance"}', "kind"),
        ('{"action": "shout", "kind": "claim", "ids": ["c1"]}', "shout|Invalid enum"),
        ('{"action": "note", "kind": "claim", "ids": ["c1"], "nota": "x"}', "unknown key nota"),
        ('{"action": "note", "kind": "claim", "ids": ["c1"]}', "no claim of this id"),
        ("not json", "line 1"),
    ],
)
def test_what_cannot_be_judged_is_one_line(
    line: str,
    says: str,
    store: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One line, status 1, nothing kept."""
    (tmp_path / "drafts.jsonl").write_text(line, encoding="utf-8")
    before = call("judge", "export", "--db", str(store), capsys=capsys, monkeypatch=monkeypatch)[1]
    status, _, error = call(
        "judge", "add", str(tmp_path / "drafts.jsonl"), "--db", str(store), capsys=capsys, monkeypatch=monkeypatch
    )

    assert status == 1
    assert error.count("\n") == 1
    assert any(word in error for word in says.split("|"))
    assert call("judge", "export", "--db", str(store), capsys=capsys, monkeypatch=monkeypatch)[1] == before


def test_undo_of_nothing_and_a_store_that_is_not_there(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unknown ids, no ids and no store are said in one line."""
    unknown = call("judge", "undo", "j0", "--db", str(store), capsys=capsys, monkeypatch=monkeypatch)
    none = call("judge", "undo", "--db", str(store), capsys=capsys, monkeypatch=monkeypatch)
    absent = call("judge", "list", "--db", str(tmp_path / "no.db"), capsys=capsys, monkeypatch=monkeypatch)

    assert (unknown[0], none[0], absent[0]) == (1, 2, 1)
    assert "no judgement of this id" in unknown[2]
    assert "no store there" in absent[2]
