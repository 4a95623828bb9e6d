"""One line for each kind of fact, as every page lists it: words and links, nothing decided about news."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from consilience.exports.page.view import PREDICATE_WORDS, STATUS_WORDS
from consilience.exports.page.words import say_date
from consilience.exports.record.shape import (
    ArticleOut,
    ClaimOut,
    ConflictOut,
    ControlOut,
    DateOut,
    EventOut,
    FramingOut,
    RelationOut,
)
from consilience.record.listing import Filter
from consilience.web.pages.links import link, link_outlet, link_span
from consilience.web.pages.passages import Passage, Support, cite, weigh
from consilience.web.pages.shelf import Entry, Shelf

BASIS_WORDS = {"stated": "stated", "resolved": "worked out", "inferred": "inferred"}
"""Stated: a report names the day. Worked out: from its own words, as "on Wednesday". Inferred: from when reports were published."""

STATUS_OF_EVENT = {
    "planned": "planned", "reported": "reported once", "corroborated": "corroborated", "disputed": "disputed",
    "denied": "only denied",
}  # fmt: skip
STANCE_WORDS = {
    "asserts": "said", "denies": "denied", "doubts": "doubted", "predicts": "predicted", "demands": "demanded",
    "promises": "promised", "threatens": "threatened",
}  # fmt: skip
"""Before "by": who speaks is one or many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A name that opens the page of what it names; `href` `None` where there is no page."""

    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event in a list."""

    href: str
    summary: str
    type: str
    day: str
    first: str
    last: str
    basis: str
    place: Ref | None
    actors: tuple[Ref, ...]
    status: str
    status_words: str
    independent: int
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A statement in a list. `speaker` `None`: the outlet's own voice. `also`: outlets with the same words."""

    href: str
    open: str
    words: str
    speaker: Ref | None
    stance: str
    anonymous: bool
    quoted: bool
    via: str | None
    outlet: Ref
    day: str
    first: str
    also: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRow:
    """One side of a dispute."""

    statement: str
    href: str | None
    support: Support
    said: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeRow:
    """A dispute, or figures that changed, with its positions."""

    id: str
    href: str
    question: str
    kind: str
    nature: str
    why: str
    positions: tuple[PositionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlRow:
    """Who holds a place, as reported."""

    place: Ref
    status: str
    holders: tuple[Ref, ...]
    day: str
    basis: str
    dispute: str | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow:
    """A stated relation."""

    subject: Ref
    words: str
    object: Ref
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRow:
    """A word an outlet hangs on an actor in its own voice."""

    label: str
    tone: str
    entity: Ref
    outlet: Ref
    open: str
    day: str


def name_entity(shelf: Shelf, name: str | None) -> Ref:
    """Give the name of an entity, opening its page."""
    item = shelf.named("entity", name) if name else None
    if item is None:
        return Ref(text="not named")
    return Ref(text=item.title, href=link("place" if item.type == "place" else "entity", item.id))


def name_article_outlet(shelf: Shelf, article: str) -> Ref:
    """Give the outlet of an article, opening its page."""
    item = shelf.item("article", article)
    if item is None or not item.outlet:
        return Ref(text="unnamed outlet", href=link("article", article) if item else None)
    return Ref(text=item.outlet, href=link_outlet(item.outlet))


def name_agency(shelf: Shelf, name: str, *, text: str | None = None) -> Ref:
    """Give an agency, opening its page where articles of its own are here."""
    here = shelf.desk.page("article", where=Filter(outlet=name), limit=1).items
    return Ref(text=text or name, href=link_outlet(name) if here else None)


def say_basis(date: DateOut | None) -> str:
    """Give how a day is known, in words; "" where it is stated or there is none."""
    return BASIS_WORDS[date.basis] if date and date.basis != "stated" else ""


def say_day(date: DateOut | None) -> str:
    """Give a day without the note on its basis, which pages print beside it."""
    return say_date(date).replace(" (inferred)", "")


def say_type(event: EventOut) -> str:
    """Give the PLOVER type and mode in small letters: "assault: beat"."""
    kind = event.type.replace("_", " ").lower()
    return f"{kind}: {event.mode.replace('-', ' ')}" if event.mode else kind


def show_event(shelf: Shelf, entry: Entry[EventOut]) -> EventRow:
    """Give the row of an event."""
    event = entry.of
    return EventRow(
        href=link("event", event.id),
        summary=event.summary,
        type=say_type(event),
        day=say_day(event.date),
        first=event.date.start if event.date else "",
        last=event.date.end if event.date else "",
        basis=say_basis(event.date),
        place=name_entity(shelf, event.place) if event.place else None,
        actors=tuple(name_entity(shelf, actor) for actor in event.actors),
        status=event.status,
        status_words=STATUS_OF_EVENT[event.status],
        independent=event.independent_reports,
        articles=len({report.span.article for report in event.reports}),
    )


def show_claim(shelf: Shelf, entry: Entry[ClaimOut]) -> ClaimRow:
    """Give the row of a statement."""
    claim, item = entry.of, entry.item
    return ClaimRow(
        href=link("claim", claim.id),
        open=link_span(claim.span),
        words=item.title,
        speaker=name_speaker(shelf, claim),
        stance=STANCE_WORDS[claim.stance],
        anonymous=claim.anonymous,
        quoted=claim.quoted,
        via=claim.via,
        outlet=Ref(text=item.outlet, href=link_outlet(item.outlet))
        if item.outlet
        else name_article_outlet(shelf, claim.span.article),
        day=say_days(item.first, item.last),
        first=item.first or "",
    )


def join_copies(rows: Iterable[ClaimRow]) -> tuple[ClaimRow, ...]:
    """Give statements with those of the same speaker, stance and words under the first of them: one text, many outlets."""
    joined: dict[tuple[str, str, str], list[ClaimRow]] = {}
    for row in rows:
        speaker = row.speaker.text if row.speaker else row.outlet.text
        joined.setdefault((speaker.casefold(), row.stance, row.words.casefold()), []).append(row)
    return tuple(
        replace(first, also=tuple(Ref(text=row.outlet.text, href=row.href) for row in rest))
        for first, *rest in joined.values()
    )


def name_speaker(shelf: Shelf, claim: ClaimOut) -> Ref | None:
    """Give who speaks: the entity, else the report's words for it; `None` for the outlet's own voice."""
    if claim.speaker:
        return name_entity(shelf, claim.speaker)
    return Ref(text=claim.speaker_text) if claim.speaker_text else None


def show_dispute(shelf: Shelf, entry: Entry[ConflictOut]) -> DisputeRow:
    """Give the row of a dispute with all its positions."""
    conflict = entry.of
    return DisputeRow(
        id=conflict.id,
        href=link("conflict", conflict.id),
        question=conflict.question,
        kind=conflict.kind,
        nature=conflict.nature,
        why=conflict.why,
        positions=tuple(
            PositionRow(
                statement=position.statement,
                href=link_span(position.spans[0]) if position.spans else None,
                support=weigh(
                    shelf, position.spans, independent=position.independent_reports, sources=position.ultimate_sources
                ),
                said=_said(position.first, position.last),
                claims=position.claims,
            )
            for position in conflict.positions
        ),
    )


def _said(first: DateOut | None, last: DateOut | None) -> str:
    one, other = say_day(first), say_day(last)
    return f"said {one}" if one == other else f"first said {one}, last {other}"


def show_control(shelf: Shelf, control: ControlOut) -> ControlRow:
    """Give the row of who holds a place."""
    return ControlRow(
        place=name_entity(shelf, control.place),
        status=STATUS_WORDS[control.status],
        holders=tuple(name_entity(shelf, holder) for holder in control.holder),
        day=say_day(control.date) if control.date else "no day given",
        basis=say_basis(control.date),
        dispute=link("conflict", control.conflict) if control.conflict else None,
        passages=cite(shelf, control.spans),
    )


def show_relation(shelf: Shelf, relation: RelationOut) -> RelationRow:
    """Give the row of a relation."""
    return RelationRow(
        subject=name_entity(shelf, relation.subject),
        words=PREDICATE_WORDS[relation.predicate],
        object=name_entity(shelf, relation.object),
        passages=cite(shelf, relation.spans),
    )


def show_labels(shelf: Shelf, framings: Iterable[FramingOut]) -> tuple[LabelRow, ...]:
    """Give the rows of labels, by outlet and label."""
    rows = [
        LabelRow(
            label=framing.label,
            tone=framing.tone,
            entity=name_entity(shelf, framing.entity),
            outlet=name_article_outlet(shelf, framing.article),
            open=link_span(framing.span),
            day=_day_of(shelf, framing.article),
        )
        for framing in framings
    ]
    return tuple(sorted(rows, key=lambda row: (row.outlet.text, row.label, row.open)))


def _day_of(shelf: Shelf, article: str) -> str:
    found = shelf.get(ArticleOut, article)
    return say_day(found.published) if found else "undated"


def dated_first(entries: Iterable[Entry[EventOut]]) -> tuple[Entry[EventOut], ...]:
    """Give events in the order they come, the undated after all others."""
    return tuple(sorted(entries, key=lambda entry: entry.of.date is None))


def say_days(first: str | None, last: str | None) -> str:
    """Give a stretch of days (ISO) in words; "undated" where none is known."""
    if not first or not last:
        return "undated"
    return say_date(DateOut(start=first, end=last, precision="day", basis="stated"))
