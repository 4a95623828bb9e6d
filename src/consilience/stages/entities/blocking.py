"""Keys that bring together groups worth comparing, and keys that are proof by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.text.names.folding import fold
from consilience.text.names.organization import (
    head_of,
    initials,
    is_acronym,
    is_bare_head,
    is_unspecific,
    known_organization,
    organization_key,
    organization_words,
)
from consilience.text.names.person import full_forms, person_words
from consilience.text.names.transliteration import skeleton, sound_key
from consilience.text.places.keys import bare_key, exact_key, weak_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consilience.ports import GazetteerPlace
    from consilience.stages.entities.groups import Group


def name_keys(group: Group) -> Iterator[str]:
    """Keys of which one in common makes two groups of one story the same.

    People: full names. Organisations: known bodies and names that are specific; acronyms only where no full name
    stands beside them (an acronym may have two expansions).
    """
    for form in group.forms:
        if group.kind == "person":
            if len(person_words(form)) > 1:
                yield " ".join(person_words(form))
        elif known_organization(form):
            yield f"known {known_organization(form)}"
        elif not is_unspecific(form) and not _shortens(form, group.forms):
            yield organization_key(form)


def _shortens(form: str, forms: tuple[str, ...]) -> bool:
    """Whether a form is only short for another of the same group: its acronym, or its head with fewer words."""
    if is_acronym(form):
        return not all(is_acronym(other) for other in forms)
    words = set(organization_words(form))
    return any(words < set(organization_words(other)) for other in forms)


def short_keys(group: Group) -> Iterator[str]:
    """Keys that make two groups without a full name the same in one story, where no full name claims them.

    A person's lone family name, by its sound; an organisation's unspecific name of its story ("Justice Ministry").
    """
    if group.kind == "person" and all(len(person_words(form)) == 1 for form in group.forms):
        yield sound_key(person_words(group.forms[0])[0])
    elif group.kind == "organization":
        yield from (organization_key(form) for form in group.forms if not is_bare_head(form))


def blocking_keys(group: Group) -> set[str]:
    """Keys of which one in common makes two groups worth a judgement."""
    keys: set[str] = set()
    for form in group.forms:
        if group.kind == "person":
            words = person_words(form)
            if len(words) > 1:
                keys.update((skeleton(words[-1]), skeleton(words[0])))
        elif group.kind == "place":
            keys.add(f"{group.story} {weak_key(exact_key(form)) or fold(form)}")
        else:
            keys.update(("= " + organization_key(form), "head " + head_of(form)))
            keys.update("initials " + letters for letters in initials(form) if len(letters) > 1)
            if is_acronym(form):
                keys.add("initials " + fold(form).replace(" ", ""))
    return keys


def place_keys(group: Group, place: GazetteerPlace | None) -> Iterator[str]:
    """Keys of which one in common makes two places the same: one point, or one name in one story."""
    if place is not None:
        yield f"{place.geonames_id or place.name}"
    yield f"{group.story} {bare_key(exact_key(group.forms[0]))}"


def point_keys(place: GazetteerPlace | None) -> Iterator[str]:
    """The key that makes two places of different stories the same: one point on the map."""
    if place is not None:
        yield f"{place.geonames_id or place.name}"


def whole_keys(group: Group) -> Iterator[str]:
    """Keys of which two groups of different stories have one in common wherever their whole names can be the same.

    People: the first name, or what it is short for, with each further one, by their consonants; so "A B C" meets "A C" and
    "A B". Organisations: the name's words, and the body known under it.
    """
    for form in group.forms:
        if group.kind == "organization":
            yield "= " + organization_key(form)
            if known := known_organization(form):
                yield "known " + known
        elif len(words := person_words(form)) > 1:
            for first in (words[0], *sorted(full_forms(words[0]))):
                yield from (f"{skeleton(first)} {skeleton(other)}" for other in words[1:])


def shortening_keys(group: Group) -> set[str]:
    """Keys of which a short form has one in common with each full name that it can stand for: a word's consonants, or a head."""
    if group.kind == "organization":
        return {head_of(form) for form in group.forms}
    words = [word for form in group.forms for word in person_words(form)]
    return {skeleton(word) for word in words}
