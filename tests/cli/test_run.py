"""The command line as a newcomer meets it: what goes right, and one line for everything that goes wrong."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from consilience.cli.app import app, main
from consilience.store.database import open_database
from tests.conftest import EXAMPLE

GOOD = {
    "title": "Ferry stopped at Zanzibar as crews strike",
    "text": "Ferry crews in Zanzibar went on strike on Monday over pay. The port authority said 300 sailors had walked out.",
    "url": "https://reef.example/ferry",
    "date": "2024-02-05",
    "outlet": "Reef Post",
}


def call(*arguments: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> tuple[int, str, str]:
    """Run the program in this process; give status, output and errors."""
    monkeypatch.setattr(sys, "argv", ["consilience", *arguments])
    with pytest.raises(SystemExit) as end:
        main()
    captured = capsys.readouterr()
    return int(end.value.code or 0), captured.out, captured.err


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A folder with one good article."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "good.json").write_text(json.dumps(GOOD), encoding="utf-8")
    return folder


def _bad_files(folder: Path) -> dict[str, str]:
    """Bad inputs beside a good one, and a word that the message about each must hold."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "enormous.txt").write_text("A sentence that is told again. " * 100_000, encoding="utf-8")
    (folder / "malformed.json").write_text('{"title": "x", "text": ', encoding="utf-8")
    (folder / "twin.json").write_text(json.dumps(GOOD), encoding="utf-8")
    (folder / "lines.jsonl").write_text('{"title": "Broken off', encoding="utf-8")
    return {
        "empty.txt": "empty",
        "binary.txt": "binary|text",
        "enormous.txt": "MB|large|long",
        "malformed.json": "JSON",
        "twin.json": "same|already|twice",
        "lines.jsonl": "line 1|JSON",
    }


