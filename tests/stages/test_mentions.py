"""Stage `mentions` on the cases of `tests/cases/mentions`: an article of 5 April 2019, then what it must name.

A line is `KIND FORM: words [| role ROLE] [-> what it takes up] [| of whose]`, `count KIND: words = low..high [| scope]`
or `time KIND: words [= first..last]`; a line that begins with "not" must not be found. Other mentions may be found too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.pipeline.reading import Models
from consilience.ports import Parsed, Token
from consilience.record.found import Found
from consilience.record.text import Article, Layout, Sentence, Span, When
from consilience.stages import mentions, zones
from tests.casefiles import find_cases, split_case
from tests.conftest import make_article

DAY = date(2019, 4, 5)
NEWS = (
    "General Karim al-Masri said his forces entered Homs on Friday. At least 19 civilians were killed, "
    "a monitoring group said. The group blamed the army, and it denied this. "
)
WORDS = st.lists(st.sampled_from([*NEWS.split(), "(", ")", ",", "“", "”", '"', "al", "-", "the", "of", "UN", "1,300"]))


def find(article: Article, models: Models) -> Found:
    layout = zones.label(article)
    parsed = next(iter(models.parser.parse([(article.text, [one.span for one in layout.sentences])])))
    return mentions.find(article, layout, parsed, gazetteer=models.gazetteer, published=article.published)


def show(article: Article, found: Found) -> Iterator[str]:
    """What was found as the cases write it."""
    texts = {one.id: one.text for one in found.mentions}
    for one in found.mentions:
        notes = [f"role {one.role}" if one.role else "", f"of {texts[one.principal]}" if one.principal else ""]
        taken = f" -> {texts[one.antecedent]}" if one.antecedent else ""
        yield " | ".join([f"{one.kind} {one.form}: {one.text}{taken}", *filter(None, notes)])
    for count in found.quantities:
        words = article.text[count.span.start : count.span.end]
        low = "" if count.low is None else f"{count.low:.0f}"
        high = "" if count.high is None else f"{count.high:.0f}"
        yield f"count {count.kind}: {words} = {low}..{high}" + (f" | {count.scope}" if count.scope else "")
    for time in found.times:
        days = f" = {time.when.earliest}..{time.when.latest}" if time.when else ""
        yield f"time {time.kind}: {article.text[time.span.start : time.span.end]}{days}"


@pytest.mark.parametrize("path", find_cases("mentions"), ids=lambda path: path.stem)
def test_mentions(path: Path, models: Models) -> None:
    text, expected = split_case(path)
    article = make_article(text, day=DAY)
    shown = list(show(article, find(article, models)))
    assert [line for line in expected if not line.startswith("not ") and line not in shown] == [], shown
    assert [line for line in expected if line.startswith("not ") and line.removeprefix("not ") in shown] == []


@settings(max_examples=25, deadline=None)
@given(words=WORDS)
def test_every_fact_points_into_the_text(words: list[str], models: Models) -> None:
    """Odd text never breaks the stage; spans lie inside, ids are unique, and references lead to mentions before."""
    article = make_article("Report. " + " ".join(words), day=DAY)
    found = find(article, models)
    ids = {one.id: one for one in found.mentions}
    assert len(ids) == len(found.mentions)
    for one in found.mentions:
        assert article.text[one.span.start : one.span.end] == one.text == one.text.strip()
        assert one.principal is None or one.principal in ids
        assert one.antecedent is None or ids[one.antecedent].span.start <= one.span.start
    starts = [one.span.start for one in found.mentions]
    assert starts == sorted(starts)


def test_same_article_gives_same_facts(models: Models) -> None:
    article = make_article(NEWS, day=DAY)
    assert find(article, models) == find(article, models)


def test_names_alone_without_a_day(models: Models) -> None:
    article = make_article(NEWS)
    assert [one.when for one in find(article, models).times] == [None]


def test_article_without_sentences(models: Models) -> None:
    article = make_article("x")
    layout = Layout(zones=(), sentences=(), title=None, outlet=None, published=None, credits=())
    parsed = Parsed(article=article.id, tokens=(), sentences=(), names=(), children=())
    assert mentions.find(article, layout, parsed, gazetteer=models.gazetteer, published=None) == Found()


def test_a_parse_that_runs_in_circles_is_survived(models: Models) -> None:
    text = "troops fled he"
    tokens = (
        Token(0, 0, 6, "troops", "troop", "NOUN", "NNS", "nsubj", 1, 0),
        Token(1, 7, 11, "fled", "flee", "VERB", "VBD", "acl", 0, 0),
        Token(2, 12, 14, "he", "he", "PRON", "PRP", "flat", 1, 0),
    )
    article = make_article(text)
    span = Span(article=article.id, start=0, end=len(text))
    layout = Layout(
        zones=(), sentences=(Sentence(span=span, zone="body"),), title=None, outlet=None, published=None, credits=()
    )
    parsed = Parsed(article=article.id, tokens=tokens, sentences=((0, 3),), names=(), children=((1,), (0, 2), ()))
    when = When(earliest=DAY, latest=DAY, precision="day", basis="stated")
    found = mentions.find(article, layout, parsed, gazetteer=models.gazetteer, published=when)
    assert [one.text for one in found.mentions] == ["troops", "he"]
