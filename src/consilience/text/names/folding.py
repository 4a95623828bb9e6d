"""Names folded for comparison: case, accents, scripts, dashes, apostrophes and white space out of the way.

Not here: spelling variants of one sound (`text.names.transliteration`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

ARTICLES = ("al", "el", "ash", "as", "ad", "ar", "at", "az", "an", "ed", "er", "es", "et")
"""The Arabic definite article as it is written before a name, assimilated forms included."""

_APOSTROPHE = re.compile(r"['`´ʻʼʽʾʿˈ‘’′]+")
_INITIALS = re.compile(r"(?<![a-z0-9])(?:[a-z]\.){1,7}[a-z]?(?![a-z])")
_OTHER = re.compile(r"[^0-9a-z]+")
_CACHE = 65_536


@lru_cache(maxsize=_CACHE)
def fold(name: str) -> str:
    """Fold a name to lower-case ASCII words with single blanks between them.

    Apostrophes vanish ("Sana'a" -> "sanaa"), a possessive 's first; dots inside initials vanish ("U.S." -> "us");
    dashes and other signs become blanks ("al-Hassi" -> "al hassi"). Gives "" where nothing is left.
    """
    text = name if name.isascii() else anyascii(_APOSTROPHE.sub("'", name))
    text = text.lower().removesuffix("'s")
    text = _INITIALS.sub(lambda match: match[0].replace(".", ""), _APOSTROPHE.sub("", text).replace("&", " and "))
    return _OTHER.sub(" ", text).strip()


def words(name: str) -> tuple[str, ...]:
    """The folded words of a name, in order."""
    return tuple(fold(name).split())
