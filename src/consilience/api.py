"""The Python API: articles in, readings, a picture and a record out. `consilience` exports these names.

Here only what a caller needs; the flow itself is in `wiring` and `pipeline`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from consilience.record.found import Reading
from consilience.record.text import Article, Problem
from consilience.record.woven import Picture
from consilience.settings import SHIPPED_LANGUAGE_MODEL

if TYPE_CHECKING:
    from consilience.exports.record.shape import Record
    from consilience.exports.tables.arrow import ArrowTable, DataFrame

__all__ = ["read", "take_in", "to_frames", "to_record", "to_tables", "weave"]


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
