"""The example story: its golden record, and the properties that every picture has."""

from __future__ import annotations

import json
import os
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from consilience.exports.record.codec import decode, encode
from consilience.exports.record.flatten import flatten
from consilience.exports.record.invariants import check
from consilience.exports.record.shape import Record
from consilience.record.ids import make_id
from consilience.record.text import Article, Problem
from consilience.record.woven import Picture
from consilience.sources.intake import take_in
from tests.conftest import EXAMPLE, Weaver

GOLDEN = EXAMPLE / "record.json"


def _flat(picture: Picture) -> Record:
    return flatten(picture, generated="2024-06-01T00:00:00+00:00", program="consilience", language_model="test")


def _plain(record: Record) -> dict[str, Any]:
    """The record as JSON values, with paths relative to the example."""
    data: dict[str, Any] = json.loads(encode(record))
    for article in data["articles"]:
        article["path"] = Path(article["path"]).name
    for problem in data["problems"]:
        problem["message"] = problem["message"].replace(str(EXAMPLE.parent.parent) + "/", "")
    return data


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    """The example's articles."""
    return [item for item in take_in([EXAMPLE / "articles"]) if not isinstance(item, Problem)]


@pytest.fixture(scope="module")
def picture(articles: list[Article], weaver: Weaver) -> Picture:
    """The example woven."""
    return weaver(articles)


def test_record_is_the_golden_one(picture: Picture) -> None:
    """The example gives the record that was read and approved. UPDATE_GOLDEN=1 rewrites it, to be read again."""
    made = _plain(_flat(picture))
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    assert made == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_record_keeps_its_promises(picture: Picture) -> None:
    """No invariant is broken, and the record survives being written and read."""
    record = _flat(picture)

    assert check(record) == ()
    assert decode(encode(record)) == record


def test_order_of_articles_does_not_matter(articles: list[Article], picture: Picture, weaver: Weaver) -> None:
    """The same articles in another order give the same record."""
    shuffled = list(articles)
    random.Random(7).shuffle(shuffled)

    assert _plain(_flat(weaver(shuffled))) == _plain(_flat(picture))


def test_verbatim_copy_raises_no_count(articles: list[Article], picture: Picture, weaver: Weaver) -> None:
    """A report carried word for word by another outlet adds no independent report to any event."""
    original = next(a for a in articles if "tana" in a.path)
    copy = replace(original, outlet="Copycat Post", url=None, id=make_id("a", "copy", original.text))
    counts = sorted((e.summary, e.independent_reports) for e in weaver([*articles, copy]).events)

    assert max(n for _, n in counts) == max(e.independent_reports for e in picture.events)
    assert sum(n for _, n in counts) <= sum(e.independent_reports for e in picture.events) + len(counts) - len(
        picture.events
    )


def test_unrelated_article_changes_nothing_elsewhere(articles: list[Article], picture: Picture, weaver: Weaver) -> None:
    """An article on another matter leaves the events and conflicts of this story as they are."""
    text = (
        "Glacier in the Alps lost two metres of ice this summer\n\nGlaciologists in Zermatt measured the Gorner glacier in "
        "September. The ice was two metres thinner than a year before, the institute said.\n"
    )
    other = Article(
        id=make_id("a", text), path="alps.txt", url=None, outlet="Alpine Notes", title=None, authors=(), published=None,
        language="en", text=text,
    )  # fmt: skip
    more = weaver([*articles, other])

    assert set(picture.events) <= set(more.events)
    assert set(picture.conflicts) <= set(more.conflicts)
