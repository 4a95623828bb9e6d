"""Texts of a corpus through the whole flow, as the program runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.pipeline.reading import read_articles
from consilience.pipeline.weaving import weave
from consilience.wiring import load_models

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.record.found import Reading
    from consilience.record.text import Article
    from consilience.record.woven import Picture


def read(articles: Iterable[Article]) -> tuple[Reading, ...]:
    """Read articles with the shipped models, in the order given."""
    return tuple(read_articles(articles, load_models()))


def weave_all(readings: Iterable[Reading]) -> Picture:
    """Weave readings with the shipped models."""
    return weave(readings, load_models(), reread=read)
