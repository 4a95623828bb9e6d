"""The commands that look things up, on the example: readable at 80 columns, JSON for scripts, one line for what goes wrong."""

from __future__ import annotations

import json
import re
import shlex
from functools import reduce
from operator import getitem
from pathlib import Path

import pytest
from cyclopts import App
from rich.cells import cell_len

from consilience.cli.app import app
from consilience.cli.stores import find_store
from consilience.cli.terminal import line, plain, veiled
from tests.cli.test_run import call
from tests.conftest import EXAMPLE

ROOT = EXAMPLE.parents[1]
RECORD = EXAMPLE / "record.json"
ASKED = (
    ("brief",), ("brief", "--story", "Toamasina"), ("timeline",), ("timeline", "--since", "2024-05-15", "--until", "2024-05-16"),
    ("disputes",), ("disputes", "--revisions", "--kind", "number"), ("who", "Ingrid Halvorsen"), ("where", "ambilobe"),
    ("sources", "checkpoint", "bridge"), ("search", "bridge"),
)  # fmt: skip


class Ask:
    """Runs a command on the example and gives status, output and errors."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.capsys, self.monkeypatch = capsys, monkeypatch

    def __call__(self, *arguments: str, width: int = 80, record: Path = RECORD) -> tuple[int, str, str]:
        self.monkeypatch.setenv("COLUMNS", str(width))
        return call(*arguments, "--record", str(record), capsys=self.capsys, monkeypatch=self.monkeypatch)

    def json(self, *arguments: str, record: Path = RECORD):
        """Give what a command prints for scripts."""
        status, out, _ = self(*arguments, "--json", record=record)
        assert status == 0
        return json.loads(out)


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    return Ask(capsys, monkeypatch)


@pytest.mark.parametrize("arguments", ASKED, ids=" ".join)
@pytest.mark.parametrize("width", [80, 120])
def test_answers_fit_the_terminal(ask: Ask, arguments: tuple[str, ...], width: int) -> None:
    """Every line fits, something is said, nothing is told as an error."""
    status, out, errors = ask(*arguments, width=width)

    assert (status, errors) == (0, "")
    assert len(out.split()) > 5
    assert [text for text in out.splitlines() if cell_len(text.rstrip()) > width] == []


@pytest.mark.parametrize("arguments", ASKED, ids=" ".join)
def test_scripts_get_json(ask: Ask, arguments: tuple[str, ...]) -> None:
    """A list or an object, with what people are shown."""
    assert ask.json(*arguments)


def test_brief_says_all_that_the_record_does(ask: Ask) -> None:
    """Every sentence of the record's brief stands under its story."""
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    stories = ask.json("brief", "--most", "99")

    assert sorted(s["text"] for story in stories for s in story["sentences"]) == sorted(
        s["text"] for s in record["brief"]["sentences"]
    )
    assert {story["id"] for story in stories} == {story["id"] for story in record["stories"]}


def test_disputes_leave_revisions_out(ask: Ask) -> None:
    """Without --revisions only what the reports disagree on."""
    natures = lambda *more: {conflict["nature"] for conflict in ask.json("disputes", *more)}  # noqa: E731

    assert natures() == {"disagreement"}
    assert natures("--revisions") == {"disagreement", "revision"}


def test_timeline_keeps_to_the_days(ask: Ask) -> None:
    """A line that lasts is in when any of its days is."""
    dates = [entry["date"] for entry in ask.json("timeline", "--since", "2024-05-15", "--until", "2024-05-16")]

    assert dates
    assert all(date["start"] <= "2024-05-16" and date["end"] >= "2024-05-15" for date in dates)


@pytest.mark.parametrize(
    "name", ["Ingrid Halvorsen", "ingrid halvorsen", "HALVORSEN", "Halvorsenn", "Yngrid Halvorsen"]
)
def test_who_is_found_by_any_name(ask: Ask, name: str) -> None:
    """Whole name, other capitals, a part that fits only one, another spelling of the same sounds."""
    assert ask.json("who", name)["name"] == "Ingrid Halvorsen"


