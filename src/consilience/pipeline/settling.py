"""Judgements settled among themselves: what is undone, what a later one outweighs, what binds and what parts.

Two analysts may judge one thing differently: the later judgement holds, both are kept, and a problem names the two.
Not here: what the judgements do to facts (`corrections`, the weaving stages).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from consilience.constraints import Rule, accept
from consilience.record.judgements import Action, Bond, BondKind, Judgement, Judgements, Target
from consilience.record.text import Problem, Span

Given = TypeVar("Given")

SLOTS: Mapping[Action, str] = MappingProxyType({
    "rename": "name", "date": "date", "place": "place", "type": "type", "actors": "actors", "targets": "targets",
    "actuality": "actuality", "status": "status", "stance": "stance", "speaker": "speaker", "verify": "mark",
    "retract": "mark", "move": "story",
})  # fmt: skip
"""What each action fills: two judgements that fill one slot of the same words differently contradict each other."""

BONDS: Mapping[str, BondKind] = MappingProxyType(
    {"entity": "entity", "link": "entity", "event": "event", "story": "story"}
)
"""Target kinds that can be merged and split, and what is bound then."""

IDENTITY: tuple[Action, ...] = ("merge", "split", "copy", "not-copy", "move", "note", "undo")
"""Actions that correct no fact of a reading; a moved passage does, and is told by its target."""


def settle(judgements: Iterable[Judgement]) -> Judgements:
    """Give the judgements settled. The order they come in does not matter; of two that are equal one is kept."""
    every = sorted({j.id: j for j in judgements}.values(), key=lambda j: (j.at, j.id))
    undone = find_undone(every)
    standing = [j for j in every if j.id not in undone and j.action != "undo"]
    filled = _overruled_fields(standing)
    bonds = [bond for j in reversed(standing) if j.id not in filled for bond in _bonds(j)]
    _, unbound = accept(_rules(bonds))
    overruled = {**filled, **unbound}
    in_force = [j for j in standing if j.id not in overruled]
    return Judgements(
        every=tuple(every),
        in_force=tuple(in_force),
        undone=frozenset(undone),
        overruled=MappingProxyType(overruled),
        bonds=tuple(bond for bond in bonds if bond.judgement not in overruled),
        spoken=_by_article((j.id, (*j.targets, *j.to)) for j in in_force),
        corrections=_by_article((j, j.targets) for j in in_force if _corrects(j)),
        problems=_problems(standing, overruled),
    )


def find_undone(every: Sequence[Judgement]) -> set[str]:
    """Give the ids that an undoing, itself not undone, takes back."""
    undoing: dict[str, list[str]] = defaultdict(list)
    for judgement in every:
        if judgement.action == "undo" and judgement.value:
            undoing[judgement.value].append(judgement.id)
    known = {judgement.id: judgement for judgement in every}
    undone: set[str] = set()
    # The last undoing of a chain first: whether it stands decides on those before it.
    for judgement in sorted(every, key=lambda j: -_depth(j.id, known)):
        if any(one not in undone for one in undoing.get(judgement.id, ())):
            undone.add(judgement.id)
    return undone


def _depth(name: str, known: Mapping[str, Judgement]) -> int:
    """How many undoings lie between this judgement and a first one. No circle: an undoing's id is made of what it undoes."""
    depth = 0
    while (judgement := known.get(name)) and judgement.action == "undo" and judgement.value:
        name, depth = judgement.value, depth + 1
    return depth


def _answer(judgement: Judgement) -> tuple[object, ...]:
    mark = judgement.action if SLOTS.get(judgement.action) == "mark" else None
    return (judgement.value, judgement.when, mark, tuple(t.spans for t in judgement.to))


def _spoken(judgement: Judgement) -> list[tuple[str, str, Span]]:
    slot = SLOTS.get(judgement.action)
    targets = judgement.targets[:1] if judgement.action == "move" else judgement.targets
    return [(slot, target.kind, span) for target in targets for span in target.spans] if slot else []


