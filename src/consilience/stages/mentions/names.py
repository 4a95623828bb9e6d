"""Names: what the model found, cut to the words that are the name.

The model's ranges come with articles, titles and possessives, run two names into one and break others at a hyphen; the
rules here repair that. Not here: names the model missed (`recoveries`), what kind a name is (`kinds`), roles (`roles`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from consilience.stages.mentions.drafts import Draft, draft
from consilience.stages.mentions.inflections import bases
from consilience.stages.mentions.lexicons import (
    actor_nouns,
    not_names,
    organization_nouns,
    particles,
    roles,
    title_words,
    titles,
)
from consilience.stages.mentions.phrases import HYPHENS
from consilience.stages.mentions.possessives import (
    is_possessive_of_place,
    is_well_known,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from consilience.ports import Gazetteer, NamedSpan, Parsed, Token
    from consilience.record.found import MentionKind

KINDS: Final[dict[str, MentionKind]] = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "NORP": "group",
    "FAC": "facility",
    "EVENT": "event",
    "PRODUCT": "product",
}
"""The model's labels in the record's words."""

TITLE_CASE: Final = 0.7
"""Share of capitalised words above which a sentence is a title-case headline, whose capitals say nothing. Running text
lies below 0.4 in the sampled articles, title-case headlines above 0.8."""
SHORTEST_TITLE_CASE: Final = 5
CONTENT: Final = frozenset({"NOUN", "VERB", "ADJ"})
SHORTEST_CONTENT: Final = 3

PLAIN_CLASSES: Final = frozenset({"person", "group", "bystander", "carrier"})
LOOSE_SURNAME_PARTICLES: Final = frozenset({"al", "el", "bin", "ibn", "ben", "abu"})
RANKS: Final = frozenset({"general", "colonel", "major", "captain", "lieutenant", "brigadier", "admiral", "sergeant"})
"""What an abbreviated rank at the end of a body's name stands for; the rank is the next person's."""
PREFIXES: Final = frozenset(
    {"pro", "anti", "ex", "non", "pre", "post", "intra", "inter", "trans", "then", "r", "d", "i"}
)
SHORTEST_SYLLABLE: Final = 2
KEPT_TAILS: Final = frozenset({"party"})
SHORTEST_FORENAME: Final = 3
NO_LOOSE_PARTICLES: Final = frozenset({"a", "as", "at", "an", "ad", "ar", "la", "y", "di", "de", "du", "den", "ter"})
"""Particles that are English words or letters too: taken in only where the model or a hyphen says so."""


def read_names(parsed: Parsed, gazetteer: Gazetteer) -> list[Draft]:
    """Give the model's names, trimmed and mended, in text order; ranges that hold no name are dropped."""
    titled = find_title_case(parsed)
    plain = _collect_plain_words(parsed)
    drafts: list[Draft] = []
    for begin, end, kind in _split(parsed, titled, gazetteer):
        floor = drafts[-1].last if drafts else 0
        bounds = _trim(parsed.tokens, max(begin, floor), end, kind=kind, gazetteer=gazetteer)
        if (
            bounds[0] >= bounds[1]
            or _is_plain(parsed, *bounds, plain)
            or _is_letter(parsed.tokens[bounds[0] : bounds[1]])
        ):
            continue
        first, last = _mend(parsed.tokens, *bounds, kind=kind, floor=floor)
        drafts.append(draft(parsed, first, last, kind=kind, form="name"))
    return drafts


def _collect_plain_words(parsed: Parsed) -> frozenset[str]:
    """Words that stand in lower case in the article: a lone capitalised one at a sentence's start proves no name."""
    return frozenset(t.text for t in parsed.tokens if t.text.islower())


def _is_letter(tokens: Sequence[Token]) -> bool:
    """Tell whether a range is a lone letter, or one tied to a word ("R-Ohio")."""
    text = tokens[0].text
    return (len(text) == 1 and len(tokens) == 1) or (len(text) > 1 and text[1] in HYPHENS)


