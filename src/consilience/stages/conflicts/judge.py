"""What two statements of two reports are to each other: the one judgement that conflicts and their benchmark rest on.

Two statements are of one matter when the telling words and names of the shorter stand in the other, and no place or day parts
them. Then all but one of their answers must agree: the one that differs is the question. Not here: reading statements
(`statements`), writing conflicts (`stated`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Literal

from consilience.record.text import When
from consilience.record.woven import ConflictKind, Entity
from consilience.stages.conflicts.statements import Doing, Figure, Statement, is_wide
from consilience.stages.conflicts.values import bound, count_unit, far_apart, holds
from consilience.text.frequency import rarity
from consilience.text.lexicons import load_table

Verdict = Literal["disagreement", "revision", "scope", "precision", "same", "unrelated"]

NAME_WEIGHT = 6.0
"""A shared name weighs as much as a word that one article in four hundred holds."""

DEED_WEIGHT = 3.0
"""A shared deed weighs as much as a word of one article in twenty: tolls and attacks are daily bread of news."""

ONE_MATTER = 0.5
"""Share of the shorter statement's weight that must stand in the other. Of own-written pairs (set a), those of one matter
share more than half."""

SAME_TOLD = 0.55
"""From this share on two statements without a difference tell the same."""

ALL_BUT_ONE = 0.75
"""Share, of the shorter and of both together less LESS_TOGETHER, from which only the differing answer is left to ask about."""

LESS_TOGETHER = 0.25

DENIED_SHARE = 0.6
"""Share of a denial's words that must stand in what it is held against."""

NEGATED_SHARE = 0.65
"""A bare "not" is held against a statement only when this share agrees: "not" stands in one news sentence of eight."""

EXCLUSIVE_SHARE = 0.4
"""Share from which two winners or leaders of one thing are at odds: only one can be."""

SET_RIGHT = re.compile(r"\b(?:and )?not (?:the )?\d")
"""A figure set right beside the wrong one ("was 115, not 87")."""

PART_SHARE = 0.5
"""Fewer of one sort than this share of all the people counted may be a part of them; more is another count of all."""

DAYS_BETWEEN_REPORTS = 4
"""Reports of one deed that give it different days come out within these days of one another."""


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


def judge(a: Statement, b: Statement, entities: Mapping[str, Entity]) -> Judgement:
    """Judge two statements of different reports. The order of the two does not matter."""
    first, second = in_order(a, b)
    match = measure_match(first, second)
    for ask in (_deny, _count, _name_day, _name_place, _name_doer, _undo, _widen):
        found = ask(first, second, match, entities)
        if found:
            return found
    if match.one_matter and match.shorter >= SAME_TOLD and not _parted(first, second, entities):
        return Judgement(verdict="same", kind="occurrence", share=match.shorter, why="the same told in both")
    return Judgement(verdict="unrelated", kind="occurrence", share=match.shorter, why="no question in common")


def in_order(a: Statement, b: Statement) -> tuple[Statement, Statement]:
    """The statement of the earlier report first."""
    first, second = sorted((a, b), key=lambda s: (_published(s), s.sentence))
    return first, second


def measure_match(a: Statement, b: Statement) -> Match:
    """Weigh what two statements have in common: words, names, and a stated day as much as a deed."""
    shared_words, shared_names = a.words & b.words, a.names & b.names
    day = DEED_WEIGHT if a.days and b.days and not _days_apart(a, b) else 0.0
    shared = _weigh(shared_words, shared_names) + day
    one, other = _weigh(a.words, a.names) + day, _weigh(b.words, b.names) + day
    together = one + other - shared
    return Match(
        shorter=shared / min(one, other) if one and other else 0.0,
        both=shared / together if together else 0.0,
        words=shared_words,
        names=shared_names,
    )


def _weigh(words: Iterable[str], names: Iterable[str]) -> float:
    return sum(map(_weight, sorted(words))) + NAME_WEIGHT * len(frozenset(names))


def _weight(word: str) -> float:
    return DEED_WEIGHT if word.isupper() else min(rarity(word), NAME_WEIGHT)


def _published(statement: Statement) -> int:
    return statement.published.earliest.toordinal() if statement.published else 0


def _parted(a: Statement, b: Statement, entities: Mapping[str, Entity]) -> bool:
    """Whether a stated day or place keeps them apart, or only one looks back at a month or year."""
    return _days_apart(a, b) or a.remote != b.remote or far_apart(a.places, b.places, entities)


