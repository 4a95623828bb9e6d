"""What two statements of two reports are to each other: the one judgement that conflicts and their benchmark rest on.

Two statements are of one matter when the telling words and names of the shorter stand in the other, and no place or day parts
them. Then all but one of their answers must agree: the one that differs is the question. Not here: reading statements
(`statements`), writing conflicts (`stated`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import product

from consilience.record.woven import Entity
from consilience.stages.conflicts.matches import (
    ONE_MATTER,
    Judgement,
    Match,
    days_apart,
    foretold,
    in_order,
    measure_match,
    parted,
)
from consilience.stages.conflicts.refutations import deny, keep_hold, name_cause, oppose
from consilience.stages.conflicts.statements import Doing, Statement, is_wide
from consilience.stages.conflicts.tallies import compare_figures
from consilience.stages.conflicts.values import far_apart, holds
from consilience.stages.conflicts.weights import DEED_WEIGHT, NAME_WEIGHT, weigh
from consilience.text.lexicons import load_table

SAME_TOLD = 0.55
"""From this share on two statements without a difference tell the same."""

ALL_BUT_ONE = 0.75
"""Share, of the shorter and of both together less LESS_TOGETHER, from which only the differing answer is left to ask about."""

LESS_TOGETHER = 0.25

EXCLUSIVE_SHARE = 0.4
"""Share from which two winners or leaders of one thing are at odds: only one can be."""

UNDONE_SHARE = 0.35
"""What is told as ended or undone is the earlier report's matter from this share on: "lifted", "ended" stand in much news."""

GOES_ON_BOTH = 0.35
"""Share of both from which "goes on" and "has ended" are said of one thing."""

ONE_WORDING = 0.55
"""Share of both from which two sentences are one text, and their two holders one party under two names."""

LOCATIVES = frozenset({"in", "at", "near", "outside", "inside", "around", "off"})
"""Words that say where something happened; "from", "to" and "on" say more besides."""

DAYS_BETWEEN_REPORTS = 4
"""Reports of one deed that give it different days come out within these days of one another."""


def judge(a: Statement, b: Statement, entities: Mapping[str, Entity], *, least: float = 0.0) -> Judgement:
    """Judge two statements of different reports. The order of the two does not matter.

    With `least`, a pair that shares less is unrelated unless both say who holds a place.
    """
    first, second = in_order(a, b)
    match = measure_match(first, second)
    if match.shorter < least and not (any(d.holding for d in a.doers) and any(d.holding for d in b.doers)):
        return Judgement(verdict="unrelated", kind="occurrence", share=match.shorter, why="too little in common")
    for ask in (
        deny,
        keep_hold,
        compare_figures,
        _name_day,
        _name_place,
        _name_doer,
        oppose,
        _undo,
        name_cause,
        _widen,
    ):
        found = ask(first, second, match, entities)
        if found:
            return found
    if match.one_matter and match.shorter >= SAME_TOLD and not parted(first, second, entities):
        return Judgement(verdict="same", kind="occurrence", share=match.shorter, why="the same told in both")
    return Judgement(verdict="unrelated", kind="occurrence", share=match.shorter, why="no question in common")


def _name_day(a: Statement, b: Statement, match: Match, entities: Mapping[str, Entity]) -> Judgement | None:
    """All but the day agree."""
    near = abs(a.day - b.day) <= DAYS_BETWEEN_REPORTS and not foretold(a, b) and not foretold(b, a)
    if not (near and len(a.days) == len(b.days) == 1 and days_apart(a, b) and _all_but_one(match)):
        return None
    if far_apart(a.places, b.places, entities) or is_wide(a.text) or is_wide(b.text):
        return None
    why = f"{a.days[0].earliest} and {b.days[0].earliest}"
    return Judgement(verdict="disagreement", kind="date", share=match.shorter, why=why)


def _all_but_one(match: Match) -> bool:
    return bool(match.names) and match.shorter >= ALL_BUT_ONE and match.both >= ALL_BUT_ONE - LESS_TOGETHER


def _name_place(a: Statement, b: Statement, match: Match, entities: Mapping[str, Entity]) -> Judgement | None:
    """All but the place agree, and somebody is named in both."""
    one, other = a.places - b.places, b.places - a.places
    who = match.names - a.places - b.places
    if not (len(one) == len(other) == 1 and who and far_apart(one, other, entities)) or days_apart(a, b):
        return None
    if holds(one, other, entities) or holds(other, one, entities):
        return None
    rest = _match_without(a, b, one | other)
    where = {_led_in(min(one), a, entities), _led_in(min(other), b, entities)}
    if not _all_but_one(rest) or not where <= LOCATIVES:
        return None
    return Judgement(verdict="disagreement", kind="place", share=rest.shorter, why="all but the place agrees")


