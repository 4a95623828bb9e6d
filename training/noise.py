"""Damage clean training sentences the way real inputs are damaged.

A crawl that lost its commas, apostrophes and quotes; curly quotes; headlines in title case or capitals.

A sentence here is parallel lists; every function returns new ones and keeps the lists parallel.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

STRIPPED = frozenset({",", "'", '"', "``", "''", "`", "‘", "’", "“", "”"})
APOSTROPHES = str.maketrans("", "", "'’")
SMALL_WORDS = frozenset({"a", "an", "and", "as", "at", "but", "by", "for", "in", "of", "on", "or", "the", "to", "with"})
LONGEST_HEADLINE = 20  # words
# Share of sentences that are added once more in a damaged copy; a fifth of the whole, so that clean text still leads.
RATES = {"strip": 0.09, "curl": 0.06, "title": 0.05, "capitals": 0.04}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Words of a sentence, whether a blank follows each, and which word (by place) each was made from."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    origins: tuple[int, ...]


def make_line(words: list[str], spaces: list[bool]) -> Line:
    """Wrap an undamaged sentence."""
    return Line(words=tuple(words), spaces=tuple(spaces), origins=tuple(range(len(words))))


def damage(line: Line, *, possessives: frozenset[int], chance: random.Random) -> Line | None:
    """Give a damaged copy, or None for most sentences; `possessives` are the places of a genitive 's."""
    draw = chance.random()
    for kind, rate in RATES.items():
        if draw < rate:
            return _apply(kind, line, possessives)
        draw -= rate
    return None


def _apply(kind: str, line: Line, possessives: frozenset[int]) -> Line | None:
    if kind == "strip":
        return strip_marks(line, possessives=possessives)
    if kind == "curl":
        return curl_quotes(line)
    if len(line.words) > LONGEST_HEADLINE:
        return None
    if kind == "title":
        return replace(line, words=tuple(_title(word) for word in line.words))
    return replace(line, words=tuple(word.upper() for word in line.words))


def strip_marks(line: Line, *, possessives: frozenset[int]) -> Line:
    """Lose commas, quotes and apostrophes; a genitive is glued to its noun ("Syrias")."""
    words: list[str] = []
    spaces: list[bool] = []
    origins: list[int] = []
    for i, (word, space) in enumerate(zip(line.words, line.spaces, strict=True)):
        bare = word.translate(APOSTROPHES)
        if word in STRIPPED or not bare:
            if spaces:
                spaces[-1] = spaces[-1] or space
        elif i in possessives and words:
            words[-1] += bare
            spaces[-1] = space
        else:
            words.append(bare)
            spaces.append(space)
            origins.append(i)
    return Line(words=tuple(words), spaces=tuple(spaces), origins=tuple(origins))


def curl_quotes(line: Line) -> Line:
    """Typewriter quotes and apostrophes become curly ones; double quotes open and close in turn."""
    words: list[str] = []
    opened = False
    for word in line.words:
        if word in {'"', "``", "''"}:
            words.append("”" if opened else "“")
            opened = not opened
        else:
            words.append(word.replace("'", "’"))
    return replace(line, words=tuple(words))


def _title(word: str) -> str:
    return word if word in SMALL_WORDS else word[:1].upper() + word[1:]
