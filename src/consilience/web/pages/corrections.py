"""What analysts judged of the thing on a page, and the forms to judge it: plain HTML forms, posted to `/judge`.

A judgement stands beside the machine's fact, with who and when. Not here: what a judgement may be (`desk/drafts`), how it is
made and kept (`desk/ledgers`), what it does to the picture (`pipeline`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, cast

from consilience.desk.drafts import FORMS
from consilience.exports.page.view import name_outlet
from consilience.exports.record.shape import ConflictOut, EventOut, StoryOut
from consilience.pipeline.settling import settle
from consilience.record.listing import Filter
from consilience.stages.events.codes import MODES
from consilience.web.pages.bearers import mentions
from consilience.web.pages.facts import say_day
from consilience.web.pages.links import link
from consilience.web.pages.passages import clip
from consilience.web.pages.shelf import Shelf
from consilience.web.pages.standing import say_standing

if TYPE_CHECKING:
    from consilience.record.items import Item, Kind
    from consilience.record.judgements import Judgement, Judgements
    from consilience.store.judgements import Ledger

MOST_CHOICES = 150
"""Things offered to choose from: those of the same stories, the weightiest first."""

MOST_CHECKED = 60

ACTION_WORDS = {
    "merge": "the same as", "split": "a part is another", "move": "belongs to another story", "copy": "copied from",
    "not-copy": "not copied from", "rename": "name", "date": "date", "place": "place", "type": "type", "actors": "who did it",
    "targets": "to whom", "actuality": "whether it happened", "status": "status", "stance": "stance", "speaker": "speaker",
    "remove": "not a fact: leave it out", "verify": "verified", "retract": "retracted", "note": "note", "undo": "undone",
}  # fmt: skip
OF_KIND: dict[str, tuple[str, ...]] = {
    "entity": ("merge", "split", "rename", "note"),
    "event": ("date", "place", "type", "actors", "targets", "status", "actuality", "merge", "split", "remove", "note"),
    "story": ("merge", "split", "note"),
    "article": ("date", "move", "copy", "not-copy", "note"),
    "claim": ("stance", "speaker", "remove", "note"),
    "conflict": ("note",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing to choose."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of a form. `kind`: how it is asked."""

    name: str
    label: str
    kind: Literal["text", "date", "one", "checks"]
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeForm:
    """One way to judge the thing: what is posted as it is (`ids`), what is asked, and what the picture says of that `now`."""

    action: str
    title: str
    kind: str
    ids: tuple[str, ...]
    fields: tuple[Field, ...]
    now: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRow:
    """A judgement in words, beside what the machine said."""

    id: str
    action: str
    said: str
    was: str | None
    by: str
    at: str
    note: str
    state: str
    undone: bool
    position: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsView:
    """Everything the page to judge a thing shows."""

    kind: str
    id: str
    title: str
    back: str
    forms: tuple[JudgeForm, ...]


def show_judged(shelf: Shelf, ledger: Ledger, kind: Kind, name: str) -> tuple[JudgedRow, ...]:
    """Give the judgements on an item, oldest first, those undone too; the undoings themselves are told by that."""
    every = ledger.every()
    content: Any = shelf.desk.read(kind, name) if every else None
    judged = frozenset(getattr(content, "judged", ()))
    book = settle(every)
    return tuple(_row(j, book, judged) for j in book.every if j.action != "undo" and _speaks_of(j, name, judged))


def show_forms(shelf: Shelf, kind: str, name: str) -> FormsView | None:
    """Give the ways to judge an item; `None` where there is no such item, or nothing of its kind is judged."""
    known = cast("Kind", kind)
    item = shelf.item(known, name) if kind in OF_KIND else None
    if item is None:
        return None
    back = link("place" if item.type == "place" else kind, name)
    return FormsView(kind=kind, id=name, title=item.title, back=back, forms=tuple(_forms(shelf, known, item)))


def _speaks_of(judgement: Judgement, name: str, judged: frozenset[str]) -> bool:
    ids = {target.id.partition("/")[0] for target in (*judgement.targets, *judgement.to)}
    return judgement.id in judged or name in ids


def _row(judgement: Judgement, book: Judgements, judged: frozenset[str]) -> JudgedRow:
    if judgement.id in book.undone:
        state = "undone"
    elif judgement.id in book.overruled:
        state = "overruled by a later one"
    else:
        kept = judgement.action in ("note", "verify", "retract") or judgement.id in judged
        state = "in force" if kept else "waits for the next weaving"
    return JudgedRow(
        id=judgement.id,
        action=ACTION_WORDS[judgement.action],
        said=_say(judgement),
        was=judgement.was,
        by=judgement.by,
        at=judgement.at.strftime("%Y-%m-%d %H:%M UTC"),
        note=judgement.note,
        state=state,
        undone=judgement.id in book.undone,
        position=_position(judgement),
    )


def _position(judgement: Judgement) -> int | None:
    """The number of the position of a dispute that is judged, as its page counts them, from 1."""
    target = judgement.targets[0] if judgement.targets else None
    return int(target.id.partition("/")[2]) + 1 if target and target.kind == "position" else None


