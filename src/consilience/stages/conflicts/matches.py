"""What two statements have in common, weighed; and the form of a judgement on them. Not here: the judging (`judge`, `tallies`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal

from consilience.record.text import When
from consilience.record.woven import ConflictKind, Entity
from consilience.stages.conflicts.figures import Figure
from consilience.stages.conflicts.statements import Statement
from consilience.stages.conflicts.values import far_apart
from consilience.stages.conflicts.weights import DEED_WEIGHT, NAME_WEIGHT, weigh

ONE_MATTER = 0.5
"""Share of the shorter statement's weight that must stand in the other. Of own-written pairs (set a), those of one matter
share more than half."""


ANCHORED_SHARE = 0.4
"""The share that is enough where a name and the day agree too: long sentences tell much besides."""


Verdict = Literal["disagreement", "revision", "scope", "precision", "same", "unrelated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A verdict, the kind of question it answers, how surely (share of weight in common), and why in words.

    `anchored`: name and day agree. `figures`: the two figures compared, earlier report's first, where figures decided.
    """

    verdict: Verdict
    kind: ConflictKind
    share: float
    why: str
    anchored: bool = False
    figures: tuple[Figure, Figure] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What two statements have in common: `shorter` and `both` are shares of weight, 0..1."""

    shorter: float
    both: float
    words: frozenset[str]
    names: frozenset[str]
    one_day: bool

    @property
    def one_matter(self) -> bool:
        """Whether they tell of one matter: a name and a telling word in common, and most of the shorter."""
        return bool(self.names and self.words) and self.shorter >= ONE_MATTER

    @property
    def anchored(self) -> bool:
        """Whether a name, the day, and two telling words agree, however much else each tells."""
        return self.one_day and bool(self.names) and len(self.words) > 1 and self.shorter >= ANCHORED_SHARE


def in_order(a: Statement, b: Statement) -> tuple[Statement, Statement]:
    """The statement of the earlier report first."""
    if a.day != b.day:
        return (a, b) if a.day < b.day else (b, a)
    return (a, b) if a.sentence <= b.sentence else (b, a)


def measure_match(a: Statement, b: Statement) -> Match:
    """Weigh what two statements have in common: words, names (one may stand just before), and a day as much as a deed."""
    mine, theirs = _brought(a, b), _brought(b, a)
    shared_words, shared_names = a.words & b.words, (a.names | mine) & (b.names | theirs)
    day = DEED_WEIGHT if _days(a) and _days(b) and not days_apart(a, b) else 0.0
    shared = weigh(shared_words, shared_names) + day
    one, other = a.weight + NAME_WEIGHT * len(mine) + day, b.weight + NAME_WEIGHT * len(theirs) + day
    together = one + other - shared
    return Match(
        shorter=shared / min(one, other) if one and other else 0.0,
        both=shared / together if together else 0.0,
        words=shared_words,
        names=shared_names,
        one_day=bool(day),
    )


def _brought(a: Statement, b: Statement) -> frozenset[str]:
    """Names that stand just before the one and in the other."""
    return a.around & b.names


def parted(a: Statement, b: Statement, entities: Mapping[str, Entity]) -> bool:
    """Whether a stated day or place keeps them apart, or only one looks back at a month or year."""
    return (
        days_apart(a, b)
        or a.remote != b.remote
        or far_apart(a.places, b.places, entities)
        or foretold(a, b)
        or foretold(b, a)
    )


def foretold(a: Statement, b: Statement) -> bool:
    """Whether the one tells of a day after the other was published."""
    return bool(_days(a) and b.day) and all(when.earliest.toordinal() > b.day for when in _days(a))


def days_apart(a: Statement, b: Statement) -> bool:
    """Whether both name days and none of one is a day of the other."""
    return bool(_days(a) and _days(b)) and not any(_meet(x, y) for x, y in product(_days(a), _days(b)))


def _days(statement: Statement) -> tuple[When, ...]:
    return statement.days or statement.around_days


def _meet(a: When, b: When) -> bool:
    return a.earliest <= b.latest and b.earliest <= a.latest
