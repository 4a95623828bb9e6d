"""Reading in portions: every token is annotated, names and heads stay in their sentence, and portions change little."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from consilience.models import portions
from consilience.models.parser import load_parser
from consilience.record.text import Span

if TYPE_CHECKING:
    from consilience.ports import Parsed

SENTENCES = (
    "Farid Belkacem told reporters in Annaba that the strike was over.",
    "Dock workers at the port had stopped on Monday.",
    "Two ships from Malta waited outside.",
)


def _read(sentences: tuple[str, ...]) -> Parsed:
    text, spans = "", []
    for each in sentences:
        spans.append(Span(article="one", start=len(text), end=len(text) + len(each)))
        text += each + " "
    (parsed,) = load_parser().parse([(text, spans)])
    return parsed


def test_names_and_heads_of_every_portion_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portions, "PORTION", 1)
    parsed = _read(SENTENCES)

    names = [" ".join(t.text for t in parsed.tokens[n.first : n.last]) for n in parsed.names]
    assert names == ["Farid Belkacem", "Annaba", "Malta"]
    for token in parsed.tokens:
        first, last = parsed.sentences[token.sentence]
        assert first <= token.head < last
    assert [sum(t.dep == "root" for t in parsed.tokens if t.sentence == k) for k in range(3)] == [1, 1, 1]


def test_the_size_of_a_portion_does_not_change_a_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _read(SENTENCES * 4)
    monkeypatch.setattr(portions, "PORTION", 12)

    assert _read(SENTENCES * 4) == whole


def test_an_empty_article_is_read() -> None:
    assert _read(()).tokens == ()


def test_a_portioned_component_refuses_training() -> None:
    parser = load_parser()._nlp.get_pipe("parser")  # type: ignore[attr-defined]
    with pytest.raises(RuntimeError, match="trained"):
        parser.model.layers[0]([], is_train=True)
