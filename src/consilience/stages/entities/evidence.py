"""The evidence on two groups of names: strings first, then what the names are called and what they belong to.

People need a full name each to be compared; organisations compare by key, alias, acronym and shortening. Short forms are
judged elsewhere (`grouping`, `weaving`), because they depend on who else is about.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from consilience.stages.entities.groups import Group, Judgement
from consilience.text.names.folding import fold
from consilience.text.names.organization import (
    KNOWN_ALIAS,
    SHORTENED,
    acronym_fits,
    differ_in_endings,
    is_acronym,
    is_unspecific,
    known_organization,
    organization_key,
    short_for_organization,
)
from consilience.text.names.person import person_likeness, person_words
from consilience.text.names.spelling import is_spelled_alike
from consilience.text.names.transliteration import SAME_SOUND, word_likeness
from consilience.text.places.distance import kilometres
from consilience.text.places.keys import exact_key, weak_key
from consilience.text.places.resolution import SAME_PLACE_KM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from consilience.ports import GazetteerPlace
    from consilience.record.woven import Verdict

SAME_AT = 0.82
"""Likeness of full names that joins: on the US sanctions list 95 of 100 pairs from here on are one person."""
UNSURE_AT = 0.7
"""From here on a shared role or organisation joins, and without one the pair stays unsure."""
SPELLED_AT = 0.93
"""Likeness of spelling alone that counts as `UNSURE_AT` does: where three names spelled most like each other stand against
each right one, 95 of 100 pairs from here on are one person (`bench names`, variant_threshold)."""
SUPPORT = 0.12
ACRONYM_SCORE = 0.9
MOST_FORMS = 6


def full_names(group: Group) -> tuple[str, ...]:
    """The forms of a person with at least two telling words, most frequent first."""
    return _full_forms(group.forms)


@lru_cache(maxsize=65_536)
def _full_forms(forms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(form for form in forms if len(person_words(form)) > 1)[:MOST_FORMS]


def judge_people(a: Group, b: Group) -> Judgement | None:
    """Two people by their full names; `None` where either has none, or nothing is alike."""
    names, others = full_names(a), full_names(b)
    if not names or not others:
        return None
    pairs = [(x, y) for x in names for y in others]
    score, one, other = max([(_likeness(x, y), x, y) for x, y in pairs])
    if score >= SAME_AT:
        return Judgement(verdict="same", score=score, why=f"“{one}” and “{other}” spell one name")
    if score >= UNSURE_AT:
        shared = _shared(a, b)
        if shared:
            return Judgement(verdict="same", score=min(1.0, score + SUPPORT), why=f"“{one}”, “{other}”; both {shared}")
        return Judgement(verdict="unsure", score=score, why=f"“{one}” may be “{other}”: nothing else says so")
    if any(word_likeness(person_words(x)[-1], person_words(y)[-1]) for x, y in pairs):
        return Judgement(
            verdict="different", score=score, why=f"“{one}” and “{other}”: one family name, two first names"
        )
    return None


@lru_cache(maxsize=262_144)
def _likeness(one: str, other: str) -> float:
    """By the rules of names; where those see nothing, what near-equal spelling is worth."""
    likeness = person_likeness(one, other)
    if likeness < UNSURE_AT and is_spelled_alike(one, other, SPELLED_AT):
        return UNSURE_AT
    return likeness


def judge_organizations(a: Group, b: Group, *, origin: Callable[[str], bool]) -> Judgement | None:
    """Two organisations by their names; `None` where nothing is alike. Bare heads ("the Army") prove nothing.

    Where both have full names, those decide: one acronym may have two expansions.
    """
    one, other = _long_forms(a), _long_forms(b)
    best = _best(product(one or a.forms, other or b.forms), origin=origin)
    acronyms = _acronyms(a.forms) & _acronyms(b.forms)
    if acronyms and one and other and (best is None or best.verdict != "same"):
        why = f"{min(acronyms).upper()} stands for “{one[0]}” in one and “{other[0]}” in the other"
        return Judgement(verdict="different", score=0.0, why=why)
    if best and best.verdict == "same":
        return best
    return _best(product(a.forms[:MOST_FORMS], b.forms[:MOST_FORMS]), origin=origin) or best


def judge_places(a: Group, b: Group, here: GazetteerPlace | None, there: GazetteerPlace | None) -> Judgement | None:
    """Two places of one story whose names sound alike: one, unless the map has them apart or as town and country."""
    sounds = {weak_key(exact_key(form)) for form in a.forms} & {weak_key(exact_key(form)) for form in b.forms} - {""}
    if a.story != b.story or not sounds:
        return None
    apart = here and there and kilometres(here.lat, here.lon, there.lat, there.lon) > SAME_PLACE_KM
    why = f"“{a.forms[0]}” and “{b.forms[0]}” sound alike"
    if apart:
        return Judgement(verdict="different", score=0.0, why=f"{why} but lie apart")
    return Judgement(verdict="same", score=SAME_SOUND, why=why)


def judge_strictly(a: Group, b: Group, *, origin: Callable[[str], bool]) -> Judgement | None:
    """Two groups of different stories: a whole name in common, and for people spelled alike a role or body as well."""
    judgement = judge_people(a, b) if a.kind == "person" else judge_organizations(a, b, origin=origin)
    if judgement is None or judgement.verdict != "same":
        return judgement
    if a.kind == "person":
        firm = judgement.score >= SAME_SOUND or (judgement.score >= SAME_AT and bool(_shared(a, b)))
    else:
        firm = judgement.score >= KNOWN_ALIAS and any(not is_unspecific(form) for form in a.forms)
    return judgement if firm else replace(judgement, verdict="unsure", why=f"{judgement.why}, but in two stories")


def _long_forms(group: Group) -> tuple[str, ...]:
    return _specific(group.forms[:MOST_FORMS])


@lru_cache(maxsize=65_536)
def _specific(forms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(form for form in forms if not is_acronym(form) and not is_unspecific(form))


@lru_cache(maxsize=65_536)
def _acronyms(forms: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(form) for form in forms if is_acronym(form))


def _best(pairs: Iterable[tuple[str, str]], *, origin: Callable[[str], bool]) -> Judgement | None:
    judged = [judgement for x, y in pairs if (judgement := _organization_names(x, y, origin=origin))]
    return max(judged, key=lambda judgement: (judgement.score, judgement.why), default=None)


def _organization_names(one: str, other: str, *, origin: Callable[[str], bool]) -> Judgement | None:
    known = known_organization(one), known_organization(other)
    if known[0] and known[1]:
        if known[0] == known[1]:
            return Judgement(verdict="same", score=KNOWN_ALIAS, why=f"both are names of {known[0]}")
        alike = set(organization_key(one).split()) & set(organization_key(other).split())
        why = f"{known[0]} and {known[1]} are two bodies"
        return Judgement(verdict="different", score=0.0, why=why) if alike else None
    if organization_key(one) == organization_key(other):
        verdict: Verdict = "unsure" if is_unspecific(one) else "same"
        return Judgement(verdict=verdict, score=1.0, why=f"“{one}” and “{other}” are one name")
    if differ_in_endings(one, other):
        return Judgement(verdict="same", score=KNOWN_ALIAS, why=f"“{one}” and “{other}” are one name but for an ending")
    for short, long in ((one, other), (other, one)):
        if is_acronym(short) and acronym_fits(short, long):
            return Judgement(verdict="same", score=ACRONYM_SCORE, why=f"{short} are the initials of “{long}”")
        score = 0.0 if is_unspecific(short) else short_for_organization(short, long, origin=origin)
        if score >= SHORTENED:
            return Judgement(verdict="same", score=score, why=f"“{short}” is short for “{long}”")
        if score:
            return Judgement(verdict="unsure", score=score, why=f"“{short}” may be short for “{long}”")
    return None


def _shared(a: Group, b: Group) -> str:
    """A role or a principal that both groups have, in words; "" where there is none."""
    roles = sorted(a.roles & b.roles)
    principals = sorted(a.principals & b.principals)
    return f"called {roles[0]}" if roles else f"of {principals[0]}" if principals else ""
