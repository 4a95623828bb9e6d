"""What the network makes of a word before it looks at the neighbours: made once a word and remembered.

The first layer (hashed normal form, prefix, suffix, shape, word vector, mixed into one row) sees nothing but the word, and was
a third of an encoder's work. The product of matrices is taken row by row here: many rows at once are summed differently in
the last digit, and a reading must not depend on what was read before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.vocab import Vocab

MOST_KEPT = 40_000
"""Words remembered, 15 MB at 96 numbers a word; then it starts afresh. 300 bulk articles have 20,000."""
_MIX = 0x9E3779B97F4A7C15  # odd, so that word and normal form together make a key that neither decides alone


class RowByRow(NumpyOps):  # type: ignore[misc]  # thinc's class is untyped
    """Matrix products one row at a time, so that a row's digits do not depend on the others."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:  # noqa: FBT001, FBT002
        """Give `x @ y` as thinc does; only the first argument's rows are taken apart."""
        left, right = (x.T if trans1 else x), (y.T if trans2 else y)
        made = numpy.empty((left.shape[0], right.shape[1]), dtype="float32") if out is None else out
        for row, into in zip(left, made, strict=True):
            numpy.dot(row, right, out=into)
        return made


class Memory:
    """The rows of the words met, in one table."""

    def __init__(self, embed: Model[Any, Any], width: int) -> None:
        self._embed = embed
        self._places: dict[int, int] = {}
        self._rows = numpy.empty((MOST_KEPT, width), dtype="float32")
        for node in embed.walk():
            node.ops = RowByRow(use_blis=False)

    def look_up(self, doc: Doc) -> Any:
        """Give one row a token; a token's row depends on its text and normal form alone."""
        if len(doc) > MOST_KEPT:
            return self._embed.predict([doc])[0]
        columns = doc.to_array(["ORTH", "NORM"])
        keys = (columns[:, 0] * numpy.uint64(_MIX) + columns[:, 1]).tolist()
        new = {key: i for i, key in enumerate(keys) if key not in self._places}
        if len(self._places) + len(new) > MOST_KEPT:
            self._places.clear()
            new = {key: i for i, key in enumerate(keys)}
        if new:
            self._learn(new, doc.vocab, columns[list(new.values())])
        return self._rows[[self._places[key] for key in keys]]

    def _learn(self, new: dict[int, int], vocab: Vocab, columns: Any) -> None:
        words = Doc(vocab, words=[vocab.strings[orth] for orth in columns[:, 0].tolist()])
        words.from_array(["NORM"], columns[:, 1:2])
        first = len(self._places)
        self._rows[first : first + len(new)] = self._embed.predict([words])[0]
        self._places.update(zip(new, range(first, first + len(new)), strict=True))


def remember_words(encoder: Model[Any, Any]) -> None:
    """Put a memory in the place of the first layer of an encoder (spaCy's `Tok2Vec`). It can no longer be trained then."""
    embed = encoder.layers[0]
    memory = Memory(embed, encoder.get_dim("nO"))

    def forward(_: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Any], Callable[[Any], Any]]:  # noqa: FBT001
        if is_train:
            message = "an encoder that remembers its words cannot be trained"
            raise RuntimeError(message)
        return [memory.look_up(doc) for doc in docs], lambda gradient: gradient

    encoder._layers[0] = Model("remembered_words", forward)  # thinc has no other way to swap a layer
