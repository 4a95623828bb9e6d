"""Things grouped by the machine, regrouped as people have judged: what must be together, what must be apart.

A judgement outweighs every score. Later judgements are taken first; an earlier one that contradicts them is left out and
named. A group that holds two things judged apart is cut at its weakest links: its links are followed again from the
strongest, none across the cut. Nothing else moves. Pure functions over any things that can be compared and ordered.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, TypeVar

from consilience.record.text import Span

Thing = TypeVar("Thing", int, str, Span)
Edge = tuple[float, Thing, Thing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[Thing]):
    """One judgement over things: all sides are one, or, where `apart`, the first side is none of the rest."""

    judgement: str
    apart: bool
    sides: tuple[tuple[Thing, ...], ...]


def regroup(
    groups: Iterable[Sequence[Thing]], edges: Iterable[Edge[Thing]], rules: Sequence[Rule[Thing]]
) -> list[tuple[Thing, ...]]:
    """Give the groups as the rules (latest first) will have them, each sorted, in order of their first thing.

    `edges` are the machine's links with their scores; links between groups count for nothing.
    Groups that no rule speaks of come back as they are. The order of groups and edges does not matter.
    """
    machine = sorted(tuple(sorted(group)) for group in groups if group)
    home = {thing: n for n, group in enumerate(machine) for thing in group}
    known = [_known(rule, home) for rule in rules]
    sets, _ = accept(known)
    touched = {home[thing] for rule in known for side in rule.sides for thing in side}
    inside: list[Edge[Thing]] = sorted(
        (-score, min(a, b), max(a, b)) for score, a, b in edges if home.get(a) == home.get(b) and home.get(a) in touched
    )
    for _, a, b in inside:
        sets.unite(a, b)
    for n in sorted(touched):
        sets.close(machine[n])
    out = sets.gathered(thing for n in touched for thing in machine[n])
    out += [group for n, group in enumerate(machine) if n not in touched]
    return sorted(out)


def _known(rule: Rule[Thing], home: Mapping[Thing, int]) -> Rule[Thing]:
    """The rule over things that there still are: a side whose articles are gone is left empty, and the rule dormant."""
    sides = tuple(tuple(thing for thing in dict.fromkeys(side) if thing in home) for side in rule.sides)
    return Rule(judgement=rule.judgement, apart=rule.apart, sides=sides)


def accept(rules: Iterable[Rule[Thing]]) -> tuple[Sets[Thing], Mapping[str, str]]:
    """Take rules one by one, latest first; give the sets they make and which rules contradict those taken before."""
    sets: Sets[Thing] = Sets()
    overruled: dict[str, str] = {}
    for rule in rules:
        against = _part(rule, sets) if rule.apart else _bind(rule, sets)
        if against is not None:
            overruled.setdefault(rule.judgement, against)
    return sets, overruled


def _part(rule: Rule[Thing], sets: Sets[Thing]) -> str | None:
    """Hold the first side together and apart from the rest; give the judgement that forbids it all, or `None`."""
    first, rest = rule.sides[0], [thing for side in rule.sides[1:] for thing in side]
    pairs = [(a, b) for a in first for b in rest]
    free = [(a, b) for a, b in pairs if sets.root(a) != sets.root(b)]
    if pairs and not free:
        return sets.bound_by(first[0])
    for a, b in free:
        sets.part(a, b, rule.judgement)
    for other in first[1:]:
        sets.unite(first[0], other, rule.judgement)
    return None


def _bind(rule: Rule[Thing], sets: Sets[Thing]) -> str | None:
    """Unite all sides, thing by thing, around those judged apart later; give what forbids any meeting of sides, or `None`."""
    things = [thing for side in rule.sides for thing in side]
    against = None
    for thing in things[1:]:
        against = sets.unite(things[0], thing, rule.judgement) or against
    roots = [{sets.root(thing) for thing in side} for side in rule.sides if side]
    met = any(a & b for a, b in combinations(roots, 2))
    return None if met or len(roots) < 2 else against


class Sets(Generic[Thing]):
    """Disjoint sets that refuse to unite where two of their things were judged apart."""

    def __init__(self) -> None:
        """Start with every thing alone."""
        self._parent: dict[Thing, Thing] = {}
        self._apart: dict[Thing, dict[Thing, str]] = {}
        self._bound: dict[Thing, str] = {}

    def root(self, thing: Thing) -> Thing:
        """Give the thing that stands for the set."""
        parent = self._parent
        while parent.get(thing, thing) != thing:
            parent[thing] = parent.get(parent[thing], parent[thing])
            thing = parent[thing]
        return thing

    def bound_by(self, thing: Thing) -> str:
        """Give the latest judgement that made the thing's set; "" where none did."""
        return self._bound.get(self.root(thing), "")

    def unite(self, one: Thing, other: Thing, judgement: str = "") -> str | None:
        """Make two sets one; where things in them were judged apart leave them and give that judgement."""
        a, b = sorted((self.root(one), self.root(other)))
        if a == b:
            return None
        if b in self._apart.get(a, ()):
            return self._apart[a][b]
        self._parent[b] = a
        if bound := self._bound.get(a) or self._bound.get(b) or judgement:
            self._bound[a] = bound
        for far, why in self._apart.pop(b, {}).items():
            self._apart[far].pop(b, None)
            self._apart[far].setdefault(a, why)
            self._apart.setdefault(a, {}).setdefault(far, why)
        return None

    def part(self, one: Thing, other: Thing, judgement: str) -> None:
        """Hold the sets of two things apart for good."""
        a, b = self.root(one), self.root(other)
        self._apart.setdefault(a, {}).setdefault(b, judgement)
        self._apart.setdefault(b, {}).setdefault(a, judgement)

    def are_apart(self, one: Thing, other: Thing) -> bool:
        """Whether something in the one's set was judged apart from something in the other's."""
        return self.root(other) in self._apart.get(self.root(one), ())

    def close(self, things: Iterable[Thing]) -> None:
        """Unite the sets of these things as far as they may, each with the first that it may join."""
        kept: list[Thing] = []
        for thing in sorted({self.root(thing) for thing in things}):
            for other in kept:
                if self.unite(other, thing) is None:
                    break
            else:
                kept.append(thing)

    def gathered(self, things: Iterable[Thing]) -> list[tuple[Thing, ...]]:
        """Give these things by sets, each sorted."""
        out: dict[Thing, list[Thing]] = {}
        for thing in sorted(things):
            out.setdefault(self.root(thing), []).append(thing)
        return [tuple(group) for group in out.values()]


