"""Base forms of a word to look up in a list: the model's lemma, and what plain rules of English give beside it.

The lemmatiser is learnt and errs on rarer words ("witnesse"); a list lookup need not err with it. Not here: the lists.
"""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from consilience.ports import Token

ENDINGS: Final = (
    ("ies", "y"), ("ied", "y"), ("sses", "ss"), ("es", ""), ("es", "e"), ("s", ""), ("men", "man"), ("ing", ""),
    ("ing", "e"), ("ed", ""), ("ed", "e"), ("d", ""), ("children", "child"), ("people", "people"),
)  # fmt: skip
"""Ending -> what it replaces, tried in order."""

SHORTEST_STEM: Final = 3


def bases(token: Token) -> tuple[str, ...]:
    """Give the words that a token may be a form of, lower case, likeliest first; always its own text and lemma."""
    return _bases(token.text.lower(), token.lemma.lower())


@lru_cache(maxsize=65_536)
def _bases(text: str, lemma: str) -> tuple[str, ...]:
    found = [text, lemma]
    for ending, base in ENDINGS:
        if text.endswith(ending) and len(text) - len(ending) >= SHORTEST_STEM - len(base):
            found.append(text[: len(text) - len(ending)] + base)
    return tuple(dict.fromkeys(found))


def is_one_of(token: Token, words: Container[str]) -> bool:
    """Tell whether a token is a form of one of the words."""
    return any(base in words for base in bases(token))