def test_example_gives_record_and_brief(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The README's command writes the record, the brief and the store, and says where."""
    status, out, _ = call(
        "run", str(EXAMPLE / "articles"), "--out", str(tmp_path / "o"), capsys=capsys, monkeypatch=monkeypatch
    )

    assert status == 0
    assert {p.name for p in (tmp_path / "o").iterdir()} >= {"record.json", "brief.html", "consilience.db"}
    assert "brief.html" in out
    assert "independent" in out


def test_bad_files_are_named_and_passed_over(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each bad file gets one line that names it and the reason; the good one is still read."""
    wanted = _bad_files(good)
    status, _, err = call("run", str(good), "--out", str(tmp_path / "o"), capsys=capsys, monkeypatch=monkeypatch)

    assert status == 0
    assert "Traceback" not in err
    for name, reason in wanted.items():
        lines = [line for line in err.splitlines() if name in line]
        assert len(lines) == 1, (name, lines)
        assert re.search(reason, lines[0]), lines[0]
    record = json.loads((tmp_path / "o" / "record.json").read_text(encoding="utf-8"))
    assert [a["title"] for a in record["articles"]] == [GOOD["title"]]


def test_strict_tells_by_status(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --strict a file that could not be read makes the status 1, and the results are still written."""
    (good / "empty.txt").write_bytes(b"")
    status, _, _ = call(
        "run", str(good), "--strict", "--out", str(tmp_path / "o"), capsys=capsys, monkeypatch=monkeypatch
    )

    assert status == 1
    assert (tmp_path / "o" / "record.json").exists()


def test_other_languages_are_kept_and_said_to_be_unread(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A French article stands in the record with its language and no facts."""
    (good / "french.txt").write_text(
        "Les marins du port sont en grève depuis lundi\n\nLes équipages des ferries ont cessé le travail lundi matin à cause "
        "de leurs salaires. Le port est fermé et les passagers attendent sur le quai depuis deux jours.\n",
        encoding="utf-8",
    )
    _, _, err = call("run", str(good), "--out", str(tmp_path / "o"), capsys=capsys, monkeypatch=monkeypatch)
    record = json.loads((tmp_path / "o" / "record.json").read_text(encoding="utf-8"))
    french = next(a for a in record["articles"] if a["path"].endswith("french.txt"))

    assert french["language"] == "fr"
    assert "french.txt" in err
    assert not any(c["span"]["article"] == french["id"] for c in record["claims"])


@pytest.mark.parametrize(("arguments", "message"), [((), "no articles named"), (("nowhere",), "nowhere")])
def test_nothing_to_do_is_one_line(
    arguments: tuple[str, ...],
    message: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No path, or a path that is not there: one line and a non-zero status, nothing written."""
    monkeypatch.chdir(tmp_path)
    status, _, err = call("run", *arguments, "--out", str(tmp_path / "o"), capsys=capsys, monkeypatch=monkeypatch)

    assert status != 0
    assert message in err
    assert not (tmp_path / "o").exists()


def test_unwritable_output_is_one_line(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An output folder that cannot be made ends the run with one line that names it."""
    (tmp_path / "file").write_text("in the way")
    target = tmp_path / "file" / "o"
    status, _, err = call("run", str(good), "--out", str(target), capsys=capsys, monkeypatch=monkeypatch)

    assert status == 1
    assert str(target) in err
    assert "Traceback" not in err


def test_store_that_is_none_is_refused(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is no store is named and left as it is."""
    other = tmp_path / "notes.db"
    other.write_bytes(b"my notes, not a database" * 100)
    arguments = ("run", str(good), "--out", str(tmp_path / "o"), "--db", str(other))
    status, _, err = call(*arguments, capsys=capsys, monkeypatch=monkeypatch)

    assert status == 1
    assert "notes.db" in err
    assert other.read_bytes().startswith(b"my notes")


def test_second_run_adds_to_what_is_known(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """New articles join the old ones; --fresh starts over; export gives the last record."""
    out = tmp_path / "o"
    more = tmp_path / "more.json"
    more.write_text(json.dumps(GOOD | {"text": "Ferries sailed again on Tuesday.", "url": "https://reef.example/2"}))
    call("run", str(good), "--out", str(out), capsys=capsys, monkeypatch=monkeypatch)
    call("run", str(more), "--out", str(out), capsys=capsys, monkeypatch=monkeypatch)
    both = json.loads((out / "record.json").read_text(encoding="utf-8"))
    exported = tmp_path / "exported.json"
    arguments = ("export", "--format", "record", "--db", str(out / "consilience.db"), "--out", str(exported))
    call(*arguments, capsys=capsys, monkeypatch=monkeypatch)
    call("run", str(more), "--out", str(out), "--fresh", capsys=capsys, monkeypatch=monkeypatch)
    one = json.loads((out / "record.json").read_text(encoding="utf-8"))

    assert len(both["articles"]) == 2
    assert json.loads(exported.read_text(encoding="utf-8")) == both
    assert len(one["articles"]) == 1


def test_check_tells_a_broken_record(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The golden record keeps every invariant; a span moved outside its article breaks one, by code."""
    status, out, _ = call("check", str(EXAMPLE / "record.json"), capsys=capsys, monkeypatch=monkeypatch)
    record = json.loads((EXAMPLE / "record.json").read_text(encoding="utf-8"))
    record["claims"][0]["span"]["end"] = 10**6
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(record))
    bad_status, bad_out, _ = call("check", str(broken), capsys=capsys, monkeypatch=monkeypatch)

    assert (status, "all kept" in out) == (0, True)
    assert bad_status == 1
    assert "span-outside" in bad_out


@pytest.mark.parametrize("content", [b"", b"[]", b'{"format": 1}', b"\xff\xfe"])
def test_check_refuses_what_is_no_record(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is no record ends with one line that names it."""
    path = tmp_path / "no.json"
    path.write_bytes(content)
    status, _, err = call("check", str(path), capsys=capsys, monkeypatch=monkeypatch)

    assert status == 1
    assert "no.json" in err


@pytest.mark.parametrize("name", [name for name in app if not name.startswith("-")])
def test_help_is_there(name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command explains itself."""
    status, out, _ = call(name, "--help", capsys=capsys, monkeypatch=monkeypatch)

    assert status == 0
    assert "Usage" in out


def test_reading_shows_json_and_colours(
    good: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`read` gives the findings of one file, as JSON or in the terminal."""
    _, out, _ = call("read", str(good / "good.json"), "--json", capsys=capsys, monkeypatch=monkeypatch)
    _, shown, _ = call("read", str(good / "good.json"), capsys=capsys, monkeypatch=monkeypatch)

    assert json.loads(out)[0]["article"]["title"] == GOOD["title"]
    assert "Zanzibar" in shown


HOSTILE = {
    **GOOD,
    "title": "[/red] Boats \x1b[2Jidle\x9b31m",
    "outlet": "[/bold] Reef\u202e Post\x07",
    "date": "\x1b]0;no day\x07",
    "text": "[/x] The army \x1b[31mkilled three people in Zanzibar on Monday, the mayor of \u202eZanzibar said.",
}


@pytest.mark.parametrize("command", ["read", "run"])
def test_hostile_article_cannot_drive_the_terminal(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No escape sequence of an article is printed, nor read as the program's own mark-up, in answers or in complaints."""
    (tmp_path / "hostile.json").write_text(json.dumps(HOSTILE), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    status, out, errors = call(command, "hostile.json", capsys=capsys, monkeypatch=monkeypatch)

    assert status == 0
    assert "[/red] Boats [2Jidle" in out
    assert "cannot tell the day" in errors
    assert not {"\x1b", "\x9b", "\u202e", "\x07"} & set(out + errors)


LONG = "a" * 300
"""A name that no file system takes: any question about it is an error of the system's, as with a folder that is locked."""


@pytest.mark.parametrize(
    "arguments",
    [("run", LONG), ("read", LONG), ("check", LONG), ("brief", "--db", LONG), ("brief", "--record", LONG), ("watch", LONG),
     ("export", "--db", LONG), ("export", "--record", LONG), ("judge", "list", "--db", LONG), ("judge", "add", LONG),
     ("serve", "--db", LONG), ("user", "list", "--users", LONG), ("user", "add", "anna", "--users", LONG)],
    ids=lambda arguments: " ".join(arguments)[:20],
)  # fmt: skip
def test_path_that_the_system_refuses_is_named(
    arguments: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line that names it, for every command that takes a path."""
    monkeypatch.chdir(tmp_path)
    if arguments[:2] == ("judge", "add"):
        open_database(tmp_path / "consilience.db").close()
    status, out, errors = call(*arguments, capsys=capsys, monkeypatch=monkeypatch)

    assert (status, out) == (1, "")
    assert errors.splitlines()[0].startswith(f"consilience: {LONG}: ")
    assert errors.count("\n") <= 2


def test_doctor_names_a_path_that_the_system_refuses(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a finding, among the others."""
    status, out, errors = call("doctor", "--db", LONG, "--json", capsys=capsys, monkeypatch=monkeypatch)

    assert (status, errors) == (1, "")
    assert json.loads(out)[-1]["found"] == f"{LONG}: File name too long"


def test_names_that_are_no_text(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file named in another encoding is read; a name typed in one is told."""
    (good / "good.json").rename(good / os.fsdecode(b"\xe9t\xe9.json"))
    monkeypatch.chdir(tmp_path)
    status, _, errors = call("run", str(good), capsys=capsys, monkeypatch=monkeypatch)

    assert (status, errors.strip()) == (0, "")

    status, _, errors = call("who", os.fsdecode(b"\xe9t\xe9"), capsys=capsys, monkeypatch=monkeypatch)

    assert (status, errors.count("\n")) == (2, 1)


def _started(*arguments: str, **options: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "consilience", *arguments, "--record", str(EXAMPLE / "record.json")]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, **options)  # type: ignore[call-overload]


@pytest.mark.parametrize("command", ["brief", "export"])
def test_output_that_cannot_be_written_is_one_line(command: str) -> None:
    """A full disk behind a redirection, a reader that has gone, a terminal that knows no dashes: no traceback for any."""
    with Path("/dev/full").open("wb") as full, _started(command, stdout=full) as run:
        assert run.communicate()[1] == "consilience: the output cannot be written (No space left on device)\n"
        assert run.returncode == 1
    with _started(command, stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        run.stdout.close()
        assert run.stderr is not None
        assert run.stderr.read() == ""
        assert run.wait() in (0, 1)  # rich ends with 1 here, we with 0
    plain = os.environ | {"PYTHONIOENCODING": "ascii"}
    with _started(command, stdout=subprocess.DEVNULL, env=plain) as run:
        assert (run.communicate()[1], run.returncode) == ("", 0)


def test_module_runs_and_starts_fast() -> None:
    """`python -m consilience --version` works without loading a model."""
    environment = os.environ | {"PYTHONPROFILEIMPORTTIME": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "consilience", "--version"], capture_output=True, text=True, env=environment, check=True
    )

    assert re.search(r"\d+\.\d+", done.stdout)
    assert "spacy" not in done.stderr
