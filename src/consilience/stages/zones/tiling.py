"""From marks to zones: what is marked first stays, what is marked by nothing is body, and the zones tile the text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from consilience.record.text import Span, Zone, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from consilience.stages.zones.page import Mark


def tile(text: str, marks: Iterable[Mark], *, article: str) -> tuple[Zone, ...]:
    """Zones in order, without gap or overlap. White space belongs to the zone before it (at the start: after it)."""
    if not text:
        return ()
    kinds = paint(text, marks)
    starts = [0] + [i for i in range(1, len(text)) if kinds[i] != kinds[i - 1]]
    return tuple(
        Zone(span=Span(article=article, start=start, end=end), kind=kinds[start] or "body")
        for start, end in pairwise([*starts, len(text)])
    )


def paint(text: str, marks: Iterable[Mark]) -> list[ZoneKind | None]:
    """The kind of each code point, `None` for body."""
    kinds: list[ZoneKind | None] = [None] * len(text)
    free = bytearray(b"\x01" * len(text))
    for mark in marks:
        for i in range(mark.start, mark.end):
            if free[i]:
                kinds[i] = mark.kind
        free[mark.start : mark.end] = bytes(mark.end - mark.start)
    _spread_over_space(text, kinds)
    return kinds


def unmarked(start: int, end: int, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """What is left of a stretch when the marks (sorted by start) are taken out."""
    left, at = [], start
    for mark in marks:
        if mark.end <= at or mark.start >= end:
            continue
        if mark.start > at:
            left.append((at, mark.start))
        at = max(at, mark.end)
    if at < end:
        left.append((at, end))
    return left


def _spread_over_space(text: str, kinds: list[ZoneKind | None]) -> None:
    """Give white space, and stray punctuation between two marks of one kind, the kind of what stands before it."""
    first = next((i for i, ch in enumerate(text) if not ch.isspace()), 0)
    for i in range(first):
        kinds[i] = kinds[first]
    for i in range(first + 1, len(text)):
        if text[i].isspace():
            kinds[i] = kinds[i - 1]
