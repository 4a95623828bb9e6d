"""The shipped language model behind the `Parser` port: contract on odd text, and that it reads plain news."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.models.parser import LONGEST_SENTENCE, load_parser
from consilience.ports import Parsed, Parser
from consilience.record.text import Span

NEWS = (
    "Haftar's forces seized the airport on Thursday.",
    "The U.N. said 21 people were killed in Tripoli, but Prime Minister Fayez al-Serraj did not confirm it.",
)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser()


def read(parser: Parser, *sentences: str, gap: str = " ") -> Parsed:
    text, spans = "", []
    for sentence in sentences:
        spans.append(Span(article="a1", start=len(text), end=len(text) + len(sentence)))
        text += sentence + gap
    (parsed,) = parser.parse([(text, spans)])
    check(parsed, text, spans)
    return parsed


def check(parsed: Parsed, text: str, spans: list[Span]) -> None:
    assert len(parsed.sentences) == len(spans)
    assert len(parsed.children) == len(parsed.tokens)
    for i, token in enumerate(parsed.tokens):
        span = spans[token.sentence]
        assert token.i == i
        assert span.start <= token.start < token.end <= span.end
        assert text[token.start : token.end] == token.text
        assert parsed.tokens[token.head].sentence == token.sentence
        assert (token.dep == "root") == (token.head == i)
        assert (i in parsed.children[token.head]) == (token.head != i)
        assert token.lemma
        assert token.pos
    for first, last in parsed.sentences:
        assert sum(parsed.tokens[i].head == i for i in range(first, last)) == (first < last)
    for name in parsed.names:
        assert name.first < name.last
        assert len({token.sentence for token in parsed.tokens[name.first : name.last]}) == 1


def test_reads_who_did_what(parser: Parser) -> None:
    parsed = read(parser, *NEWS)
    by_text = {token.text: token for token in parsed.tokens}
    assert by_text["seized"].tag == "VBD"
    assert by_text["seized"].lemma == "seize"
    assert by_text["forces"].dep == "nsubj"
    assert by_text["airport"].dep == "obj"
    assert by_text["people"].dep == "nsubj:pass"
    assert by_text["Tripoli"].pos == "PROPN"
    assert "not" in [parsed.tokens[i].text for i in parsed.children[by_text["confirm"].i]]


def test_names(parser: Parser) -> None:
    parsed = read(parser, *NEWS)
    names = {" ".join(t.text for t in parsed.tokens[n.first : n.last]): n.label for n in parsed.names}
    assert names["Haftar"] == "PERSON"
    assert names["Tripoli"] == "GPE"
    assert names["U.N."] == "ORG"


def test_article_is_that_of_the_spans(parser: Parser) -> None:
    assert read(parser, "Calm returned.").article == "a1"
    assert next(parser.parse([("No sentence was cut.", [])])).article == ""


def test_a_reading_does_not_depend_on_its_neighbours(parser: Parser) -> None:
    jobs = [(text, [Span(article=text, start=0, end=len(text))]) for text in NEWS]
    together = list(parser.parse(jobs))
    alone = [next(parser.parse([job])) for job in reversed(jobs)]
    assert together == alone[::-1]


def test_text_between_sentences_is_not_read(parser: Parser) -> None:
    text = "Advertisement. Troops left the town. Share this"
    (parsed,) = parser.parse([(text, [Span(article="a1", start=15, end=36)])])
    assert [token.text for token in parsed.tokens] == ["Troops", "left", "the", "town", "."]
    assert parsed.tokens[0].start == 15


@pytest.mark.parametrize(
    "sentence",
    [
        "x",
        "\x00\x01\x02",
        "\ud83d lost half",
        "👩‍👩‍👧 fled 🇱🇾",
        "a" * 5_000,
        "(" * 3_000,
        "مرحبا 你好",
        "\u202e\u200f",
        "...",
    ],
)
def test_odd_text(parser: Parser, sentence: str) -> None:
    assert read(parser, sentence).tokens


def test_no_text(parser: Parser) -> None:
    parsed = read(parser, "", " ", "\n\t")
    assert parsed.tokens == ()
    assert parsed.sentences == ((0, 0), (0, 0), (0, 0))


def test_an_endless_sentence_has_one_root(parser: Parser) -> None:
    parsed = read(parser, "shells fell on the town and " * (LONGEST_SENTENCE // 4))
    assert len(parsed.tokens) > LONGEST_SENTENCE


@given(sentences=st.lists(st.text(max_size=60), max_size=5))
@settings(max_examples=40, deadline=None)
def test_any_text(parser: Parser, sentences: list[str]) -> None:
    read(parser, *sentences)


def test_unknown_model_is_a_lookup_error() -> None:
    with pytest.raises(LookupError, match="no_such_model"):
        load_parser("no_such_model")
