"""Running words of a text, folded so that two spellings of one word compare equal, with their offsets.

For comparing texts (lineage, stories), not for grammar: that is the parser's. Not here: names (`text.names`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"\d+(?:[.,:]\d+)+|(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
"""One running word: a number with its marks, initials with their points, letters with their apostrophes."""
_POSSESSIVE = ("'s", "’s")
_MARKS = re.compile(r"['’.,:]")


class Word(NamedTuple):
    """One running word: its folded form and where it stands (code points, half open)."""

    form: str
    start: int
    end: int


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Give the words of `text[start:end]` in order, offsets counted in `text`.

    Folded: case, accents, possessive 's, apostrophes, the points of "U.S." and the marks inside numbers ("1,300",
    "6:30"). Hyphens part words. Text without a letter or digit gives nothing.
    """
    stop = len(text) if end is None else end
    return [Word(fold(m.group()), m.start(), m.end()) for m in WORD.finditer(text, start, stop)]


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Give the form under which a word is compared. Idempotent on words without marks."""
    if word.isascii() and word.isalnum():
        return word.lower()
    if word.endswith(_POSSESSIVE):
        word = word[:-2]
    word = _MARKS.sub("", word).casefold()
    if word.isascii():
        return word
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return bare or word