def _days_apart(a: Statement, b: Statement) -> bool:
    return bool(a.days and b.days) and not any(_meet(x, y) for x, y in product(a.days, b.days))


def _meet(a: When, b: When) -> bool:
    return a.earliest <= b.latest and b.earliest <= a.latest


def _deny(a: Statement, b: Statement, match: Match, entities: Mapping[str, Entity]) -> Judgement | None:
    """One denies as a whole, or negates the deed, what the other says."""
    if _parted(a, b, entities):
        return None
    for denier, other in ((a, b), (b, a)):
        if denier.denied and not other.denied:
            shared = _weigh(denier.words & other.words, denier.names & other.names)
            share = shared / max(_weigh(denier.words, denier.names), 1.0)
            told = _deeds(denier.words & other.words) and denier.names & other.names
            if share >= DENIED_SHARE and told and not other.negated:
                return Judgement(
                    verdict="disagreement", kind="occurrence", share=share, why="one denies what the other tells"
                )
        against = denier.negated & other.words - other.negated
        if against and not denier.denied and not other.denied and _negates(against, match, a, b):
            why = f"one negates what the other tells: {', '.join(sorted(against)).lower()}"
            return Judgement(verdict="disagreement", kind="occurrence", share=match.shorter, why=why)
    return None


def _deeds(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.isupper())


def _negates(against: frozenset[str], match: Match, a: Statement, b: Statement) -> bool:
    """Whether a bare negation answers the other statement: a deed is negated, for no stretch of time, and most else agrees."""
    return (
        bool(_deeds(against))
        and match.one_matter
        and match.shorter >= NEGATED_SHARE
        and not (_is_wide(a) or _is_wide(b))
    )


def _count(a: Statement, b: Statement, match: Match, entities: Mapping[str, Entity]) -> Judgement | None:
    """Their figures of one kind: equal, of other extent, vaguer, brought up to date, or at odds."""
    pairs = [(f, g) for f, g in product(a.figures, b.figures) if comparable(f, g)]
    pairs = [(f, g) for f, g in pairs if not f.part and not g.part] or pairs
    if not pairs:
        return None
    if not match.one_matter or _parted(a, b, entities):
        return _of_extents(a, b, match, entities)
    verdicts = [_compare(f, g, a, b) for f, g in pairs]
    for wanted in ("same", "precision", "disagreement", "revision", "scope"):
        for verdict, (f, g) in zip(verdicts, pairs, strict=True):
            if verdict == wanted:
                why = f"{f.quantity.low:g} and {g.quantity.low:g} {f.deed or f.unit}".lower()
                return Judgement(verdict=verdict, kind="number", share=match.shorter, why=why, figures=(f, g))
    return None


def comparable(f: Figure, g: Figure) -> bool:
    """Whether two figures count one kind of thing."""
    if f.quantity.low is None or g.quantity.low is None:
        return False
    if f.deed and g.deed:
        return f.deed == g.deed
    return bool(f.unit) and f.unit == g.unit and (f.quantity.kind == g.quantity.kind or bool(f.deed or g.deed))


def _compare(f: Figure, g: Figure, a: Statement, b: Statement) -> Verdict | None:
    one, other = bound(f.quantity), bound(g.quantity)
    if one is None or other is None:
        return None
    if one == other and f.quantity.low == g.quantity.low:
        return "same"
    extent = _other_extent(f, g, a, b)
    if one[0] <= other[1] and other[0] <= one[1]:
        return "scope" if extent else "precision"
    if extent:
        return "scope"
    if _updates(f, g, a, b):
        return "revision"
    if _has_grown(f, g, a, b) and _may_grow(f):
        return None
    return "scope" if _may_be_part(f, g) else "disagreement"


def _of_extents(a: Statement, b: Statement, match: Match, entities: Mapping[str, Entity]) -> Judgement | None:
    """A wide count beside one event's: of one extent and another, when a deed is counted in both and a word ties them."""
    wide = _is_wide(a) != _is_wide(b) or _is_narrow(a) != _is_narrow(b)
    if wide and len(match.words) > 1 and not _elsewhere(a, b, entities):
        return Judgement(verdict="scope", kind="number", share=match.shorter, why="counts of other extent")
    return None


def _elsewhere(a: Statement, b: Statement, entities: Mapping[str, Entity]) -> bool:
    return not a.places & b.places and bool(far_apart(a.places, b.places, entities))


