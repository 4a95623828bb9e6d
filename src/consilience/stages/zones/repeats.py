"""What the article says twice: the second saying is set aside. By letters and by runs of words.

A sentence counts as said again when it stood before, or when all its words lie in runs of words that did. Captions that
repeat a sentence are found in a like way. Not here: what one article repeats of another (`stages/lineage`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.stages.zones.page import Mark, Page
from consilience.text.sentences import cut_sentences, ends_sentence
from consilience.text.words import Word, find_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RUN = 5
"""Words that a shared run has at least. Runs of four are common between different sentences about one matter."""

MIN_WORDS = 7
"""Shorter sentences are kept when they come again: they may be said twice on purpose ("No one was hurt.")."""

MIN_PATCHED = 12
"""Words from which a sentence made wholly of such runs was said before though it stands nowhere as one: a crawl left out
the dates between two sentences. Anything new in it, such as the name of the speaker of a quotation, keeps it. Of 267
sentences set aside in 1,500 bulk articles 258 stood before letter by letter. At 85% of the words it was 283, with 90
that were only alike, and some of those named a speaker for the first time."""

MAX_LEFTOVER = 60
"""Letters of a stretch too short for runs of words, set aside with what stands on both sides of it."""

MAX_LEFTOVERS = 300
MAX_SAID = 200_000
"""How many are looked at, and letters remembered for it: more than the longest article has, bounds for hostile input."""

CAPTION_COVERED = 0.7
"""For a line without a full stop that repeats a sentence which stands elsewhere, before or after it."""


def mark_repeats(page: Page, body: Sequence[tuple[int, int]]) -> Iterator[Mark]:
    """Marks for sentences of the report (given as what earlier rules left of the text) that were said before."""
    sentences: set[str] = set()
    seen: set[tuple[str, ...]] = set()
    for start, end in body:
        for a, b in cut_sentences(page.text, start, end):
            words = find_words(page.text, a, b)
            runs, letters = _runs(words), "".join(word.folded for word in words)
            is_patched = len(words) >= MIN_PATCHED and _covered(words, runs, seen) == 1
            if len(words) >= MIN_WORDS and (letters in sentences or is_patched):
                yield Mark(a, b, "furniture")
            else:
                sentences.add(letters)
                seen.update(runs)


def mark_leftovers(page: Page, body: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> Iterator[Mark]:
    """Marks for short sentences and fragments beside a piece of furniture that were said before, word for word."""
    furniture = [mark for mark in marks if mark.kind == "furniture"]
    starts = {_next_word(page.text, mark.start) for mark in furniture}
    ends = {_next_word(page.text, mark.end) for mark in furniture}
    said, checked = "", 0
    for start, end in body:
        for a, b in cut_sentences(page.text, start, end):
            letters = "".join(word.folded for word in find_words(page.text, a, b))
            is_beside = a in ends or _next_word(page.text, b) in starts
            if is_beside and 0 < len(letters) <= MAX_LEFTOVER and checked < MAX_LEFTOVERS:
                checked += 1
                if letters in said:
                    yield Mark(a, b, "furniture")
            said += letters if len(said) < MAX_SAID else ""


def mark_echoes(page: Page, body: Sequence[tuple[int, int]]) -> Iterator[Mark]:
    """Marks for lines without a full stop whose words stand in other sentences too: captions without a credit."""
    lines = [
        line
        for line in body
        if not ends_sentence(page.text[slice(*line)]) and len(cut_sentences(page.text, *line)) == 1
    ]
    whole = [line for line in body if ends_sentence(page.text[slice(*line)])]
    elsewhere = {run for start, end in whole for run in _runs(find_words(page.text, start, end))}
    for start, end in lines:
        words = find_words(page.text, start, end)
        if MIN_WORDS < len(words) <= 60 and _covered(words, _runs(words), elsewhere) >= CAPTION_COVERED:
            yield Mark(start, end, "caption")


def _next_word(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _runs(words: Sequence[Word]) -> list[tuple[str, ...]]:
    folded = [word.folded for word in words]
    return [tuple(folded[i : i + RUN]) for i in range(len(folded) - RUN + 1)]


def _covered(words: Sequence[Word], runs: Sequence[tuple[str, ...]], seen: set[tuple[str, ...]]) -> float:
    """Share of the words that lie in runs already seen."""
    covered, reach = 0, 0
    for i, run in enumerate(runs):
        if run in seen:
            covered += i + RUN - max(i, reach)
            reach = i + RUN
    return covered / len(words) if words else 0.0
