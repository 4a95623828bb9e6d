"""Who carries whose text, as the page draws it: a tree for each lineage, the text that was taken from at its root.

Not here: how lineages are found (`stages/lineage`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consilience.exports.record.shape import ArticleOut, LineageOut, Record

WHOLE_SHARE = 0.9
"""From this share of its body on, a text is said to be carried whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchView:
    """One text in the tree: how deep it stands, which article, and how much of it comes from the one above."""

    depth: int
    article: ArticleOut
    taken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DescentView:
    """One lineage as a tree in reading order, roots first."""

    wire: str | None
    branches: tuple[BranchView, ...]


def draw_descents(record: Record, articles: Iterable[str]) -> tuple[DescentView, ...]:
    """Give the trees of all lineages that hold one of these articles (ids), ordered by lineage id."""
    members = set(articles)
    texts = {article.id: article for article in record.articles}
    return tuple(
        DescentView(wire=lineage.wire, branches=trace_descent(lineage, texts))
        for lineage in sorted(record.lineages, key=lambda one: one.id)
        if members & set(lineage.articles)
    )


def trace_descent(lineage: LineageOut, texts: Mapping[str, ArticleOut]) -> tuple[BranchView, ...]:
    """Give one lineage as a tree in reading order; `texts` holds each of its articles by id."""
    above, share = _parents(lineage, texts)
    below: dict[str, list[str]] = defaultdict(list)
    for article in sorted(lineage.articles):
        below[above.get(article, "")].append(article)
    branches: list[BranchView] = []
    pending = [(0, article) for article in reversed(below[""])]
    while pending:
        depth, article = pending.pop()
        branches.append(BranchView(depth=depth, article=texts[article], taken=_say(share.get(article), lineage)))
        pending += [(depth + 1, child) for child in reversed(below[article])]
    return tuple(branches)


def _parents(lineage: LineageOut, texts: Mapping[str, ArticleOut]) -> tuple[dict[str, str], dict[str, float]]:
    """For each article the one most of its text was taken from, and which share of its body that is."""
    taken: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for passage in lineage.passages:
        taken[passage.b.article][passage.a.article] += passage.b.end - passage.b.start
    above: dict[str, str] = {}
    share: dict[str, float] = {}
    for article in sorted(taken):
        source, size = max(sorted(taken[article].items()), key=lambda item: item[1])
        if not _descends(source, article, above):
            above[article] = source
            share[article] = size / max(_body_size(texts[article]), 1)
    return above, share


def _descends(article: str, ancestor: str, above: Mapping[str, str]) -> bool:
    current: str | None = article
    while current is not None and current != ancestor:
        current = above.get(current)
    return current == ancestor


def _body_size(article: ArticleOut) -> int:
    return sum(zone.end - zone.start for zone in article.zones if zone.kind == "body")


def _say(share: float | None, lineage: LineageOut) -> str:
    if share is None:
        return f"the fullest text of {lineage.wire} here" if lineage.wire else "taken from no other text here"
    verb = "rewritten" if lineage.kind == "rewrite" else "carried"
    return f"{verb} whole" if share >= WHOLE_SHARE else f"{verb} in part: {share:.0%} of its body"
