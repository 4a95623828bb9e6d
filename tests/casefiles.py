"""Cases as text: an input, a line `--- expect`, and what is expected, one fact a line.

For weaving stages the input is several reports, each begun by `## OUTLET, DATE` (or `## OUTLET` for an undated one), and, where
that matters, ` at ADDRESS`.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from consilience.record.text import Article
from tests.conftest import make_article

EXPECT = re.compile(r"^--- expect\s*$", re.MULTILINE)
REPORT = re.compile(
    r"^## (?P<outlet>[^,\n]+?)(?:, (?P<day>\d{4}-\d\d-\d\d))?(?: at (?P<url>https?://\S+))?$", re.MULTILINE
)
CASES = Path(__file__).parent / "cases"


def find_cases(stage: str) -> list[Path]:
    """The case files of a stage, in order of name."""
    return sorted((CASES / stage).glob("*.txt"))


def split_case(path: Path) -> tuple[str, list[str]]:
    """Input and expected lines of a case; comment lines (#) of the expectation are left out."""
    given, expected = EXPECT.split(path.read_text(encoding="utf-8"), maxsplit=1)
    lines = [line.strip() for line in expected.splitlines()]
    return given.strip(), [line for line in lines if line and not line.startswith("# ")]


def split_reports(given: str) -> list[Article]:
    """The reports of a weaving case."""
    heads = list(REPORT.finditer(given))
    ends = [head.start() for head in heads[1:]] + [len(given)]
    return [
        make_article(
            given[head.end() : end].strip(),
            outlet=head["outlet"],
            day=date.fromisoformat(head["day"]) if head["day"] else None,
            url=head["url"],
        )
        for head, end in zip(heads, ends, strict=True)
    ]