def test_same_words_are_one_line_with_their_outlets(ask: Ask) -> None:
    """Copies of one text do not make a quotation, nor an event that one sentence tells, longer than it is."""
    _, out, _ = ask("who", "Rakotomanga", width=200)
    said = out.split("\nSaid\n")[1]

    assert said.count("and nobody will close it again") == 1
    assert "Port Ledger, Highland Courier, Capricorn Daily · denies · via audio message" in said

    _, out, _ = ask("where", "Ambilobe", width=200)
    rows = [row for row in out.splitlines() if row.startswith("   ")]

    assert (
        len({row for row in rows if "denied that rebel" in row}) == sum("denied that rebel" in row for row in rows) == 1
    )


def test_place_shows_the_sides_of_its_disputes(ask: Ask) -> None:
    """The question, and below it each position with its reports."""
    _, out, _ = ask("where", "Ambilobe", width=200)
    (conflict,) = ask.json("where", "Ambilobe")["conflicts"]
    below = out.split(f"Disputed: {conflict['question']}\n")[1]

    for position in conflict["positions"]:
        assert position["statement"] in below


def test_nothing_is_padded_in_a_pipe(ask: Ask) -> None:
    """What goes to a file or a pipe has no blanks at the ends of lines."""
    for arguments in ASKED:
        _, out, _ = ask(*arguments)

        assert [row for row in out.splitlines() if row != row.rstrip()] == []


def test_run_without_names_is_found_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After `consilience run articles` in a folder, the other commands ask the store that it made; one here comes first."""
    monkeypatch.chdir(tmp_path)
    assert find_store(None) == Path("consilience.db")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/consilience.db").write_bytes(b"")
    assert find_store(None) == Path("out/consilience.db")
    _, _, errors = call("brief", capsys=capsys, monkeypatch=monkeypatch)
    assert errors.startswith("consilience: out/consilience.db: nothing in it yet; ")
    (tmp_path / "consilience.db").write_bytes(b"")
    assert find_store(None) == Path("consilience.db")
    assert find_store(Path("other.db")) == Path("other.db")


def test_words_need_no_quotes(ask: Ask) -> None:
    """A name of two words may be typed as two words."""
    assert ask.json("who", "Ingrid", "Halvorsen")["name"] == "Ingrid Halvorsen"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("who", "Ingrid Halverson"), "did you mean 'Ingrid Halvorsen'?"), (("who", "Halverson"), "did you mean 'Ingrid Halvorsen'?"),
     (("where", "Ambilogue"), "did you mean 'Ambilobe'"), (("who", "Ambilobe"), "no person or organization is called 'Ambilobe'"),
     (("brief", "--story", "volcano"), "no story tells of 'volcano'; there are: "),
     (("sources", "volcano"), "nothing tells of 'volcano'"),
     (("timeline", "--since", "yesterday"), "write it as 2024-05-31"), (("search",), "write: consilience search WORDS"),
     (("search", "x", "--kind", "book"), "no such kind; there are: article"),
     (("disputes", "--kind", "book"), "no such kind; there are: occurrence"),
     (("timeline", "--since", "2024-05-20", "--until", "2024-05-01"), "is after --until 2024-05-01"),
     (("search", "x", "--since", "2024-05-20", "--until", "2024-05-01"), "is after --until 2024-05-01"),
     (("search", "x", "--most", "many"), "unable to convert \"many\" into int; see 'consilience search --help'"),
     (("brief", "--no-such-option"), "Unknown option: --no-such-option; see 'consilience brief --help'")],
    ids=lambda value: value[:40] if isinstance(value, str) else None,
)  # fmt: skip
def test_what_is_not_there_is_one_line(ask: Ask, arguments: tuple[str, ...], said: str) -> None:
    """The error says what there is instead."""
    status, out, errors = ask(*arguments)

    assert status in (1, 2)
    assert (out, errors.count("\n")) == ("", 1)
    assert said in errors


def test_no_store_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A newcomer in an empty folder is told how to begin, and no store is made there."""
    monkeypatch.chdir(tmp_path)
    status, _, errors = call("brief", capsys=capsys, monkeypatch=monkeypatch)

    assert status == 1
    assert "run 'consilience run PATH...' first" in errors
    assert list(tmp_path.iterdir()) == []


def test_no_record_is_one_line(ask: Ask, tmp_path: Path) -> None:
    """A file that is none is said to be none."""
    (tmp_path / "no.json").write_text('{"a": 1}', encoding="utf-8")
    status, _, errors = ask("brief", record=tmp_path / "no.json")

    assert (status, errors.count("\n")) == (1, 1)
    assert "not a record" in errors


