"""The word lists of this stage, in the shapes its rules ask for. Read once, never written; the lists are data files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from consilience.text.lexicons import load_table, load_words

NounClass = str
"""Table of `actor-nouns.toml` that a noun stands in: person, group, organization, bystander, carrier."""

NOUN_CLASSES = ("person", "group", "organization", "bystander", "carrier")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorNouns:
    """The tables of `actor-nouns.toml` as sets."""

    classes: dict[str, NounClass]
    sources: frozenset[str]
    generic_organizations: frozenset[str]
    allegiance: frozenset[str]
    not_belonging: frozenset[str]
    belonging_prefixes: frozenset[str]
    belonging_suffixes: frozenset[str]
    defining_prepositions: frozenset[str]
    masculine: frozenset[str]
    feminine: frozenset[str]
    leading: frozenset[str]
    measures: frozenset[str]
    speaking: frozenset[str]
    media: frozenset[str]
    weak: frozenset[str]
    opposing: frozenset[str]
    lone: frozenset[str]
    definite_only: frozenset[str]
    others: frozenset[str]


@cache
def actor_nouns() -> ActorNouns:
    """Give the nouns that act or speak in news, by class; where a noun stands in two tables the first one counts."""
    table = {key: frozenset(value.split()) for key, value in load_table("actor-nouns").items()}
    classes: dict[str, NounClass] = {}
    for name in NOUN_CLASSES:
        for noun in sorted(table[name]):
            classes.setdefault(noun, name)
    rest = {key: value for key, value in table.items() if key not in NOUN_CLASSES}
    return ActorNouns(classes=classes, **rest)


@cache
def body_nouns() -> frozenset[str]:
    """Give the nouns that say what an organisation is ("an opposition GROUP")."""
    return frozenset(noun for noun, kind in actor_nouns().classes.items() if kind in {"organization", "group"})


@cache
def titles() -> dict[str, str | None]:
    """Give title -> the noun it stands for ("gen." -> "general"), or `None` where it is that noun itself."""
    pairs = (line.partition("\t") for line in load_words("titles"))
    return {title.strip(): noun.strip() or None for title, _, noun in pairs}


@cache
def title_words() -> frozenset[str]:
    """Give the single words of which titles are made."""
    return frozenset(word for title in titles() for word in title.split())


@cache
def roles() -> frozenset[str]:
    """Give the nouns that say what a person is."""
    return frozenset(load_words("roles"))


@cache
def particles() -> frozenset[str]:
    """Give the lower-case words that belong inside a personal or place name."""
    return frozenset(load_words("particles"))


@cache
def organization_nouns() -> frozenset[str]:
    """Give the nouns that make a capitalised phrase the name of an organisation."""
    return frozenset(load_words("organization-nouns"))


@cache
def known_organizations() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Give first word -> the names of well-known organisations that begin with it, as words, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for line in dict.fromkeys(load_words("known-organizations")):
        words = tuple(line.replace("-", " - ").split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(names, key=lambda name: (-len(name), name))) for first, names in found.items()}


@cache
def not_names() -> frozenset[str]:
    """Give the capitalised words that name nothing here: days, months, navigation words."""
    return frozenset(load_words("not-names"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceNouns:
    """The tables of `place-nouns.toml` as sets."""

    of: frozenset[str]
    after: frozenset[str]
    anaphoric: frozenset[str]
    prepositions: frozenset[str]
    ambiguous: frozenset[str]


@cache
def place_nouns() -> PlaceNouns:
    """Give the common nouns for kinds of place and the prepositions of place."""
    return PlaceNouns(**{key: frozenset(value.split()) for key, value in load_table("place-nouns").items()})
