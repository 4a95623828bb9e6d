"""Shared by all tests: the models, loaded once, and short ways from texts to pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from consilience.pipeline.reading import Models, read_articles
from consilience.pipeline.weaving import weave
from consilience.record.ids import make_id
from consilience.record.text import Article, When
from consilience.record.woven import Picture
from consilience.wiring import load_models

EXAMPLE = Path(__file__).parent.parent / "examples" / "northern-mutiny"

Weaver = Callable[[Sequence[Article]], Picture]


@pytest.fixture(scope="session")
def models() -> Models:
    """The shipped models."""
    return load_models()


@pytest.fixture(scope="session")
def weaver(models: Models) -> Weaver:
    """Weaves articles into a picture with the shipped models, in the order given."""

    def run(articles: Sequence[Article]) -> Picture:
        readings = tuple(read_articles(articles, models))
        return weave(readings, models, reread=lambda dated: tuple(read_articles(dated, models)))

    return run


def make_article(
    text: str, *, outlet: str = "Test Herald", day: date | None = None, title: str | None = None, url: str | None = None
) -> Article:
    """An article from its text, as a source would seal it."""
    published = When(earliest=day, latest=day, precision="day", basis="stated") if day else None
    return Article(
        id=make_id("a", url, outlet, text),
        path=f"{outlet}.txt",
        url=url,
        outlet=outlet,
        title=title,
        authors=(),
        published=published,
        language="en",
        text=text,
    )
