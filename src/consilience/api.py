"""The Python API: articles in, readings, a picture and a record out; a store asked as the web asks it. `consilience` exports
these names.

Here only what a caller needs; the flow itself is in `wiring` and `pipeline`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from consilience.record.found import Reading
from consilience.record.text import Article, Problem
from consilience.record.woven import Picture
from consilience.settings import SHIPPED_LANGUAGE_MODEL

if TYPE_CHECKING:
    from consilience.desk import Desk
    from consilience.desk.chains import Step
    from consilience.desk.drafts import Draft
    from consilience.desk.intake import CaughtUp
    from consilience.exports.record.shape import Record
    from consilience.exports.tables.arrow import ArrowTable, DataFrame
    from consilience.record.judgements import Judgement

__all__ = [
    "add", "catch_up", "judge", "open_desk", "read", "take_in", "to_frames", "to_record", "to_tables", "trace", "weave",
]  # fmt: skip


def take_in(paths: Iterable[Path]) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """Give the sealed articles of files and folders, and one problem for each file that could not be taken in."""
    from consilience.sources.intake import take_in as take_items

    items = list(take_items(list(paths)))
    articles = tuple(item for item in items if isinstance(item, Article))
    return articles, tuple(item for item in items if isinstance(item, Problem))


def read(article: Article, *, language_model: str = SHIPPED_LANGUAGE_MODEL) -> Reading:
    """Give what the reading stages find in one article. Raises LookupError when the language model is not installed."""
    from consilience.wiring import Reader

    return Reader(language_model=language_model).read([article])[0]


def weave(paths: Iterable[Path], *, language_model: str = SHIPPED_LANGUAGE_MODEL) -> Picture:
    """Give the whole picture of files and folders of articles, without a store. Problems stand in the picture."""
    from consilience.wiring import Reader, weave_articles

    articles, problems = take_in(paths)
    return weave_articles(articles, Reader(language_model=language_model), problems=problems)


def to_record(picture: Picture, *, language_model: str = SHIPPED_LANGUAGE_MODEL) -> Record:
    """Give the public record of a picture."""
    from consilience.exports.record.flatten import flatten
    from consilience.wiring import PROGRAM, load_models

    name = load_models(language_model).parser.name
    generated = datetime.now(UTC).isoformat(timespec="seconds")
    return flatten(picture, generated=generated, program=PROGRAM, language_model=name)


def to_tables(record: Record) -> dict[str, ArrowTable]:
    """Give every table of a record, by name ("events", "event_reports" ...), as an Arrow table.

    Raises ImportError, in one line that says what to install, where pyarrow is not installed.
    """
    from consilience.exports.tables.arrow import to_tables as make_tables

    return make_tables(record)


def to_frames(record: Record) -> dict[str, DataFrame]:
    """Give every table of a record, by name, as a pandas data frame with Arrow's types.

    Raises ImportError, in one line that says what to install, where pandas or pyarrow is not installed.
    """
    from consilience.exports.tables.arrow import to_frames as make_frames

    return make_frames(record)


@contextmanager
def open_desk(path: Path) -> Iterator[Desk]:
    """Open a store, made where there is none, and give what answers from it: lists, items, searches, changes.

    `with open_desk(Path("consilience.db")) as desk: desk.page("event", where=Filter(status="disputed"))`; `Filter` and the types
    of the answers are in `consilience.desk`, those of `desk.read` in `consilience.exports.record.shape`. Raises StoreError.
    """
    from consilience.desk import Desk
    from consilience.store.database import open_database

    with open_database(path) as store:
        yield Desk(store)


def add(path: Path, articles: Iterable[Article]) -> int:
    """Keep sealed articles in a store; those known stay as they are. Gives the number that were new. Raises StoreError."""
    from consilience.desk.intake import add as add_articles
    from consilience.store.database import open_database

    with open_database(path) as store:
        return add_articles(store, articles)


def catch_up(path: Path, *, language_model: str = SHIPPED_LANGUAGE_MODEL, workers: int = 1) -> CaughtUp:
    """Read what a store holds unread and weave it in, as judged. Raises StoreError, and LookupError without a model."""
    from consilience.desk.intake import catch_up as catch_up_with
    from consilience.store.database import open_database
    from consilience.wiring import Reader

    with open_database(path) as store:
        return catch_up_with(store, Reader(language_model=language_model, workers=workers, store=store))


def judge(path: Path, draft: Draft, *, by: str) -> Judgement:
    """Make and keep a judgement on what a store shows now. Raises JudgingError, in one line, where it cannot be made."""
    from consilience.desk import Desk
    from consilience.desk.ledgers import decide
    from consilience.desk.sight import DeskSight
    from consilience.store.database import open_database
    from consilience.store.judgements import Ledger

    with open_database(path) as store:
        return decide(draft, DeskSight(Desk(store)), Ledger(store.engine), by=by, at=datetime.now(UTC))


def trace(desk: Desk, claim: str) -> tuple[Step, ...] | None:
    """Give the sources of a claim, the outlet that prints it first, the ultimate source last; `None` for no such claim."""
    from consilience.desk.chains import trace as trace_claim

    return trace_claim(desk, claim)
