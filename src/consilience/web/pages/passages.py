"""Evidence as every page shows it: the words, where they stand, which of them are one text, who is behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consilience.exports.page.view import name_outlet
from consilience.exports.page.words import count, say_date
from consilience.exports.record.shape import ArticleOut, LineageOut, SpanOut
from consilience.web.pages.links import link, link_outlet, link_span
from consilience.web.pages.origins import carried_from, group_by_origin
from consilience.web.pages.shelf import Shelf

QUOTE_CHARACTERS = 360
"""Longest stretch of a report shown beside a fact; the whole is one click away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of a report: where they open, the words, who printed them and when, and whom they were carried from."""

    href: str
    words: str
    outlet: str
    outlet_href: str | None
    day: str
    carried: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Passages that are one text: how it is called, and the passages."""

    name: str
    href: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What stands behind a fact. `independent` and `sources` are the record's."""

    independent: int
    words: str
    detail: str
    sources: tuple[str, ...]
    texts: tuple[Text, ...]


def cite(shelf: Shelf, spans: Iterable[SpanOut]) -> tuple[Passage, ...]:
    """Give passages in the order asked for, once each; those whose article is gone are left out."""
    ordered = tuple(dict.fromkeys(spans))
    articles = shelf.articles(span.article for span in ordered)
    return tuple(_passage(shelf, span, articles[span.article]) for span in ordered if span.article in articles)


def weigh(shelf: Shelf, spans: Iterable[SpanOut], *, independent: int, sources: tuple[str, ...]) -> Support:
    """Give the evidence of a fact, grouped by the text it comes from, under the record's own counts."""
    ordered = tuple(dict.fromkeys(spans))
    articles = shelf.articles(span.article for span in ordered)
    lineages = lineages_of(shelf, articles.values())
    groups = group_by_origin([span for span in ordered if span.article in articles], lineages, independent)
    printed = len({span.article for span in ordered})
    detail = count(printed, "article") + ", " + count(len(ordered), "passage")
    return Support(
        independent=independent,
        words=count(independent, "independent report"),
        detail=detail,
        sources=sources,
        texts=tuple(_text(shelf, origin, found, lineages) for origin, found in groups),
    )


def lineages_of(shelf: Shelf, articles: Iterable[ArticleOut]) -> dict[str, LineageOut]:
    """Give the lineage of each article that has one."""
    found = {article.id: shelf.get(LineageOut, article.lineage) for article in articles}
    return {article: lineage for article, lineage in found.items() if lineage}


def clip(words: str, length: int = QUOTE_CHARACTERS) -> str:
    """Give words on one line, cut at a word where they are longer than `length` characters."""
    line = " ".join(words.split())
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + " …"


def _text(shelf: Shelf, origin: str, spans: tuple[SpanOut, ...], lineages: dict[str, LineageOut]) -> Text:
    lineage = lineages.get(origin)
    source = shelf.get(ArticleOut, origin)
    name = name_outlet(source) if source else "a text that is no longer here"
    if lineage is not None and lineage.wire:
        name = f"{lineage.wire} text"
    elif len({span.article for span in spans}) > 1:
        name = f"text of {name}"
    href = link("lineage", lineage.id) if lineage else link("article", origin)
    return Text(name=name, href=href, passages=cite(shelf, spans))


def _passage(shelf: Shelf, span: SpanOut, article: ArticleOut) -> Passage:
    source = carried_from(span, shelf.get(LineageOut, article.lineage))
    giver = shelf.get(ArticleOut, source.article) if source else None
    return Passage(
        href=link_span(span),
        words=clip(article.text[span.start : span.end]),
        outlet=name_outlet(article),
        outlet_href=link_outlet(article.outlet),
        day=say_date(article.published),
        carried=name_outlet(giver) if giver else None,
    )
