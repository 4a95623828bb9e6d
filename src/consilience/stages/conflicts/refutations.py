"""One statement refutes another: it denies it, negates its deed, tells the opposite deed, or gives another cause.

Not here: answers that differ in a figure, day, place or party (`tallies`, `judge`), denials tied to merged events (`denials`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from consilience.record.woven import Entity
from consilience.stages.conflicts.deeds import canon, is_telling
from consilience.stages.conflicts.matches import Judgement, Match, parted
from consilience.stages.conflicts.statements import Statement, is_wide
from consilience.stages.conflicts.weights import weigh
from consilience.text.lexicons import load_table
from consilience.text.word_forms import words

DENIED_SHARE = 0.6
"""Share of a denial's words that must stand in what it is held against."""

NEGATED_SHARE = 0.65
"""A bare "not" is held against a statement only when this share agrees, or name and day do: "not" stands in one news sentence
of eight."""

OPPOSED_SHARE = 0.5
"""Share from which opposite deeds are of one matter, where name and day do not settle it."""

OPPOSED_SURE = 0.6
"""Opposite deeds in one matter are surely at odds, however much else each tells."""

CAUSED_SHARE = 0.35
"""The same for two causes of one thing: what each gives as the cause stands in one statement only."""

CAUSED_BOTH = 0.2
"""Share of both statements that two causes of one thing have in common at least."""

CAUSED_DAYS = 4
"""Two causes of one thing are given in reports that come out within so many days of one another, as in the own-written pairs."""

DAMAGE = re.compile(r"\bcaus(?:ed|ing) (?:\w+ ){0,2}(?:damage|destruction|losses|casualties|injuries|panic)\b")
"""Harm done is no event whose cause is in question."""

CAUSE_WORDS = 5
"""Words of a cause that are looked at, next to the word that says it is one."""

VIOLENCE = frozenset({"ATTACK", "STRIKE", "CLASH", "missil", "airstr"})
"""What harm mostly comes from; to say so gives no cause that another could be held against."""

CAUSE_BEFORE = re.compile(
    r"(\w+) (?:set|started|lit) (?:the|a) \w+|([^.;:]*?)\b(?:(?:has|had|have) )?(?:caused|triggered|provoked|sparked)\b(?! by)"
    r"|([^.;:,]*)\b(?:was|were) behind\b"
)
CAUSE_AFTER = re.compile(
    r"\b(?:caused by|because(?: of)?|due to|as a result of|the result of|result of|(?:started|set|triggered|brought down) by|act of"
    r"|down to)\b([^.;:,]*)"
)
"""Where a cause stands: before the verb, or after the words that introduce it."""


def deny(a: Statement, b: Statement, match: Match, entities: Mapping[str, Entity]) -> Judgement | None:
    """One denies as a whole, or negates the deed, what the other says."""
    if parted(a, b, entities):
        return None
    for denier, other in ((a, b), (b, a)):
        if denier.denied and not other.denied:
            names = (denier.names | denier.around) & (other.names | other.around)
            shared = weigh(denier.words & other.words, names & (denier.names | other.names))
            share = shared / max(denier.weight + weigh((), names - denier.names), 1.0)
            if share >= DENIED_SHARE and _deeds(denier.words & other.words) and names and not other.negated:
                return _occurred(share, "one denies what the other tells")
        against = denier.negated & other.words - other.negated
        if _deeds(against) and not denier.denied and not other.denied and _negates(match, a, b):
            return _occurred(match.shorter, f"one negates what the other tells: {_listed(against)}", match)
    return None


def _negates(match: Match, a: Statement, b: Statement) -> bool:
    """Whether a bare negation answers the other statement: for no stretch of time, and most else agrees."""
    if is_wide(a.text) or is_wide(b.text):
        return False
    if len(match.words) < 2:
        return False
    nameless = not (a.names and b.names) and match.one_day and match.shorter >= DENIED_SHARE
    anchored = match.anchored and bool(a.names & b.names)
    return anchored or nameless or (match.one_matter and match.shorter >= NEGATED_SHARE)


