"""The brief as a sequence of blocks with footnotes, which Markdown and Word write each in their own signs.

What stands in it is what the page shows (`exports.page.view`), in the same order and words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from consilience.exports.links import web_address
from consilience.exports.page.view import ActorView, Citation, Desk, DisputeView, LineView, StoryView
from consilience.exports.page.words import count
from consilience.exports.record.shape import Record
from consilience.exports.tables.sheets import neutralise

Style = Literal["title", "subtitle", "heading", "section", "question", "text", "item", "position", "note"]
"""What a block is: the document's title and the line below it, a story's heading, a section's, a dispute's question, a
paragraph, a list item, one side of a dispute, small print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words for a footnote, and every report that has them: outlet and day, and the report's address where it has one."""

    words: str
    sources: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph: a bold opening (or ""), its text, small print after it (or ""), and the passages it rests on."""

    style: Style
    text: str
    opening: str = ""
    aside: str = ""
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: the heads of its columns and its rows."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part = Block | Grid

READING = (
    "Lines are the reports' own words; where they differ no side is picked. An independent report is a text written by "
    "itself: outlets that carry one agency's or each other's text count once. After the number stands who is behind it."
)


def outline(record: Record) -> Iterator[Part]:
    """Give the blocks of a record's brief in reading order."""
    urls = {article.id: web_address(article.url) for article in record.articles}
    stories = Desk(record).stories()
    yield Block(style="title", text=record.brief.title or "Brief")
    size = f"{count(len(record.articles), 'article')}, {count(len(stories), 'story', 'stories')}."
    made = f"Made {record.generated[:10]} by {record.program} with {record.language_model}."
    yield Block(style="subtitle", text=f"{size} {made}")
    yield Block(style="note", text=READING)
    for story in stories:
        yield from _story(story, urls)
    for problem in record.problems:
        yield Block(style="note", text=f"Not read: {problem.message}")


Urls = dict[str, str | None]


def _story(story: StoryView, urls: Urls) -> Iterator[Part]:
    yield Block(style="heading", text=story.title or "Untitled")
    yield Block(style="subtitle", text=f"{story.reports} · {story.span}")
    yield from _lines("What is known", story.known, urls)
    yield from _lines("Said by one source", story.claimed, urls)
    yield from _disputes("What is disputed", story.disputes, urls)
    yield from _disputes("Figures and reports that changed", story.revisions, urls)
    yield from _lines("What is planned", story.planned, urls)
    if story.timeline:
        yield Block(style="section", text="Timeline")
        for entry in story.timeline:
            flag = f"; {entry.status}" if entry.status in ("disputed", "planned") else ""
            passages = _passages(entry.citations, urls)
            aside = f"{entry.support}{flag}"
            yield Block(style="item", opening=f"{entry.date}:", text=entry.text, aside=aside, passages=passages)
    if story.holdings:
        yield Block(style="section", text="Who holds what, as reported")
        for held in story.holdings:
            words = f"{held.words}{f', {held.date}' if held.date else ''}"
            aside = "disputed" if held.contested else ""
            yield Block(
                style="item", opening=held.place, text=words, aside=aside, passages=_passages(held.citations, urls)
            )
    if story.actors:
        yield Block(style="section", text="Who is who")
        yield Grid(
            heads=("Name", "Also written", "Stated relations", "Labels, by outlet"),
            rows=tuple(_cells(_actor(actor)) for actor in story.actors),
        )
    yield Block(style="section", text="Sources")
    rows = tuple(_cells((source.title, source.outlet, source.date, source.lineage)) for source in story.sources)
    yield Grid(heads=("Report", "Outlet", "Published", "Lineage"), rows=rows)


def _cells(row: tuple[str, ...]) -> tuple[str, ...]:
    """A row as it can be carried into a spreadsheet, which runs what it takes for a formula in a table pasted there too."""
    return tuple(map(neutralise, row))


def _actor(actor: ActorView) -> tuple[str, ...]:
    labels = "; ".join(f"“{label}” ({outlet})" for outlet, label, _ in actor.labels)
    return actor.name, ", ".join(actor.variants), "; ".join(actor.relations), labels


def _lines(title: str, lines: tuple[LineView, ...], urls: Urls) -> Iterator[Part]:
    if lines:
        yield Block(style="section", text=title)
    for line in lines:
        sources = f": {'; '.join(line.sources)}" if line.sources else ""
        aside = f"{line.support}{sources}"
        yield Block(style="item", text=line.text, aside=aside, passages=_passages(line.citations, urls))


def _disputes(title: str, disputes: tuple[DisputeView, ...], urls: Urls) -> Iterator[Part]:
    if disputes:
        yield Block(style="section", text=title)
    for dispute in disputes:
        yield Block(style="question", text=dispute.question)
        for position in dispute.positions:
            sources = f": {'; '.join(position.sources)}" if position.sources else ""
            aside = f"{position.support}{sources}; {position.said}"
            passages = _passages(position.citations, urls)
            yield Block(style="position", text=position.statement, aside=aside, passages=passages)


def _passages(citations: tuple[Citation, ...], urls: Urls) -> tuple[Passage, ...]:
    sources: dict[str, list[tuple[str, str | None]]] = {}
    for c in citations:
        sources.setdefault(c.words, []).append((f"{c.outlet}, {c.date}", urls[c.article]))
    return tuple(Passage(words=words, sources=tuple(dict.fromkeys(told))) for words, told in sources.items())
