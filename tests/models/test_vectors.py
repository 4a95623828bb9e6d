"""Remembered word vectors are spaCy's own, in whatever order the words come."""

from __future__ import annotations

import numpy
from spacy.vectors import Vectors

from consilience.models.parser import load_parser
from consilience.models.vectors import RememberedVectors


def test_remembered_vectors_are_the_plain_ones() -> None:
    vocab = load_parser()._nlp.vocab  # type: ignore[attr-defined]
    made = vocab.vectors
    keys = [vocab.strings.add(word) for word in ("harbour", "strike", "harbour", "Qaraqosh", "")]

    assert isinstance(made, RememberedVectors)
    assert numpy.array_equal(made.get_batch(keys), Vectors.get_batch(made, keys))
    assert numpy.array_equal(made.get_batch(keys[::-1]), Vectors.get_batch(made, keys[::-1]))
    assert made.get_batch([]).shape == (0, made.data.shape[1])
