"""`consilience who NAME`: one person or organisation under all its names, what it did and said, what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from consilience.cli.drawing import (
    UNDATED,
    Outlets,
    Row,
    behind,
    count,
    days,
    event_rows,
    heading,
    open_console,
    section,
    styled,
)
from consilience.cli.names import find_entity
from consilience.cli.question import HERE, Question, asked, content, typed, write_json
from consilience.cli.terminal import line

if TYPE_CHECKING:
    from rich.text import Text

    from consilience.desk import Desk, Item

VERBS = {
    "leads": "leads", "member_of": "is a member of", "spokesperson_of": "speaks for", "backs": "backs",
    "allied_with": "is allied with", "opposes": "opposes", "based_in": "is based in", "part_of": "is part of",
}  # fmt: skip
"""Predicates of the record as one reads them between two names."""


def who(*name: str, most: int = 8, question: Question = HERE) -> None:
    """Show a person or an organisation: names, relations, what it did, what it said, what outlets call it.

    For example:

    - `consilience who port authority`
    - `consilience who halvorsen --most 20`
    - `consilience who halvorsen --json`

    Parameters
    ----------
    name
        Any of its names, in any spelling of accents and capitals, or a part that fits only one.
    most
        Lines of each kind, the latest first.
    question
        Where to ask, and how to answer.

    """
    with asked(question) as desk:
        entity = find_entity(desk, typed(name, "who NAME"), ("person", "organization"))
        if question.as_json:
            lists = {kind: [content(i) for i in items] for kind, items in _lists(desk, entity, 500).items()}
            write_json({**content(entity), **lists})
            return
        known: Any = desk.read("entity", entity.id)
        names = ", ".join(f"{each.text} ({each.count})" for each in known.names)
        console = open_console()
        heading(console, entity.title, f"{known.kind} · {count(entity.figure('articles'), 'article')} · named {names}")
        outlets, lists = Outlets(desk), _lists(desk, entity, 500)
        section(console, "Relations", [(_relation(desk, each),) for each in lists["relations"][:most]])
        section(console, "Did, or had done to it", event_rows(lists["events"], outlets)[:most], widths=(11,))
        section(console, "Said", _said(lists["claims"])[:most], widths=(11,))
        section(
            console, "Called, in outlets' own voice", [_label(each) for each in lists["framing"][:most]], widths=(11,)
        )
        section(console, "Holds", [(days(each), each.title) for each in lists["control"][:most]], widths=(11,))


def _lists(desk: Desk, entity: Item, most: int) -> dict[str, list[Item]]:
    """What hangs on an entity, the latest first; events and relations are those it takes part in."""
    from consilience.desk import Filter

    about, by = Filter(entity=entity.id), Filter(by=entity.id)
    events = [e for e in desk.page("event", where=about, limit=500).items if entity.id in _parts(e)]
    return {
        "relations": list(desk.page("relation", where=about, limit=most).items),
        "events": events[:most],
        "claims": list(desk.page("claim", where=by, limit=most).items),
        "framing": list(desk.page("framing", where=about, limit=most).items),
        "control": list(desk.page("control", where=by, limit=most).items),
    }


def _parts(event: Item) -> tuple[str, ...]:
    from consilience.exports.record.shelving import decode_item

    known: Any = decode_item(event)
    return (*known.actors, *known.targets)


def _relation(desk: Desk, item: Item) -> Text:
    from consilience.exports.record.shelving import decode_item

    relation: Any = decode_item(item)
    names = {e.id: e.title for e in desk.many("entity", (relation.subject, relation.object))}
    verb = VERBS.get(relation.predicate, relation.predicate.replace("_", " "))
    return styled(
        (f"{names.get(relation.subject, '?')} ", ""), (f"{verb} ", "dim"), (names.get(relation.object, "?"), "")
    )


def _said(items: list[Item]) -> list[Row]:
    """What was said, in the order of the list; the same words on one day are one row, with all the outlets that print them."""
    from consilience.exports.record.shelving import decode_item

    told: dict[tuple[str, str, str, str], list[str]] = {}
    for item in items:
        claim: Any = decode_item(item)
        same = (days(item) or UNDATED, line(item.title), claim.stance, claim.via or "")
        told.setdefault(same, []).append(item.outlet or "outlet unknown")
    return [
        (
            when,
            styled(
                (words, ""),
                ("\n", ""),
                (behind(", ".join(dict.fromkeys(names)), stance, f"via {via}" if via else ""), "dim"),
            ),
        )
        for (when, words, stance, via), names in told.items()
    ]


def _label(item: Item) -> Row:
    return days(item) or UNDATED, styled(
        (f"{item.title} ", ""), (f"{item.status} · {item.outlet or 'outlet unknown'}", "dim")
    )
