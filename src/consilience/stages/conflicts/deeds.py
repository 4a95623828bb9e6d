"""Which deed a word or phrase names, and which words tell anything: the vocabulary in which statements are compared.

A deed is written in capitals ("KILL"), any other word as its stem. Not here: what a sentence states (`statements`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from consilience.record.text import Span
from consilience.stages.conflicts.weights import STEM
from consilience.text.lexicons import load_table
from consilience.text.word_forms import fold, words
from consilience.text.words import function_words

HYPHENED = frozenset({"led", "held", "backed", "controlled", "ruled", "run"})
"""Behind a hyphen these describe ("the US-led coalition", "rebel-held") and name no deed."""

Token = tuple[str, int]
"""A word as it is compared (a deed in capitals, or a folded form) and where it stands in the text."""


def read_tokens(text: str, start: int, end: int, veiled: list[Span]) -> Iterator[Token]:
    """Give the telling words of a stretch of text, phrases that name a deed first; what is `veiled` is left out."""
    taken: list[tuple[int, int]] = [(v.start, v.end) for v in veiled]
    lower = text[start:end].lower()
    for phrase, pattern, deed in _phrases():
        if phrase not in lower:
            continue
        for found in pattern.finditer(text, start, end):
            taken.append(found.span())
            if deed:
                yield deed, found.start()
    for word in words(text, start, end):
        covered = any(since <= word.start and word.end <= until for since, until in taken)
        if (
            not covered
            and is_telling(word.form)
            and not (text[max(0, word.start - 1)] == "-" and word.form in HYPHENED)
        ):
            yield word.form, word.start


def is_telling(form: str) -> bool:
    """Whether a folded word tells matters apart at all."""
    return len(form) > 2 and not form.isdigit() and form not in _small_talk()


@cache
def canon(form: str) -> str:
    """The deed a word names, in capitals, else its stem."""
    if form.isupper():
        return form
    whole, begun = _deed_forms()
    deed = whole.get(form) or next((d for prefix, d in begun if form.startswith(prefix)), None)
    return deed.upper() if deed else form[:STEM]


@cache
def counted_deeds() -> frozenset[str]:
    """The deeds whose victims or takers-part reports count."""
    return frozenset(load_table("matters")["counted"]["deeds"].upper().split())


@cache
def _phrases() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Phrases in lower case, their patterns and the deed they name in capitals ("" for none), longest first."""
    table = load_table("matters")["deed_phrases"]
    pairs = [(phrase, deed.upper() if deed != "none" else "") for deed, held in table.items() for phrase in held]
    return tuple(
        (phrase.lower(), re.compile(rf"\b{re.escape(phrase)}\b", re.IGNORECASE), deed)
        for phrase, deed in sorted(pairs, key=lambda pair: (-len(pair[0]), pair))
    )


@cache
def _small_talk() -> frozenset[str]:
    """Words of saying, counting and the calendar: they stand in most sentences of a report and tell no matters apart."""
    return function_words() | frozenset(load_table("matters")["small_talk"]["words"].split())


@cache
def _deed_forms() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    whole: dict[str, str] = {}
    begun: list[tuple[str, str]] = []
    for deed, forms in load_table("matters")["deeds"].items():
        for form in forms.split():
            if form.endswith("*"):
                begun.append((form[:-1], deed))
            else:
                whole[fold(form)] = deed
    return whole, tuple(sorted(begun, key=lambda item: (-len(item[0]), item[0])))
