"""Appositions: "X, head of Y", "the head of Y, X,", "X, who heads Y", also where the commas were lost.

Not here: offices right before a name (`roles`), place names (`settings`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from consilience.stages.mentions.inflections import is_one_of
from consilience.stages.mentions.lexicons import actor_nouns, roles, title_words
from consilience.stages.mentions.phrases import HYPHENS, PARTICIPLES, POSSESSIVE, Covering, walk_chunk

if TYPE_CHECKING:
    from consilience.ports import Parsed, Token
    from consilience.stages.mentions.drafts import Draft

LONGEST_NOUN: Final = 10
LONGEST_AFTER: Final = 20
"""Tokens up to the head noun of an apposition, and in all with its complements."""

COMMAS: Final = frozenset({",", "–", "—", "-"})
LINKS: Final = frozenset({"of", "for", "at", "in", "to", "on", "with", "from"})
RELATIVES: Final = frozenset({"who", "which"})

Piece = tuple[int, int]


def read_after(parsed: Parsed, one: Draft, covering: Covering, nouns: frozenset[str]) -> Piece | None:
    """The apposition after a name whose head is one of `nouns`, or "who heads Y"; without the article."""
    tokens = parsed.tokens
    stop = parsed.sentences[tokens[one.first].sentence][1]
    i = skip_brackets(tokens, one.last, stop)
    comma = i < stop and tokens[i].text in COMMAS and not (tokens[i].text == "-" and tokens[i].start == one.end)
    i += comma
    if i + 1 < stop and tokens[i].text.lower() in RELATIVES and is_one_of(tokens[i + 1], actor_nouns().leading):
        return (i + 1, walk_complements(tokens, i + 2, min(stop, i + LONGEST_AFTER), covering))
    article = tokens[i].text.lower() if i < stop and tokens[i].text.lower() in {"the", "a", "an"} else ""
    i += bool(article)
    noun = _find_noun(tokens, i, stop, covering, nouns)
    if noun is None or not _is_apposed(tokens, one, noun, stop, comma=bool(comma), article=article):
        return None
    following = covering[noun + 1] if noun + 1 < stop else None
    if following is not None and following.kind == "person":
        return None
    end = walk_complements(tokens, noun + 1, min(stop, i + LONGEST_AFTER), covering)
    return None if _names_another(tokens, noun + 1, end, covering) else (i, end)


def _names_another(tokens: tuple[Token, ...], first: int, end: int, covering: Covering) -> bool:
    """Tell whether the phrase is the office of a further person ("X, Secretary of State Y"), not of the one before it."""
    for k in range(first, end):
        name = covering[k]
        if name is not None and name.kind == "person" and name.first == k:
            before = tokens[k - 1]
            word = before.text.lower()
            return not (before.pos in {"ADP", "DET"} or word in roles() or word in title_words())
    return False


def read_apposed(parsed: Parsed, at: int, covering: Covering) -> Piece | None:
    """The phrase before a comma that a person named at token `at` stands in apposition to ("the head of the government, X")."""
    tokens = parsed.tokens
    floor = max(parsed.sentences[tokens[at].sentence][0], at - LONGEST_AFTER)
    if at - 2 < floor or tokens[at - 1].text != ",":
        return None
    for k in range(at - 2, floor - 1, -1):
        token = tokens[k]
        if (token.pos in {"VERB", "AUX", "SCONJ"} and token.tag not in PARTICIPLES) or token.text in {",", "“", '"'}:
            return None
        lower = token.text.lower()
        if covering[k] is None and token.pos in {"NOUN", "PROPN"} and (lower in roles() or lower in title_words()):
            first = _find_first(tokens, k, floor)
            opened = first == floor or tokens[first - 1].pos == "DET" or tokens[first - 1].tag == "PRP$"
            return (first, at - 1) if opened and (k == at - 2 or tokens[k + 1].pos == "ADP") else None
    return None


def walk_complements(tokens: tuple[Token, ...], i: int, stop: int, covering: Covering) -> int:
    """End of the complements that begin at `i`: chunks joined by "of", "for", "at"; a bare chunk first where one is."""
    end = walk_chunk(tokens, i, stop, covering)
    while end + 1 < stop and tokens[end].text.lower() in LINKS:
        further = walk_chunk(tokens, end + 1, stop, covering)
        if further <= end + 1:
            break
        end = further
    return end


def skip_brackets(tokens: tuple[Token, ...], i: int, stop: int) -> int:
    """Step over a bracket right after a name: "(ABC)"."""
    if i + 2 < stop and tokens[i].text == "(" and tokens[i + 2].text == ")":
        return i + 3
    return i


def _find_first(tokens: tuple[Token, ...], k: int, floor: int) -> int:
    """First modifier of the office at `k`."""
    first = k
    while first > floor and (tokens[first - 1].pos in {"ADJ", "NOUN", "PROPN"} or tokens[first - 1].text in HYPHENS):
        first -= 1
    return first


def _is_apposed(tokens: tuple[Token, ...], one: Draft, noun: int, stop: int, *, comma: bool, article: str) -> bool:
    """Tell whether the noun after a name describes it: a comma, an indefinite article, or its complement show it."""
    linked = noun + 1 < stop and tokens[noun + 1].text.lower() in {"of", "for"}
    marked = tokens[noun].dep in {"appos", "list"}
    if comma:
        return bool(article) or linked or marked
    return article in {"a", "an"} or marked or (linked and one.kind == "person")


def _find_noun(tokens: tuple[Token, ...], i: int, stop: int, covering: Covering, nouns: frozenset[str]) -> int | None:
    """The head of the chunk that begins at `i`, if it is one of `nouns`."""
    k = i
    while k < min(stop, i + LONGEST_NOUN):
        name, token = covering[k], tokens[k]
        if name is not None:
            if name.kind == "person" and not _owns(tokens, name, stop):
                return None
            k = name.last
            continue
        noun = token.pos in {"NOUN", "PROPN"}
        if noun and is_one_of(token, nouns) and not _goes_on(tokens, k, stop):
            return k
        inside = token.text in HYPHENS or token.text in POSSESSIVE or token.pos in {"ADJ", "NUM", "ADV"}
        if not (noun or inside or token.tag in PARTICIPLES):
            return None
        k += 1
    return None


def _owns(tokens: tuple[Token, ...], name: Draft, stop: int) -> bool:
    return name.last < stop and (tokens[name.last].text in POSSESSIVE or name.end < tokens[name.last - 1].end)


def _goes_on(tokens: tuple[Token, ...], k: int, stop: int) -> bool:
    """Tell whether the chunk goes on after `k`, so that the noun there is only a modifier."""
    if k + 1 >= stop:
        return False
    return tokens[k + 1].pos == "NOUN" or tokens[k + 1].text in POSSESSIVE
