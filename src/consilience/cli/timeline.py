"""`consilience timeline`: what happened, day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.cli.drawing import Outlets, Row, count, day, heading, open_console, section, styled
from consilience.cli.names import find_story
from consilience.cli.question import HERE, Question, asked, content, every, first_and_last, write_json

if TYPE_CHECKING:
    from consilience.desk import Item


def timeline(
    *, story: str | None = None, since: str | None = None, until: str | None = None, question: Question = HERE
) -> None:
    """Show what happened, day by day, oldest first, with the outlets that tell it.

    For example:

    - `consilience timeline`
    - `consilience timeline --story strike --since 2024-05-14 --until 2024-05-17`

    Parameters
    ----------
    story
        Only this story: its id, or words of its title or of what it tells.
    since
        First day, as 2024-05-31.
    until
        Last day.
    question
        Where to ask, and how to answer.

    """
    from consilience.desk import Filter

    first, last = first_and_last(since, until)
    with asked(question) as desk:
        one = find_story(desk, story) if story else None
        where = Filter(story=one.id if one else None, since=first, until=last)
        lines = list(every(desk, "timeline", where=where, order="oldest"))
        if question.as_json:
            write_json([content(line) for line in lines])
            return
        console = open_console()
        heading(console, one.title if one else "Timeline of all stories", count(len(lines), "line"))
        outlets = Outlets(desk)
        section(console, "", [_row(line, outlets) for line in lines], widths=(11,))


def _row(line: Item, outlets: Outlets) -> Row:
    from consilience.exports.record.shelving import decode_item

    entry = decode_item(line)
    when = styled((day(entry.date), "bold" if entry.date.basis != "inferred" else "dim"))
    return when, styled((entry.text, ""), ("\n", ""), (outlets.of(line.articles), "dim"))