def _is_plain(parsed: Parsed, first: int, last: int, plain: frozenset[str]) -> bool:
    """Tell whether a one-word range is no name: an actor noun, or a sentence's first word that is lower case elsewhere."""
    if last - first > 1:
        return False
    token = parsed.tokens[first]
    lower = token.text.lower()
    if any(actor_nouns().classes.get(base) in PLAIN_CLASSES for base in bases(token)):
        return not token.text.isupper()
    opening = first == parsed.sentences[token.sentence][0]
    if opening and last < len(parsed.tokens) and parsed.tokens[last].text == "between":
        return True  # "Clashes between": no name is followed so
    return opening and (lower in plain or token.pos in {"NOUN", "VERB", "ADV", "ADP"}) and not token.text.isupper()


def find_title_case(parsed: Parsed) -> frozenset[int]:
    """Give the indices of sentences written in title case or capitals, in which a capital tells no name.

    A lower-case noun, verb or adjective of some length shows that a sentence is no such headline, however many names it
    holds.
    """
    return frozenset(k for k, (first, last) in enumerate(parsed.sentences) if _is_title_case(parsed.tokens[first:last]))


def _is_title_case(tokens: Sequence[Token]) -> bool:
    for token in tokens:  # most sentences have such a word near their start
        if token.pos in CONTENT and len(token.text) >= SHORTEST_CONTENT and token.text.islower():
            return False
    words = [t.text[0].isupper() for t in tokens if len(t.text) > 3 and t.text[0].isalpha()]
    return len(words) >= SHORTEST_TITLE_CASE and sum(words) / len(words) >= TITLE_CASE


def is_capitalised(token: Token) -> bool:
    """Tell whether the token begins with a capital letter."""
    return token.text[0].isupper()


def is_name_word(token: Token) -> bool:
    """Tell whether the token may begin or end a name: capitalised, and no word of the calendar or of a page's furniture."""
    return is_capitalised(token) and not is_calendar(token)


def is_calendar(token: Token) -> bool:
    """Tell whether the token is a day, a month, a feast or a word that names nothing, a lost possessive s included."""
    lower = token.text.lower()
    return lower in not_names() or lower.removesuffix("day" + "s") + "day" in not_names()


