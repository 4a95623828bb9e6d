"""What two statements have in common, weighed; and the form of a judgement on them. Not here: the judging (`judge`, `tallies`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal

from consilience.record.text import When
from consilience.record.woven import ConflictKind, Entity
from consilience.stages.conflicts.statements import Figure, Statement
from consilience.stages.conflicts.values import far_apart
from consilience.stages.conflicts.weights import DEED_WEIGHT, weigh

ONE_MATTER = 0.5
"""Share of the shorter statement's weight that must stand in the other. Of own-written pairs (set a), those of one matter
share more than half."""


Verdict = Literal["disagreement", "revision", "scope", "precision", "same", "unrelated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A verdict, the kind of question it answers, how surely (share of weight in common), and why in words.

    `figures`: the two figures compared, earlier report's first, where figures decided.
    """

    verdict: Verdict
    kind: ConflictKind
    share: float
    why: str
    figures: tuple[Figure, Figure] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What two statements have in common: `shorter` and `both` are shares of weight, 0..1."""

    shorter: float
    both: float
    words: frozenset[str]
    names: frozenset[str]

    @property
    def one_matter(self) -> bool:
        """Whether they tell of one matter: a name and a telling word in common, and most of the shorter."""
        return bool(self.names and self.words) and self.shorter >= ONE_MATTER


def in_order(a: Statement, b: Statement) -> tuple[Statement, Statement]:
    """The statement of the earlier report first."""
    if a.day != b.day:
        return (a, b) if a.day < b.day else (b, a)
    return (a, b) if a.sentence <= b.sentence else (b, a)


def measure_match(a: Statement, b: Statement) -> Match:
    """Weigh what two statements have in common: words, names, and a stated day as much as a deed."""
    shared_words, shared_names = a.words & b.words, a.names & b.names
    day = DEED_WEIGHT if a.days and b.days and not days_apart(a, b) else 0.0
    shared = weigh(shared_words, shared_names) + day
    one, other = a.weight + day, b.weight + day
    together = one + other - shared
    return Match(
        shorter=shared / min(one, other) if one and other else 0.0,
        both=shared / together if together else 0.0,
        words=shared_words,
        names=shared_names,
    )


def parted(a: Statement, b: Statement, entities: Mapping[str, Entity]) -> bool:
    """Whether a stated day or place keeps them apart, or only one looks back at a month or year."""
    return days_apart(a, b) or a.remote != b.remote or far_apart(a.places, b.places, entities)


def days_apart(a: Statement, b: Statement) -> bool:
    """Whether both name days and none of one is a day of the other."""
    return bool(a.days and b.days) and not any(_meet(x, y) for x, y in product(a.days, b.days))


def _meet(a: When, b: When) -> bool:
    return a.earliest <= b.latest and b.earliest <= a.latest
