"""The short terminal summary after a run: stories, what is known, what is disputed, where to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from consilience.settings import BRIEF_NAME, RECORD_NAME, RunSettings

if TYPE_CHECKING:
    from consilience.exports.record.shape import Record, SentenceOut, StoryOut

MOST_STORIES = 8
MOST_KNOWN = 5
MOST_CLAIMED = 3
MOST_DISPUTED = 3
"""Lines that fit one screen; the brief has the rest."""


def print_summary(record: Record, settings: RunSettings) -> None:
    """Print the summary of a record to standard output."""
    console = Console(highlight=False, soft_wrap=False)
    outlets = {article.outlet for article in record.articles if article.outlet}
    carried = sum(len(lineage.articles) for lineage in record.lineages)
    console.print(
        f"[bold]{_count(len(record.articles), 'article')}[/] from {_count(len(outlets), 'named outlet')}, "
        f"{_count(len(record.stories), 'story', 'stories')}, {_count(len(record.events), 'event')}; "
        f"{carried} of the articles descend from {_count(len(record.lineages), 'shared text')}."
    )
    by_size = sorted(record.stories, key=lambda s: (-len(s.articles), s.id))
    for story in by_size[:MOST_STORIES]:
        _print_story(console, story, [s for s in record.brief.sentences if s.story == story.id])
    if len(by_size) > MOST_STORIES:
        console.print(f"… and {_count(len(by_size) - MOST_STORIES, 'more story', 'more stories')}")
    console.print(f"\nBrief:  {escape(str(settings.out / BRIEF_NAME))}   (opens offline)", soft_wrap=True)
    console.print(f"Record: {escape(str(settings.out / RECORD_NAME))}", soft_wrap=True)


def _print_story(console: Console, story: StoryOut, lines: list[SentenceOut]) -> None:
    console.print()
    console.print(Text(story.title, style="bold"), Text(f"  {_count(len(story.articles), 'report')}", style="dim"))
    for line in [s for s in lines if s.status == "known"][:MOST_KNOWN]:
        _print_line(console, _support(line.independent_reports), "green", line.text)
    for line in [s for s in lines if s.status == "claimed"][:MOST_CLAIMED]:
        _print_line(console, "one source", "yellow", line.text)
    for line in [s for s in lines if s.status == "disputed"][:MOST_DISPUTED]:
        _print_line(console, "disputed", "red", line.text)


def _print_line(console: Console, label: str, style: str, text: str) -> None:
    row = Text()
    row.append(f"[{label}] ", style=style)
    row.append(text)
    console.print(Padding(row, (0, 0, 0, 2)))


def _support(reports: int) -> str:
    return f"{reports} independent" if reports > 1 else "1 report"


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
