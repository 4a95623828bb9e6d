"""Stage `zones` on the cases of `tests/cases/zones`: an article, a line "--- expect", then its zones as a reader marks them.

Lines before the text that start with "@" are metadata. In the expectation, each sentence of a citable zone has its own
line; other zones stand on one line each, neighbours of one kind together, white space closed up.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.record.text import CITABLE_ZONES, Article, Layout
from consilience.sources.draft import Draft
from consilience.sources.sealing import seal
from consilience.stages.zones import label

CASES = Path(__file__).parent.parent / "cases" / "zones"


def read_case(path: Path) -> tuple[Article, str]:
    given, expected = path.read_text(encoding="utf-8").split("--- expect\n")
    fields: dict[str, str] = {}
    while given.startswith("@"):
        line, given = given.split("\n", 1)
        name, value = line[1:].split(" ", 1)
        fields[name] = value
    article, _ = seal(
        Draft(where=path.name, path=path.name, body=given, title=fields.get("title"), language=fields.get("language"))
    )
    assert article is not None
    return article, expected.strip()


def show(article: Article, layout: Layout) -> str:
    """The layout as the cases write it."""
    facts = {
        "title": layout.title,
        "outlet": layout.outlet,
        "published": layout.published and layout.published.earliest.isoformat(),
        "credits": ", ".join(credit.agency + " (own words)" * credit.own_words for credit in layout.credits),
    }
    lines = [f"{name}: {value}" for name, value in facts.items() if value]
    for zone in layout.zones:
        if zone.kind in CITABLE_ZONES:
            inside = [s.span for s in layout.sentences if zone.span.start <= s.span.start < zone.span.end]
            words = [article.text[span.start : span.end] for span in inside] or ["(unread)"]
        else:
            words = [article.text[zone.span.start : zone.span.end]]
        lines += [f"[{zone.kind}] {' '.join(part.split())}" for part in words]
    return "\n".join(lines)


def in_order(text: str) -> list[str]:
    """Facts in any order first, then the zones in text order."""
    lines = text.splitlines()
    return sorted(line for line in lines if not line.startswith("[")) + [line for line in lines if line.startswith("[")]


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_zones(path: Path) -> None:
    article, expected = read_case(path)
    assert in_order(show(article, label(article))) == in_order(expected)


@given(st.text(alphabet=st.sampled_from("Aa bc.\n\"()[]—-/:@#0123AFPReuters'"), max_size=400))
def test_zones_tile_any_text(text: str) -> None:
    article, _ = seal(Draft(where="t", path="t", body=text))
    if article is None:
        return
    layout = label(article)
    assert [zone.span.start for zone in layout.zones] == [0, *(zone.span.end for zone in layout.zones[:-1])]
    assert layout.zones[-1].span.end == len(article.text)
    kinds = {(zone.span.start, zone.span.end): zone.kind for zone in layout.zones}
    for sentence in layout.sentences:
        assert any(
            a <= sentence.span.start < sentence.span.end <= b and kind == sentence.zone
            for (a, b), kind in kinds.items()
        )
