"""People that the model missed or broke: after a title, with an Arabic particle, run into the name before.

Not here: bodies and places (`recoveries`), surnames that stand elsewhere in the article (`consistency`).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from consilience.stages.mentions.drafts import Draft, cover, draft
from consilience.stages.mentions.inflections import is_one_of
from consilience.stages.mentions.lexicons import actor_nouns, organization_nouns, particles, roles, title_words
from consilience.stages.mentions.names import find_surname, is_capitalised, is_name_word
from consilience.stages.mentions.phrases import HYPHENS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from consilience.ports import Parsed, Token

TIED_PARTICLES = frozenset({"al", "el", "ul", "as", "ash", "at", "az", "ar", "an", "ad"})
"""Arabic articles before a hyphen."""

LOOSE_PARTICLES = frozenset({"al", "el", "bin", "ibn"})
"""Particles that tie forename and surname without a hyphen too."""

PLACE_PREPOSITIONS = frozenset({"in", "near", "outside", "inside", "around", "across"})


def find_titled(parsed: Parsed, drafts: list[Draft], titled: frozenset[int]) -> Iterator[Draft]:
    """Capitalised words right after a title ("Brigadier X"), or two or more right after an office ("spokesman X Y")."""
    tokens = parsed.tokens
    covering = cover(drafts, len(tokens))
    for i in range(len(tokens) - 1):
        word = tokens[i].text.lower()
        if tokens[i].sentence in titled or covering[i] is not None or not (word in title_words() or word in roles()):
            continue
        last = i + 1
        while last < len(tokens) and _is_free_name(tokens[last], covering[last], tokens[i].sentence):
            last += 1
            last += find_surname(tokens, last) if last < len(tokens) and covering[last] is None else 0
        needed = 1 if word in title_words() and is_capitalised(tokens[i]) else 2
        if last - i - 1 >= needed and not _is_body(tokens[i + 1 : last]):
            yield draft(parsed, i + 1, last, kind="person", form="name")


def find_with_particle(parsed: Parsed, drafts: list[Draft], titled: frozenset[int]) -> Iterator[Draft]:
    """A lone "al-X", or "X al Y" without a hyphen: a person, but a place after a preposition of place."""
    tokens = parsed.tokens
    covering = cover(drafts, len(tokens))
    for i in range(1, len(tokens) - 2):
        if covering[i] is not None or tokens[i].sentence in titled:
            continue
        named = _is_free_name(tokens[i - 1], covering[i - 1], tokens[i].sentence)
        last = _find_surname_end(tokens, i, covering, named=named)
        if last:
            first = i - 1 if named else i
            placed = tokens[first - 1].text.lower() in PLACE_PREPOSITIONS if first else False
            yield draft(parsed, first, last, kind="place" if placed else "person", form="name")


def _find_surname_end(tokens: tuple[Token, ...], i: int, covering: list[Draft | None], *, named: bool) -> int:
    """End of the surname whose particle stands at `i`, 0 if none does; without a hyphen a forename must go before."""
    tied = tokens[i].text.lower() in TIED_PARTICLES and tokens[i + 1].text in HYPHENS
    if tied and tokens[i + 2].start == tokens[i + 1].end and covering[i + 2] is None and is_name_word(tokens[i + 2]):
        return i + 3
    loose = named and tokens[i].text in LOOSE_PARTICLES and covering[i + 1] is None and is_name_word(tokens[i + 1])
    return i + 2 if loose and tokens[i + 1].sentence == tokens[i].sentence else 0


def join_parted(parsed: Parsed, drafts: list[Draft], _: frozenset[int]) -> Iterator[Draft]:
    """One person found as two names: the second begins with a particle right after the first ("X al-Y")."""
    covering = cover(drafts, len(parsed.tokens))
    for one in drafts:
        first = _find_forename(parsed.tokens, one, covering)
        if first is not None:
            yield draft(parsed, first, one.last, kind="person", form="name")
    people = [one for one in drafts if one.kind == "person"]
    for left, right in pairwise(people):
        word = parsed.tokens[right.first]
        joined = left.last == right.first and word.text.lower() in particles()
        if joined and word.sentence == parsed.tokens[left.first].sentence:
            yield draft(parsed, left.first, right.last, kind="person", form="name")


def split_speakers(parsed: Parsed, drafts: Iterable[Draft]) -> list[Draft]:
    """Part a name from the speaker's surname that a lost comma ran into it ("at X Y said", where "Z Y" is a person)."""
    listed = list(drafts)
    tokens = parsed.tokens
    surnames = {tokens[one.last - 1].text for one in listed if one.kind == "person" and one.last - one.first > 1}
    found = []
    for one in listed:
        word = tokens[one.last - 1]
        spoken = one.last < len(tokens) and is_one_of(tokens[one.last], actor_nouns().speaking)
        if one.kind in {"place", "organization"} and one.last - one.first > 1 and word.text in surnames and spoken:
            found.append(draft(parsed, one.first, one.last - 1, kind=one.kind, form="name"))
            found.append(draft(parsed, one.last - 1, one.last, kind="person", form="name"))
        else:
            found.append(one)
    return found


def _find_forename(tokens: tuple[Token, ...], one: Draft, covering: list[Draft | None]) -> int | None:
    """Where the forename before a surname with its particle begins: "X al Y", "X al-Y" with only "Y" found."""
    i = one.first
    if i >= 2 and tokens[i - 1].text in HYPHENS:
        i -= 1
    if one.kind == "group" or i < 2 or tokens[i - 1].text.lower() not in TIED_PARTICLES | {"bin", "ibn", "abu"}:
        return None
    word = tokens[i - 2]
    free = covering[i - 1] is None and _is_free_name(word, covering[i - 2], tokens[one.first].sentence)
    return i - 2 if free and not _is_body((word,)) else None


def _is_free_name(token: Token, covered: Draft | None, sentence: int) -> bool:
    if covered is not None or token.sentence != sentence or token.pos != "PROPN" or not is_name_word(token):
        return False
    word = token.text.lower()
    return word not in roles() and word not in title_words()


def _is_body(tokens: tuple[Token, ...]) -> bool:
    return tokens[-1].text.lower() in organization_nouns()