def is_country(name: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is, to the letter, that of a country."""
    return gazetteer.is_exact(name) and any(place.feature.startswith("PCL") for place in gazetteer.find(name))


def _split(parsed: Parsed, titled: frozenset[int], gazetteer: Gazetteer) -> Iterator[tuple[int, int, MentionKind]]:
    """The model's ranges outside title-case sentences; one with "the" inside that follows no "of" is two names."""
    tokens = parsed.tokens
    for name in parsed.names:
        kind = KINDS.get(name.label)
        if kind is None or tokens[name.first].sentence in titled:
            continue
        at = _find_joint(tokens, name)
        town = _find_town(tokens, name, gazetteer) if kind == "organization" else None
        if town is not None:
            yield name.first, town, kind
            yield town + 1, name.last, "place"
        elif at is None and kind in {"person", "place"} and _is_place_in_country(tokens, name, gazetteer):
            yield name.first, name.last - 1, "place"
            yield name.last - 1, name.last, "place"
        elif at is None:
            yield name.first, name.last, kind
        elif tokens[at].text == "and":
            yield name.first, at, kind
            yield at + 1, name.last, kind
        elif tokens[at].text != "the":
            yield name.first, at, kind
        else:
            yield name.first, at, "place" if kind == "organization" else kind
            yield at + 1, name.last, kind


def _find_joint(tokens: Sequence[Token], name: NamedSpan) -> int | None:
    """Where a lost comma stood: at a "the" between two capitalised words, at an "a" or a finite verb."""
    for i in range(name.first + 1, name.last - 1):
        if tokens[i].text in {"a", "an"} or tokens[i].tag in {"VBD", "VBZ"}:
            return i
        if tokens[i].text == "and" and name.label == "PERSON":
            return i
        if tokens[i].text == "the" and is_capitalised(tokens[i - 1]) and is_capitalised(tokens[i + 1]):
            return i
    return None


def _find_town(tokens: Sequence[Token], name: NamedSpan, gazetteer: Gazetteer) -> int | None:
    """Where an "in" parts a body's name from the town it is in; a country or region may belong to it ("Mission in Y")."""
    for i in range(name.first + 1, name.last - 1):
        if tokens[i].text == "in":
            town = " ".join(t.text for t in tokens[i + 1 : name.last])
            known = gazetteer.find(town)[:1] if is_well_known(town, gazetteer) else ()
            return i if any(place.feature.startswith("PPL") for place in known) else None
    return None


def _is_place_in_country(tokens: Sequence[Token], name: NamedSpan, gazetteer: Gazetteer) -> bool:
    """Tell whether a range is a town and its country with the comma lost ("X Syria")."""
    if name.last - name.first < 2:
        return False
    words = [t.text for t in tokens[name.first : name.last]]
    town, country = " ".join(words[:-1]), words[-1]
    return (
        is_country(country, gazetteer)
        and not gazetteer.is_exact(f"{town} {country}")
        and is_well_known(town, gazetteer)
    )


def _trim(
    tokens: Sequence[Token], first: int, last: int, *, kind: MentionKind, gazetteer: Gazetteer
) -> tuple[int, int]:
    """Cut articles, marks and lower-case words from both ends; titles before a person, offices after a body."""
    if kind == "person":
        first = _skip_titles(tokens, first, last)
    if kind == "organization" and last - first > 2 and _is_office(tokens[first]) and tokens[first + 1].text == "of":
        first += 2
    if last - first > 2 and tokens[first].text.lower() in PREFIXES and tokens[first + 1].text in HYPHENS:
        first += 2
    if last - first > 1 and is_possessive_of_place(tokens, first, gazetteer=gazetteer):
        first += 1
    while first < last and not _may_begin(tokens, first, last, kind=kind):
        first += 1
    while first < last and not (_may_end(tokens[last - 1]) or _is_kept_tail(tokens, first, last - 1, kind=kind)):
        last -= 1
    while (
        kind == "person" and last - first > 1 and _is_office(tokens[last - 1]) and _stands_before_office(tokens, last)
    ):
        last -= 1
    while kind == "organization" and last - first > 1 and _is_office(tokens[last - 1]) and _goes_on(tokens, last):
        last -= 1
    while kind == "organization" and last - first > 1 and titles().get(tokens[last - 1].text.lower()) in RANKS:
        last -= 1
    return first, last


def _goes_on(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a further name follows at `i` in the same sentence."""
    return i < len(tokens) and tokens[i].sentence == tokens[i - 1].sentence and is_name_word(tokens[i])


def _is_kept_tail(tokens: Sequence[Token], first: int, i: int, *, kind: MentionKind) -> bool:
    """Tell whether a lower-case last word belongs to the name: "X Yeong-su", "Green party"."""
    if kind == "organization":
        return i > first and tokens[i].text in KEPT_TAILS
    tied = i - 1 > first and tokens[i - 1].text in HYPHENS and tokens[i - 1].end == tokens[i].start
    return kind == "person" and tied and tokens[i].pos == "PROPN" and len(tokens[i].text) >= SHORTEST_SYLLABLE


def _skip_titles(tokens: Sequence[Token], first: int, last: int) -> int:
    """Give where the name proper begins: after the last title or office word that still leaves a name behind it."""
    for i in range(last - 2, first - 1, -1):
        word = tokens[i].text.lower()
        if (word in title_words() or word in roles()) and is_name_word(tokens[i + 1]):
            return i + 1
    return first


def _stands_before_office(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether an office word follows ("Danish PRIME Minister")."""
    return i < len(tokens) and _is_office(tokens[i])


def _is_office(token: Token) -> bool:
    """Tell whether the last word of a body's name is the office of somebody in it ("X Ministry Spokesman")."""
    lower = token.text.lower()
    return (lower in roles() or lower in title_words()) and lower not in organization_nouns() | {"general", "major"}


def _may_begin(tokens: Sequence[Token], first: int, last: int, *, kind: MentionKind) -> bool:
    token = tokens[first]
    if token.text.lower() in particles() and first + 1 < last:
        return not is_capitalised(token) or token.text.lower() not in not_names()
    numbered = token.text[0].isdigit() and first + 1 < last and kind not in {"place", "event", "person"}
    return is_name_word(token) or numbered


def _may_end(token: Token) -> bool:
    return (is_capitalised(token) and not is_calendar(token)) or token.text[0].isdigit()


def _mend(tokens: Sequence[Token], first: int, last: int, *, kind: MentionKind, floor: int) -> tuple[int, int]:
    """Take in a particle before the name ("al-"), and what a hyphen ties to it, where that belongs to the name."""
    while first - 2 >= floor and _is_tied_particle(tokens, first - 2):
        first -= 2
    while first - 1 >= floor and kind == "person" and _is_loose_particle(tokens, first - 1):
        first -= 1
    while first - 1 >= floor and kind == "person" and _is_forename(tokens, first - 1, last):
        first -= 1
    while last + 1 < len(tokens) and _continues(tokens, last, kind=kind):
        last += 2
    if kind == "person" and last < len(tokens):
        last += find_surname(tokens, last)
    return first, last


def find_surname(tokens: Sequence[Token], i: int) -> int:
    """Number of tokens at `i` that are a surname with its particle: "al-Y" 3, "al Y" 2, else 0."""
    if i + 2 >= len(tokens) or tokens[i].sentence != tokens[i - 1].sentence:
        return 0
    if _is_tied_particle(tokens, i) and is_name_word(tokens[i + 2]):
        return 3
    loose = tokens[i].text in LOOSE_SURNAME_PARTICLES and tokens[i + 1].sentence == tokens[i].sentence
    return 2 if loose and is_name_word(tokens[i + 1]) else 0


def _is_forename(tokens: Sequence[Token], i: int, last: int) -> bool:
    """Tell whether the word before a person's name is part of it, and no title, day, body or start of a sentence."""
    word = tokens[i]
    lower = word.text.lower()
    if not is_name_word(word) or word.pos != "PROPN" or word.sentence != tokens[i + 1].sentence or word.text.isupper():
        return False
    if i and tokens[i - 1].text.lower() in {"of", "the"}:
        return False
    if {*bases(word)} & (roles() | title_words() | organization_nouns()) or len(lower) < SHORTEST_FORENAME:
        return False
    joined = i < word.head < last or any(t.head == i and t.dep == "flat" for t in tokens[i + 1 : last])
    lone = last - i == 2 and i > 0 and tokens[i - 1].sentence == word.sentence and tokens[i - 1].pos == "VERB"
    return (joined and word.dep != "appos") or lone


def _is_tied_particle(tokens: Sequence[Token], i: int) -> bool:
    word, mark, name = tokens[i : i + 3]
    tied = word.end == mark.start and mark.end == name.start and word.sentence == name.sentence
    return tied and mark.text in HYPHENS and word.text.lower() in particles()


def _is_loose_particle(tokens: Sequence[Token], i: int) -> bool:
    word = tokens[i]
    return word.sentence == tokens[i + 1].sentence and word.text.lower() in particles() - NO_LOOSE_PARTICLES


def _continues(tokens: Sequence[Token], last: int, *, kind: MentionKind) -> bool:
    """Tell whether "-Word" right after the name goes on with it: after a particle, or inside a person's name."""
    mark, word = tokens[last], tokens[last + 1]
    if mark.text not in HYPHENS or tokens[last - 1].end != mark.start or mark.end != word.start:
        return False
    if tokens[last - 1].text.lower() in particles():
        return is_capitalised(word)
    return kind == "person" and is_capitalised(word) and word.pos == "PROPN"
