"""Runs of keywords inside running text: "Tags", then words without a verb, then the next sentence or the end."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from consilience.stages.zones.page import Mark, Page
from consilience.text.words import Word, find_words, function_words

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_RUN = 40
MAX_RUNS = 50
"""Words a run of keywords may have, and runs looked for in an article."""

_START = re.compile(
    r"(?:(?:(?<=[.!?\"”)] )|(?<=\n)|^)(?:Tags?|Keywords?|Topics|Filed under|Related topics)\b:?\s+(?=[A-Z#\w])"
    r"|(?<= )Tags (?=[A-Z]\w+ (?:[A-Z]\w+ )?))",
    re.MULTILINE,
)
_VERB = re.compile(r"[a-z]{3,}ed")
_COMMON_VERB = frozenset(
    [
        "hit",
        "struck",
        "left",
        "took",
        "gave",
        "went",
        "came",
        "saw",
        "made",
        "held",
        "shot",
        "fell",
        "rose",
        "began",
        "fought",
        "says",
        "say",
    ]
)
"""Frequent past forms of news prose that do not end in -ed."""


def mark_tags(page: Page) -> Iterator[Mark]:
    """Marks for keyword runs, in order."""
    for m in islice(_START.finditer(page.text), MAX_RUNS):
        line_end = page.text.find("\n", m.end())
        limit = line_end if line_end >= 0 else len(page.text)
        words = find_words(page.text, m.end(), min(limit, m.end() + 600))
        yield Mark(m.start(), _end_of_run(page.text, words, limit), "furniture")


def _end_of_run(text: str, words: list[Word], limit: int) -> int:
    """Where the next sentence starts: at the capital of the noun phrase before the first verb or function word.

    A capitalised function word starts it itself. Without any such word the run reaches to the end of the line.
    """
    for n, word in enumerate(words[: MAX_RUN + 1]):
        is_verb = word.folded in _COMMON_VERB or _VERB.fullmatch(text, word.start, word.end)
        if n and (word.folded in function_words() or is_verb):
            return words[_first_word(text, words, n)].start
    return limit if len(words) <= MAX_RUN else words[0].start


def _first_word(text: str, words: list[Word], verb: int) -> int:
    """Index of the sentence's first word, given that of its first verb or function word."""
    if text[words[verb].start].isupper():
        return verb
    return next((n for n in range(verb - 1, 0, -1) if text[words[n].start].isupper()), verb)
