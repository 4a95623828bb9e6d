"""The dispute page: positions side by side, each with what stands behind it, and when each was said."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from consilience.exports.record.shape import ClaimOut, ConflictOut, EventOut
from consilience.web.pages.facts import (
    ClaimRow,
    DisputeRow,
    EventRow,
    Ref,
    name_entity,
    show_claim,
    show_dispute,
    show_event,
)
from consilience.web.pages.links import link
from consilience.web.pages.shelf import Entry, Shelf
from consilience.web.pages.strip import draw_lanes

KIND_WORDS = {
    "occurrence": "whether it happened", "control": "who holds a place", "number": "a number", "date": "when",
    "place": "where", "actor": "who did it", "direction": "which way",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One saying in the course of a dispute: which position it is for, by number."""

    position: int
    claim: ClaimRow


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeView:
    """Everything the dispute page shows."""

    id: str
    row: DisputeRow
    kind_words: str
    story: Ref | None
    about: tuple[Ref, ...]
    events: tuple[EventRow, ...]
    course: tuple[Said, ...]
    lanes: Markup | None


def show_dispute_page(shelf: Shelf, name: str) -> DisputeView | None:
    """Give the view of a dispute; `None` where there is none of that id."""
    conflict, item = shelf.get(ConflictOut, name), shelf.item("conflict", name)
    if conflict is None or item is None:
        return None
    story = shelf.item("story", conflict.story) if conflict.story else None
    course = _course(shelf, conflict)
    lanes = [
        (str(i), [said.claim.first for said in course if said.position == i])
        for i in range(1, len(conflict.positions) + 1)
    ]
    return DisputeView(
        id=name,
        row=show_dispute(shelf, Entry(item=item, shelf=shelf)),
        kind_words=KIND_WORDS[conflict.kind],
        story=Ref(text=story.title, href=link("story", story.id)) if story else None,
        about=tuple(name_entity(shelf, about) for about in conflict.about),
        events=tuple(show_event(shelf, entry) for entry in shelf.several(EventOut, conflict.events)),
        course=course,
        lanes=draw_lanes(lanes),
    )


def _course(shelf: Shelf, conflict: ConflictOut) -> tuple[Said, ...]:
    """Every statement of every position, oldest first: how the dispute changed over time."""
    course = [
        Said(position=i, claim=show_claim(shelf, entry))
        for i, position in enumerate(conflict.positions, start=1)
        for entry in shelf.several(ClaimOut, position.claims)
    ]
    return tuple(sorted(course, key=lambda said: (said.claim.first or "9999", said.position, said.claim.href)))
