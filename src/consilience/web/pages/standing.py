"""What the picture says now of each thing that a form asks, so that an analyst sees what they correct."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from consilience.exports.record.shape import ClaimOut, EventOut
from consilience.web.pages.facts import Ref, name_entity, name_speaker, say_days

if TYPE_CHECKING:
    from consilience.record.items import Item, Kind
    from consilience.web.pages.shelf import Shelf

NOT_NAMED = "not named"


def say_standing(shelf: Shelf, kind: Kind, item: Item) -> dict[str, str]:
    """Give by action the words for what stands now; an action that has none is left out."""
    if kind == "event":
        return _of_event(shelf, item)
    if kind == "claim":
        claim = shelf.get(ClaimOut, item.id)
        speaker = name_speaker(shelf, claim) if claim else None
        said_by = speaker.text if speaker else f"{item.outlet or 'the outlet'}, in its own voice"
        return {"stance": claim.stance, "speaker": said_by} if claim else {}
    if kind == "article":
        return {"date": say_days(item.first, item.last), "move": ", ".join(_titles(shelf, item.stories))}
    return {"rename": item.title} if kind == "entity" else {}


def _of_event(shelf: Shelf, item: Item) -> dict[str, str]:
    event = shelf.get(EventOut, item.id)
    if event is None:
        return {}
    words = f"{event.type}/{event.mode}" if event.mode else event.type
    return {
        "date": say_days(item.first, item.last) if item.first else "undated",
        "place": name_entity(shelf, event.place).text if event.place else NOT_NAMED,
        "type": words.lower().replace("/", ": "),
        "actors": _names(name_entity(shelf, name) for name in event.actors),
        "targets": _names(name_entity(shelf, name) for name in event.targets),
        "status": event.status,
    }


def _names(refs: Iterable[Ref]) -> str:
    return ", ".join(ref.text for ref in refs) or NOT_NAMED


def _titles(shelf: Shelf, stories: Iterable[str]) -> Iterable[str]:
    return (f"“{item.title}”" for name in stories if (item := shelf.item("story", name)))
