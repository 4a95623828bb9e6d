"""Sentence ends on the cases of `tests/cases/sentences`, and what holds for any text."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.text.sentences import MAX_SENTENCE, cut_sentences

CASES = Path(__file__).parent.parent / "cases" / "sentences"


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_sentences(path: Path) -> None:
    text, expected = path.read_text(encoding="utf-8").split("--- expect\n")
    assert [text[start:end] for start, end in cut_sentences(text)] == expected.strip().split("\n")


@given(st.text(alphabet=st.sampled_from('aB c.!?\n"”(U.S.)…'), max_size=300))
def test_every_letter_lies_in_one_sentence(text: str) -> None:
    sentences = cut_sentences(text)
    assert sentences == sorted(sentences)
    assert all(a < b <= c for (a, b), (c, _) in pairwise(sentences))
    covered = "".join(text[start:end] for start, end in sentences)
    assert "".join(covered.split()) == "".join(text.split())


def test_a_stretch_is_cut_as_if_it_stood_alone() -> None:
    text = "One. Two three. Four."
    assert [text[start:end] for start, end in cut_sentences(text, 5, 15)] == ["Two three."]


@pytest.mark.parametrize("piece", [". ", "a.", "\n", '"', "... ", "U.S. ", "word "])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    started = time.perf_counter()
    sentences = cut_sentences(text)
    assert time.perf_counter() - started < 15
    assert all(end - start <= MAX_SENTENCE for start, end in sentences)
