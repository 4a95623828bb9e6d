"""Remembered word vectors are made from the word alone, whatever came before; the word table widens them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.vectors import Vectors

from consilience.models.parser import load_parser
from consilience.models.vectors import TABLE, WordVectors, key_of

if TYPE_CHECKING:
    from pathlib import Path


def _shipped() -> WordVectors:
    vectors = load_parser()._nlp.vocab.vectors  # type: ignore[attr-defined]
    assert isinstance(vectors, WordVectors)
    return vectors


def test_the_first_numbers_are_the_plain_vector_and_the_others_the_tables() -> None:
    made = _shipped()
    keys = [made.strings.add(word) for word in ("harbour", "strike", "harbour", "Qaraqosh", "")]
    found = made.get_batch(keys)
    letters = made.data.shape[1]

    assert found.shape == (5, made.shape[1])
    assert numpy.array_equal(found[:, :letters], Vectors.get_batch(made, keys))
    assert numpy.array_equal(found[::-1], made.get_batch(keys[::-1]))
    assert made.get_batch([]).shape == (0, made.shape[1])


def test_the_table_knows_common_words_in_any_case_and_no_others() -> None:
    made = _shipped()
    rows = made.get_batch([made.strings.add(word) for word in ("harbour", "HARBOUR", "Hárbour", "xqzvharbour")])[:, 96:]

    assert numpy.array_equal(rows[0], rows[1])
    assert numpy.array_equal(rows[0], rows[2])
    assert rows[0].any()
    assert not rows[3].any()


@pytest.mark.parametrize(("one", "other"), [("Zürich", "zurich"), ("don’t", "DON'T")])
def test_spellings_that_share_a_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@given(st.text())
def test_any_text_has_a_key(word: str) -> None:
    assert 0 <= key_of(word) < 2**32


def test_written_vectors_come_back(tmp_path: Path) -> None:
    made = _shipped()
    made.to_disk(tmp_path, exclude=["strings"])
    read = WordVectors(strings=made.strings).from_disk(tmp_path, exclude=["strings"])
    keys = [made.strings.add(word) for word in ("port", "Benghazi", "zzzz")]

    assert numpy.array_equal(read.get_batch(keys), made.get_batch(keys))
    (tmp_path / TABLE).unlink()
    with pytest.raises(OSError, match=TABLE):
        WordVectors(strings=made.strings).from_disk(tmp_path, exclude=["strings"])


def test_vectors_without_a_table_are_floret_alone() -> None:
    made = _shipped()
    bare = WordVectors(
        strings=spacy.blank("en").vocab.strings, data=made.data, mode="floret", minn=4, maxn=5, hash_count=2
    )
    assert bare.get_batch([bare.strings.add("port")]).shape == (1, made.data.shape[1])