def _other_extent(f: Figure, g: Figure, a: Statement, b: Statement) -> bool:
    """Whether one counts a wider time or place, or a part."""
    if _is_wide(a) != _is_wide(b) or _is_narrow(a) != _is_narrow(b):
        return True
    if f.part != g.part:
        return True
    return count_unit(f.quantity) != count_unit(g.quantity) and bool({f.unit, g.unit} & _parts())


def _may_be_part(f: Figure, g: Figure) -> bool:
    """Whether one counts people and the other fewer of some sort of people: "two medics" may be among "31 people"."""
    one, other = count_unit(f.quantity), count_unit(g.quantity)
    if one == other or "people" not in (one, other):
        return False
    whole, part = (f, g) if one == "people" else (g, f)
    return (part.quantity.low or 0) < PART_SHARE * (whole.quantity.low or 0)


@cache
def _parts() -> frozenset[str]:
    return frozenset(load_table("matters")["narrow"]["units"].split())


def _is_wide(statement: Statement) -> bool:
    return is_wide(statement.text)


def _is_narrow(statement: Statement) -> bool:
    return any(phrase in statement.text for phrase in load_table("matters")["narrow"]["phrases"])


def _updates(f: Figure, g: Figure, a: Statement, b: Statement) -> bool:
    """Whether the later report's figure `g` replaces the earlier one's: it says so, or an exact toll has grown since."""
    table = load_table("matters")["updates"]
    if any(phrase in b.text for phrase in table["corrections"]) or SET_RIGHT.search(b.text):
        return True
    told = any(phrase in b.text for phrase in table["phrases"])
    return _has_grown(f, g, a, b) and (told or (_may_grow(f) and _exact(f) and _exact(g)))


def _has_grown(f: Figure, g: Figure, a: Statement, b: Statement) -> bool:
    return (g.quantity.low or 0) > (f.quantity.low or 0) and _published(b) > _published(a)


def _may_grow(figure: Figure) -> bool:
    return (figure.deed or "").lower() in load_table("matters")["counted"]["growing"].split()


def _exact(figure: Figure) -> bool:
    limits = bound(figure.quantity)
    return limits is not None and limits[0] == limits[1]


def _name_day(a: Statement, b: Statement, match: Match, entities: Mapping[str, Entity]) -> Judgement | None:
    """All but the day agree."""
    near = abs(_published(a) - _published(b)) <= DAYS_BETWEEN_REPORTS
    if not (near and len(a.days) == len(b.days) == 1 and _days_apart(a, b) and _all_but_one(match)):
        return None
    if far_apart(a.places, b.places, entities) or _is_wide(a) or _is_wide(b):
        return None
    why = f"{a.days[0].earliest} and {b.days[0].earliest}"
    return Judgement(verdict="disagreement", kind="date", share=match.shorter, why=why)


def _all_but_one(match: Match) -> bool:
    return bool(match.names) and match.shorter >= ALL_BUT_ONE and match.both >= ALL_BUT_ONE - LESS_TOGETHER


def _name_place(a: Statement, b: Statement, match: Match, entities: Mapping[str, Entity]) -> Judgement | None:
    """All but the place agree, and somebody is named in both."""
    one, other = a.places - b.places, b.places - a.places
    who = match.names - a.places - b.places
    if not (len(one) == len(other) == 1 and who and far_apart(one, other, entities)) or _days_apart(a, b):
        return None
    if holds(one, other, entities):
        return None
    rest = _match_without(a, b, one | other)
    if not _all_but_one(rest):
        return None
    return Judgement(verdict="disagreement", kind="place", share=rest.shorter, why="all but the place agrees")


def _match_without(a: Statement, b: Statement, names: frozenset[str]) -> Match:
    shared = _weigh(a.words & b.words, (a.names & b.names) - names)
    one, other = _weigh(a.words, a.names - names), _weigh(b.words, b.names - names)
    return Match(
        shorter=shared / min(one, other) if one and other else 0.0,
        both=shared / (one + other - shared) if one + other > shared else 0.0,
        words=a.words & b.words,
        names=(a.names & b.names) - names,
    )


