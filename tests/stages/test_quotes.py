"""Stage `quotes` on the cases of `tests/cases/quotes`: several reports, then the utterances they share.

An expected line is `OUTLET + OUTLET: fullest wording`, the outlets in order of name; `nothing` where none is shared.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from consilience.pipeline.reading import Models, read_articles
from consilience.record.found import Reading
from consilience.stages import quotes
from tests.casefiles import find_cases, split_case, split_reports


def read(path: Path, models: Models) -> tuple[list[Reading], list[str]]:
    given, expected = split_case(path)
    return list(read_articles(split_reports(given), models)), expected


def show(readings: list[Reading]) -> list[str]:
    """The quotes as the cases write them."""
    outlets = {claim.id: reading.article.outlet or "?" for reading in readings for claim in reading.claims}
    found = quotes.match(readings)
    return sorted(f"{' + '.join(sorted({outlets[c] for c in one.claims}))}: {one.text}" for one in found) or ["nothing"]


@pytest.mark.parametrize("path", find_cases("quotes"), ids=lambda path: path.stem)
def test_quotes(path: Path, models: Models) -> None:
    readings, expected = read(path, models)
    assert show(readings) == sorted(expected)


@pytest.mark.parametrize("path", find_cases("quotes"), ids=lambda path: path.stem)
def test_order_of_articles_does_not_matter(path: Path, models: Models) -> None:
    readings, _ = read(path, models)
    assert quotes.match(readings) == quotes.match(readings[::-1])
