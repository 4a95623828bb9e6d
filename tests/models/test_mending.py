"""The repairs of parses, on sentences that the shipped model is known to misread: one root each, whoever is named says it."""

from __future__ import annotations

import pytest

from consilience.models.mending import mend
from consilience.models.parser import load_parser
from consilience.ports import Parsed, Parser
from consilience.record.text import Span

SENTENCES = (
    "The African Union called on both sides to stop fighting.",
    "Governor Samuel Teke told Radio Horizon: “Nobody has fled.”",
    "Clashes between the Eastern Front and the army erupted in Goma on Monday, residents said.",
    "Additionally, army spokesman Omar al-Sabri said clashes had erupted near Atbara.",
    "Okello condemned the move, tweeting: “I am worried.”",
    "Shelling of Atbara killed nine people on Monday as a local truce broke down.",
)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser()


def parse(parser: Parser, text: str) -> Parsed:
    return next(iter(parser.parse([(text, [Span(article="a", start=0, end=len(text))])])))


@pytest.mark.parametrize("text", SENTENCES)
def test_a_mended_parse_is_a_tree(parser: Parser, text: str) -> None:
    parsed = parse(parser, text)
    assert sum(token.head == token.i for token in parsed.tokens) == 1
    for token in parsed.tokens:
        at, steps = token.i, 0
        while parsed.tokens[at].head != at:
            at, steps = parsed.tokens[at].head, steps + 1
            assert steps <= len(parsed.tokens)
        assert token.head == token.i or token.i in parsed.children[token.head]


@pytest.mark.parametrize("text", SENTENCES)
def test_mending_twice_changes_nothing(parser: Parser, text: str) -> None:
    parsed = parse(parser, text)
    assert mend(parsed) == parsed
