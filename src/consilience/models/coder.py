"""The trained event coder: a linear model over named marks and word vectors, read from `data/events` and asked with numpy.

Here: looking marks and words up and summing their weights. Not here: which marks a pair has (`stages.events.traits`), nor
the training (`training/events.py`, which writes the files and documents them).

`weights.npz` holds `weights` (marks, then the dimensions of each word group, by roots), `marks` (the key of each row's mark:
keys and not words, so that nothing of the training text is shipped), `vectors` (words by dimensions, one byte each) and
`rarity` (how much each word counts). `words.txt.gz` names the words, one a line; `model.json` has the roots, the strength of
each group, and how steeply scores become probabilities.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

    import numpy as np
    import numpy.typing as npt

    from consilience.ports import EventCoder, Traits

    Floats = npt.NDArray[np.float32]

SHIPPED = "events"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LinearCoder:
    """A linear model behind the `EventCoder` port.

    `marks`: key of a mark to its row of `weights`; `words`: word to its row of `vectors` and `rarity`. `strength`: what a group
    counts, a mark's group being the part before its first colon; a mark of no known group counts nothing.
    `places`: first row of each word group. `steepness`: scores times this, made to sum to 1, are probabilities.
    """

    roots: tuple[str, ...]
    marks: Mapping[int, int]
    words: Mapping[str, int]
    strength: Mapping[str, float]
    places: Mapping[str, int]
    steepness: float
    weights: Floats
    vectors: Floats
    rarity: Floats

    def code(self, traits: Traits) -> tuple[tuple[str, float], ...]:
        """Give the roots with their probabilities, as the port says."""
        import numpy as np

        total, length = self._sum_marks(traits)
        for group in sorted(traits.words):
            meaning = self._meaning(traits.words[group]) if group in self.places else None
            if meaning is not None:
                first, strength = self.places[group], self.strength[group]
                total += strength * (meaning @ self.weights[first : first + len(meaning)])
                length += strength**2
        scores = self.steepness * total / np.sqrt(max(length, 1e-9))
        odds = np.exp(scores - scores.max())
        shares = odds / odds.sum()
        order = np.argsort(-shares, kind="stable")
        return tuple((self.roots[i], round(float(shares[i]), 4)) for i in order)

    def _sum_marks(self, traits: Traits) -> tuple[Floats, float]:
        """The weights of all marks, and the squared length of the whole, marks never seen in training included."""
        import numpy as np

        rows, strengths, length = [], [], 0.0
        for mark, value in traits.marks.items():
            strength = value * self.strength.get(mark.partition(":")[0], 0.0)
            length += strength**2
            row = self.marks.get(key_of(mark))
            if row is not None:
                rows.append(row)
                strengths.append(strength)
        return np.asarray(strengths, dtype=np.float32) @ self.weights[rows], length

    def _meaning(self, words: tuple[str, ...]) -> Floats | None:
        """The direction in which the known ones among the words point together; `None` where none is known."""
        import numpy as np

        rows = [self.words[word] for word in words if word in self.words]
        if not rows:
            return None
        total = self.rarity[rows] @ self.vectors[rows]
        size = float(np.linalg.norm(total))
        direction: Floats = total / size if size else total
        return direction


def key_of(mark: str) -> int:
    """The number a mark is known by: 32 bits, so that one mark in a hundred thousand unknown ones passes for a known one."""
    return crc32(mark.encode("utf-8", "replace"))


@cache
def load_coder() -> EventCoder:
    """Load the shipped coder, once a process (0.1 s, 12 MB)."""
    return read_coder(files("consilience") / "data" / SHIPPED)


def trained_on() -> str:
    """The digest of the file that the shipped coder was trained on."""
    model = json.loads((files("consilience") / "data" / SHIPPED / "model.json").read_text(encoding="utf-8"))
    return str(model["trained_on"])


def read_coder(folder: Traversable) -> LinearCoder:
    """Read a coder from a folder of the files described above. Raises OSError where one is missing."""
    import numpy as np

    model = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    with (folder / "weights.npz").open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
        weights = arrays["weights"].astype(np.float32)
        vectors = arrays["vectors"].astype(np.float32) / np.float32(model["vector_scale"])
        rarity = arrays["rarity"].astype(np.float32)
        marks = {key: row for row, key in enumerate(arrays["marks"].tolist())}
    return LinearCoder(
        roots=tuple(model["roots"]),
        marks=marks,
        words=_rows(folder / "words.txt.gz"),
        strength=model["strength"],
        places=model["places"],
        steepness=model["steepness"],
        weights=weights,
        vectors=vectors,
        rarity=rarity,
    )


def _rows(path: Traversable) -> dict[str, int]:
    with path.open("rb") as stream:
        names = gzip.decompress(stream.read()).decode("utf-8").split("\n")
    return {name: i for i, name in enumerate(names)}