def test_sources_lead_from_outlet_to_source(ask: Ask) -> None:
    """Copies of one agency's text stand together; each report has its words and who is behind them."""
    answer = ask.json("sources", "checkpoint", "bridge", "security", "source")
    chain = answer["chain"]

    assert {link["lineage"] is not None for link in chain if link["wire"]} == {True}
    assert len({link["outlet"] for link in chain}) > 2
    assert all(link["words"] for link in chain)
    assert all(
        link["steps"][0] == {"role": "prints it", "who": link["outlet"]}
        for link in chain
        if link["outlet"] != "outlet unknown"
    )
    assert ask.json("sources", answer["id"])["chain"] == chain


HOSTILE = "Boats \x1b[2J\x9b31m\u202eidle\x07"


@pytest.mark.parametrize(
    "arguments", [("brief",), ("timeline",), ("search", "Boats"), ("sources", "Boats"), ("who", "Ingrid Halvorsen")]
)
def test_hostile_words_cannot_drive_the_terminal(ask: Ask, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Escape sequences and direction marks from an article are not printed by any command."""
    value = json.loads(RECORD.read_text(encoding="utf-8"))
    for story in value["stories"]:
        story["title"] = HOSTILE
    for event in value["events"]:
        event["summary"] = HOSTILE
    for article in value["articles"]:
        article["outlet"] = HOSTILE
    for lines in (value["timeline"], value["brief"]["sentences"]):
        for each in lines:
            each["text"] = HOSTILE
    hostile = tmp_path / "hostile.json"
    hostile.write_text(json.dumps(value), encoding="utf-8")
    status, out, _ = ask(*arguments, record=hostile)

    assert (status, "Boats" in out) == (0, True)
    assert not {"\x1b", "\x9b", "\u202e", "\x07"} & set(out)


def test_safe_text() -> None:
    """Control and direction characters go, words and line breaks stay."""
    assert plain("a\x1b[31mb\nc\u202ed\x00") == "a[31mb\ncd"
    assert line(" a\n\tb\r\x85c ") == "a bc"
    assert veiled("a\x1b[31mb\nc") == "a\ufffd[31mb\nc"


def _commands(of: App, above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every command that does something, with those above it."""
    found = []
    for name in of:
        if not name.startswith("-"):
            below = _commands(of[name], (*above, name))
            found += below or [(*above, name)]
    return found


def _example(text: str) -> tuple[str, ...]:
    """The words that the program is given: what follows its name, after a pipe if need be."""
    words = shlex.split(text)
    return tuple(words[words.index("consilience") + 1 :])


@pytest.mark.parametrize("names", _commands(app), ids=" ".join)
def test_every_command_has_examples_that_are_understood(names: tuple[str, ...]) -> None:
    """The help of each command shows how it is typed, and every option that is shown exists and takes what is shown."""
    shown = re.findall(r"^\s*- `(.*consilience .*)`$", reduce(getitem, names, app).help, re.MULTILINE)

    assert any(_example(one)[: len(names)] == names for one in shown)
    for one in shown:
        app.parse_args(_example(one), print_error=False, exit_on_error=False)


@pytest.mark.parametrize("names", _commands(app), ids=" ".join)
def test_every_option_says_what_it_is(names: tuple[str, ...]) -> None:
    """Help that names an option and leaves it there is none."""
    arguments = reduce(getitem, names, app).assemble_argument_collection(parse_docstring=True)

    assert [one.name for one in arguments if one.show and not (one.parameter.help or "").strip()] == []


@pytest.mark.parametrize("page", ["README.md", "docs/watch.md", "docs/corrections.md", "docs/exports.md"])
def test_commands_of_the_documents_are_understood(page: str) -> None:
    """Every command line of a code block is one that the program takes."""
    blocks = re.findall(r"^```\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    lines = [row for block in blocks for row in block.splitlines() if row.startswith("consilience ")]

    assert lines or page == "docs/exports.md"
    for row in lines:
        app.parse_args(shlex.split(row, comments=True)[1:], print_error=False, exit_on_error=False)


def test_completion_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--install-completion` writes a script that knows the commands; the user's own files are in a home of the test's."""
    monkeypatch.setenv("HOME", str(tmp_path))
    script = tmp_path / "consilience.bash"
    call("--install-completion", "--shell", "bash", "--output", str(script), capsys=capsys, monkeypatch=monkeypatch)

    assert "disputes" in script.read_text(encoding="utf-8")