SAME_WORDS = 0.5
"""Share of characters that two spans must have in common to be the same words, where none are exactly those: after a better
reading a name may gain its title or lose an article."""


class Ground(Generic[Thing]):
    """Things by the words they stand at, in the articles that matter only, so that many questions cost one look at all."""

    def __init__(self, things: Iterable[tuple[Span, Thing]], articles: Container[str]) -> None:
        """Take in the things whose words are in these articles."""
        self._here: dict[str, list[tuple[Span, Thing]]] = {}
        self._exact: dict[Span, list[Thing]] = {}
        for span, thing in things:
            if span.article in articles:
                self._here.setdefault(span.article, []).append((span, thing))
                self._exact.setdefault(span, []).append(thing)

    def at(self, spans: Iterable[Span]) -> tuple[Thing, ...]:
        """Give the things at these words, in order: those at exactly the words, else the one that overlaps them most."""
        found: dict[Thing, None] = {}
        for span in sorted(set(spans)):
            found |= dict.fromkeys(self._exact.get(span) or _nearest(span, self._here.get(span.article, ())))
        return tuple(found)


def standing_at(spans: Collection[Span], things: Iterable[tuple[Span, Thing]]) -> tuple[Thing, ...]:
    """Give the things that stand at these words, as `Ground.at`; for a single question."""
    return Ground(things, {span.article for span in spans}).at(spans)


def _nearest(span: Span, things: Iterable[tuple[Span, Thing]]) -> list[Thing]:
    shares = [(_share(span, other), -other.start, thing) for other, thing in things]
    best = max((s for s in shares if s[0] >= SAME_WORDS), key=lambda s: s[:2], default=None)
    return [best[2]] if best else []


def _share(a: Span, b: Span) -> float:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return max(0, shared) / (max(a.end, b.end) - min(a.start, b.start) or 1)
