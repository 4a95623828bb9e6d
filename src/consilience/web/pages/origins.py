"""Which passages are one text: for the page, the same question `provenance` answers for the counts.

Not here: the counts. They stand in the record, and the page shows those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from consilience.exports.record.shape import LineageOut, SpanOut

COVERED = 0.5
"""A passage is carried where a copy covers at least this share of it, as in `provenance`."""


def find_root(lineage: LineageOut) -> str:
    """Give the article of a lineage that took nothing itself and from which most was taken."""
    takers = {passage.b.article for passage in lineage.passages}
    given: dict[str, int] = defaultdict(int)
    for passage in lineage.passages:
        given[passage.a.article] += passage.a.end - passage.a.start
    return min(lineage.articles, key=lambda article: (article in takers, -given[article], article))


def carried_from(span: SpanOut, lineage: LineageOut | None) -> SpanOut | None:
    """Give the passage that this one was carried from; `None` where no copy covers half of it."""
    best, source = 0, None
    for passage in lineage.passages if lineage else ():
        if passage.b.article == span.article:
            shared = min(passage.b.end, span.end) - max(passage.b.start, span.start)
            if shared > best:
                best, source = shared, passage.a
    return source if best and best >= COVERED * (span.end - span.start) else None


def group_by_origin(
    spans: Iterable[SpanOut], lineages: Mapping[str, LineageOut], independent: int
) -> tuple[tuple[str, tuple[SpanOut, ...]], ...]:
    """Group passages by the text they come from: (article of origin, its passages), in the order they come.

    `lineages`: article -> its lineage. A passage in a carried text that no copy covers is either the same text in words that were
    not matched or an addition of the outlet's own. The record decided which; its count of independent reports tells.
    """
    ordered = tuple(dict.fromkeys(spans))
    one = _grouped(ordered, [_origin(span, lineages, own=False) for span in ordered])
    if len(one) == independent:
        return one
    other = _grouped(ordered, [_origin(span, lineages, own=True) for span in ordered])
    return other if len(other) == independent else one


def _origin(span: SpanOut, lineages: Mapping[str, LineageOut], *, own: bool) -> str:
    lineage = lineages.get(span.article)
    if lineage is None or (own and carried_from(span, lineage) is None):
        return span.article
    return find_root(lineage)


def _grouped(spans: Sequence[SpanOut], origins: Sequence[str]) -> tuple[tuple[str, tuple[SpanOut, ...]], ...]:
    groups: dict[str, list[SpanOut]] = defaultdict(list)
    for span, origin in zip(spans, origins, strict=True):
        groups[origin].append(span)
    return tuple((origin, tuple(found)) for origin, found in groups.items())
