"""Passages are grouped by the text they come from, drawings are well-formed, searches and versions shown as they are."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from consilience.exports.record.shape import LineageOut, PassageOut, Record, SpanOut
from consilience.web.pages.article import compare
from consilience.web.pages.graph import draw_graph
from consilience.web.pages.links import link_outlet, safe_url
from consilience.web.pages.origins import carried_from, find_root, group_by_origin
from consilience.web.pages.search import Asked, find_problem, split_marks
from consilience.web.pages.strip import draw_lanes, draw_strip


def _span(article: str, start: int, end: int) -> SpanOut:
    return SpanOut(article=article, start=start, end=end)


WIRE = LineageOut(
    id="l1",
    articles=("a1", "a2", "a3"),
    wire="NPA",
    kind="copy",
    passages=(
        PassageOut(a=_span("a1", 0, 100), b=_span("a2", 10, 110), similarity=1.0),
        PassageOut(a=_span("a1", 0, 100), b=_span("a3", 0, 100), similarity=0.9),
        PassageOut(a=_span("a2", 10, 110), b=_span("a3", 0, 100), similarity=0.9),
    ),
)
LINEAGES = dict.fromkeys(WIRE.articles, WIRE)


def test_copies_are_one_text_and_an_own_report_another() -> None:
    """Three articles of one wire text and one of its own: two texts."""
    spans = [_span("a1", 0, 40), _span("a2", 10, 50), _span("a3", 0, 40), _span("b1", 5, 60)]
    groups = group_by_origin(spans, LINEAGES, 2)

    assert [(origin, len(found)) for origin, found in groups] == [("a1", 3), ("b1", 1)]


def test_own_reporting_inside_a_carried_text_is_its_own_where_the_record_counts_it() -> None:
    """A passage that no copy covers follows the record's count of independent reports."""
    spans = [_span("a1", 0, 40), _span("a2", 300, 360)]

    assert len(group_by_origin(spans, LINEAGES, 1)) == 1
    assert [origin for origin, _ in group_by_origin(spans, LINEAGES, 2)] == ["a1", "a2"]


def test_root_and_source_of_a_passage() -> None:
    """The root took nothing; a passage comes from where the longest copy of it stands."""
    assert find_root(WIRE) == "a1"
    assert carried_from(_span("a3", 0, 30), WIRE) == _span("a1", 0, 100)
    assert carried_from(_span("a3", 90, 160), WIRE) is None


def test_drawings_are_well_formed(record: Record) -> None:
    """Graph, strip and lanes are XML, and hold a link or mark for all they draw."""
    articles = {article.id: article for article in record.articles}
    members = {name for lineage in record.lineages for name in lineage.articles}
    graph = draw_graph(record.lineages, articles, sorted(set(articles) - members))
    strip = draw_strip(["2024-05-14", "2024-05-14", "2024-05-20"], "events")
    lanes = draw_lanes([("1", ["2024-05-14", "2024-05-16"]), ("2", ["2024-05-15"])])

    assert graph is not None
    assert len(ET.fromstring(graph).findall("a")) == len(record.articles)
    assert [a.get("href") for a in ET.fromstring(strip or "").findall("a")] == ["#day-2024-05-14", "#day-2024-05-20"]
    assert len(ET.fromstring(lanes or "").findall("circle")) == 3
    assert draw_strip(["2024-05-14"], "events") is None
    assert draw_lanes([("1", ["2024-05-14"]), ("2", [""])]) is None


def test_marks_split_a_snippet() -> None:
    """What matched is marked, the rest is not, nothing is lost."""
    bits = split_marks("the old bridge fell", [(8, 14), (4, 7)])

    assert [(bit.text, bit.hit) for bit in bits] == [
        ("the ", False), ("old", True), (" ", False), ("bridge", True), (" fell", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (Asked(since="2024-05-14", until="2024-05-16"), ""),
        (Asked(since="yesterday"), "“yesterday” is no day for “from”: write it as 2024-05-14"),
        (Asked(since="2024-05-16", until="2024-05-14"), "the first day is after the last: swap them"),
    ],
)
def test_a_search_says_what_is_wrong_with_its_days(asked: Asked, problem: str) -> None:
    """A day that is none is named, with how to write one."""
    assert find_problem(asked) == problem


def test_versions_show_what_changed() -> None:
    """Words that went and words that came stand in reading order."""
    changes = compare("Five were killed on Monday", "Seven were killed on Monday night")

    assert [(change.kind, change.text) for change in changes] == [
        ("gone", "Five"), ("new", "Seven"), ("same", "were killed on Monday"), ("new", "night"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/x", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//a.example", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(url: str | None, *, safe: bool) -> None:
    """Nothing but http and https becomes a link."""
    assert (safe_url(url) is not None) is safe


def test_outlet_names_are_safe_in_addresses() -> None:
    """A name with a slash, a question mark or quotes stays one parameter."""
    assert link_outlet('A/B?"&c') == "/outlet?name=A%2FB%3F%22%26c"
    assert link_outlet(None) is None
