"""An article's text as the rules of this stage see it: lines, rough sentences, and marks with a zone kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from consilience.text.sentences import cut_sentences, trim
from consilience.text.words import WORD

if TYPE_CHECKING:
    from consilience.record.text import ZoneKind

FLAT_LINE = 700
"""Code points from which a single line counts as a text that lost its line breaks: 98% of the
paragraphs of 10,000 bulk articles are shorter, and for the others nothing is lost: flat lines only have more looked for."""

FLAT_SENTENCES = 3
FLAT_SHARE = 0.6
"""In a short article, a line of at least so many sentences that is most of the text."""


class Mark(NamedTuple):
    """A stretch of text (half open) and the zone it belongs to."""

    start: int
    end: int
    kind: ZoneKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A text, its non-empty trimmed lines, and its rough sentences (cut without regard to zones), as offsets."""

    text: str
    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    lines: tuple[tuple[int, int], ...]
    pieces: tuple[tuple[int, int], ...]


def open_page(text: str, *, title: str | None = None, outlet: str | None = None, authors: tuple[str, ...] = ()) -> Page:
    """The page of a text."""
    return Page(
        text=text,
        title=title,
        outlet=outlet,
        authors=authors,
        lines=_find_lines(text),
        pieces=tuple(cut_sentences(text)),
    )


def is_flat(page: Page, start: int, end: int) -> bool:
    """Whether a line from `start` to `end` holds many paragraphs because a crawl lost the line breaks."""
    if end - start >= FLAT_LINE:
        return True
    if end - start < FLAT_SHARE * len(page.text):
        return False
    return sum(start <= piece[0] < end for piece in page.pieces) >= FLAT_SENTENCES


def count_words(text: str) -> int:
    """Number of words."""
    return len(WORD.findall(text))


def _find_lines(text: str) -> tuple[tuple[int, int], ...]:
    lines, at = [], 0
    for line in text.split("\n"):
        start, end = trim(text, at, at + len(line))
        if start < end:
            lines.append((start, end))
        at += len(line) + 1
    return tuple(lines)