def _name_doer(a: Statement, b: Statement, match: Match, entities: Mapping[str, Entity]) -> Judgement | None:
    """One deed, two parties change sides; one place, two holders; or all but the party named agree."""
    if _parted(a, b, entities) or a.denied or b.denied:
        return None
    for one, other in product(a.doers, b.doers):
        if one.holding and other.holding and _two_holders(one, other) and a.places & b.places:
            return Judgement(verdict="disagreement", kind="control", share=match.shorter, why="two are said to hold it")
        swapped = one.agents and other.agents and not one.agents & other.agents
        named = one.agents & b.names and other.agents & a.names
        if one.deed == other.deed and one.deed.isupper() and swapped and named and match.one_matter:
            return Judgement(verdict="disagreement", kind="actor", share=match.shorter, why="the parties change sides")
    mine, theirs = (a.names - b.names) - a.places, (b.names - a.names) - b.places
    if len(mine) == len(theirs) == 1 and _are_parties(mine | theirs, entities) and match.words and match.names:
        rest = _match_without(a, b, mine | theirs)
        only_place = rest.names <= a.places | b.places
        if only_place and (_all_but_one(rest) or (rest.shorter >= EXCLUSIVE_SHARE and _exclusive() & rest.words)):
            return Judgement(verdict="disagreement", kind="actor", share=rest.shorter, why="all but the party agrees")
    return None


def _two_holders(one: Doing, other: Doing) -> bool:
    """Two named parties, or the state and a named party; "the rebels" may be any of them."""
    if one.agents & other.agents or one.doers & other.doers:
        return False
    states = [bool(d.doers & _state()) for d in (one, other)]
    named = [bool(d.agents or d.doers - _unnamed()) for d in (one, other)]
    return bool(one.agents and other.agents) or (any(states) and not all(states) and all(named))


@cache
def _state() -> frozenset[str]:
    return frozenset(load_table("matters")["parties"]["state"].split())


@cache
def _unnamed() -> frozenset[str]:
    return frozenset(load_table("matters")["parties"]["unnamed"].split())


@cache
def _exclusive() -> frozenset[str]:
    return frozenset(load_table("matters")["parties"]["exclusive"].upper().split())


def _are_parties(names: frozenset[str], entities: Mapping[str, Entity]) -> bool:
    return all(name not in entities or entities[name].kind in ("organization", "person") for name in names)


def _undo(a: Statement, b: Statement, match: Match, entities: Mapping[str, Entity]) -> Judgement | None:
    """The later report tells that what the earlier one told was ended or undone; told on one day, it goes on or it has ended."""
    if not match.names or not match.words or far_apart(a.places, b.places, entities):
        return None
    undone, before = _found(b, "reversals"), _found(a, "reversals")
    if undone - before and _published(b) > _published(a):
        why = f"later: {', '.join(sorted(undone - before))}"
        return Judgement(verdict="revision", kind="occurrence", share=match.shorter, why=why)
    going, gone = _found(a, "continuing") | _found(b, "continuing"), undone | before
    both = _found(a, "continuing") and _found(b, "continuing")
    if going and gone and not both and _published(a) == _published(b) and match.one_matter:
        why = f"{', '.join(sorted(gone))}, and {', '.join(sorted(going))}"
        return Judgement(verdict="disagreement", kind="occurrence", share=match.shorter, why=why)
    return None


def _found(statement: Statement, group: str) -> frozenset[str]:
    """The words and phrases of a group of the lexicon that stand in a statement."""
    table = load_table("matters")[group]
    single = {w.strip(".,;:") for w in statement.text.split()} & frozenset(table["words"].split())
    return frozenset(single | {p for p in table["phrases"] if p in statement.text})


def _widen(a: Statement, b: Statement, match: Match, entities: Mapping[str, Entity]) -> Judgement | None:
    """One tells with a figure, day or place what the other tells without, or with a wider one."""
    if not match.words or _days_apart(a, b) or not _weigh(match.words, ()) > DEED_WEIGHT:
        return None
    wider = holds(a.places, b.places, entities) or holds(b.places, a.places, entities)
    vague = {s for s in (a, b) if _is_vague(s)}
    if len(vague) == 1 and (match.one_matter or wider) and not far_apart(a.places, b.places, entities):
        return Judgement(verdict="precision", kind="occurrence", share=match.shorter, why="one is told more loosely")
    if wider and match.shorter >= ONE_MATTER / 2 and not a.places & b.places:
        return Judgement(verdict="precision", kind="place", share=match.shorter, why="one place holds the other")
    return None


def _is_vague(statement: Statement) -> bool:
    return any(phrase in f" {statement.text}" for phrase in load_table("matters")["vague"]["phrases"])