def _overruled_fields(standing: Sequence[Judgement]) -> dict[str, str]:
    """Judgements all of whose words a later one judges differently, in the same respect."""
    latest: dict[tuple[str, str, Span], Judgement] = {}
    for judgement in standing:
        latest |= dict.fromkeys(_spoken(judgement), judgement)
    out = {}
    for judgement in standing:
        holders = [latest[key] for key in _spoken(judgement)]
        if holders and all(h.id != judgement.id and _answer(h) != _answer(judgement) for h in holders):
            out[judgement.id] = max(holders, key=lambda h: (h.at, h.id)).id
    return out


def _bonds(judgement: Judgement) -> Iterator[Bond]:
    sides = tuple(target.spans for target in judgement.targets)
    kind = BONDS.get(judgement.targets[0].kind) if judgement.targets else None
    if judgement.action in ("merge", "split") and kind:
        yield Bond(judgement=judgement.id, kind=kind, apart=judgement.action == "split", sides=sides)
    elif judgement.action in ("copy", "not-copy"):
        yield Bond(judgement=judgement.id, kind="lineage", apart=judgement.action == "not-copy", sides=sides)
    elif judgement.action == "move" and judgement.targets[0].kind == "article":
        if len(sides) > 1:
            yield Bond(judgement=judgement.id, kind="story", apart=True, sides=sides)
        if judgement.to:
            yield Bond(judgement=judgement.id, kind="story", apart=False, sides=(sides[0], judgement.to[0].spans))


def _rules(bonds: Iterable[Bond]) -> Iterator[Rule[Span]]:
    """The bonds as rules over words. Stories and lineages bind articles: there the whole article stands for its words."""
    for bond in bonds:
        whole = bond.kind in ("story", "lineage")
        sides = tuple(
            tuple(
                Span(article=f"{bond.kind} {s.article}", start=0, end=0) if whole else _apart_from(bond.kind, s)
                for s in side
            )
            for side in bond.sides
        )
        yield Rule(judgement=bond.judgement, apart=bond.apart, sides=sides)


def _apart_from(kind: BondKind, span: Span) -> Span:
    """The span marked with what is bound, so that bonds of entities and of events never meet."""
    return Span(article=f"{kind} {span.article}", start=span.start, end=span.end)


def _corrects(judgement: Judgement) -> bool:
    return judgement.action not in IDENTITY or any(t.kind == "passage" for t in judgement.targets)


def _by_article(given: Iterable[tuple[Given, Iterable[Target]]]) -> Mapping[str, tuple[Given, ...]]:
    """Things by the articles whose words their targets stand on."""
    out: dict[str, list[Given]] = defaultdict(list)
    for thing, targets in given:
        for article in dict.fromkeys(span.article for target in targets for span in target.spans):
            out[article].append(thing)
    return MappingProxyType({article: tuple(found) for article, found in out.items()})


def _problems(standing: Sequence[Judgement], overruled: Mapping[str, str]) -> tuple[Problem, ...]:
    """One line for each judgement that another analyst's later one outweighs. Changing one's own mind is no problem."""
    known = {j.id: j for j in standing}
    pairs = [(known[loser], known[winner]) for loser, winner in sorted(overruled.items()) if winner in known]
    return tuple(
        Problem(
            code="judgements-differ",
            article=None,
            message=f"{name_judgement(loser)} is outweighed by {name_judgement(winner)}; undo one of them",
        )
        for loser, winner in pairs
        if loser.by != winner.by
    )


def name_judgement(judgement: Judgement) -> str:
    """Give one judgement in a few words for a message: its id, who, when, what of what."""
    of = ", ".join(f"“{_name(target)}”" for target in judgement.targets)
    return f"{judgement.id} ({judgement.by}, {judgement.at:%Y-%m-%d %H:%M}: {judgement.action} {of})"


def _name(target: Target) -> str:
    return target.name if len(target.name) <= MOST_NAME else target.name[:MOST_NAME].rstrip() + " …"


MOST_NAME = 60
"""Characters of a target's name in a message of one line."""
