"""An article laid out for comparison: its body as folded words, and which of them are its own wording.

Own wording is what two reporters who heard the same statement would not share by chance: words outside quotation
marks that are neither names nor numbers. Not here: comparing two sheets.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from consilience.text.frequency import rarity
from consilience.text.word_forms import Word, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from consilience.record.found import Reading
    from consilience.record.text import Span

LEAST_WEIGHT = 0.3
"""What the commonest words weigh: little, not nothing, because word order among them tells a rewrite from a
coincidence."""

MAX_BODY_WORDS = 6000
"""Words compared of one article. 99.5% of 37,554 news articles are shorter; the rest are books, transcripts and live
blogs."""

FIRST_PERSON = frozenset({"i", "my", "me", "im", "ive", "we", "our"})
"""A report speaks of itself as neither: a sentence with one of these is somebody's speech, though its marks be lost."""
MOST_SPOKEN = 0.3
"""Beyond this share of such sentences the article itself is written in the first person."""

MAX_QUOTE = 1500
"""Longest quotation in code points; an unpaired mark must not swallow the rest of the text."""

_QUOTE = re.compile(
    rf"“[^“”\n]{{1,{MAX_QUOTE}}}(?:”|\n|$)|\"[^\"\n]{{1,{MAX_QUOTE}}}(?:\"|\n|$)|‘[^‘’\n]{{20,{MAX_QUOTE}}}’(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One body sentence: its span, its word forms, where each starts and ends, what it weighs, which are own wording and how
    much that weighs.
    """

    span: Span
    forms: tuple[str, ...]
    starts: array[int]
    ends: array[int]
    weights: tuple[float, ...]
    own: tuple[bool, ...]
    quoted: tuple[bool, ...]
    own_weight: float

    @property
    def unquoted(self) -> int:
        """How many of its words stand outside quotation marks."""
        return len(self.forms) - sum(self.quoted)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One article for comparison. `size`: words outside quotation marks in the lines that count."""

    article: str
    outlet: str | None
    lines: tuple[Line, ...]
    size: int


def lay_out(reading: Reading, *, keep: Callable[[tuple[str, ...]], bool] | None = None) -> Sheet:
    """Lay out an article's body sentences: all of them, or those whose word forms are to be kept."""
    lines = tuple(line for line in _lines(reading) if keep is None or keep(line.forms))
    return _sheet(reading.article.id, reading.layout.outlet or reading.article.outlet, lines)


def _sheet(article: str, outlet: str | None, lines: tuple[Line, ...]) -> Sheet:
    spoken = [not FIRST_PERSON.isdisjoint(line.forms) for line in lines]
    if sum(spoken) <= MOST_SPOKEN * len(lines):
        lines = tuple(_as_speech(line) if said else line for line, said in zip(lines, spoken, strict=True))
    return Sheet(article=article, outlet=outlet, lines=lines, size=sum(line.unquoted for line in lines))


def _as_speech(line: Line) -> Line:
    nothing = (False,) * len(line.forms)
    return replace(line, own=nothing, quoted=(True,) * len(line.forms), own_weight=0.0)


def find_quotes(text: str) -> list[tuple[int, int]]:
    """Give the stretches of a text between quotation marks, in order."""
    return [(m.start(), m.end()) for m in _QUOTE.finditer(text)]


def _lines(reading: Reading) -> Iterator[Line]:
    text = reading.article.text
    quotes = find_quotes(text)
    total = at = 0
    for sentence in reading.layout.sentences:
        if sentence.zone != "body" or total > MAX_BODY_WORDS:
            continue
        found = words(text, sentence.span.start, sentence.span.end)
        while at < len(quotes) and quotes[at][1] <= sentence.span.start:
            at += 1
        total += len(found)
        if found:
            yield _line(text, sentence.span, found, quotes[at : at + 12])


def _line(text: str, span: Span, found: list[Word], quotes: list[tuple[int, int]]) -> Line:
    near = [quote for quote in quotes if quote[0] < span.end]
    quoted = tuple(any(start <= word.start < end for start, end in near) for word in found) if near else _no(found)
    named = [(i > 0 and text[word.start].isupper()) or word.form[0].isdigit() for i, word in enumerate(found)]
    own = tuple(not (q or n) for q, n in zip(quoted, named, strict=True))
    weights = tuple(_weight(word.form) for word in found)
    return Line(
        span=span,
        forms=tuple(word.form for word in found),
        starts=array("L", [word.start for word in found]),
        ends=array("L", [word.end for word in found]),
        weights=weights,
        own=own,
        quoted=quoted,
        own_weight=sum(w for w, o in zip(weights, own, strict=True) if o),
    )


@lru_cache(maxsize=200_000)
def _weight(form: str) -> float:
    return max(LEAST_WEIGHT, rarity(form))


def _no(found: list[Word]) -> tuple[bool, ...]:
    return (False,) * len(found)
