"""`consilience run`: articles in, a record and a brief out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from consilience.cli.failure import Failure
from consilience.cli.files import make_folder, write_whole
from consilience.cli.summary import print_summary
from consilience.cli.terminal import line
from consilience.record.text import Article, Problem
from consilience.settings import BRIEF_NAME, RECORD_NAME, RESULTS_NAME, SHIPPED_LANGUAGE_MODEL, RunSettings

if TYPE_CHECKING:
    from consilience.exports.record.shape import Record
    from consilience.wiring import Tell


def run(
    *paths: Path,
    out: Path = Path(RESULTS_NAME),
    db: Path | None = None,
    fresh: bool = False,
    strict: bool = False,
    workers: int = 1,
    language_model: str = SHIPPED_LANGUAGE_MODEL,
) -> int:
    """Read articles and weave them, with what the store already knows, into record.json and brief.html.

    Takes .txt, .html, .json and .jsonl files and folders of these. A file that cannot be read is named and passed over.

    For example:

    - `consilience run my-articles`
    - `consilience run monday tuesday/late.html --out week --workers 2`
    - `consilience run more.jsonl --db desk.db --strict`

    Parameters
    ----------
    paths
        Files and folders of articles.
    out
        Folder for record.json, brief.html and, unless --db is given, the store.
    db
        The store file, so that several runs add to one picture.
    fresh
        Forget what the store knows and start over.
    strict
        Leave with status 1 when any file could not be read.
    workers
        Processes that read articles.
    language_model
        Name of an installed spaCy pipeline to use instead of the shipped one.

    """
    if not paths:
        raise Failure("no articles named; give files or folders: consilience run PATH...", status=2)
    settings = RunSettings(out=out, database=db, language_model=language_model, workers=workers, fresh=fresh)
    console = Console(stderr=True)
    articles, problems = _take_in(paths)
    _tell(problems)
    if not articles:
        raise Failure("nothing could be read from the paths given")
    make_folder(settings.out)
    record = _weave(articles, problems, settings, console)
    print_summary(record, settings)
    return 1 if strict and any(p.code != "duplicate" for p in problems) else 0


def _take_in(paths: tuple[Path, ...]) -> tuple[list[Article], tuple[Problem, ...]]:
    from consilience.sources.intake import take_in

    articles: list[Article] = []
    problems: list[Problem] = []
    for item in take_in(paths):
        if isinstance(item, Problem):
            problems.append(item)
        else:
            articles.append(item)
    return articles, tuple(problems)


def _tell(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        sys.stderr.write(f"consilience: {line(problem.message)}\n")


def _weave(articles: list[Article], problems: tuple[Problem, ...], settings: RunSettings, console: Console) -> Record:
    from consilience.desk.intake import add, renew
    from consilience.exports.page import render
    from consilience.exports.record.codec import encode
    from consilience.store.database import StoreError, open_database
    from consilience.wiring import Reader, load_models

    try:
        load_models(settings.language_model)
        with open_database(settings.database_path) as store, _progress(console) as tell:
            if settings.fresh:
                store.clear()
            add(store, articles)
            reader = Reader(language_model=settings.language_model, workers=settings.workers, store=store)
            record = renew(store, reader, tell, problems=problems)
            content = encode(record)
            write_whole(settings.out / RECORD_NAME, content)
            write_whole(settings.out / BRIEF_NAME, render(record).encode())
            store.keep_record(content, generated=record.generated)
    except (StoreError, LookupError) as error:
        raise Failure(str(error)) from error
    return record


@contextmanager
def _progress(console: Console) -> Iterator[Tell]:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading", total=None)

        def tell(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total, description="weaving" if done == total else "reading")

        yield tell
