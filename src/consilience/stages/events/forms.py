"""From a word as written to the lemma that the event lexicon knows.

Written for the lexicon and not left to the language model's lemmas, because a small model invents stems for verbs that
it has not seen ("advanc", "captur"), and a lexicon look-up must not hang on that. Not here: part of speech.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from consilience.stages.events.lexicon import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LONGEST_WORD = 40
"""No English word of the lexicon is longer; longer ones are left as they are."""

VOWELS = frozenset("aeiou")


@cache
def irregular() -> Mapping[str, str]:
    """Irregular form -> lemma, from `data/lexicons/plover/irregular.txt`."""
    found: dict[str, str] = {}
    text = (files("consilience") / "data" / "lexicons" / "plover" / "irregular.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        lemma, colon, forms = line.partition(":")
        if colon and not line.startswith("#"):
            found.update(dict.fromkeys(forms.split(), lemma))
    return found


@lru_cache(maxsize=65_536)
def known_lemma(word: str, tag: str) -> str | None:
    """Give the lexicon's lemma for a word as written, or `None` where it knows none.

    `tag`: Penn Treebank tag; a word tagged as a base form is looked up as it stands first.
    """
    lower = word.lower()
    if len(lower) > LONGEST_WORD:
        return None
    candidates = (
        [lower, *_stems(lower)] if tag in ("VB", "VBP", "NN", "NNP", "JJ", "RB", "IN") else [*_stems(lower), lower]
    )
    return next((each for each in candidates if each in vocabulary()), None)


def _stems(word: str) -> Iterator[str]:
    if word in irregular():
        yield irregular()[word]
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("ied"):
        yield word[:-3] + "y"
    for ending in ("ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield from _without(word[: -len(ending)])


def _without(stem: str) -> Iterator[str]:
    """A stem as it stands, with a mute e, and with a doubled consonant undone, in the likelier order."""
    doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in VOWELS
    if doubled:
        yield stem
        yield stem[:-1]
        return
    yield stem + "e"
    yield stem
