"""The two keys a place is filed under: its folded name, and a weaker one that spelling variants share.

Used by the build script and by the lookup, so that both agree. Not here: the table itself (`table`).
"""

from __future__ import annotations

import re
from hashlib import blake2b

from consilience.text.names.folding import ARTICLES, fold

HASH_BYTES = 6
"""48 bits: with 900,000 keys filed, an absent name hits a filed one by chance once in 300 million lookups."""

_WEAK_RULES: tuple[tuple[str, str], ...] = (
    ("sch|tch|sh|ch", "s"),
    ("kh|gh|q|g|c|k", "k"),
    ("dh", "d"),
    ("th", "t"),
    ("ph|v", "f"),
    ("dj|zh", "j"),
    ("ou|oo|w|o", "u"),
    ("ay|ai|ei|ey|ee|ie|y|e", "i"),
)
_WEAK = tuple((re.compile(pattern), to) for pattern, to in _WEAK_RULES)
_DOUBLED = re.compile(r"(.)\1+")
_ENDING = re.compile(r"(?:i?ah?|ih?|h|t)$")
_SHORTEST_WEAK = 4


def exact_key(name: str) -> str:
    """The folded name, leading English "the" dropped; the Arabic article is kept."""
    return fold(name).removeprefix("the ")


def bare_key(key: str) -> str:
    """An exact key without a leading Arabic article; the key itself where there is none or nothing else."""
    first, _, rest = key.partition(" ")
    return rest if rest and first in ARTICLES else key


def weak_key(key: str) -> str:
    """An exact key with the usual variants of one sound made equal: sh/ch, gh/g/q/k, ou/u/oo, ei/ai/ay, -iyah/-ia.

    Gives "" for a name too short to be told apart this way.
    """
    text = "".join(part for part in key.split() if part not in ARTICLES)
    for pattern, to in _WEAK:
        text = pattern.sub(to, text)
    text = _ENDING.sub("", _DOUBLED.sub(r"\1", text))
    return text if len(text) >= _SHORTEST_WEAK else ""


def hashed(key: str) -> tuple[int, int]:
    """A key's 32-bit slot and 16-bit check."""
    digest = blake2b(key.encode(), digest_size=HASH_BYTES).digest()
    return int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:], "little")
