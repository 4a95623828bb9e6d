"""The page of a lineage: reports that descend from one text, as a graph and passage beside passage."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from consilience.exports.record.shape import ArticleOut, LineageOut, PassageOut, SpanOut
from consilience.web.pages.graph import draw_graph
from consilience.web.pages.origins import find_root
from consilience.web.pages.passages import Passage, cite
from consilience.web.pages.shelf import Shelf
from consilience.web.pages.story import ArticleRow, show_article_row

MOST_PASSAGES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The same passage in two reports."""

    earlier: Passage
    later: Passage
    similarity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageView:
    """Everything the page of a lineage shows."""

    id: str
    title: str
    kind: str
    wire: str | None
    graph: Markup | None
    articles: tuple[ArticleRow, ...]
    pairs: tuple[Pair, ...]
    pairs_total: int


def show_lineage(shelf: Shelf, name: str) -> LineageView | None:
    """Give the view of a lineage; `None` where there is none of that id."""
    lineage = shelf.get(LineageOut, name)
    if lineage is None:
        return None
    entries = shelf.several(ArticleOut, lineage.articles)
    articles = {entry.of.id: entry.of for entry in entries}
    whole = all(article in articles for article in lineage.articles)
    pairs = []
    for passage in _closest(lineage)[:MOST_PASSAGES]:
        earlier, later = cite(shelf, [passage.a]), cite(shelf, [passage.b])
        if earlier and later:
            pairs.append(Pair(earlier=earlier[0], later=later[0], similarity=round(100 * passage.similarity)))
    return LineageView(
        id=name,
        title=f"{lineage.wire} text" if lineage.wire else "One text, several reports",
        kind="rewritten" if lineage.kind == "rewrite" else "carried",
        wire=lineage.wire,
        graph=draw_graph([lineage], articles, ()) if whole else None,
        articles=tuple(show_article_row(shelf, entry) for entry in entries),
        pairs=tuple(pairs),
        pairs_total=len(lineage.passages),
    )


def _closest(lineage: LineageOut) -> list[PassageOut]:
    """Each carried passage once, with the earlier one that it is most like."""
    best: dict[SpanOut, PassageOut] = {}
    root = find_root(lineage)
    for passage in lineage.passages:
        known = best.setdefault(passage.b, passage)
        best[passage.b] = max(known, passage, key=lambda one: (one.similarity, one.a.article == root))
    return list(best.values())