def oppose(a: Statement, b: Statement, match: Match, entities: Mapping[str, Entity]) -> Judgement | None:
    """They tell deeds that exclude one another, of one day or with no day told, in one matter."""
    if parted(a, b, entities) or a.denied or b.denied or not match.names:
        return None
    for one, other in _opposites():
        for x, y in ((a, b), (b, a)):
            apart = one in x.words and other in y.words and one not in y.words and other not in x.words
            if apart and abs(a.day - b.day) <= 1 and (match.one_day or match.shorter >= OPPOSED_SHARE):
                sure = max(match.shorter, OPPOSED_SURE)
                return _occurred(sure, f"{one.lower()} and {other.lower()}", match)
    return None


def keep_hold(a: Statement, b: Statement, match: Match, entities: Mapping[str, Entity]) -> Judgement | None:
    """One tells that a place was taken, the other, no later than a day on, that the other side still has it."""
    if parted(a, b, entities) or not match.names & (a.places | b.places) or abs(a.day - b.day) > 1:
        return None
    for holder, taker in ((a, b), (b, a)):
        keeps = _keeps(holder.text)
        took = "CAPTURE" in taker.words and "CAPTURE" not in taker.negated and not taker.denied
        sides = _state_side(holder.text) != _state_side(taker.text)
        if keeps and took and sides and not _keeps(taker.text) and match.shorter >= OPPOSED_SHARE:
            why = f"taken, and {keeps}"
            return Judgement(verdict="disagreement", kind="control", share=match.shorter, why=why)
    return None


def name_cause(a: Statement, b: Statement, match: Match, entities: Mapping[str, Entity]) -> Judgement | None:
    """They give different causes for one thing."""
    if parted(a, b, entities) or not _deeds(match.words) or not (match.names or match.one_day):
        return None
    if abs(a.day - b.day) > CAUSED_DAYS or DAMAGE.search(a.text) or DAMAGE.search(b.text):
        return None
    mine, theirs = _cause(a.text) - b.words - VIOLENCE, _cause(b.text) - a.words - VIOLENCE
    if not (mine and theirs) or mine & theirs or match.shorter < CAUSED_SHARE or match.both < CAUSED_BOTH:
        return None
    return _occurred(match.shorter, f"other causes: {_listed(mine)}; {_listed(theirs)}", match)


@lru_cache(maxsize=20_000)
def _cause(text: str) -> frozenset[str]:
    """The stems of what a sentence gives as a cause; empty where it gives none or negates one."""
    after = CAUSE_AFTER.search(text)
    before = None if after else CAUSE_BEFORE.search(text)
    if after is None and before is None:
        return frozenset()
    told = after[1] if after else (before[1] or before[2] or before[3] or "") if before else ""
    run = [canon(w.form) for w in words(told) if is_telling(w.form)]
    return frozenset(run[:CAUSE_WORDS] if after else run[-CAUSE_WORDS:])


def _occurred(share: float, why: str, match: Match | None = None) -> Judgement:
    anchored = match is not None and match.one_day and bool(match.names)
    return Judgement(verdict="disagreement", kind="occurrence", share=share, why=why, anchored=anchored)


def _deeds(found: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in found if word.isupper())


def _listed(found: frozenset[str]) -> str:
    return ", ".join(sorted(found)).lower()


def _keeps(text: str) -> str:
    return next((phrase for phrase in load_table("matters")["holding"]["phrases"] if phrase in text), "")


def _state_side(text: str) -> bool:
    """Whether the words before or beside the deed name the state's side."""
    return any(word.strip(".,;") in _state() for word in text.split())


@cache
def _state() -> frozenset[str]:
    return frozenset(load_table("matters")["parties"]["state"].split())


@cache
def _opposites() -> tuple[tuple[str, str], ...]:
    return tuple((one.upper(), other.upper()) for one, other in load_table("matters")["opposites"]["pairs"])
