"""Names of people: their words, whether two spell the same person's name, whether one is short for the other.

Strings alone never prove that two people are one: the scores here are evidence for `stages.entities`.
"""

from __future__ import annotations

from functools import cache, lru_cache

from consilience.text.lexicons import load_words
from consilience.text.names.folding import ARTICLES, words
from consilience.text.names.transliteration import SAME_WORD, word_likeness

PARTICLES = frozenset(ARTICLES) | frozenset(
    ("bin", "ibn", "ben", "bint", "ould", "ul", "de", "del", "der", "di", "da", "la", "le", "van", "von", "jr", "sr")
)
SERVANT = frozenset(("abd", "abdul", "abdel", "abdal", "abdoul"))
FATHER = frozenset(("abu", "abou", "umm"))
"""Words that make one name with the next: "Abd al-Karim", "Abu Bakr"."""

INITIAL = 0.75
NICKNAME = 0.9
_NONE: frozenset[str] = frozenset()
FIRST_DROPPED = 0.8
"""The longer name starts earlier: a chain of forefathers would too ("B C" is the father of "A B C")."""
LAST_DROPPED = 0.85
MIDDLES_DIFFER = 0.78
FIRM = 0.9


@lru_cache(maxsize=32_768)
def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name that tell it apart: particles dropped, "Abd al-X" and "Abu X" joined.

    Gives the plain folded words where nothing else would be left.
    """
    plain = words(name)
    out: list[str] = []
    opener = ""
    for word in plain:
        if word in SERVANT or word in FATHER:
            opener += "abd" if word in SERVANT else word[:2]
        elif word not in PARTICLES:
            out.append(opener + word)
            opener = ""
    return tuple(out) or plain


@lru_cache(maxsize=262_144)
def person_likeness(a: str, b: str) -> float:
    """How surely two names of two words or more spell one name, 0..1; 0 where either has one word only.

    First names must agree and so must family names; middle names may be left out.
    """
    one, other = sorted((person_words(a), person_words(b)), key=lambda name: (len(name), name))
    if len(one) < 2:
        return 0.0
    first, last = _same(one[0], other[0]), _same(one[-1], other[-1])
    if first and last:
        middles = bool(one[1:-1]) and not _in_order(one[1:-1], other[1:-1])
        return min(first, last) * (MIDDLES_DIFFER if middles else SAME_WORD)
    in_order = _in_order(one, other)
    if in_order and len(one) < len(other):
        return min(in_order, FIRST_DROPPED if last else LAST_DROPPED if first else INITIAL)
    return 0.0


def short_for_person(short: str, long: str) -> float:
    """How surely a single word (or the end of a name) stands for a longer name: its family, given or middle word."""
    one, other = person_words(short), person_words(long)
    if not one or len(one) >= len(other):
        return 0.0
    if len(one) == 1:
        ends = max(word_likeness(one[0], other[-1]), word_likeness(one[0], other[0]))
        if ends or len(other) == 2:
            return ends
        return FIRST_DROPPED * max([word_likeness(one[0], word) for word in other[1:-1]])
    return _in_order(one, other)


def _same(a: str, b: str) -> float:
    if min(len(a), len(b)) == 1 and a[0] == b[0] and a != b:
        return INITIAL
    likeness = word_likeness(a, b)
    return NICKNAME if not likeness and _nicknames().get(a, _NONE) & _nicknames().get(b, _NONE) else likeness


def full_forms(word: str) -> frozenset[str]:
    """The given names that a folded word may be a pet form of; nothing where it is none."""
    return _nicknames().get(word, _NONE)


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    """Each given name's full forms."""
    out: dict[str, set[str]] = {}
    for line in load_words("name-nicknames"):
        names = line.split("|")
        for name in names:
            out.setdefault(name, set()).add(names[0])
    return {name: frozenset(full) for name, full in out.items()}


def _in_order(short: tuple[str, ...], long: tuple[str, ...]) -> float:
    """The least likeness when each word of `short` finds its own in `long`, in order; 0 where one does not."""
    at, least = 0, SAME_WORD
    for word in short:
        found = next((i for i in range(at, len(long)) if _same(word, long[i])), None)
        if found is None:
            return 0.0
        least = min(least, _same(word, long[found]))
        at = found + 1
    return least
