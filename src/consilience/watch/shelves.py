"""Folders and web archives on this machine: only what is new or has grown since the last look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from glob import glob
from pathlib import Path

from consilience.record.text import Article, Problem
from consilience.sources.feeds.archives import BrokenArchive, read_archive
from consilience.sources.feeds.entries import Entry
from consilience.sources.feeds.pages import make_article
from consilience.sources.intake import find_files, take_in
from consilience.watch.memory import FileMemo
from consilience.watch.watchlist import Source

SETTLED = timedelta(seconds=2)
"""A file changed less long ago may still be written, and is left for the next look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One article of a file, or none and only a memo to keep: the file is read up to there. `remarks`: one line each."""

    path: str
    memo: FileMemo | None = None
    article: Article | None = None
    remarks: tuple[str, ...] = ()


def take_folder(source: Source, known: dict[str, FileMemo], *, now: datetime) -> Iterator[Taken]:
    """Give the articles of new and changed files; after each file, its memo."""
    folder = Path(source.location)
    files, problems = find_files([folder])
    if not folder.is_dir():
        yield Taken(path=source.location, remarks=tuple(problem.message for problem in problems))
    for file in files:
        mark = _mark(file, now=now)
        if mark is None or ((memo := known.get(str(file))) and memo.mark == mark):
            continue
        for item in take_in([file]):
            if isinstance(item, Problem):
                yield Taken(path=str(file), remarks=(item.message,))
            else:
                yield Taken(path=str(file), article=item)
        yield Taken(path=str(file), memo=FileMemo(mark=mark))


def take_archives(source: Source, known: dict[str, FileMemo], *, now: datetime) -> Iterator[Taken]:
    """Give the pages of archives that match the pattern, from where each was left; after each page, how far it was read."""
    files = sorted(glob(source.location, recursive=True))  # noqa: PTH207  # the pattern may be absolute
    if not files:
        yield Taken(path=source.location, remarks=(f"{source.location}: no such file",))
    for path in files:
        mark = _mark(Path(path), now=now)
        memo = known.get(path)
        if mark is not None and (memo is None or memo.mark != mark):
            yield from _take_archive(source, path, memo.offset if memo else 0, mark)


def _take_archive(source: Source, path: str, offset: int, mark: str) -> Iterator[Taken]:
    pages = passed = revisits = 0
    last = offset
    try:
        for capture in read_archive(Path(path), offset=offset):
            last = capture.offset
            passed += capture.kind == "passed"
            revisits += capture.kind == "revisit"
            if capture.kind != "page":
                continue
            pages += 1
            entry = Entry(url=capture.url, updated=capture.day)
            article, problems = make_article(
                capture.body, url=capture.url, content_type=capture.content_type, entry=entry, outlet=source.outlet
            )
            remarks = tuple(p.message for p in problems if p.code not in ("no-article", "language-unread"))
            yield Taken(path=path, article=article, remarks=remarks, memo=FileMemo(mark="", offset=last))
    except BrokenArchive as error:
        yield Taken(path=path, memo=FileMemo(mark=mark, offset=last), remarks=(str(error),))
        return
    said = f"{path}: {pages} pages, {revisits} fetched again unchanged, {passed} other records"
    yield Taken(path=path, memo=FileMemo(mark=mark, offset=last), remarks=(said,))


def _mark(file: Path, *, now: datetime) -> str | None:
    """What tells whether a file has changed; `None` while it may still be written."""
    try:
        state = file.stat()
    except OSError:
        return None
    settled = datetime.fromtimestamp(state.st_mtime, UTC) <= now - SETTLED
    return f"{state.st_mtime_ns}/{state.st_size}" if settled else None
