"""Taking in files and folders: which files are articles, in which order, and what is wrong with the others.

The only place of the package's reading side that opens files. It never raises on a bad file; it says a Problem.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from consilience.record.text import Article, Problem
from consilience.sources.html_page import looks_like_html, read_page
from consilience.sources.json_records import read_json, read_json_lines
from consilience.sources.sealing import MAX_TEXT, is_binary, seal, too_large
from consilience.sources.text_file import decode, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from consilience.sources.draft import Draft

TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
JSON_SUFFIXES = frozenset({".json"})
JSON_LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
SUFFIXES = TEXT_SUFFIXES | HTML_SUFFIXES | JSON_SUFFIXES | JSON_LINES_SUFFIXES
"""What a folder is searched for. A file named outright is read whatever its suffix: unknown ones as text."""

MAX_PAGE = 20_000_000
MAX_COLLECTION = 4_000_000_000
"""Bytes: a page carries markup beside its text, and a file of records holds many articles."""


def take_in(paths: Sequence[Path]) -> Iterator[Article | Problem]:
    """Articles of the files and folders given, sorted by path whatever their order, each once, with problems between them.

    Problem codes: "missing", "unreadable", "empty", "binary", "too-large", "encoding", "malformed", "malformed-lines",
    "no-article", "no-articles" (a folder without any), "duplicate", "date-unread", "language-unread".
    """
    seen: dict[str, str] = {}
    for item in _drafts(paths):
        if isinstance(item, Problem):
            yield item
            continue
        article, problems = seal(item)
        if article is not None and article.id in seen:
            message = f"{item.where}: same article as {seen[article.id]}; counted once"
            yield Problem(code="duplicate", article=article.id, message=message)
            continue
        if article is not None:
            seen[article.id] = item.where
            yield article
        yield from problems


def find_files(paths: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Files to read, sorted and each once, and problems with the paths: "missing" or "no-articles"."""
    files: set[Path] = set()
    problems: list[Problem] = []
    for path in sorted(set(paths)):
        try:
            found = _search(path, problems) if path.is_dir() else [path]
            missing = not path.exists()
        except OSError as error:
            problems.append(_unreadable(path, error))
            continue
        files.update([] if missing else found)
        if missing:
            problems.append(_problem("missing", path, "no such file or folder"))
        elif not found:
            kinds = ", ".join(sorted(SUFFIXES))
            problems.append(_problem("no-articles", path, f"no articles in this folder (looked for {kinds})"))
    return tuple(sorted(files)), tuple(problems)


def _search(folder: Path, problems: list[Problem]) -> list[Path]:
    """The articles in a folder and those below it, hidden ones left out; folders that do not open are added to the problems."""
    found = []
    for path, below, names in os.walk(folder, onerror=lambda e: problems.append(_unreadable(Path(e.filename), e))):
        below[:] = [name for name in below if not name.startswith(".")]
        files = (Path(path, name) for name in names if not name.startswith("."))
        found += [file for file in files if file.suffix.casefold() in SUFFIXES and file.is_file()]
    return found


def _unreadable(path: Path, error: OSError) -> Problem:
    return _problem("unreadable", path, f"cannot be read ({error.strerror or 'error'}); left out")


def _drafts(paths: Iterable[Path]) -> Iterator[Draft | Problem]:
    files, problems = find_files(paths)
    yield from problems
    for file in files:
        yield from _read_file(file)


def _read_file(file: Path) -> Iterator[Draft | Problem]:
    text = _load(file)
    if isinstance(text, Problem):
        yield text
        return
    suffix, path = file.suffix.casefold(), _name(file)
    if suffix in JSON_LINES_SUFFIXES:
        yield from read_json_lines(text, path=path)
    elif suffix in JSON_SUFFIXES:
        yield from read_json(text, path=path)
    elif suffix in HTML_SUFFIXES or looks_like_html(text):
        yield read_page(text, path=path)
    else:
        yield read_text(text, path=path)


def _load(file: Path) -> str | Problem:
    """The decoded text of a file, or why there is none."""
    try:
        size = file.stat().st_size
        if size > _limit(file):
            return too_large(_name(file))
        data = file.read_bytes()
    except OSError as error:
        return _unreadable(file, error)
    if not data.strip():
        return _problem("empty", file, "empty file; left out")
    if data.startswith((b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff")):
        return _problem("binary", file, "not text (a document, image or archive); save it as text or HTML, left out")
    text = decode(data)
    if text is None:
        if is_binary(data.decode("latin-1")):
            return _problem("binary", file, "not text; left out")
        return _problem("encoding", file, "neither UTF-8, UTF-16 nor Windows-1252; convert it to UTF-8, left out")
    return _problem("binary", file, "not text; left out") if is_binary(text) else text


def _limit(file: Path) -> int:
    suffix = file.suffix.casefold()
    if suffix in JSON_SUFFIXES | JSON_LINES_SUFFIXES:
        return MAX_COLLECTION
    return MAX_PAGE if suffix in HTML_SUFFIXES else 2 * MAX_TEXT


def _problem(code: str, path: Path, reason: str) -> Problem:
    return Problem(code=code, article=None, message=f"{_name(path)}: {reason}")


def _name(path: Path) -> str:
    """The path as text, also where its bytes are none in UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")
