"""The loom gives what `weave` gives, whatever came in which order, in what batches, and was taken out again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consilience.pipeline.loom import Loom
from consilience.pipeline.reading import Models, read_articles
from consilience.pipeline.weaving import weave
from consilience.record.found import Reading
from consilience.record.text import Article
from consilience.record.woven import Picture
from consilience.sources.intake import take_in
from consilience.wiring import load_models
from tests.casefiles import find_cases, split_case, split_reports
from tests.conftest import EXAMPLE


@cache
def _reports() -> tuple[Reading, ...]:
    """The example's reports, two of them without a day of their own, and those of some other matters."""
    articles = [a for a in take_in([EXAMPLE / "articles"]) if isinstance(a, Article)]
    for path in (*find_cases("stories"), *find_cases("conflicts")[:4]):
        articles += split_reports(split_case(path)[0])
    return tuple(read_articles(list({a.id: a for a in articles}.values()), load_models()))


@cache
def _reread(articles: tuple[Article, ...]) -> tuple[Reading, ...]:
    return tuple(read_articles(articles, load_models()))


@cache
def _woven(names: frozenset[str]) -> Picture:
    return weave([r for r in _reports() if r.article.id in names], load_models(), reread=_reread)


def _names(readings: Sequence[Reading]) -> frozenset[str]:
    return frozenset(reading.article.id for reading in readings)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_loom_gives_what_weave_gives(data: st.DataObject) -> None:
    """Reports added in any order and batches, some of them taken out again, give the picture of those that stay."""
    order = data.draw(st.permutations(_reports()))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(order) - 1), max_size=3)))
    stays = len(order) - data.draw(st.integers(0, 4))
    loom = Loom(load_models(), reread=_reread)
    for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True):
        loom.add(order[start:end])
    if stays < len(order):
        loom.remove(reading.article.id for reading in order[stays:])

    assert loom.picture() == _woven(_names(order[:stays]))


def test_change_names_what_differs(models: Models) -> None:
    """An addition names the stories that it changed and no other; taking it out again names the same ones."""
    example = _names(_reports()[:10])
    rest = [r for r in _reports() if r.article.id not in example]
    loom = Loom(models, reread=_reread)
    loom.add([*rest, *_reports()[:9]])
    before = {story.id: story for story in loom.picture().stories}

    change = loom.add(_reports()[9:10])

    after = {story.id: story for story in change.picture.stories}
    touched = {story.id for story in after.values() if _reports()[9].article.id in story.articles}
    assert touched <= set(change.stories)
    assert _reports()[9].article.id in change.articles
    assert all(before[story] == after[story] for story in after.keys() - set(change.stories))
    assert set(loom.remove([_reports()[9].article.id]).stories) <= set(change.stories) | set(change.gone)


@pytest.mark.parametrize("article", ["unknown"])
def test_what_is_not_held_cannot_go(models: Models, article: str) -> None:
    """Taking out what is not held changes nothing."""
    loom = Loom(models, reread=_reread)
    loom.add(_reports()[:2])
    change = loom.remove([article])

    assert (change.articles, change.stories, change.gone) == ((), (), ())
