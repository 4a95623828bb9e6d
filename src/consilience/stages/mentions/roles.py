"""Roles: the words beside a name that say what it is, and whose it is.

"LNA spokesman X", "X, head of Y's health authority", "X, who heads Y", "Y, led by X", "the coastal town of Z". Read word
by word, since some texts lost their commas and appositions are what parsers get wrong. Not here: the words right and left
of places (`settings`), nominals without a name (`nominals`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from consilience.stages.mentions.appositions import read_after, read_apposed, skip_brackets
from consilience.stages.mentions.drafts import Draft, Key, cover
from consilience.stages.mentions.inflections import is_one_of
from consilience.stages.mentions.lexicons import actor_nouns, body_nouns, roles, title_words
from consilience.stages.mentions.phrases import HYPHENS, NEVER_FIRST, PARTICIPLES, POSSESSIVE, Covering
from consilience.stages.mentions.settings import read_place_after, read_place_before

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.ports import Parsed, Token

LONGEST_ROLE: Final = 12
"""Tokens. "chief of the general staff's main operational directorate" has 10."""

LONGEST_SEAT: Final = 5
ARGUMENT_RELATIONS: Final = frozenset(
    {"root", "nsubj", "nsubj:pass", "obj", "obl", "conj", "parataxis", "ccomp", "nmod"}
)
"""Relations of a noun that stands by itself and is no modifier of the office after it."""
BEFORE_POS: Final = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
OWNER_ORDER: Final = ("organization", "person", "group", "place")
"""Which of several names in a person's role is what the role is held in: "Russian Defence Ministry spokesman"."""

Piece = tuple[int, int]
"""A half-open token range."""


def describe(parsed: Parsed, names: Iterable[Draft], *, text: str) -> list[Draft]:
    """Give the names with `role` (pieces joined by "; ") and `principal` filled in where the words beside them say so."""
    listed = list(names)
    covering = cover(listed, len(parsed.tokens))
    described = []
    for one in listed:
        pieces = _find_pieces(parsed, one, covering)
        owner = _find_owner(parsed, one, pieces, covering)
        words = [text[parsed.tokens[first].start : parsed.tokens[last - 1].end] for first, last in pieces]
        role = "; ".join(" ".join(piece.split()) for piece in words) or None
        described.append(replace(one, role=role, principal=owner, pieces=tuple(pieces)))
    return described


def _find_pieces(parsed: Parsed, one: Draft, covering: Covering) -> list[Piece]:
    if one.kind == "person":
        before = _read_before(parsed, one, covering)
        apposed = read_apposed(parsed, one.first if before is None else before[0], covering)
        found = [apposed, before, read_after(parsed, one, covering, roles())]
    elif one.kind == "organization":
        found = [
            _read_label(parsed, one, covering),
            read_after(parsed, one, covering, body_nouns()),
        ]
    elif one.kind == "place":
        found = [read_place_before(parsed, one), read_place_after(parsed, one, covering)]
    else:
        found = []
    return [piece for piece in found if piece is not None]


def is_role_word(token: Token) -> bool:
    """Tell whether a word is an office, a rank or a trade."""
    lower = token.text.lower()
    return lower in roles() or lower in title_words()


def _read_before(parsed: Parsed, one: Draft, covering: Covering) -> Piece | None:
    """The office or title right before a person's name, with its modifiers."""
    tokens = parsed.tokens
    end = one.first
    floor = max(parsed.sentences[tokens[one.first].sentence][0], end - LONGEST_ROLE)
    seat = _find_seat(tokens, end, floor)
    if seat is None:
        return None
    first = seat
    while first > floor and _may_precede(tokens, first - 1, first, covering):
        first -= 1
    while first < end - 1 and _is_stray(tokens, first, end):
        first += 1
    return (first, end)


def _find_seat(tokens: tuple[Token, ...], end: int, floor: int) -> int | None:
    """The office word right before a name, or before "of X" right before it ("Secretary of State Y")."""
    if end <= floor:
        return None
    if is_role_word(tokens[end - 1]):
        return end - 1
    i = end - 1
    while i > max(floor, end - LONGEST_SEAT) and tokens[i].pos == "PROPN":
        i -= 1
    found = i > floor and i < end - 1 and tokens[i].text == "of" and is_role_word(tokens[i - 1])
    return i - 1 if found else None


