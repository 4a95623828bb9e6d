"""What a definite noun phrase takes up: "the source", "the general", "the group", "the town".

Precision first: an antecedent is given only where a role, a name's own noun or an earlier phrase with the same head
says so, or where one candidate alone is near; else `None`. Not here: pronouns (`pronouns`), links between articles.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from consilience.stages.mentions.kinds import spell
from consilience.stages.mentions.lexicons import actor_nouns, organization_nouns, place_nouns, titles
from consilience.stages.mentions.phrases import find_determiner, is_plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.ports import Gazetteer, Parsed
    from consilience.stages.mentions.drafts import Draft, Key

DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})
CANDIDATES: Final = 3
"""Most populous places of a name that are looked at: a province often shares its capital's name."""
NEAR: Final = 2
"""Sentences back in which a lone candidate is taken up by a general noun ("the group")."""
NAMED: Final = 4
"""Sentences back in which a noun may take up the name that holds it ("the X Police" ... "the police")."""
FAR: Final = 12
"""Sentences back in which a noun may repeat the head of an earlier phrase ("a security source" ... "the source")."""

LONE_PLACES: Final = frozenset({"capital", "country"})
"""Nouns for a place that a report mostly has one of: taken up from however far back, if it names no second."""


def resolve_nominals(parsed: Parsed, drafts: Iterable[Draft], gazetteer: Gazetteer) -> list[Draft]:
    """Give the drafts with antecedents filled in on the definite nominals that clearly take up an earlier mention."""
    listed = sorted(drafts, key=lambda one: one.key)
    resolved: dict[Key, Draft] = {}
    earlier: list[Draft] = []
    for one in listed:
        found = None
        if one.form == "nominal" and _is_bare_definite(parsed, one):
            found = _find_antecedent(parsed, one, earlier, gazetteer)
        done = one if found is None else replace(one, antecedent=found.antecedent or found.key)
        resolved[one.key] = done
        earlier.append(done)
    return list(resolved.values())


def _is_bare_definite(parsed: Parsed, one: Draft) -> bool:
    """Tell whether a nominal is "the" and its noun, with at most plain modifiers: its own words define nothing."""
    return (
        find_determiner(parsed, one.head) in DEFINITE
        and one.principal is None
        and one.last - one.head == 1
        and not _goes_on(parsed, one)
    )


def _goes_on(parsed: Parsed, one: Draft) -> bool:
    """Tell whether "of" follows, so that the noun is defined by what comes after it."""
    return one.last < len(parsed.tokens) and parsed.tokens[one.last].text.lower() == "of"


def _find_antecedent(parsed: Parsed, one: Draft, earlier: list[Draft], gazetteer: Gazetteer) -> Draft | None:
    noun = parsed.tokens[one.head].lemma.lower()
    alone = one.kind == "place" and noun in LONE_PLACES
    first = 0 if alone else bisect_left(earlier, -FAR, key=lambda other: -_distance(parsed, other, one))
    near = [other for other in earlier[first:] if other.end <= one.start]
    if one.kind == "place":
        return _find_place(parsed, one, near, gazetteer)
    found = _find_same_head(parsed, one, near, noun)
    if is_plural(parsed.tokens[one.head]):
        return found
    named = _find_by_role(parsed, one, near, noun) or _find_by_name(parsed, one, near, noun)
    if found is not None and (named is None or found.antecedent is not None or found.start > named.start):
        return found
    if named is None and noun in actor_nouns().lone:
        named = _find_lone_body(parsed, one, near)
    return named or found


def _distance(parsed: Parsed, earlier: Draft, later: Draft) -> int:
    return parsed.tokens[later.first].sentence - parsed.tokens[earlier.first].sentence


def _find_same_head(parsed: Parsed, one: Draft, outside: list[Draft], noun: str) -> Draft | None:
    """The last nominal with the same noun and number whose modifiers include those of `one`."""
    words = _modifiers(parsed, one)
    for other in reversed(outside):
        token = parsed.tokens[other.head]
        same = other.form == "nominal" and token.lemma.lower() == noun and other.kind == one.kind
        if same and is_plural(token) == is_plural(parsed.tokens[one.head]):
            own = _modifiers(parsed, other)
            owned = find_determiner(parsed, other.head) == "poss" and _distance(parsed, other, one) > 1
            far = noun in actor_nouns().lone and _distance(parsed, other, one) > NEAR
            fits = words <= own and not owned and not far and not (own - words) & actor_nouns().others
            return other if fits else None
    return None


