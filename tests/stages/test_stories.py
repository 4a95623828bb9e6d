"""Stories held against small cases in text: `tests/cases/stories/*.txt`.

Expected lines: `story N: words | words`, a story of exactly N reports, each group of words at the start of one of its
parts, or anywhere in it; every story is listed. The number of parts is the number of reports.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.record.found import Reading
from consilience.stages import lineage, mentions, stories, zones
from consilience.stages.stories.agglomeration import agglomerate
from consilience.stages.stories.contrast import tell_apart
from consilience.stages.stories.profiles import Profile
from tests.casefiles import find_cases, split_case, split_reports
from tests.conftest import make_article

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from consilience.pipeline.reading import Models
    from consilience.record.text import Article
    from consilience.record.woven import Story

CASES = find_cases("stories")


def read(articles: Sequence[Article], models: Models) -> list[Reading]:
    """Layout and mentions: stories ask for no more."""
    layouts = [zones.label(article) for article in articles]
    texts = [(a.text, [s.span for s in layout.sentences]) for a, layout in zip(articles, layouts, strict=True)]
    readings = []
    for article, layout, parsed in zip(articles, layouts, models.parser.parse(texts), strict=True):
        found = mentions.find(article, layout, parsed, gazetteer=models.gazetteer, published=article.published)
        readings.append(Reading(article=article, layout=layout, mentions=found.mentions))
    return readings


def group(readings: Sequence[Reading]) -> tuple[Story, ...]:
    return stories.group(readings, lineage.trace(readings))


def _tells(story: Story, texts: dict[str, str], line: str) -> bool:
    number, words = line.removeprefix("story ").split(":", 1)
    parts = [" ".join(texts[p.article][p.start : p.end].split()) for p in story.parts]
    wanted = [part.strip() for part in words.split("|")]
    return len(parts) == int(number) and all(any(word in part for part in parts) for word in wanted)


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_case(path: Path, models: Models) -> None:
    given_text, expected = split_case(path)
    readings = read(split_reports(given_text), models)
    found = group(readings)
    texts = {r.article.id: r.article.text for r in readings}

    for line in expected:
        assert any(_tells(story, texts, line) for story in found), (line, [s.title for s in found])
    assert len(found) == len(expected)


def test_order_does_not_matter(models: Models) -> None:
    readings = read(split_reports(split_case(CASES[-1])[0]), models)

    assert group(readings[::-1]) == group(readings)
    assert group(readings[2:] + readings[:2]) == group(readings)


def test_an_unrelated_article_changes_nothing_elsewhere(models: Models) -> None:
    articles = split_reports(split_case(CASES[-1])[0])
    stray = make_article("A comet crossed the sky above the observatory and was gone by dawn.", day=date(2024, 3, 2))
    before = {(story.id, story.parts) for story in group(read(articles, models))}

    assert before < {(story.id, story.parts) for story in group(read([*articles, stray], models))}


def test_undated_report_is_dated_by_its_story(models: Models) -> None:
    dated = make_article(
        "Dockers in Batumi walked out on Friday over unpaid wages, and four grain ships lie at anchor off Batumi.",
        outlet="Coast Courier", day=date(2024, 3, 1),
    )  # fmt: skip
    undated = make_article(
        "Grain ships lie at anchor off Batumi since dockers walked out on Friday. The dockers met on Saturday to vote "
        "on unpaid wages.",
        outlet="Hill Echo",
    )
    readings = read([dated, undated], models)
    days = stories.date_undated(readings, group(readings))

    assert days[undated.id].basis == "inferred"
    assert date(2024, 3, 1) < days[undated.id].latest <= date(2024, 3, 3)
    assert dated.id not in days


PAIRS = st.tuples(st.integers(0, 7), st.integers(0, 7), st.floats(0.01, 1.0)).filter(lambda e: e[0] < e[1])


@given(st.lists(PAIRS, max_size=28, unique_by=lambda e: e[:2]), st.floats(0.05, 0.9))
@settings(max_examples=80, deadline=None)
def test_groups_partition_whatever_is_alike(edges: list[tuple[int, int, float]], threshold: float) -> None:
    groups = agglomerate(8, edges, together=[(2, 5)], threshold=threshold)

    assert sorted(i for group in groups for i in group) == list(range(8))
    assert any({2, 5} <= set(group) for group in groups)
    assert groups == agglomerate(8, edges[::-1], together=[(5, 2)], threshold=threshold)


@pytest.mark.parametrize(
    ("shared", "parts"),
    [(("Vaskun", "Ordelin", "Tamsivar"), 1), (("bridge", "hospital", "morning"), 2)],
    ids=["one people", "one kind of words"],
)
def test_names_hold_a_matter_together_longer_than_words(shared: tuple[str, ...], parts: int) -> None:
    """Two halves told in other words are one matter if the same rare names stand in both, and two if only common words do."""
    sheet = []
    for half, own in enumerate(
        (
            ["market", "flood", "boats", "river", "rescue", "roofs", "water", "bread"],
            ["trial", "guilty", "judge", "lawyer", "bribe", "contract", "desk", "tender"],
        )
    ):
        for n in range(5):
            across = shared[n % 3 :] + shared[: n % 3]
            terms = dict.fromkeys([*own, *map(str.casefold, across[:1])], 0.4)
            sheet.append(Profile(article=f"{half}{n}", terms=terms, places={}, day=None))

    assert len(tell_apart([tuple(range(10))], sheet, ())) == parts