def _may_precede(tokens: tuple[Token, ...], i: int, first: int, covering: Covering) -> bool:
    token = tokens[i]
    name = covering[i]
    if name is not None:
        owns = tokens[i + 1].text in POSSESSIVE or name.end < tokens[name.last - 1].end
        return name.kind != "person" or owns
    if token.text.lower() == "of":
        return i > 0 and is_role_word(tokens[i - 1])
    if token.text in HYPHENS or token.text in POSSESSIVE or token.text == ".":
        return True
    if token.tag in PARTICIPLES:
        return tokens[first].text in HYPHENS or i < token.head
    if token.pos == "NOUN" and not is_role_word(token):
        headed = token.dep == "obl" and first == i + 1 and tokens[i - 1].pos == "ADJ"
        return i < token.head or headed or token.dep not in ARGUMENT_RELATIONS
    return token.pos in BEFORE_POS


def _is_stray(tokens: tuple[Token, ...], first: int, end: int) -> bool:
    """Tell whether the first word of a role is left over from what stands before it."""
    token = tokens[first]
    if token.pos in {"PUNCT", "PART", "NUM"} or token.text in POSSESSIVE or token.text.lower() in NEVER_FIRST | {"of"}:
        return True
    loose = token.tag in PARTICIPLES or token.pos == "NOUN"
    tied = first + 1 < end and tokens[first + 1].text in HYPHENS
    return loose and not tied and not is_role_word(token) and not first < token.head <= end


def _read_label(parsed: Parsed, one: Draft, covering: Covering) -> Piece | None:
    """The words between an article or possessor and an organisation's name: "self-styled", "so-called"."""
    tokens = parsed.tokens
    first = one.first
    floor = max(parsed.sentences[tokens[one.first].sentence][0], one.first - LONGEST_ROLE)
    while first > floor:
        token = tokens[first - 1]
        hyphened = tokens[first].text in HYPHENS and tokens[first].start == token.end
        name = covering[first - 1]
        if token.text in HYPHENS and first == one.first:
            break
        if hyphened:
            first = max(name.first if name is not None else first - 1, floor)
        elif name is not None:
            break
        elif (
            token.text in HYPHENS
            or token.pos == "ADJ"
            or (token.tag == "VBN" and first <= token.head)
            or (token.pos == "NOUN" and token.text.islower() and first <= token.head < one.last)
            or (first - 2 >= floor and tokens[first - 2].text in HYPHENS and tokens[first - 2].end == token.start)
        ):
            first -= 1
        else:
            break
    while first < one.first and (tokens[first].text in HYPHENS or tokens[first].pos in {"ADP", "PUNCT"}):
        first += 1
    if first < one.first and tokens[first].pos == "ADV" and tokens[first + 1].text not in HYPHENS:
        first += 1
    return (first, one.first) if first < one.first else None


def _find_owner(parsed: Parsed, one: Draft, pieces: list[Piece], covering: Covering) -> Key | None:
    """The name that a name belongs to: in its role, its possessor ("X's Liberation Army"), or "led by X" after it."""
    if one.kind == "organization":
        owner = _find_possessor(parsed, one, pieces, covering) or _find_leader(parsed, one, covering)
        return None if owner is None else owner.key
    if one.kind != "person":
        return None
    inside = {other.key: other for a, b in pieces for i in range(a, b) if (other := covering[i]) is not None}
    allowed = [other for other in inside.values() if other.kind in OWNER_ORDER and other.key != one.key]
    allowed.sort(key=lambda other: (OWNER_ORDER.index(other.kind), other.start))
    return allowed[0].key if allowed else None


def _find_possessor(parsed: Parsed, one: Draft, pieces: list[Piece], covering: Covering) -> Draft | None:
    """The person or body whose the organisation is: "X's", its label between them stepped over."""
    tokens = parsed.tokens
    i = min([one.first, *(first for first, last in pieces if last == one.first)])
    if i < 1 or tokens[i - 1].sentence != tokens[one.first].sentence:
        return None
    if tokens[i - 1].text in POSSESSIVE and i > 1:
        i -= 1
    elif covering[i - 1] is None or covering[i - 1].end == tokens[i - 1].end:  # type: ignore[union-attr]
        return None
    owner = covering[i - 1]
    return owner if owner is not None and owner.kind in {"person", "organization"} else None


def _find_leader(parsed: Parsed, one: Draft, covering: Covering) -> Draft | None:
    """The person in "Y, led by X" or "Y (ABC), headed by X"."""
    tokens = parsed.tokens
    stop = parsed.sentences[tokens[one.first].sentence][1]
    i = skip_brackets(tokens, one.last, stop)
    i += i < stop and tokens[i].text == ","
    if i + 2 >= stop or not is_one_of(tokens[i], actor_nouns().leading) or tokens[i + 1].text.lower() != "by":
        return None
    for k in range(i + 2, min(stop, i + 2 + LONGEST_ROLE)):
        owner = covering[k]
        if owner is not None and owner.kind == "person":
            return owner
        if tokens[k].pos in {"VERB", "PUNCT"}:
            return None
    return None
