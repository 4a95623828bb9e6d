"""A text cut where anything found in it begins or ends, so that overlapping finds can be shown without nesting tags.

Paragraphs hold runs, a run is a stretch under one link (or none), and a run holds pieces that carry the same marks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from consilience.exports.record.shape import ArticleOut, ZoneOut

Layer = Literal["name", "event", "claim", "dispute", "carried", "label", "mark"]

ASIDE = frozenset({"furniture", "caption", "credit"})
"""Zones shown grey: nothing is read from them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """Something found in a text: where, what, and the page it opens (names only: their words become the link)."""

    start: int
    end: int
    layer: Layer
    key: str
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words that carry the same marks. `keys`: ids of the finds they lie in."""

    text: str
    layers: tuple[str, ...]
    keys: tuple[str, ...]
    first_mark: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Pieces under one link, or under none."""

    href: str | None
    key: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph of an article: where it stands, the kind of text it is, its words."""

    start: int
    end: int
    zone: str
    aside: bool
    runs: tuple[Run, ...]


def cut(article: ArticleOut, finds: Sequence[Find]) -> tuple[Paragraph, ...]:
    """Give the paragraphs of an article; put together, they hold every character of its text but line breaks between them."""
    marks = [find for find in finds if find.layer == "mark"]
    first = min((find.start for find in marks), default=-1)
    paragraphs = []
    for start, end, zone in _paragraphs(article):
        inside = [find for find in finds if find.start < end and find.end > start]
        runs = tuple(_runs(article.text, start, end, inside, first))
        paragraphs.append(Paragraph(start=start, end=end, zone=zone, aside=zone in ASIDE, runs=runs))
    return tuple(paragraphs)


def _paragraphs(article: ArticleOut) -> Iterator[tuple[int, int, str]]:
    """Lines of the text, cut where the zone changes."""
    at = 0
    for line in article.text.split("\n"):
        for start, end, kind in _zones(article.zones, at, at + len(line)):
            if article.text[start:end].strip():
                yield start, end, kind
        at += len(line) + 1


def _zones(zones: Sequence[ZoneOut], start: int, end: int) -> Iterator[tuple[int, int, str]]:
    inside = [zone for zone in zones if zone.start < end and zone.end > start]
    if not inside:
        yield start, end, "body"
    for zone in inside:
        yield max(zone.start, start), min(zone.end, end), zone.kind


def _runs(text: str, start: int, end: int, finds: Sequence[Find], first_mark: int) -> Iterator[Run]:
    edges = sorted({start, end, *(e for f in finds for e in (f.start, f.end) if start < e < end)})
    stretches = [(a, b, [f for f in finds if f.start <= a and f.end >= b]) for a, b in pairwise(edges)]
    for (href, key), group in groupby(stretches, key=lambda stretch: _link(stretch[2])):
        pieces = [_piece(text, a, b, covering, first_mark) for a, b, covering in group]
        yield Run(href=href, key=key, pieces=tuple(pieces))


def _link(covering: Iterable[Find]) -> tuple[str | None, str]:
    """The innermost name around a stretch; two names on end stay two links by their place."""
    names = [find for find in covering if find.layer == "name" and find.href]
    inner = min(names, key=lambda find: (find.end - find.start, find.start), default=None)
    return (inner.href, f"{inner.key}@{inner.start}") if inner else (None, "")


def _piece(text: str, start: int, end: int, covering: Sequence[Find], first_mark: int) -> Piece:
    layers = tuple(sorted({find.layer for find in covering}))
    keys = tuple(dict.fromkeys(find.key for find in covering if find.layer not in ("name", "mark")))
    return Piece(text=text[start:end], layers=layers, keys=keys, first_mark="mark" in layers and start == first_mark)


def find_paragraph(paragraphs: Sequence[Paragraph], start: int) -> int:
    """Give the index of the paragraph in which an offset lies, or of the one before it; -1 before the first."""
    return bisect_right([paragraph.start for paragraph in paragraphs], start) - 1
