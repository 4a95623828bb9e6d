"""Word vectors made once a word: numbers from a word's letters (floret), and beside them what a table knows of the word.

The table holds GloVe's view of common words (learned from six billion words of newswire and encyclopaedia) and whether a
gazetteer has the word, one byte a number; `training/words.py` makes it. A vector depends on its word alone, so the words
met are remembered: that took an eighth off the language model's time over 120 bulk articles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unicodedata import combining, normalize
from zlib import crc32

import numpy
from spacy.util import registry
from spacy.vectors import Mode, Vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from spacy.language import Language
    from spacy.vocab import Vocab

MOST_KEPT = 200_000
"""Words remembered, some 150 MB at 150 numbers a word; then it starts afresh."""
TABLE = "words.npz"
"""Beside spaCy's own vector file: `keys` (sorted, see `key_of`), `rows` (int8, one a key) and `scale` (one a column)."""


class RememberedVectors(Vectors):  # type: ignore[misc]  # spaCy's class has no type
    """Floret vectors with a memory of the words met."""

    def get_batch(self, keys: Iterable[Any]) -> Any:
        """Give the vectors of the keys, one row a key, as spaCy does."""
        wanted = [int(key) for key in keys]
        known = self._known
        new = [key for key in dict.fromkeys(wanted) if key not in known]
        if new:
            if len(known) > MOST_KEPT:
                known.clear()
                new = list(dict.fromkeys(wanted))
            known.update(zip(new, self._make(new), strict=True))
        return numpy.array([known[key] for key in wanted], dtype="float32").reshape(len(wanted), self.shape[1])

    def _make(self, keys: list[int]) -> Any:
        return super().get_batch(keys)

    @property
    def _known(self) -> dict[int, Any]:
        return self.__dict__.setdefault("known", {})  # type: ignore[no-any-return]


class WordVectors(RememberedVectors):
    """Floret vectors, widened by a row of the word table; zeros for a word that the table does not have."""

    table: tuple[Any, Any, Any] = (numpy.empty(0, "uint32"), numpy.empty((0, 0), "int8"), numpy.empty(0, "float32"))

    @property
    def shape(self) -> tuple[int, int]:
        """Rows of the floret table, and numbers in one vector."""
        return self.data.shape[0], self.data.shape[1] + self.table[1].shape[1]

    def _make(self, keys: list[int]) -> Any:
        known, rows, scale = self.table
        letters = super()._make(keys)
        if not len(known):
            return letters
        wanted = numpy.array([key_of(self.strings[key]) for key in keys], dtype="uint32")
        places = numpy.minimum(numpy.searchsorted(known, wanted), len(known) - 1)
        found = rows[places] * scale * (known[places] == wanted)[:, None]
        return numpy.concatenate([letters, found], axis=1, dtype="float32")

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Write spaCy's vector files and the word table into the folder `path`."""
        super().to_disk(path, exclude=exclude)
        keys, rows, scale = self.table
        with (path / TABLE).open("wb") as stream:
            numpy.savez_compressed(stream, keys=keys, rows=rows, scale=scale)

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> WordVectors:
        """Read both back. Raises OSError where a file is missing."""
        super().from_disk(path, exclude=exclude)
        with numpy.load(path / TABLE, allow_pickle=False) as arrays:
            self.table = (arrays["keys"], arrays["rows"], arrays["scale"])
        return self


@registry.vectors("consilience.WordVectors.v1")  # type: ignore[untyped-decorator]
def create_word_vectors() -> Callable[[Vocab], WordVectors]:
    """Give what spaCy calls to make the empty vectors of a pipeline whose config names them."""
    return lambda vocab: WordVectors(strings=vocab.strings)


def key_of(word: str) -> int:
    """Give the number of a word in the table: 32 bits, without case or accents; one strange word in 20,000 seems known."""
    plain = "".join(each for each in normalize("NFKD", word.replace("’", "'").lower()) if not combining(each))
    return crc32(plain.encode("utf-8", "replace"))


def remember_vectors(nlp: Language) -> None:
    """Put a memory before a stranger's floret vectors; the shipped ones have one, other kinds are left as they are."""
    made = nlp.vocab.vectors
    if isinstance(made, RememberedVectors) or made.mode != Mode.floret:
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
