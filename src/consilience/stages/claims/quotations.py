"""Finds quotations: pairs quote marks of every kind, tells them from apostrophes, and bounds the unclosed ones.

Works on characters alone, so that a parse that goes wrong loses no quotation. Only outermost quotations are given:
what is quoted inside a quotation belongs to it. Not here: who is quoted (`speakers`), or whether it is a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

LONGEST_QUOTATION = 3000
"""Characters. The longest quotation in the training part of PolNeAR has about 2,300; past this a mark is unpaired."""

SHORT_PARAGRAPH = 700
"""Characters. In a paragraph up to this long an unclosed quotation runs to its end; in a longer one (crawls that lost
their line breaks) it is bounded at the end of its sentence."""

MARKS = "\"“”„‟«»'‘’‚‹›`"
"""Characters that serve as quote marks."""

MARK = re.compile(
    r"(?P<double>[\"“”„‟«»]|''|``|&\s?(?:#\s?34|quot)\s?;)|(?P<single>(?<!')['‘’‚‹›`´](?!')|&\s?(?:#\s?39|apos)\s?;)"
)
SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s")


class _Mark(NamedTuple):
    start: int
    end: int
    single: bool
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Quoted words. `start`, `end`: the words inside the marks; `outer_start`, `outer_end`: with the marks.

    `closed` is false where the closing mark is missing and the end is our bound. `single`: single quote marks.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool
    single: bool

    def holds(self, offset: int) -> bool:
        """Whether the offset lies inside the quoted words."""
        return self.start <= offset < self.end


def find(text: str, *, start: int = 0, end: int | None = None) -> tuple[Quotation, ...]:
    """Outermost quotations of `text[start:end]` in text order; no one crosses a line end."""
    stop = len(text) if end is None else end
    found: list[Quotation] = []
    for first, last in _lines(text, start, stop):
        found.extend(_pair(text, tuple(_marks(text, first, last)), last))
    return tuple(found)


def _lines(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    while start < stop:
        at = text.find("\n", start, stop)
        last = stop if at < 0 else at
        if last > start:
            yield start, last
        start = last + 1


def _marks(text: str, first: int, last: int) -> Iterator[_Mark]:
    """Quote marks of one line with the ways they can stand; apostrophes inside words are left out."""
    for found in MARK.finditer(text, first, last):
        mark, single = found.group(), found.lastgroup == "single"
        before = text[found.start() - 1] if found.start() > first else " "
        after = text[found.end()] if found.end() < last else " "
        if single and before.isalnum() and after.isalnum():
            continue
        opens = (not before.isalnum() or mark in "“„«‘‹``") and (not after.isspace() or mark.startswith("&"))
        closes = not before.isspace() or mark.startswith("&")
        if mark in ("“", "„", "«", "‘", "‚", "``"):
            closes = False
            opens = opens or not single
        elif mark in ("”", "»"):
            opens = False
            closes = True
        elif mark == "’" or (single and before.isalnum()):
            opens = False
        if single and opens and not closes and not (after.isalpha() or mark.startswith("&")):
            opens = False
        if opens or closes:
            yield _Mark(found.start(), found.end(), single, opens, closes)


def _pair(text: str, marks: Sequence[_Mark], last: int) -> Iterator[Quotation]:
    at = 0
    while at < len(marks):
        opener = marks[at]
        closer = _closer(marks, at) if opener.opens else None
        if closer is not None:
            mark = marks[closer]
            if _says(text, opener.end, mark.start):
                yield _quotation(text, opener, end=mark.start, outer_end=mark.end, closed=True)
            at = closer + 1
            continue
        if opener.opens and not opener.single and not opener.closes:
            end = _bound(text, marks, at, last)
            if _says(text, opener.end, end):
                yield _quotation(text, opener, end=end, outer_end=end, closed=False)
            at += 1
            while at < len(marks) and marks[at].start < end:
                at += 1
            continue
        at += 1


def _says(text: str, start: int, end: int) -> bool:
    return any(ch.isalnum() for ch in text[start:end])


def _closer(marks: Sequence[_Mark], at: int) -> int | None:
    """Index of the mark that closes `marks[at]`: the next one of its kind that can close and does not open anew."""
    opener = marks[at]
    for k in range(at + 1, len(marks)):
        mark = marks[k]
        if mark.start - opener.end > LONGEST_QUOTATION:
            return None
        if mark.single != opener.single:
            if opener.single:
                return None
            continue
        if mark.closes:
            return k
        if mark.opens and not opener.single:
            return None
    return None


def _bound(text: str, marks: Sequence[_Mark], at: int, last: int) -> int:
    """Where an unclosed quotation ends: at the next opening mark, the line's end, or its sentence's end."""
    opener = marks[at]
    later = (marks[k] for k in range(at + 1, len(marks)))
    limit = next((mark.start for mark in later if mark.opens and mark.single == opener.single), last)
    if limit - opener.end > SHORT_PARAGRAPH:
        sentence = SENTENCE_END.search(text, opener.end, limit)
        limit = sentence.end() if sentence else min(limit, opener.end + SHORT_PARAGRAPH)
    return limit


def _quotation(text: str, opener: _Mark, *, end: int, outer_end: int, closed: bool) -> Quotation:
    start = opener.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return Quotation(
        start=start, end=end, outer_start=opener.start, outer_end=outer_end, closed=closed, single=opener.single
    )
