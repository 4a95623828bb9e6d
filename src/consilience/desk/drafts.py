"""What an analyst asks for, as a page, the API or a script sends it: ids as shown, and values as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from consilience.record.found import Actuality, Stance
from consilience.record.judgements import Action, TargetKind
from consilience.record.text import Precision, Span
from consilience.record.woven import EventStatus

JudgedKind = Literal[
    "article", "lineage", "story", "entity", "event", "claim", "quote", "conflict", "position", "control", "relation",
    "framing", "timeline", "sentence", "link", "judgement",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One judgement before it is made.

    `kind` and `ids`: the items judged, as the record names them; a position of a conflict is "ID/NUMBER", counted from 0.
    `spans`: the part meant, where not all of it is: the mentions of an entity that are another, words or sentences of an
    event's reports that tell of another, any words of the articles of a story that are another, the passage to move.
    `to`: ids it belongs to: a story (move), entities (place, actors, targets, speaker). `value`: a name, type, status,
    stance, or words of a speaker. `start`, `end`: ISO days of a date; `end` `None`: a single day.
    """

    action: Action
    kind: JudgedKind
    ids: tuple[str, ...]
    spans: tuple[Span, ...] = ()
    to: tuple[str, ...] = ()
    value: str | None = None
    start: str | None = None
    end: str | None = None
    precision: Precision = "day"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What an action is asked with: the kinds it can judge, how many ids, and which further fields it needs.

    `most`: ids at most, 0 for any number. `to`: kind of the ids it leads to, or `None`, and `most_to` how many.
    `values`: the words that `value` may
    be, where the list is closed.
    """

    kinds: tuple[JudgedKind, ...]
    least: int = 1
    most: int = 1
    spans: bool = False
    to: TargetKind | None = None
    most_to: int = 0
    value: bool = False
    values: tuple[str, ...] = ()
    date: bool = False


MOST_PARTIES = 20
"""Actors or targets of one event. Joint statements name up to about fifteen states."""

FORMS: dict[Action, Form] = {
    "merge": Form(kinds=("entity", "event", "story", "link"), most=0),
    "split": Form(kinds=("entity", "event", "story", "link"), spans=True),
    "move": Form(kinds=("article",), spans=True, to="story", most_to=1),
    "copy": Form(kinds=("article",), least=2, most=2),
    "not-copy": Form(kinds=("article",), least=2, most=2),
    "rename": Form(kinds=("entity",), value=True),
    "date": Form(kinds=("article", "event"), date=True),
    "place": Form(kinds=("event",), to="entity", most_to=1),
    "type": Form(kinds=("event",), value=True),
    "actors": Form(kinds=("event",), to="entity", most_to=MOST_PARTIES),
    "targets": Form(kinds=("event",), to="entity", most_to=MOST_PARTIES),
    "actuality": Form(kinds=("event",), value=True, values=get_args(Actuality)),
    "status": Form(kinds=("event",), value=True, values=get_args(EventStatus)),
    "stance": Form(kinds=("claim",), value=True, values=get_args(Stance)),
    "speaker": Form(kinds=("claim",), to="entity", most_to=1),
    "remove": Form(kinds=("event", "claim")),
    "verify": Form(kinds=("position",)),
    "retract": Form(kinds=("position",)),
    "note": Form(kinds=get_args(JudgedKind)[:-1]),
    "undo": Form(kinds=("judgement",)),
}
"""Every action with its form: what the pages show, what the API takes, what `judging` checks."""
