"""`consilience disputes`: questions on which the reports cannot all be right, the positions side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, get_args

from cyclopts import Parameter

from consilience.cli.drawing import Outlets, count, heading, open_console, position_row, section, styled
from consilience.cli.failure import Failure
from consilience.cli.names import find_story
from consilience.cli.question import HERE, Question, asked, content, every, write_json
from consilience.cli.terminal import line
from consilience.record.woven import ConflictKind

if TYPE_CHECKING:
    from rich.console import Console

    from consilience.desk import Desk, Item

KINDS: tuple[str, ...] = get_args(ConflictKind)


def disputes(
    *,
    story: str | None = None,
    kind: str | None = None,
    revisions: Annotated[bool, Parameter(negative="")] = False,
    question: Question = HERE,
) -> None:
    """Show what the reports disagree on: each question with its positions, most independent reports first.

    No winner is picked. Figures that were only updated later are left out unless --revisions asks for them.

    For example:

    - `consilience disputes`
    - `consilience disputes --kind number --revisions`
    - `consilience disputes --story strike`

    Parameters
    ----------
    story
        Only this story: its id, or words of its title or of what it tells.
    kind
        Only this kind: number, occurrence, control, date, place, actor or direction.
    revisions
        Also later figures that replaced earlier ones.
    question
        Where to ask, and how to answer.

    """
    from consilience.desk import Filter

    if kind and kind not in KINDS:
        raise Failure(f"--kind {line(kind)}: no such kind; there are: {', '.join(KINDS)}", status=2)
    with asked(question) as desk:
        one = find_story(desk, story) if story else None
        where = Filter(story=one.id if one else None, type=kind, status=None if revisions else "disagreement")
        items = list(every(desk, "conflict", where=where, order="recent"))
        if question.as_json:
            write_json([content(item) for item in items])
            return
        console = open_console()
        if not items:
            hidden = desk.page("conflict", where=Filter(story=where.story, type=kind), limit=1).total
            more = f"; {count(hidden, 'revision')} with --revisions" if hidden and not revisions else ""
            console.print(styled(("No disputes" + more, "")))
        for number, item in enumerate(items):
            if number:
                console.print()
            _show(console, desk, item)


def _show(console: Console, desk: Desk, item: Item) -> None:
    from consilience.exports.record.shelving import decode_item

    conflict: Any = decode_item(item)
    stories = " · ".join(story.title for story in desk.many("story", item.stories))
    heading(console, conflict.question, f"{conflict.kind}, {conflict.nature} · {stories} · {item.id}")
    outlets = Outlets(desk)
    section(console, "", [position_row(position, outlets) for position in conflict.positions], widths=(13,))
