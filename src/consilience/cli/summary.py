"""The short terminal summary after a run: stories, what is known, what is disputed, where to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from consilience.cli.drawing import count, open_console, styled, support
from consilience.cli.stores import find_store
from consilience.cli.terminal import line, plain
from consilience.settings import BRIEF_NAME, RECORD_NAME, RunSettings

if TYPE_CHECKING:
    from rich.console import Console

    from consilience.exports.record.shape import Record, SentenceOut, StoryOut

MOST_STORIES = 8
MOST_KNOWN = 5
MOST_CLAIMED = 3
MOST_DISPUTED = 3
"""Lines that fit one screen; the brief has the rest."""


def print_summary(record: Record, settings: RunSettings) -> None:
    """Print the summary of a record to standard output."""
    console = open_console()
    outlets = {article.outlet for article in record.articles if article.outlet}
    carried = sum(len(lineage.articles) for lineage in record.lineages)
    console.print(
        f"{count(len(record.articles), 'article')} from {count(len(outlets), 'named outlet')}, "
        f"{count(len(record.stories), 'story', 'stories')}, {count(len(record.events), 'event')}"
        + (
            f"; {carried} of the articles descend from {count(len(record.lineages), 'shared text')}."
            if carried
            else "."
        )
    )
    by_size = sorted(record.stories, key=lambda s: (-len(s.articles), s.id))
    for story in by_size[:MOST_STORIES]:
        _print_story(console, story, [s for s in record.brief.sentences if s.story == story.id])
    if len(by_size) > MOST_STORIES:
        console.print(f"… and {count(len(by_size) - MOST_STORIES, 'more story', 'more stories')}")
    console.print()
    named = "" if find_store(None) == settings.database_path else f" --db {settings.database_path}"
    for what, where in (
        ("Brief: ", f"{settings.out / BRIEF_NAME}   (opens offline)"),
        ("Record:", str(settings.out / RECORD_NAME)),
        ("Look:  ", f"consilience serve{named}   (or brief, disputes, who, where, search)"),
    ):
        console.print(f"{what} {plain(where)}", soft_wrap=True)


def _print_story(console: Console, story: StoryOut, lines: list[SentenceOut]) -> None:
    console.print()
    console.print(styled((story.title, "bold"), (f"  {count(len(story.articles), 'report')}", "dim")))
    for told in [s for s in lines if s.status == "known"][:MOST_KNOWN]:
        _print_line(console, support(told.independent_reports), "green", told.text)
    for told in [s for s in lines if s.status == "claimed"][:MOST_CLAIMED]:
        _print_line(console, "one source", "yellow", told.text)
    for told in [s for s in lines if s.status == "disputed"][:MOST_DISPUTED]:
        _print_line(console, "disputed", "red", told.text)


def _print_line(console: Console, label: str, style: str, text: str) -> None:
    row = Text()
    row.append(f"[{label}] ", style=style)
    row.append(line(text))
    console.print(Padding(row, (0, 0, 0, 2)))
