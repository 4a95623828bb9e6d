"""`consilience where PLACE`: who held a place, when, and what happened there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from consilience.cli.drawing import (
    UNDATED,
    Outlets,
    Row,
    count,
    days,
    event_rows,
    heading,
    open_console,
    position_row,
    section,
    styled,
)
from consilience.cli.names import find_entity
from consilience.cli.question import HERE, Question, asked, content, every, typed, write_json

if TYPE_CHECKING:
    from consilience.desk import Desk, Item


def where(*place: str, most: int = 12, question: Question = HERE) -> None:
    """Show a place: who is reported to have held it and when, what happened there, what is disputed about it.

    For example:

    - `consilience where Toamasina`
    - `consilience where toamasina --most 50 --json`

    Parameters
    ----------
    place
        Any of its names, in any spelling of accents and capitals, or a part that fits only one.
    most
        Events shown, the latest first.
    question
        Where to ask, and how to answer.

    """
    with asked(question) as desk:
        found = find_entity(desk, typed(place, "where PLACE"), ("place",))
        control, events, conflicts = _lists(desk, found)
        if question.as_json:
            lists = {"control": control, "events": events, "conflicts": conflicts}
            write_json({**content(found), **{kind: [content(i) for i in items] for kind, items in lists.items()}})
            return
        console, outlets = open_console(), Outlets(desk)
        heading(console, found.title, _about(desk, found))
        section(console, "Who held it, as reported", [_held(desk, each, outlets) for each in control], widths=(11,))
        for conflict in conflicts:
            section(console, f"Disputed: {conflict.title}", _positions(conflict, outlets), widths=(13,))
        happened = event_rows(events, outlets)
        section(console, "What happened there", happened[: max(most, 0)], widths=(11,))
        if len(happened) > most:
            console.print(styled((f"… and {count(len(happened) - most, 'more event')}: --most {len(happened)}", "dim")))
        if not (control or events or conflicts):
            console.print(styled(("Named in these reports, but nothing is told to have happened there.", "dim")))


def _lists(desk: Desk, place: Item) -> tuple[list[Item], list[Item], list[Item]]:
    from consilience.desk import Filter

    here, about = Filter(place=place.id), Filter(entity=place.id, status="disagreement")
    control = list(every(desk, "control", where=here, order="oldest"))
    return control, list(every(desk, "event", where=here)), list(every(desk, "conflict", where=about))


def _about(desk: Desk, place: Item) -> str:
    known: Any = desk.read("entity", place.id)
    parts = [f"country {known.country}" if known.country else "country not known"]
    if known.lat is None or known.lon is None:
        parts.append("not found on the map")
    else:
        parts.append(
            f"{known.lat:.2f}, {known.lon:.2f}" + (f" (within {known.radius_km:.0f} km)" if known.radius_km else "")
        )
    return " · ".join([*parts, count(place.figure("articles"), "article")])


def _held(desk: Desk, item: Item, outlets: Outlets) -> Row:
    known: Any = desk.read("control", item.id)
    holders = ", ".join(entity.title for entity in desk.many("entity", known.holder)) or "nobody named"
    disputed = " · disputed" if known.conflict else ""
    return days(item) or UNDATED, styled(
        (f"{known.status}: {holders}", ""), ("\n", ""), (outlets.of(item.articles) + disputed, "dim")
    )


def _positions(conflict: Item, outlets: Outlets) -> list[Row]:
    from consilience.exports.record.shelving import decode_item

    known: Any = decode_item(conflict)
    return [position_row(position, outlets) for position in known.positions]