def _match_without(a: Statement, b: Statement, names: frozenset[str]) -> Match:
    shared = weigh(a.words & b.words, (a.names & b.names) - names)
    one, other = (s.weight - NAME_WEIGHT * len(s.names & names) for s in (a, b))
    return Match(
        shorter=shared / min(one, other) if one and other else 0.0,
        both=shared / (one + other - shared) if one + other > shared else 0.0,
        words=a.words & b.words,
        names=(a.names & b.names) - names,
        one_day=False,
    )


def _name_doer(a: Statement, b: Statement, match: Match, entities: Mapping[str, Entity]) -> Judgement | None:
    """One deed, two parties change sides; one place, two holders; or all but the party named agree."""
    if parted(a, b, entities) or a.denied or b.denied:
        return None
    for one, other in product(a.doers, b.doers):
        one_place = one.place is not None and one.place == other.place
        if one.holding and other.holding and one_place and match.both < ONE_WORDING and _two_holders(one, other):
            return Judgement(verdict="disagreement", kind="control", share=match.shorter, why="two are said to hold it")
        swapped = one.agents and other.agents and not one.agents & other.agents
        named = one.agents & b.names and other.agents & a.names
        if one.deed == other.deed and one.deed.isupper() and swapped and named and match.one_matter:
            return Judgement(verdict="disagreement", kind="actor", share=match.shorter, why="the parties change sides")
    mine, theirs = (a.names - b.names) - a.places, (b.names - a.names) - b.places
    if len(mine) == len(theirs) == 1 and _are_parties(mine | theirs, entities) and match.words and match.names:
        rest = _match_without(a, b, mine | theirs)
        only_place = rest.names <= a.places | b.places
        one_slot = _one_slot(min(mine), a, min(theirs), b, entities)
        if only_place and (
            (one_slot and _all_but_one(rest)) or (rest.shorter >= EXCLUSIVE_SHARE and _exclusive() & rest.words)
        ):
            return Judgement(verdict="disagreement", kind="actor", share=rest.shorter, why="all but the party agrees")
    return None


def _one_slot(mine: str, a: Statement, theirs: str, b: Statement, entities: Mapping[str, Entity]) -> bool:
    """Whether two names stand in one place of their sentences: both do the deed, or the same word leads in to both."""
    if any(mine in d.agents for d in a.doers) and any(theirs in d.agents for d in b.doers):
        return True
    before = _led_in(mine, a, entities)
    return before is not None and before == _led_in(theirs, b, entities)


def _led_in(name: str, statement: Statement, entities: Mapping[str, Entity]) -> str | None:
    forms = [form.casefold() for form, _ in entities[name].names] if name in entities else [name]
    at = next((i for form in forms if (i := statement.text.find(form)) >= 0), None)
    words = [w for w in statement.text[:at].split() if w not in ("the", "a", "an")] if at is not None else []
    return words[-1] if words else None


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
    if undone - before and b.day > a.day and match.shorter >= UNDONE_SHARE:
        why = f"later: {', '.join(sorted(undone - before))}"
        return Judgement(verdict="revision", kind="occurrence", share=match.shorter, why=why)
    going, gone = _found(a, "continuing") | _found(b, "continuing"), undone | before
    both = _found(a, "continuing") and _found(b, "continuing")
    if going and gone and not both and a.day == b.day and match.one_matter and match.both >= GOES_ON_BOTH:
        why = f"{', '.join(sorted(gone))}, and {', '.join(sorted(going))}"
        return Judgement(verdict="disagreement", kind="occurrence", share=match.shorter, why=why)
    return None


def _found(statement: Statement, group: str) -> frozenset[str]:
    return _cues(statement.text, group)


@lru_cache(maxsize=20_000)
def _cues(text: str, group: str) -> frozenset[str]:
    """The words and phrases of a group of the lexicon that stand in a text."""
    table = load_table("matters")[group]
    single = {w.strip(".,;:") for w in text.split()} & frozenset(table["words"].split())
    return frozenset(single | {p for p in table["phrases"] if p in text})


def _widen(a: Statement, b: Statement, match: Match, entities: Mapping[str, Entity]) -> Judgement | None:
    """One tells with a figure, day or place what the other tells without, or with a wider one."""
    if not match.words or days_apart(a, b) or not weigh(match.words, ()) > DEED_WEIGHT:
        return None
    wider = holds(a.places, b.places, entities) or holds(b.places, a.places, entities)
    vague = {s for s in (a, b) if _is_vague(s)}
    if len(vague) == 1 and (match.one_matter or wider) and not far_apart(a.places, b.places, entities):
        return Judgement(verdict="precision", kind="occurrence", share=match.shorter, why="one is told more loosely")
    if wider and match.shorter >= ONE_MATTER / 2 and not a.places & b.places:
        return Judgement(verdict="precision", kind="place", share=match.shorter, why="one place holds the other")
    return None


def _is_vague(statement: Statement) -> bool:
    return _is_loose(statement.text)


@lru_cache(maxsize=20_000)
def _is_loose(text: str) -> bool:
    loose = f" {text}".replace(" as many as ", " ").replace(" at most ", " ")
    return any(phrase in loose for phrase in load_table("matters")["vague"]["phrases"])
