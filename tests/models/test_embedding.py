"""A remembered word's row is its own: the same in any company, in any order, and after the memory starts afresh."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from consilience.models import embedding
from consilience.models.parser import load_parser

if TYPE_CHECKING:
    from spacy.vocab import Vocab

WORDS = st.lists(
    st.sampled_from(["The", "port", "of", "Zawarra", "was", "shelled", "U.S.", "’s", "2019", "x" * 60]), min_size=1
)


def _encoder() -> tuple[Any, Vocab]:
    nlp = load_parser()._nlp  # type: ignore[attr-defined]
    return nlp.get_pipe("tok2vec").model, nlp.vocab


ENCODER, VOCAB = _encoder()
LAYER = ENCODER.layers[0]


@settings(deadline=None)
@given(WORDS, WORDS)
def test_a_row_does_not_depend_on_the_company(some: list[str], others: list[str]) -> None:
    alone = LAYER.predict([Doc(VOCAB, words=some)])[0]
    together = LAYER.predict([Doc(VOCAB, words=[*others, *some])])[0]

    assert numpy.array_equal(alone, together[len(others) :])


def test_a_row_is_the_same_after_the_memory_started_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    doc = Doc(VOCAB, words=["A", "convoy", "left", "Zawarra"])
    before = LAYER.predict([doc])[0]
    monkeypatch.setattr(embedding, "MOST_KEPT", 5)
    LAYER.predict([Doc(VOCAB, words=["quite", "other", "words", "came", "by"])])

    assert numpy.array_equal(before, LAYER.predict([doc])[0])
    assert LAYER.predict([Doc(VOCAB, words=["word"] * 9)])[0].shape == (9, before.shape[1])


def test_the_normal_form_counts() -> None:
    one, other = Doc(VOCAB, words=["n't"]), Doc(VOCAB, words=["n't"])
    other.from_array(["NORM"], numpy.array([[VOCAB.strings.add("zebra")]], dtype="uint64"))

    assert not numpy.array_equal(LAYER.predict([one])[0], LAYER.predict([other])[0])


def test_a_remembering_encoder_refuses_training() -> None:
    with pytest.raises(RuntimeError, match="trained"):
        LAYER([Doc(VOCAB, words=["word"])], is_train=True)
