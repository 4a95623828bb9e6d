"""Words of names that are one word in another script: "Yusuf" and "Yousef", "Qasim" and "Kassem".

Each word gets a sound key (consonant classes and vowel classes) and a skeleton (consonants only). Not here: whole names
(`person`, `organization`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

SAME_WORD = 1.0
SAME_SOUND = 0.97
ONE_VOWEL_OFF = 0.92
NEAR_SPELLING = 0.8
NEAR_SPELLING_AT_LEAST = 0.93
"""Jaro-Winkler from which two long words count as a misspelling of each other."""
LONG_WORD = 6
FIRM_SKELETON = 3
"""With fewer consonants a changed vowel makes another name ("Said", "Saad")."""

_RULES: tuple[tuple[str, str], ...] = (
    (r"^(abd)[aeiou](?:l|([srndtz])(?=\2))", r"\1"),
    ("^y(?=[aeiou])", "j"),
    ("(?<=[eio])j(?![aeiou])", "i"),
    ("tsch|tch|tsh|sch|ch|sh", "s"),
    ("kh|gh|q|g|k|c(?![eiy])", "k"),
    ("c", "s"),
    ("dh|dz", "d"),
    ("th", "t"),
    ("ph|v", "f"),
    ("dj|zh", "j"),
    ("x", "ks"),
    (r"(.)\1+", r"\1"),
    ("ou|oo|[wuo]+", "u"),
    ("a[yi]|e[yi]|ie|ee|[yie]+", "i"),
    (r"(.)\1+", r"\1"),
    (r"(?<=.)(?:ah?|h|ih)$", ""),
)
_COMPILED = tuple((re.compile(pattern), to) for pattern, to in _RULES)
_VOWELS = re.compile("[aiu]+")
_CACHE = 131_072


@lru_cache(maxsize=_CACHE)
def sound_key(word: str) -> str:
    """A folded word with the usual spellings of one sound made equal."""
    for pattern, to in _COMPILED:
        word = pattern.sub(to, word)
    return word


@lru_cache(maxsize=_CACHE)
def skeleton(word: str) -> str:
    """The consonant classes of a folded word, in order; the sound key itself where it has no consonant."""
    key = sound_key(word)
    return _VOWELS.sub("", key) or key


@lru_cache(maxsize=_CACHE)
def word_likeness(a: str, b: str) -> float:
    """How surely two folded words spell one name, 0..1. Symmetric; 0 for what only looks a little alike."""
    if a == b:
        return SAME_WORD
    if sound_key(a) == sound_key(b):
        return SAME_SOUND
    bones = skeleton(a)
    if bones == skeleton(b) and len(bones) >= FIRM_SKELETON and _vowels_apart(a, b) <= 1:
        return ONE_VOWEL_OFF
    if min(len(a), len(b)) >= LONG_WORD and float(JaroWinkler.similarity(a, b)) >= NEAR_SPELLING_AT_LEAST:
        return NEAR_SPELLING
    return 0.0


def _vowels_apart(a: str, b: str) -> int:
    """In how many places between the same consonants the vowels differ."""
    slots = [re.split("[^aiu]", sound_key(word)) for word in (a, b)]
    if len(slots[0]) != len(slots[1]):
        return max(len(slots[0]), len(slots[1]))
    return sum(x != y for x, y in zip(*slots, strict=True))
