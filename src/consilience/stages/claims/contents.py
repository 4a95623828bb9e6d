"""Finds the words that are claimed: for each cue, the stretch of text it attributes.

Order: a clause or quotation beside the cue (`clauses`), then what its other frames take (`complements`): an infinitive, a
prepositional phrase, an object. A stretch never holds the cue clause itself, nor outer quote marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consilience.record.found import Stance
from consilience.stages.claims import clauses, complements
from consilience.stages.claims.cues import Cue
from consilience.stages.claims.pages import Page
from consilience.stages.claims.quotations import MARKS
from consilience.stages.claims.sources import Source

EDGES = " \t\n\r,;:–—-"
CLAUSAL = frozenset({"clause", "that", "quote"})
LongRange = tuple[int, int, Stance]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Claimed words: character range (trimmed), and the stance that the frame gives them."""

    start: int
    end: int
    stance: Stance


def find(page: Page, cue: Cue, source: Source | None) -> tuple[Content, ...]:
    """The stretches a cue attributes to its source, in text order; empty where it takes none."""
    found: list[Content] = []
    for start, end, stance in _stretches(page, cue, source):
        trimmed = trim(page, *_widen(page, start, end))
        if trimmed is not None and not any(one.start < trimmed[1] and trimmed[0] < one.end for one in found):
            found.append(Content(start=trimmed[0], end=trimmed[1], stance=stance))
    return tuple(sorted(found, key=lambda one: one.start))


def trim(page: Page, start: int, end: int) -> tuple[int, int] | None:
    """Cut white space and commas off both ends, a full stop off the right one, and quote marks that enclose it all.

    `None` where no letter or digit is left.
    """
    text, before = page.text, (-1, -1)
    while before != (start, end) and start < end:
        before = (start, end)
        while start < end and text[start] in EDGES:
            start += 1
        while end > start and text[end - 1] in EDGES:
            end -= 1
        if end - start > 3 and text[end - 1] == "." and text[end - 3 : end - 1].isalnum():
            end -= 1
        start, end = _unquote(page, start, end)
    return (start, end) if start < end and any(ch.isalnum() for ch in text[start:end]) else None


def _unquote(page: Page, start: int, end: int) -> tuple[int, int]:
    """Drop quote marks at an end whose partner is at the other end or outside."""
    for one in page.quotations:
        if one.outer_start == start and (one.outer_end >= end or not one.closed):
            return one.start, min(end, one.end)
        if one.outer_end == end and one.outer_start <= start and one.closed:
            return max(start, one.start), one.end
        if one.outer_start == end - (one.start - one.outer_start):
            return start, one.outer_start
    if page.text[start] in MARKS and not any(one.outer_start <= start < one.outer_end for one in page.quotations):
        return start + 1, end
    return start, end


def _stretches(page: Page, cue: Cue, source: Source | None) -> Iterator[LongRange]:
    if cue.kind == "according":
        for start, end in clauses.find_around(page, cue, source):
            yield start, end, cue.frames.stance
    elif cue.kind == "noun":
        clause = complements.find_that_clause(page.parsed, cue.i)
        if clause is not None:
            yield *page.chars(*clause), cue.frames.stance
    else:
        yield from _of_verb(page, cue, source)


def _of_verb(page: Page, cue: Cue, source: Source | None) -> Iterator[LongRange]:
    takes = cue.frames.takes
    if takes.keys() & CLAUSAL:
        beside = clauses.find_beside(page, cue, source)
        for start, end in beside:
            yield start, end, next(takes[name] for name in ("clause", "that", "quote") if name in takes)
        if beside:
            return
    found = complements.find(page, cue)
    if found is not None:
        first, last, frame = found
        yield *page.chars(first, last), takes[frame]


def _widen(page: Page, start: int, end: int) -> tuple[int, int]:
    """Take a quotation in whole where the stretch begins inside it or ends inside it."""
    for one in page.quotations:
        if one.outer_start <= start < one.end and end <= one.outer_end + 1:
            start = one.start
        if start <= one.start + 1 and one.outer_start < end <= one.outer_end:
            end = max(end, one.end if start >= one.outer_start else one.outer_end)
    return start, end
