"""Guess the blanks of a text that a corpus keeps only as a list of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NO_BLANK_BEFORE = frozenset(
    {".", ",", ";", ":", "?", "!", ")", "]", "}", "%", "...", "…", "'s", "’s", "n't", "n’t", "”"}
)
_NO_BLANK_AFTER = frozenset({"(", "[", "{", "$", "£", "€", "#", "“", "‘"})
_CLITICS = frozenset({"'re", "'ve", "'ll", "'d", "'m", "’re", "’ve", "’ll", "’d", "’m"})


def guess_spaces(words: Sequence[str]) -> Iterator[bool]:
    """Say of each word whether a blank follows it, by the habits of English print.

    A hyphen before a small letter or a digit joins ("sub-Saharan", "Covid-19"); otherwise it is a dash.
    """
    quoted = False
    glued = False
    for i, word in enumerate(words):
        after = words[i + 1] if i + 1 < len(words) else ""
        blank = after not in _NO_BLANK_BEFORE and after not in _CLITICS and word not in _NO_BLANK_AFTER
        if word == '"':
            quoted = not quoted
            blank = blank and not quoted
        if after == '"' and quoted:
            blank = False
        if after == "-" and i + 2 < len(words) and _joins(word, words[i + 2]):
            blank, glued = False, True
        elif word == "-" and glued:
            blank = glued = False
        elif after == "/" or word == "/":
            blank = False
        yield blank


def _joins(before: str, behind: str) -> bool:
    return before[-1:].isalnum() and (behind[:1].islower() or behind[:1].isdigit() or before.islower())
