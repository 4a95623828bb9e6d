"""How common English news words are: a background table of document frequencies, and the rarity worked out from it.

The table is package data (`data/frequency/english.txt.gz`), built from counts over 37,554 news articles by
`data_build/frequency.py`; it holds counts only, no text. Not here: weighting a batch of articles.
"""

from __future__ import annotations

import gzip
import math
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMON_SHARE = 0.10
"""A word in at least this share of articles is common: function words and the small talk of news ("said", "people")."""


@cache
def load() -> Mapping[str, float]:
    """Give word form -> rarity (natural log of articles per article that holds it, 0 for a word in every one)."""
    table: dict[str, float] = {}
    total = 1
    packed = files("consilience").joinpath("data/frequency/english.txt.gz").read_bytes()
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        if line.startswith("# articles:"):
            total = int(line.split(":")[1])
        elif line and not line.startswith("#"):
            count, forms = line.split(":", 1)
            rarity = max(0.0, math.log(total / float(count)))
            for form in forms.split():
                table[form] = rarity
    return table


@cache
def rarest() -> float:
    """Give the rarity of a word that the table lacks: rarer than any it holds."""
    return max(load().values()) + 0.5


def rarity(form: str) -> float:
    """Give how rare a folded word form is in news: 0 for "the", about 2.3 at one article in ten, up to `rarest()`."""
    found = load().get(form)
    return rarest() if found is None else found


@cache
def common() -> frozenset[str]:
    """Give the word forms that stand in at least `COMMON_SHARE` of all articles."""
    limit = -math.log(COMMON_SHARE)
    return frozenset(form for form, value in load().items() if value <= limit)
