"""`consilience brief`: what is known, disputed and planned, each line with what stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from consilience.cli.drawing import Outlets, behind, count, days, heading, open_console, section, styled, support
from consilience.cli.names import find_story
from consilience.cli.question import HERE, Question, asked, content, every, write_json

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from consilience.desk import Desk, Item

STATUSES = {"known": "green", "claimed": "yellow", "disputed": "red", "planned": "blue", "denied": "magenta"}
"""In the order they are shown; the words are the record's own."""

TITLES = {"claimed": "Claimed, by one source each"}


def brief(*, story: str | None = None, most: int = 3, question: Question = HERE) -> None:
    """Show the brief of the latest stories, or of one: what is known, claimed, disputed and planned.

    For example:

    - `consilience brief`
    - `consilience brief --story "dock strike"`
    - `consilience brief --most 10 --json`

    Parameters
    ----------
    story
        Only this story: its id, or words of its title or of what it tells.
    most
        How many stories, the latest first.
    question
        Where to ask, and how to answer.

    """
    with asked(question) as desk:
        chosen = [find_story(desk, story)] if story else _latest(desk, most)
        if question.as_json:
            write_json([{**content(one), "sentences": [content(s) for s in _lines(desk, one)]} for one in chosen])
            return
        console = open_console()
        for number, one in enumerate(chosen):
            if number:
                console.print()
            _show(console, desk, one)
        total = desk.counts().get("story", 0)
        if not story and total > len(chosen):
            more = count(total - len(chosen), "more story", "more stories")
            console.print()
            console.print(styled((f"{more}: --most {total} shows all", "dim")))


def _latest(desk: Desk, most: int) -> list[Item]:
    cards = desk.stories(limit=max(1, most)).items
    return list(desk.many("story", [card.id for card in cards]))


def _lines(desk: Desk, story: Item) -> list[Item]:
    from consilience.desk import Filter

    return list(every(desk, "sentence", where=Filter(story=story.id), order="weight"))


def _show(console: Console, desk: Desk, story: Item) -> None:
    about = f"{count(story.figure('articles'), 'article')}, {story.figure('independent')} independent · {days(story)}"
    heading(console, story.title, f"{about} · {count(story.figure('disputes'), 'open dispute')}")
    lines = _lines(desk, story)
    outlets = Outlets(desk)
    order = [*STATUSES, *sorted({line.status or "" for line in lines} - set(STATUSES))]
    for status in order:
        rows = [(_support(line, status), _sentence(line, outlets)) for line in lines if line.status == status]
        section(console, TITLES.get(status, status.capitalize()), rows, widths=(13,))


def _support(line: Item, status: str) -> Text:
    reports = line.figure("independent")
    return styled((support(reports) if reports else status, STATUSES.get(status, "")))


def _sentence(line: Item, outlets: Outlets) -> Text:
    from consilience.exports.record.shelving import decode_item

    sentence: Any = decode_item(line)
    sources = ", ".join(sentence.ultimate_sources)
    return styled((sentence.text, ""), ("\n", ""), (behind(sources, outlets.of(line.articles)), "dim"))
