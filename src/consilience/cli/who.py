"""`consilience who NAME`: one person or organisation under all its names, what it did and said, what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from consilience.cli.drawing import UNDATED, Outlets, Row, count, days, heading, open_console, section, styled, support
from consilience.cli.names import find_entity
from consilience.cli.question import HERE, Question, asked, content, typed, write_json

if TYPE_CHECKING:
    from rich.text import Text

    from consilience.desk import Desk, Item


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
        heading(console, entity.title, f"{known.kind} · {count(entity.figure('articles'), 'article')} · also: {names}")
        outlets, lists = Outlets(desk), _lists(desk, entity, most)
        section(console, "Relations", [(_relation(desk, each),) for each in lists["relations"]])
        section(console, "Did, or had done to it", [_event(each, outlets) for each in lists["events"]], widths=(11,))
        section(console, "Said", [_claim(desk, each) for each in lists["claims"]], widths=(11,))
        section(console, "Called, in outlets' own voice", [_label(each) for each in lists["framing"]], widths=(11,))
        section(console, "Holds", [(days(each), each.title) for each in lists["control"]], widths=(11,))


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
    verb = relation.predicate.replace("_", " ")
    return styled(
        (f"{names.get(relation.subject, '?')} ", ""), (f"{verb} ", "dim"), (names.get(relation.object, "?"), "")
    )


def _event(item: Item, outlets: Outlets) -> Row:
    behind = f"{support(item.figure('independent'))}, {item.status} · {outlets.of(item.articles)}"
    return days(item) or UNDATED, styled((item.title, ""), ("\n", ""), (behind, "dim"))


def _claim(desk: Desk, item: Item) -> Row:
    claim: Any = desk.read("claim", item.id)
    told = " · ".join(
        filter(None, (item.outlet or "outlet unknown", claim.stance, f"via {claim.via}" if claim.via else ""))
    )
    return days(item) or UNDATED, styled((item.title, ""), ("\n", ""), (told, "dim"))


def _label(item: Item) -> Row:
    return days(item) or UNDATED, styled(
        (f"{item.title} ", ""), (f"{item.status} · {item.outlet or 'outlet unknown'}", "dim")
    )
