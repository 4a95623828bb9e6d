"""What analysts have judged: values that stand beside the machine's facts and never over them.

A judgement speaks of words in articles, because ids of woven facts change when reports come: it keeps both the id that was
shown and the spans behind it. The book is append-only; taking one back is a judgement too. Not here: how judgements are
settled among themselves (`pipeline.settling`) and applied (`pipeline.corrections`, the weaving stages).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from consilience.record.ids import make_id
from consilience.record.text import Problem, Span, When

Action = Literal[
    "merge", "split", "move", "copy", "not-copy", "rename", "date", "place", "type", "actors", "targets", "actuality",
    "status", "stance", "speaker", "remove", "verify", "retract", "note", "undo",
]  # fmt: skip
TargetKind = Literal[
    "article", "passage", "lineage", "story", "entity", "event", "claim", "quote", "conflict", "position", "control",
    "relation", "framing", "timeline", "sentence", "link", "judgement",
]  # fmt: skip
BondKind = Literal["entity", "event", "story", "lineage"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a judgement speaks of.

    `id` and `name` are what the item was called then; `spans` the words it stands on, by which it is found again: of an
    entity its mentions, of an event the words that name it, of a story its parts, of an article its whole text.
    """

    kind: TargetKind
    id: str
    name: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One judgement: who, when, what, why.

    `targets` is what is judged; `to` what it is judged to belong to: the story moved to, the entities of a corrected place,
    actor, target or speaker. `value`: the corrected name, "TYPE" or "TYPE/mode", actuality, status, stance, the words of a
    speaker who is no entity, or the id of the judgement undone. `when`: the corrected date. `was`: what the machine said
    then, in words; `None` where it said nothing.
    """

    id: str
    by: str
    at: datetime
    action: Action
    targets: tuple[Target, ...]
    to: tuple[Target, ...] = ()
    value: str | None = None
    when: When | None = None
    note: str = ""
    was: str | None = None


def judgement_id(judgement: Judgement) -> str:
    """Give the id that a judgement's own content makes, so that importing it twice adds one."""
    j = judgement
    key: list[object] = [j.by, j.at.isoformat(), j.action, j.value, j.when, j.note, j.was]
    for name, targets in (("targets", j.targets), ("to", j.to)):
        key.append(name)
        for target in targets:
            key += [target.kind, target.id, target.name, *(f"{s.article}:{s.start}-{s.end}" for s in target.spans)]
    return make_id("j", *key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """Things judged to be one, or, where `apart`, the first side judged to be another thing than the rest.

    `judgement`: id of the judgement that says so. A stage looks up which of its things stand at the spans of each side.
    """

    judgement: str
    kind: BondKind
    apart: bool
    sides: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements:
    """All judgements, settled among themselves; the argument that pipeline and stages take. Empty by default.

    `every`: in order of time; `in_force`: those neither undone nor overruled, nor themselves an undoing, in that order.
    `undone`: ids taken back. `overruled`: id of a judgement -> id of the later one that
    contradicts it. `bonds`: latest first. `spoken`: ids of those in force by the articles they speak of or lead to.
    `corrections`: those in force that change facts, oldest first, by the articles they speak of. `problems`: contradictions
    between analysts, in words.
    """

    every: tuple[Judgement, ...] = ()
    in_force: tuple[Judgement, ...] = ()
    undone: frozenset[str] = frozenset()
    overruled: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    bonds: tuple[Bond, ...] = ()
    spoken: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    corrections: Mapping[str, tuple[Judgement, ...]] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Problem, ...] = ()

    def bonds_of(self, kind: BondKind, articles: Iterable[str]) -> tuple[Bond, ...]:
        """Give the bonds of a kind that speak of any of these articles, latest first."""
        known = frozenset(self.about(articles)) if self.bonds else frozenset()
        return tuple(b for b in self.bonds if b.kind == kind and b.judgement in known) if known else ()

    def about(self, articles: Iterable[str]) -> tuple[str, ...]:
        """Give the ids of the judgements in force that speak of any of these articles, sorted."""
        return tuple(sorted({name for a in articles for name in self.spoken.get(a, ())})) if self.spoken else ()

    def correcting(self, article: str, *actions: Action) -> tuple[Judgement, ...]:
        """Give the corrections of these kinds that speak of an article, oldest first."""
        return tuple(j for j in self.corrections.get(article, ()) if j.action in actions)


NO_JUDGEMENTS = Judgements()
"""Nobody has judged anything."""
