"""Characters at the end of a name's last word that are no part of it: a possessive s that lost its apostrophe
("Syrias government"), and what a hyphen adds ("U.S.-led" where the tokenizer keeps it whole).

Not here: possessives with their apostrophe, which are tokens of their own.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from consilience.stages.mentions.lexicons import known_organizations, organization_nouns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.ports import Gazetteer, Parsed, Token
    from consilience.record.found import MentionKind
    from consilience.stages.mentions.drafts import Draft

SHORTEST_TEXT: Final = 400
"""Characters of a text below which the absence of every apostrophe proves nothing."""

WELL_KNOWN: Final = ("PCL", "ADM1", "PPLC")
TOWN: Final = 15_000
"""Inhabitants from which a place is known well enough that its name with an s, unknown itself, is a possessive."""

FOLLOWERS: Final = frozenset({"NOUN", "ADJ", "PROPN", "NUM"})


def is_bare_of_apostrophes(text: str) -> bool:
    """Tell whether a text has lost its apostrophes: long, and without a single one."""
    return len(text) >= SHORTEST_TEXT and "'" not in text and "’" not in text


def find_cut(
    tokens: Sequence[Token], first: int, last: int, *, gazetteer: Gazetteer, kind: MentionKind, lost: bool
) -> int:
    """Characters to leave out at the end of a name. `lost`: the text shows no apostrophe at all."""
    word = tokens[last - 1].text
    head, _, tail = word.partition("-")
    if tail and head and (is_body(head) or gazetteer.is_exact(head) or gazetteer.country_of_people(head)):
        return len(tail) + 1
    if not may_be_possessive(tokens, last - 1):
        return 0
    name = " ".join(t.text for t in tokens[first:last])
    if (
        is_body(name)
        or gazetteer.is_exact(name)
        or gazetteer.country_of_people(word)
        or word.lower() in organization_nouns()
    ):
        return 0
    if is_body(name[:-1]) or is_well_known(name[:-1], gazetteer):
        return 1
    plural = tokens[last - 1].tag in {"NNS", "NNPS"} and kind != "person"
    followed = tokens[last].pos in {"NOUN", "ADJ"} and not tokens[last].text[0].isupper()
    return int(lost and followed and not plural and kind in {"person", "place", "organization"})


def cut_ends(parsed: Parsed, drafts: Sequence[Draft], gazetteer: Gazetteer, *, text: str) -> list[Draft]:
    """Cut what is no part of the name from the ends of the drafts of an article with this `text`."""
    lost = is_bare_of_apostrophes(text)
    found = []
    for one in drafts:
        whole = one.end == parsed.tokens[one.last - 1].end
        cut = (
            find_cut(parsed.tokens, one.first, one.last, gazetteer=gazetteer, kind=one.kind, lost=lost) if whole else 0
        )
        found.append(replace(one, end=one.end - cut) if cut else one)
    return _cut_repeated(parsed, found)


def _cut_repeated(parsed: Parsed, drafts: Sequence[Draft]) -> list[Draft]:
    """Cut the possessive s from names that stand without it elsewhere in the article ("Xs regime" beside "X")."""
    lasts = {parsed.tokens[one.last - 1].text for one in drafts}
    found = []
    for one in drafts:
        token = parsed.tokens[one.last - 1]
        lost = token.text[:-1] in lasts and one.end == token.end and may_be_possessive(parsed.tokens, one.last - 1)
        found.append(replace(one, end=one.end - 1) if lost and one.kind != "group" else one)
    return found


def is_possessive_of_place(tokens: Sequence[Token], i: int, *, gazetteer: Gazetteer) -> bool:
    """Tell whether a word is a well-known place with an s that is no part of it ("Syrias")."""
    word = tokens[i].text
    return may_be_possessive(tokens, i) and not gazetteer.is_exact(word) and is_well_known(word[:-1], gazetteer)


def may_be_possessive(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a word in s at `i` may be a possessive that lost its apostrophe: a noun phrase goes on after it."""
    word = tokens[i].text
    if len(word) < 3 or word[-1] != "s" or word[-2] in "su'’." or i + 1 >= len(tokens):
        return False
    after = tokens[i + 1]
    return after.sentence == tokens[i].sentence and (after.pos in FOLLOWERS or after.tag in {"VBN", "VBG"})


def is_well_known(name: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is, to the letter, that of a country, a province, a capital or a town of some size."""
    if not gazetteer.is_exact(name):
        return False
    return any(place.feature.startswith(WELL_KNOWN) or place.population >= TOWN for place in gazetteer.find(name))


@cache
def _known_names() -> frozenset[str]:
    return frozenset(" ".join(words) for names in known_organizations().values() for words in names)


def is_body(name: str) -> bool:
    """Tell whether a name is that of an organisation known worldwide."""
    return name in _known_names()
