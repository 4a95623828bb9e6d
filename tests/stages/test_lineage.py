"""Lineage held against small cases in text: `tests/cases/lineage/*.txt`.

Expected lines: `lineage KIND [WIRE]: OUTLET + OUTLET`, exactly these; `first: OUTLET`, the text nearest to the origin;
`passage: words | words`, a copy from the first words to the second; `alone: OUTLET`, in no lineage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.record.found import Reading
from consilience.stages import lineage, zones
from tests.casefiles import find_cases, split_case, split_reports
from tests.conftest import make_article

if TYPE_CHECKING:
    from pathlib import Path

    from consilience.record.text import Article
    from consilience.record.woven import Copy, Lineage

CASES = find_cases("lineage")


def read(article: Article) -> Reading:
    """A reading with layout only: lineage asks for no more."""
    return Reading(article=article, layout=zones.label(article))


def _describe(found: Lineage, outlets: dict[str, str]) -> str:
    wire = f" {found.wire}" if found.wire else ""
    return f"lineage {found.kind}{wire}: {' + '.join(sorted(outlets[a] for a in found.articles))}"


def _goes(copy: Copy, texts: dict[str, str], line: str) -> bool:
    earlier, later = (part.strip() for part in line.split("|"))
    sides = [texts[span.article][span.start : span.end] for span in (copy.earlier, copy.later)]
    return earlier in sides[0] and later in sides[1]


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_case(path: Path) -> None:
    given_text, expected = split_case(path)
    articles = split_reports(given_text)
    outlets = {a.id: a.outlet or "" for a in articles}
    texts = {a.id: a.text for a in articles}
    found = lineage.trace([read(a) for a in articles])
    inside = {outlets[a] for one in found for a in one.articles}
    described = {_describe(one, outlets) for one in found}
    copies = [copy for one in found for copy in one.copies]
    assert described == {line for line in expected if line.startswith("lineage")}
    for line in expected:
        kind, _, words = line.partition(": ")
        if kind == "alone":
            assert words not in inside
        elif kind == "first":
            assert {outlets[c.later.article] for c in copies}.isdisjoint({words})
        elif kind == "passage":
            assert any(_goes(copy, texts, words) for copy in copies), line


@given(st.permutations(range(5)))
@settings(max_examples=20, deadline=None)
def test_order_does_not_matter(order: list[int]) -> None:
    articles = [a for path in CASES[:2] for a in split_reports(split_case(path)[0])][:5]
    readings = [read(a) for a in articles]
    assert lineage.trace([readings[i] for i in order if i < len(readings)]) == lineage.trace(readings)


@given(st.lists(st.text(alphabet="abc “”\"'.,\n& #39;", max_size=80), max_size=4))
@settings(max_examples=60, deadline=None)
def test_hostile_text_is_survived(texts: list[str]) -> None:
    readings = [read(make_article(text, outlet=f"Outlet {i}")) for i, text in enumerate(texts)]
    for found in lineage.trace(readings):
        for copy in found.copies:
            assert 0 <= copy.earlier.start < copy.earlier.end
            assert 0 <= copy.later.start < copy.later.end
            assert 0 < copy.similarity <= 1
