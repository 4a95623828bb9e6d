"""Taking in files: the cases of `tests/cases/sources` (a file, and beside it what is read from it), and bad input."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.record.text import Article, Problem
from consilience.sources.intake import take_in
from consilience.sources.json_records import read_json, read_json_lines

CASES = Path(__file__).parent.parent / "cases" / "sources"
SENTENCE = "The mayor said on Monday that the road to the north was open again."


def show(item: Article | Problem) -> str:
    if isinstance(item, Problem):
        return f"{item.code}: {item.message.replace(str(CASES) + '/', '')}"
    facts = {
        "title": item.title,
        "outlet": item.outlet,
        "url": item.url,
        "authors": ", ".join(item.authors),
        "published": item.published and item.published.earliest.isoformat(),
        "language": item.language,
        "text": "|".join(line for line in item.text.split("\n") if line),
    }
    return "\n".join(f"{name}: {value}" for name, value in facts.items() if value)


def codes(*paths: Path) -> list[str]:
    return [item.code if isinstance(item, Problem) else "article" for item in take_in(paths)]


@pytest.mark.parametrize("path", sorted(CASES.glob("*.expect")), ids=lambda path: path.stem)
def test_kinds_of_input(path: Path) -> None:
    source = next(file for file in sorted(CASES.glob(f"{path.stem}.*")) if file != path)
    items = list(take_in([source]))
    articles = [show(item) for item in items if isinstance(item, Article)]
    problems = sorted(show(item) for item in items if isinstance(item, Problem))
    assert "\n\n".join([*articles, *problems]) == path.read_text(encoding="utf-8").strip()


def test_folders_are_read_in_order_whatever_the_order_of_paths(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.txt").write_text(SENTENCE + " Two.")
    (tmp_path / "1.txt").write_text(SENTENCE + " One.")
    (tmp_path / "3.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.txt").write_text(SENTENCE)
    once = list(take_in([tmp_path]))
    assert [Path(item.path).name for item in once if isinstance(item, Article)] == ["1.txt", "2.txt"]
    assert list(take_in([tmp_path / "b", tmp_path / "1.txt", tmp_path])) == once


def test_a_file_said_twice_is_one_article(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(SENTENCE)
    (tmp_path / "2.txt").write_bytes(SENTENCE.encode("utf-16"))
    assert codes(tmp_path) == ["article", "duplicate"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t ", "empty"),
        ("a.txt", b"... --- ...", "empty"),
        ("a.txt", bytes(range(256)) * 20, "binary"),
        ("a.pdf", b"%PDF-1.4 text", "binary"),
        ("a.txt", b"word " * 500_000, "too-large"),
        ("a.txt", b"The caf\x81 was shut on Monday.", "encoding"),
        ("a.json", b'{"title": "cut', "malformed"),
        ("a.json", b"[" * 100_000, "malformed"),
        ("a.json", b'{"title": "no body"}', "no-article"),
        ("a.jsonl", b"nothing here", "malformed-lines"),
        ("a.html", b"<html><body><nav>Home</nav></body></html>", "no-article"),
    ],
)
def test_bad_input_is_said_in_one_line(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    (problem,) = take_in([file])
    assert isinstance(problem, Problem)
    assert problem.code == code
    assert problem.message.startswith(str(file))
    assert "\n" not in problem.message


def test_missing_paths_and_empty_folders_do_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "1.txt").write_text(SENTENCE)
    assert sorted(codes(tmp_path / "1.txt", tmp_path / "gone.txt", tmp_path / "empty")) == [
        "article",
        "missing",
        "no-articles",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "1.txt").write_bytes(f"{SENTENCE}\r\nThe café “Nord” was shut.".encode(encoding))
    (article,) = take_in([tmp_path])
    assert isinstance(article, Article)
    assert article.text == f"{SENTENCE}\nThe café “Nord” was shut."


@given(st.text(max_size=200))
def test_any_text_is_json_or_a_problem(text: str) -> None:
    for item in [*read_json(text, path="x.json"), *read_json_lines(text, path="x.jsonl")]:
        if isinstance(item, Problem):
            assert "\n" not in item.message


def test_locked_folder_is_named_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that does not open is no reason to be silent about what may lie in it, nor to leave out what lies beside it."""
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "a.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "b.txt").write_text(SENTENCE + " Again.", encoding="utf-8")
    (tmp_path / "locked").mkdir()
    real = os.scandir

    def scan(path: str) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scan)
    problem, article = sorted(take_in([tmp_path]), key=lambda item: isinstance(item, Article))

    assert isinstance(article, Article)
    assert isinstance(problem, Problem)
    assert problem.message == f"{tmp_path / 'locked'}: cannot be read (Permission denied); left out"
