"""`consilience export` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from consilience.exports.formats import FORMATS
from consilience.exports.record.codec import decode
from tests.cli.test_run import call
from tests.conftest import EXAMPLE

RECORD = ("--record", str(EXAMPLE / "record.json"))


@pytest.mark.parametrize("name", [form.name for form in FORMATS])
def test_every_format_goes_to_a_file(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is written whole, and nothing stands beside it."""
    form = next(form for form in FORMATS if form.name == name)
    out = tmp_path / f"made{form.suffix}"
    status, _, errors = call(
        "export", "--format", name, *RECORD, "--out", str(out), capsys=capsys, monkeypatch=monkeypatch
    )

    assert (status, errors) == (0, "")
    assert out.stat().st_size > 0
    assert list(tmp_path.iterdir()) == [out]


def test_several_files_go_to_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name without the suffix is a folder, with folders in it where the format has them."""
    out = tmp_path / "tables"
    status, _, _ = call("export", "--format", "csv", *RECORD, "--out", str(out), capsys=capsys, monkeypatch=monkeypatch)

    assert status == 0
    assert (out / "events.csv").exists()
    assert len(list((out / "texts").glob("*.txt"))) == 10


def test_a_cut_record_keeps_its_promises(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`check` passes on what `--where` and `--since` leave."""
    out = tmp_path / "cut.json"
    asked = ("--where", "Ambilobe", "--since", "2024-05-15")
    status, _, _ = call("export", *RECORD, *asked, "--out", str(out), capsys=capsys, monkeypatch=monkeypatch)
    checked, told, _ = call("check", str(out), capsys=capsys, monkeypatch=monkeypatch)

    assert (status, checked) == (0, 0)
    assert "all kept" in told
    assert 0 < len(decode(out.read_bytes()).events) < 30


def test_formats_are_listed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """One line each."""
    status, told, _ = call("export", "--format", "list", capsys=capsys, monkeypatch=monkeypatch)

    assert status == 0
    assert [line.split()[0] for line in told.splitlines()] == [form.name for form in FORMATS]


def test_schema_needs_no_store(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The JSON Schema is printed."""
    status, told, _ = call("export", "--format", "schema", capsys=capsys, monkeypatch=monkeypatch)

    assert status == 0
    assert "$defs" in json.loads(told)


WRONG = [
    (("--format", "xls"), "no such format", 2),
    (("--db", "nowhere.db"), "no store there", 1),
    (("--record", "nowhere.json"), "cannot be read", 1),
    ((*RECORD, "--since", "yesterday"), "not a day", 2),
    ((*RECORD, "--where", "Qwxzptkl"), "no such place", 2),
    ((*RECORD, "--story", "s0"), "no story", 2),
    ((*RECORD, "--format", "acled", "--out", "no/such/folder/x.csv"), "cannot be written", 1),
]


def test_box_west_of_greenwich_is_no_option(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A box may begin with a minus."""
    status, told, _ = call("export", *RECORD, "--where", "-20,-30,60,10", capsys=capsys, monkeypatch=monkeypatch)

    assert status == 0
    assert json.loads(told)["events"]


@pytest.mark.parametrize(("asked", "message", "code"), WRONG, ids=lambda value: str(value)[:40])
def test_what_goes_wrong_is_one_line(
    asked: tuple[str, ...],
    message: str,
    code: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Which word, what is wrong, what to do; never a traceback."""
    monkeypatch.chdir(tmp_path)
    status, told, errors = call("export", *asked, capsys=capsys, monkeypatch=monkeypatch)

    assert status == code
    assert told == ""
    assert message in errors
    assert errors.count("\n") == 1


def test_no_record_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that holds something else."""
    (tmp_path / "x.json").write_text("{}")
    status, _, errors = call(
        "export", "--format", "acled", "--record", str(tmp_path / "x.json"), capsys=capsys, monkeypatch=monkeypatch
    )

    assert status == 1
    assert "not a record" in errors
