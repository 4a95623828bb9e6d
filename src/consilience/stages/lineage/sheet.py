"""An article laid out for comparison: its body as folded words, and which of them are its own wording.

Own wording is what two reporters who heard the same statement would not share by chance: words outside quotation
marks that are neither names nor numbers. Not here: comparing two sheets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consilience.text.frequency import rarity
from consilience.text.word_forms import Word, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from consilience.record.found import Reading
    from consilience.record.text import Span

LEAST_WEIGHT = 0.3
"""What the commonest words weigh: little, not nothing, because word order among them tells a rewrite from a
coincidence."""

MAX_BODY_WORDS = 6000
"""Words compared of one article. 99.5% of 37,554 news articles are shorter; the rest are books, transcripts and live
blogs."""

MAX_QUOTE = 1500
"""Longest quotation in code points; an unpaired mark must not swallow the rest of the text."""

_QUOTE = re.compile(
    rf"“[^“”\n]{{1,{MAX_QUOTE}}}(?:”|\n|$)|\"[^\"\n]{{1,{MAX_QUOTE}}}(?:\"|\n|$)|‘[^‘’\n]{{20,{MAX_QUOTE}}}’(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One body sentence: its span, its word forms, what each weighs, and which are own wording."""

    span: Span
    forms: tuple[str, ...]
    words: tuple[Word, ...]
    weights: tuple[float, ...]
    own: tuple[bool, ...]
    quoted: tuple[bool, ...]

    @property
    def own_weight(self) -> float:
        """The summed weight of its own wording."""
        return sum(w for w, own in zip(self.weights, self.own, strict=True) if own)

    @property
    def unquoted(self) -> int:
        """How many of its words stand outside quotation marks."""
        return len(self.forms) - sum(self.quoted)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One article for comparison. `size`: words outside quotation marks in the lines that count."""

    article: str
    lines: tuple[Line, ...]
    size: int


def lay_out(reading: Reading, boilerplate: Collection[tuple[str, ...]] = ()) -> Sheet:
    """Lay out an article's body sentences; those whose word forms are in `boilerplate` are left out."""
    lines = tuple(line for line in _lines(reading) if line.forms and line.forms not in boilerplate)
    return Sheet(article=reading.article.id, lines=lines, size=sum(line.unquoted for line in lines))


def _lines(reading: Reading) -> Iterator[Line]:
    text = reading.article.text
    quotes = [(m.start(), m.end()) for m in _QUOTE.finditer(text)]
    total = at = 0
    for sentence in reading.layout.sentences:
        if sentence.zone != "body" or total > MAX_BODY_WORDS:
            continue
        found = words(text, sentence.span.start, sentence.span.end)
        while at < len(quotes) and quotes[at][1] <= sentence.span.start:
            at += 1
        total += len(found)
        yield _line(text, sentence.span, found, quotes[at : at + 12])


def _line(text: str, span: Span, found: list[Word], quotes: list[tuple[int, int]]) -> Line:
    quoted = tuple(any(start <= word.start < end for start, end in quotes) for word in found)
    named = ((i > 0 and text[word.start].isupper()) or word.form[:1].isdigit() for i, word in enumerate(found))
    return Line(
        span=span,
        forms=tuple(word.form for word in found),
        words=tuple(found),
        weights=tuple(max(LEAST_WEIGHT, rarity(word.form)) for word in found),
        own=tuple(not (q or n) for q, n in zip(quoted, named, strict=True)),
        quoted=quoted,
    )