def _modifiers(parsed: Parsed, one: Draft) -> frozenset[str]:
    return frozenset(t.text.lower() for t in parsed.tokens[one.first : one.head] if t.pos in {"ADJ", "NOUN", "PROPN"})


def _find_by_role(parsed: Parsed, one: Draft, outside: list[Draft], noun: str) -> Draft | None:
    """The named person or body that an earlier role calls by this noun ("Gen. X" ... "the general")."""
    words = _modifiers(parsed, one)
    fits = []
    for other in outside:
        if other.form == "name" and other.kind == one.kind and other.role is not None:
            said = _role_words(other.role)
            if noun in said and words <= said:
                fits.append(other)
    distinct = {spell(parsed, other).split()[-1] for other in fits}
    if len(distinct) == 1:
        return fits[-1]
    return fits[-1] if fits and _distance(parsed, fits[-1], one) <= 1 else None


def _role_words(role: str) -> frozenset[str]:
    """The words of a role, abbreviated titles spelled out as well."""
    words = set(role.lower().replace(";", " ").replace(",", " ").replace("-", " ").split())
    return frozenset(words | {full for word in words if (full := titles().get(word)) is not None})


def _find_by_name(parsed: Parsed, one: Draft, outside: list[Draft], noun: str) -> Draft | None:
    """The body whose own name holds the noun ("the X Observatory" ... "the observatory"), if only one name does."""
    if one.kind not in {"organization", "group"} or noun not in organization_nouns():
        return None
    fits = [
        other
        for other in outside
        if other.form == "name"
        and other.kind == "organization"
        and _distance(parsed, other, one) <= NAMED
        and _is_named_by(spell(parsed, other).lower().split(), noun)
    ]
    return fits[-1] if len({spell(parsed, other) for other in fits}) == 1 else None


def _is_named_by(words: list[str], noun: str) -> bool:
    """Tell whether a noun is the head of a body's name: its last word, or the last before "of" or "for"."""
    ends = [i for i, word in enumerate(words) if word in {"of", "for"} and i] or [len(words)]
    return words[ends[0] - 1] == noun


def _find_lone_body(parsed: Parsed, one: Draft, outside: list[Draft]) -> Draft | None:
    """The only organisation named in the last sentences, media and channels left out; `None` where there are two."""
    fits = [
        other
        for other in outside
        if other.kind == "organization"
        and (other.form == "name" or other.antecedent is not None)
        and _distance(parsed, other, one) <= NEAR
        and not actor_nouns().media & set(spell(parsed, other).lower().split())
    ]
    names = {other.antecedent or spell(parsed, other) for other in fits}
    return fits[-1] if len(names) == 1 and one.kind == "organization" else None


def _find_place(parsed: Parsed, one: Draft, outside: list[Draft], gazetteer: Gazetteer) -> Draft | None:
    """The place that "the town" or "the capital" takes up: called so before, else the only fitting one that is near."""
    noun = parsed.tokens[one.head].lemma.lower()
    places = [other for other in outside if other.kind == "place" and other.form == "name"]
    called = [other for other in places if other.role is not None and noun in _role_words(other.role)]
    fits = [other for other in places if _is_fit(spell(parsed, other), noun, gazetteer)]
    if noun in LONE_PLACES:
        return _take_lone(parsed, called) or _take_lone(parsed, fits)
    near = [other for other in {*called, *fits} if _distance(parsed, other, one) <= NEAR]
    lone = _take_lone(parsed, sorted(near, key=lambda other: other.key))
    return lone or (called[-1] if called and _distance(parsed, called[-1], one) <= FAR else None)


def _take_lone(parsed: Parsed, fits: list[Draft]) -> Draft | None:
    """The last of the mentions given if all carry one name, else `None`."""
    return fits[-1] if fits and len({spell(parsed, other) for other in fits}) == 1 else None


def _is_fit(name: str, noun: str, gazetteer: Gazetteer) -> bool:
    """Tell whether the gazetteer lets a place be called by a noun: countries, capitals and settlements are told apart."""
    features = [place.feature for place in gazetteer.find(name)[:CANDIDATES]]
    if noun == "country":
        return any(feature.startswith("PCL") for feature in features[:1])
    if features[:1] and features[0].startswith("PCL"):
        return False
    if noun == "capital":
        return "PPLC" in features
    if noun in {"province", "governorate", "region"}:
        return any(feature.startswith(("ADM1", "RGN")) for feature in features)
    settled = noun in place_nouns().anaphoric
    return settled and any(feature.startswith(("PPL", "ADM3", "ADM4")) for feature in features)
