"""From marks to zones: what is marked first stays, what is marked by nothing is body, and the zones tile the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import compress, islice, pairwise
from operator import ne
from typing import TYPE_CHECKING

from consilience.record.text import Span, Zone, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from consilience.stages.zones.page import Mark


_SPACE = re.compile(r"\s+")


def tile(text: str, marks: Iterable[Mark], *, article: str) -> tuple[Zone, ...]:
    """Zones in order, without gap or overlap. White space belongs to the zone before it (at the start: after it)."""
    if not text:
        return ()
    kinds = paint(text, marks)
    starts = [0, *_changes(kinds)]
    return tuple(
        Zone(span=Span(article=article, start=start, end=end), kind=kinds[start] or "body")
        for start, end in pairwise([*starts, len(text)])
    )


def paint(text: str, marks: Iterable[Mark]) -> list[ZoneKind | None]:
    """The kind of each code point, `None` for body."""
    kinds: list[ZoneKind | None] = [None] * len(text)
    free = bytearray(b"\x01" * len(text))
    for mark in marks:
        if all(free[mark.start : mark.end]):
            kinds[mark.start : mark.end] = [mark.kind] * (mark.end - mark.start)
        else:
            for i in range(mark.start, mark.end):
                if free[i]:
                    kinds[i] = mark.kind
        free[mark.start : mark.end] = bytes(mark.end - mark.start)
    _spread_over_space(text, kinds)
    return kinds


def merge(marks: Iterable[Mark]) -> list[tuple[int, int]]:
    """The stretches that marks cover, in order, none touching another."""
    merged: list[tuple[int, int]] = []
    for mark in sorted(marks):
        if merged and mark.start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], mark.end))
        elif mark.start < mark.end:
            merged.append((mark.start, mark.end))
    return merged


def unmarked(start: int, end: int, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of a stretch when others (merged, in order) are taken out."""
    left, at = [], start
    for n in range(max(0, bisect_right(taken, (start, end)) - 1), len(taken)):
        a, b = taken[n]
        if a >= end:
            break
        if b > at:
            if a > at:
                left.append((at, a))
            at = max(at, b)
    if at < end:
        left.append((at, end))
    return left


def _spread_over_space(text: str, kinds: list[ZoneKind | None]) -> None:
    """Give white space, and stray punctuation between two marks of one kind, the kind of what stands before it."""
    first = next((i for i, ch in enumerate(text) if not ch.isspace()), 0)
    for i in range(first):
        kinds[i] = kinds[first]
    for at in _changes(kinds):
        space = _SPACE.match(text, at) if at > first else None
        if space:
            kinds[at : space.end()] = [kinds[at - 1]] * (space.end() - at)


def _changes(kinds: Sequence[ZoneKind | None]) -> list[int]:
    """Where the kind is not that of the code point before."""
    return list(compress(range(1, len(kinds)), map(ne, kinds, islice(kinds, 1, None))))