def _say(judgement: Judgement) -> str:
    """What is judged: the value, the days, or the names of what it is bound to."""
    if judgement.when is not None:
        first, last = judgement.when.earliest.isoformat(), judgement.when.latest.isoformat()
        return first if first == last else f"{first} to {last}"
    others = judgement.to or judgement.targets[1:]
    named = ", ".join(dict.fromkeys(target.name for target in others))
    if judgement.action in ("verify", "retract", "split"):
        return judgement.targets[0].name
    return judgement.value or named


def _forms(shelf: Shelf, kind: Kind, item: Item) -> Iterable[JudgeForm]:
    name, now = item.id, say_standing(shelf, kind, item)
    for action in OF_KIND.get(kind, ()):
        fields = tuple(_fields(shelf, kind, name, action))
        if action in ("merge", "copy", "not-copy", "move") and not (fields and fields[0].choices):
            continue
        if action == "split" and len(fields[0].choices) < 2:
            continue
        yield JudgeForm(
            action=action, title=ACTION_WORDS[action], kind=kind, ids=(name,), fields=fields, now=now.get(action, "")
        )
    conflict = shelf.get(ConflictOut, name) if kind == "conflict" else None
    for number, position in enumerate(conflict.positions if conflict else ()):
        for action in ("verify", "retract"):
            title = f"position {number + 1} {ACTION_WORDS[action]}: {clip(position.statement, 60)}"
            yield JudgeForm(action=action, title=title, kind="position", ids=(f"{name}/{number}",), fields=())


def _fields(shelf: Shelf, kind: Kind, name: str, action: str) -> Iterable[Field]:
    form = FORMS[action]  # type: ignore[index]  # the actions of OF_KIND are all in it
    if action in ("merge", "copy", "not-copy"):
        yield Field(name="ids", label="Which other", kind="one", choices=_others(shelf, kind, name))
    elif action == "split":
        yield Field(name="spans", label="Which are another", kind="checks", choices=_parts(shelf, kind, name))
    elif form.to is not None:
        many: Literal["checks", "one"] = "checks" if form.most_to > 1 else "one"
        yield Field(name="to", label="Which", kind=many, choices=_targets(shelf, kind, name, form.to, action))
    elif action == "type":
        yield Field(name="value", label="Type, or type/mode", kind="one", choices=_types())
    elif form.values:
        choices = tuple(Choice(value=value, label=value) for value in form.values)
        yield Field(name="value", label="Which", kind="one", choices=choices)
    elif form.value:
        yield Field(name="value", label="Which", kind="text")
    elif form.date:
        yield Field(name="start", label="First day", kind="date")
        yield Field(name="end", label="Last day, if several", kind="date")


def _types() -> tuple[Choice, ...]:
    pairs = [(kind, mode) for kind, modes in MODES.items() for mode in ("", *sorted(modes))]
    values = [f"{kind}/{mode}" if mode else kind for kind, mode in pairs]
    return tuple(Choice(value=value, label=value.lower().replace("/", ": ")) for value in values)


def _others(shelf: Shelf, kind: Kind, name: str) -> tuple[Choice, ...]:
    """Things of the same kind that it could be the same as: of its stories, or for stories the latest."""
    item = shelf.item(kind, name)
    stories = item.stories[:1] if item and kind != "story" else ()
    where = Filter(story=stories[0]) if stories else Filter()
    return _choices(shelf, kind, where, without=name, like=item.type if item and kind == "entity" else None)


def _targets(shelf: Shelf, kind: Kind, name: str, to: str, action: str) -> tuple[Choice, ...]:
    item = shelf.item(kind, name)
    if to == "story":
        return _choices(shelf, "story", Filter(), without="")
    story = item.stories[0] if item and item.stories else None
    of_type = "place" if action == "place" else None
    return _choices(shelf, "entity", Filter(story=story, type=of_type), without="")


def _choices(shelf: Shelf, kind: Kind, where: Filter, *, without: str, like: str | None = None) -> tuple[Choice, ...]:
    order: Literal["recent", "weight"] = "recent" if kind in ("story", "article") else "weight"
    page = shelf.desk.page(kind, where=where, order=order, limit=MOST_CHOICES)
    found = [item for item in page.items if item.id != without and (like is None or item.type == like)]
    dated = kind != "entity"
    return tuple(
        Choice(value=item.id, label=clip(f"{item.title} ({item.first})" if dated and item.first else item.title, 110))
        for item in found
    )


def _parts(shelf: Shelf, kind: Kind, name: str) -> tuple[Choice, ...]:
    if kind == "entity":
        item = shelf.item("entity", name)
        some = islice(mentions(item), MOST_CHECKED) if item else ()
        spans = [(m.article, m.start, m.end) for m in some]
    elif kind == "event":
        event = shelf.get(EventOut, name)
        spans = [(r.span.article, r.span.start, r.span.end) for r in (event.reports if event else ())]
    else:
        story = shelf.get(StoryOut, name)
        spans = [(p.article, p.start, p.end) for p in (story.parts if story else ())]
    return tuple(_part(shelf, kind, spans[:MOST_CHECKED]))


def _part(shelf: Shelf, kind: Kind, spans: Sequence[tuple[str, int, int]]) -> Iterable[Choice]:
    articles = shelf.articles(article for article, _, _ in spans)
    for article, start, end in spans:
        found = articles.get(article)
        if found is not None:
            words = found.title or "untitled" if kind == "story" else found.text[start:end]
            label = f"{clip(words, 100)} ({name_outlet(found)}, {say_day(found.published)})"
            yield Choice(value=f"{article}:{start}-{end}", label=label)
