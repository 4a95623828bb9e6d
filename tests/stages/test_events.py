"""Cases of the events stage: sentences with their mentions marked, and the events a careful reader takes from them.

In a case, `[rebels|group]` marks a mention (`[the town|place nominal]` one that is no name), `{Tuesday|2020-03-03}` a
time with its day (`{since 2011|2011-01-01..2011-12-31}`), `<ten people|killed>` a quantity. The first line may be
`published: DAY`; a line that starts with `# ` is a headline. Expected lines are `type/mode | trigger | agents ->
targets | place | day | actuality`, "-" where there is none, with `control` and `direction` words after the actuality.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.models.parser import load_parser
from consilience.ports import Parsed
from consilience.record.found import (
    EventMention,
    Found,
    Mention,
    MentionForm,
    MentionKind,
    Quantity,
    QuantityKind,
    TimeMention,
)
from consilience.record.text import Article, Layout, Sentence, Span, When, ZoneKind
from consilience.stages import events
from consilience.stages.events.codes import MODES, export_type, future_code, root_class
from consilience.stages.events.forms import known_lemma
from consilience.stages.events.lexicon import entries, parse_entries, word_classes
from tests.casefiles import find_cases, split_case

MARK = re.compile(r"\[(?P<m>[^|\]]+)\|(?P<mk>[^\]]+)\]|\{(?P<t>[^|}]+)\|(?P<tv>[^}]+)\}|<(?P<q>[^|>]+)\|(?P<qk>[^>]+)>")
ARTICLE = "a-case"
POSITIONS = frozenset({
    "subject", "object", "indirect", "possessor", "modifier", "speaker", "clause", "infinitive", "must",
})  # fmt: skip


@dataclass
class Marked:
    text: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    times: list[TimeMention] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)


@cache
def parser():
    return load_parser()


def interval(value: str) -> When:
    first, _, last = value.partition("..")
    return When(
        earliest=date.fromisoformat(first), latest=date.fromisoformat(last or first), precision="day", basis="resolved"
    )


def read_marks(given: str) -> tuple[Marked, When | None]:
    marked, published = Marked(), None
    for line in given.splitlines():
        if line.startswith("published:"):
            published = interval(line.partition(":")[2].strip())
        elif line.strip():
            add_line(marked, line.strip())
    return marked, published


def add_line(marked: Marked, line: str) -> None:
    zone: ZoneKind = "headline" if line.startswith("# ") else "body"
    line = line.removeprefix("# ")
    start, at = len(marked.text), 0
    for mark in MARK.finditer(line):
        marked.text += line[at : mark.start()]
        at = mark.end()
        words = mark["m"] or mark["t"] or mark["q"]
        span = Span(article=ARTICLE, start=len(marked.text), end=len(marked.text) + len(words))
        marked.text += words
        add_fact(marked, mark, span, words)
    marked.text += line[at:]
    marked.sentences.append(Sentence(span=Span(article=ARTICLE, start=start, end=len(marked.text)), zone=zone))
    marked.text += "\n"


def add_fact(marked: Marked, mark: re.Match[str], span: Span, words: str) -> None:
    if mark["m"]:
        kind, _, form = mark["mk"].partition(" ")
        marked.mentions.append(
            Mention(
                id=f"m{span.start}",
                span=span,
                kind=cast("MentionKind", kind),
                form=cast("MentionForm", form or "name"),
                text=words,
            )
        )
    elif mark["t"]:
        marked.times.append(
            TimeMention(id=f"t{span.start}", span=span, kind="date", value=mark["tv"], when=interval(mark["tv"]))
        )
    else:
        kind_of = cast("QuantityKind", mark["qk"])
        marked.quantities.append(Quantity(id=f"q{span.start}", span=span, kind=kind_of, low=1, high=1, unit=""))


def lay_out(text: str, sentences: list[Sentence], published: When | None) -> tuple[Article, Layout]:
    article = Article(
        id=ARTICLE,
        path="x",
        url=None,
        outlet=None,
        title=None,
        authors=(),
        published=published,
        language="en",
        text=text,
    )
    layout = Layout(zones=(), sentences=tuple(sentences), title=None, outlet=None, published=published, credits=())
    return article, layout


def read(given: str) -> tuple[Marked, tuple[EventMention, ...]]:
    marked, published = read_marks(given)
    article, layout = lay_out(marked.text, marked.sentences, published)
    [parsed] = parser().parse([(marked.text, [each.span for each in marked.sentences])])
    found = Found(mentions=tuple(marked.mentions), times=tuple(marked.times), quantities=tuple(marked.quantities))
    read_events, problems = events.read(article, layout, parsed, found, published=published)
    assert not problems
    return marked, read_events


def show(marked: Marked, event: EventMention) -> str:
    text = {each.id: each.text for each in marked.mentions}
    counts = {each.id: marked.text[each.span.start : each.span.end] for each in marked.quantities}
    day = "-"
    if event.when is not None:
        first, last = event.when.earliest, event.when.latest
        day = f"{first}" if first == last else f"{first}..{last}"
        day += " inferred" if event.when.basis == "inferred" else ""
    parts = [
        f"{event.type}/{event.mode or '-'}",
        marked.text[event.span.start : event.span.end],
        f"{names(text, event.agents)} -> {names(text, event.targets)}",
        text[event.place] if event.place else "-",
        day,
        " ".join(filter(None, [event.actuality, event.control, event.direction])),
    ]
    parts += [names(counts, event.quantities)] if event.quantities else []
    return " | ".join(parts)


def names(texts: dict[str, str], ids: tuple[str, ...]) -> str:
    return " & ".join(texts[each] for each in ids) or "-"


@pytest.mark.parametrize("path", find_cases("events"), ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    given, expected = split_case(path)
    marked, found = read(given)
    assert [show(marked, each) for each in found] == expected


def test_every_entry_has_a_known_type_mode_and_cameo_code() -> None:
    for group in entries().values():
        for entry in group:
            assert entry.type in MODES
            assert entry.mode is None or entry.mode in MODES[entry.type], entry
            assert re.fullmatch(r"\d{3,4}", entry.cameo), entry


def test_every_condition_names_a_known_class() -> None:
    kinds = {"person", "organization", "group", "place", "facility", "actor", "pronoun", "plural", "plural person"}
    kinds |= {"person name", "place name", "organization name"}
    roles = [role for group in entries().values() for entry in group for role in (*entry.agent, *entry.target)]
    for group in entries().values():
        for entry in group:
            for condition in entry.conditions:
                assert all(name in kinds or name in word_classes() for name in condition.classes), entry
    classes = {role.partition(" ")[2] for role in roles} - {""}
    assert classes <= kinds | set(word_classes())


def test_an_unknown_key_in_a_heading_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown key"):
        list(parse_entries("ASSAULT", ("@ verb | colour red", "hit")))


@pytest.mark.parametrize(
    ("word", "tag", "lemma"),
    [("clashes", "NNS", "clash"), ("captured", "VBN", "capture"), ("withdrew", "VBD", "withdraw"),
     ("cities", "NNS", "city"), ("overran", "VBD", "overrun"), ("hitting", "VBG", "hit")],
)  # fmt: skip
def test_forms_lead_to_the_lexicons_lemma(word: str, tag: str, lemma: str) -> None:
    assert known_lemma(word, tag) == lemma


def test_promised_acts_are_coded_as_the_manual_has_it() -> None:
    assert future_code("AID", "070", "planned") == ("AGREE", "033")
    assert future_code("RETREAT", "0872", "planned")[0] == "CONCEDE"
    assert future_code("ASSAULT", "190", "planned") == ("ASSAULT", "190")
    assert export_type("CONSULT", "planned") == "AGREE"
    assert export_type("COERCE", "planned") == "THREATEN"
    assert export_type("COERCE", "happened") == "COERCE"
    assert {root_class("RETREAT"), root_class("CONCEDE")} == {"YIELD"}


def test_unaligned_sentences_are_reported() -> None:
    article, layout = lay_out("Rebels fled.", [], None)
    parsed = Parsed(article=ARTICLE, tokens=(), sentences=((0, 0),), names=(), children=())
    _, problems = events.read(article, layout, parsed, Found(), published=None)
    assert [each.code for each in problems] == ["events-unaligned"]


@given(st.text(max_size=120))
@settings(max_examples=25, deadline=None)
def test_any_text_is_read_without_an_error(text: str) -> None:
    whole = Span(article=ARTICLE, start=0, end=len(text))
    sentences = [Sentence(span=whole, zone="body")] if text.strip() else []
    article, layout = lay_out(text, sentences, None)
    [parsed] = parser().parse([(text, [each.span for each in sentences])])
    found, problems = events.read(article, layout, parsed, Found(), published=None)
    assert not problems
    assert all(text[each.span.start : each.span.end].strip() for each in found)
