"""Word vectors that are made once a word: the shipped pipeline makes each from the word's letters (floret), twice a token.

Remembering them took an eighth off the language model's time over 120 bulk articles; a vector depends on its word alone, so
nothing read changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.vectors import Mode, Vectors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language

MOST_KEPT = 200_000
"""Words remembered, some 100 MB at 128 numbers a word; then it starts afresh."""


class RememberedVectors(Vectors):  # type: ignore[misc]  # spaCy's class has no type
    """Floret vectors with a memory of the words met."""

    def get_batch(self, keys: Iterable[Any]) -> Any:
        """Give the vectors of the keys, one row a key, as spaCy does."""
        import numpy

        wanted = [int(key) for key in keys]
        known = self._known
        new = [key for key in dict.fromkeys(wanted) if key not in known]
        if new:
            if len(known) > MOST_KEPT:
                known.clear()
                new = list(dict.fromkeys(wanted))
            known.update(zip(new, super().get_batch(new), strict=True))
        return numpy.array([known[key] for key in wanted], dtype="float32").reshape(len(wanted), self.data.shape[1])

    @property
    def _known(self) -> dict[int, Any]:
        return self.__dict__.setdefault("known", {})  # type: ignore[no-any-return]


def remember_vectors(nlp: Language) -> None:
    """Put a memory before a pipeline's floret vectors; other kinds are left as they are."""
    made = nlp.vocab.vectors
    if made.mode != Mode.floret:
        return
    nlp.vocab.vectors = RememberedVectors(
        strings=nlp.vocab.strings,
        data=made.data,
        name=made.name,
        mode=made.mode,
        minn=made.minn,
        maxn=made.maxn,
        hash_count=made.hash_count,
        hash_seed=made.hash_seed,
        bow=made.bow,
        eow=made.eow,
        attr=made.attr,
    )
