"""How alike two names of people are spelled, from the letters alone: a share of evidence, never a proof.

`person_likeness` (`person`) knows the rules by which one name is written in two ways; this sees the rest: a wrong letter, a
word put elsewhere, one run into the next. Eight readable features, weighed by a logistic model that was fitted on one half
of the people of the US sanctions lists (public domain; `bench names`), with the sign of each weight fixed beforehand, so
that no lack of likeness can speak for one person: against names chosen because they are spelled alike, an unbound learner
finds that the dissimilar match.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import exp, log

from rapidfuzz.distance import JaroWinkler, Levenshtein

from consilience.text.lexicons import load_words
from consilience.text.names.person import person_words
from consilience.text.names.transliteration import skeleton, sound_key, word_likeness

WORST_WORD = 7.5
MEAN_WORD = 8.4
FIRST_WORD = 0.7
BOTH_ENDS = 2.5
SAME_SOUND_RUN_TOGETHER = 1.9
WORDS = 0.3
OTHER_ORDER = -1.0
ONE_WORD = -2.2
BIAS = -15.0
"""Weights as fitted, rounded: on the people not fitted on, recall at precision .95 is .75 for variants and .97 against
namesakes; with all 33 features tried .78 and .98, with the frequency of name words .78 and .98 too."""

LETTERS, OPENING, BONES = 0.5, 0.25, 0.25
"""How the likeness of two words is made of edits, of their openings (Jaro-Winkler on sounds) and of their consonants."""

BY_SOUND = 0.97
INITIAL = 0.7
"""A lone letter that is the other word's first."""

SLIP = 1e-6
"""More than sums of the weights are off by in floating point."""

_CACHE = 262_144


def is_spelled_alike(a: str, b: str, least: float) -> bool:
    """Whether `spelling_likeness` reaches `least`; no more is asked where the first or last word rules that out."""
    one, other = sorted((_bare(a), _bare(b)), key=lambda name: (len(name), name))
    if not one:
        return False
    most = BIAS + FIRST_WORD + BOTH_ENDS + SAME_SOUND_RUN_TOGETHER + WORDS * len(one) + MEAN_WORD
    room = (log(least / (1.0 - least)) - SLIP - most - WORST_WORD) / (WORST_WORD + MEAN_WORD / len(one))
    for word in dict.fromkeys((one[-1], one[0])):
        if max(_alike(word, match) for match in other) < 1.0 + room:
            return False
    return spelling_likeness(a, b) >= least


@lru_cache(maxsize=_CACHE)
def spelling_likeness(a: str, b: str) -> float:
    """How surely two names are spellings of one person's name, 0..1; symmetric; order of words counts a little."""
    one, other = sorted((_bare(a), _bare(b)), key=lambda name: (len(name), name))
    if not one:
        return 0.0
    pairs = _pair_off(one, other)
    likeness = [value for _, _, value in pairs]
    places = [place for _, place, _ in pairs]
    first, last = _alike(one[0], other[0]), _alike(one[-1], other[-1])
    total = (
        BIAS
        + WORST_WORD * min(likeness)
        + MEAN_WORD * sum(likeness) / len(likeness)
        + FIRST_WORD * first
        + BOTH_ENDS * min(first, last)
        + SAME_SOUND_RUN_TOGETHER * (sound_key("".join(person_words(a))) == sound_key("".join(person_words(b))))
        + WORDS * len(one)
        + OTHER_ORDER * (places != sorted(places))
        + ONE_WORD * (len(one) == 1)
    )
    return 1.0 / (1.0 + exp(-total))


def _bare(name: str) -> tuple[str, ...]:
    """The telling words of a name without honorifics; with them where nothing else is left."""
    words = person_words(name)
    return tuple(word for word in words if word not in _honorifics()) or words


def _pair_off(one: tuple[str, ...], other: tuple[str, ...]) -> list[tuple[int, int, float]]:
    """Each word of the shorter name with a word of its own in the longer, the likest first; in order of the shorter."""
    ranked = sorted(
        ((_alike(x, y), i, j) for i, x in enumerate(one) for j, y in enumerate(other)),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    taken: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for likeness, i, j in ranked:
        if i not in taken and j not in used:
            taken[i] = (j, likeness)
            used.add(j)
    return [(i, j, likeness) for i, (j, likeness) in sorted(taken.items())]


@lru_cache(maxsize=_CACHE)
def _alike(a: str, b: str) -> float:
    if a == b:
        return 1.0
    if min(len(a), len(b)) == 1:
        return INITIAL if a[0] == b[0] else 0.0
    sounds = sound_key(a), sound_key(b)
    letters = max(Levenshtein.normalized_similarity(a, b), BY_SOUND * float(Levenshtein.normalized_similarity(*sounds)))
    opening = JaroWinkler.similarity(*sounds)
    bones = Levenshtein.normalized_similarity(skeleton(a), skeleton(b))
    return max(word_likeness(a, b), LETTERS * letters + OPENING * opening + BONES * bones)


@cache
def _honorifics() -> frozenset[str]:
    return frozenset(load_words("name-honorifics"))
