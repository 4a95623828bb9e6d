"""Noun phrases: from their first modifier to the complement that tells which one is meant.

"four sources in the city", "forces loyal to X", "X's self-styled army": what a reader would underline. Walked word by
word, with the parse as a witness only where words do not decide: a wrong attachment then costs a complement, never a
clause. Not here: which noun phrases are actors (`nominals`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from consilience.stages.mentions.lexicons import actor_nouns, not_names

if TYPE_CHECKING:
    from consilience.ports import Parsed, Token
    from consilience.stages.mentions.drafts import Draft

Covering = list["Draft | None"]
"""For each token the name that covers it, or `None`."""

LONGEST_LEFT: Final = 12
LONGEST_RIGHT: Final = 14
"""Tokens on each side of the noun. Longer ones are parse errors; measured by eye on sampled news sentences."""

YEARS: Final = (1900, 2100)
"""Bare numbers in this range before a noun are left over from a date."""
HYPHENS: Final = frozenset({"-", "‑", "–"})
POSSESSIVE: Final = frozenset({"'s", "’s", "'", "’"})
QUANTIFIERS: Final = frozenset({"some", "many", "several", "most", "all", "other", "another", "few", "various", "more"})
NOMINAL: Final = frozenset({"NOUN", "PROPN", "NUM", "SYM"})
PARTICIPLES: Final = frozenset({"VBN", "VBG"})
NEVER_FIRST: Final = frozenset(
    {"least", "most", "than", "about", "as", "such", "both", "including", "to", "and", "or", "well"}
)


def find_left(parsed: Parsed, head: int, covering: Covering) -> int:
    """First token of the noun phrase of `head`, without its article; a possessor's name begins it where there is one."""
    tokens = parsed.tokens
    floor = max(parsed.sentences[tokens[head].sentence][0], head - LONGEST_LEFT)
    first = head
    while first > floor:
        name = covering[first - 1]
        if name is not None:
            compound = first == head and name.kind in {"organization", "group"} and is_plural(tokens[head])
            if name.first < floor or not (compound or _joins(tokens, name.head, first, head, first - 1)):
                break
            first = name.first
            if name.end < tokens[name.last - 1].end or tokens[name.last].text in POSSESSIVE:
                break
        elif _is_modifier(tokens, first - 1, first, head):
            first -= 1
        else:
            break
    return _strip_left(tokens, first, head)


def find_right(parsed: Parsed, head: int, covering: Covering) -> int:
    """End (not included) of the noun phrase of `head` with the complements that define it."""
    tokens = parsed.tokens
    stop = min(parsed.sentences[tokens[head].sentence][1], head + 1 + LONGEST_RIGHT)
    last = head + 1
    for _ in range(3):
        start = _find_complement(parsed, head, last, stop, covering)
        end = walk_chunk(tokens, start, stop, covering) if start else 0
        if end <= start:
            break
        last = end
    return last


def walk_chunk(tokens: tuple[Token, ...], i: int, stop: int, covering: Covering) -> int:
    """End of the plain noun phrase that begins at `i` (article, modifiers, nouns, whole names); `i` if there is none."""
    first, end = i, i
    closed = False
    while i < stop:
        name, token = covering[i], tokens[i]
        if name is not None:
            i = end = name.last
            closed = name.kind != "group"
            if name.kind == "person" and i < stop and not (tokens[i].text in POSSESSIVE or tokens[name.head].head >= i):
                break
        elif token.text.lower() in not_names() and token.pos in {"PROPN", "NOUN"}:
            break
        elif token.pos in NOMINAL:
            i = end = i + 1
            closed = True
        elif token.text in POSSESSIVE or _is_tied(tokens, i):
            i += 1
            closed = False
        elif not closed and _may_lead(tokens, i, stop):
            i += 1
        else:
            break
    return max(first, end)


def find_determiner(parsed: Parsed, head: int) -> str:
    """Lower-case determiner of a noun ("the", "a", "some"), "poss" for a possessor, the empty string for none."""
    for child in parsed.children[head]:
        token = parsed.tokens[child]
        if child < head and token.dep == "nmod:poss":
            return "poss"
        if child < head and token.dep.startswith("det"):
            return token.text.lower()
    return ""


def is_plural(token: Token) -> bool:
    """Tell whether a noun is plural by its tag."""
    return token.tag in {"NNS", "NNPS"}


def _is_tied(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether token `i` is a hyphen between words, or a word right after or before one."""
    before = i > 0 and tokens[i - 1].end == tokens[i].start
    after = i + 1 < len(tokens) and tokens[i].end == tokens[i + 1].start
    if tokens[i].text in HYPHENS:
        return before and after
    return (before and tokens[i - 1].text in HYPHENS) or (after and tokens[i + 1].text in HYPHENS)


def _joins(tokens: tuple[Token, ...], owner: int, last: int, head: int, before: int) -> bool:
    """Tell whether a word or name left of a phrase belongs to it: possessive, tied by a hyphen, or hanging inside it."""
    return tokens[last].text in POSSESSIVE or _is_tied(tokens, before) or before < tokens[owner].head <= head


def _is_modifier(tokens: tuple[Token, ...], i: int, first: int, head: int) -> bool:
    """Tell whether token `i`, right before a phrase that begins at `first`, is a modifier inside it."""
    token = tokens[i]
    lower = token.text.lower()
    if token.text in POSSESSIVE:
        return i > 0 and tokens[i - 1].pos in NOMINAL
    if _is_tied(tokens, i) or token.tag == "PRP$" or lower in QUANTIFIERS:
        return True
    if lower in not_names() and token.pos in {"PROPN", "NOUN"}:
        return False
    if token.pos == "NUM":
        return i < token.head <= head and not (token.text.isdigit() and YEARS[0] <= int(token.text[:9]) < YEARS[1])
    if token.pos == "ADJ":
        return True
    if token.pos == "CCONJ":
        return i > 0 and tokens[i - 1].pos in {"ADJ", "NOUN"} and i < tokens[i - 1].head <= head
    if token.tag in PARTICIPLES:
        accusing = token.lemma.lower() in actor_nouns().speaking
        verbal = (
            token.tag == "VBN"
            and i > 0
            and tokens[i - 1].pos in {"NOUN", "PROPN", "PRON", "VERB"}
            and tokens[i - 1].text not in HYPHENS
        )
        return i < token.head <= head and not accusing and not verbal and not _has_auxiliary(tokens, i)
    if token.pos in {"NOUN", "PROPN"}:
        crossed = token.pos == "NOUN" and tokens[first].pos == "ADJ" and not _is_tied(tokens, first)
        return tokens[first].text in POSSESSIVE or (i < token.head <= head and not crossed)
    return token.pos == "ADV" and (tokens[first].pos == "ADJ" or tokens[first].tag in PARTICIPLES)


def _has_auxiliary(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether an auxiliary stands before token `i`, adverbs stepped over: "has long ACCUSED"."""
    while i > 0 and tokens[i - 1].pos == "ADV":
        i -= 1
    return i > 0 and tokens[i - 1].pos == "AUX"


def _strip_left(tokens: tuple[Token, ...], first: int, head: int) -> int:
    while first < head and (
        tokens[first].pos in {"ADV", "ADP", "CCONJ", "PUNCT", "PART", "SCONJ"}
        or tokens[first].text.lower() in NEVER_FIRST
        or tokens[first].text in POSSESSIVE
    ):
        first += 1
    return first


def _find_complement(parsed: Parsed, head: int, i: int, stop: int, covering: Covering) -> int:
    """Where the noun phrase of a defining complement that begins at `i` starts; 0 if none begins there."""
    tokens = parsed.tokens
    if i + 1 >= stop:
        return 0
    nouns = actor_nouns()
    word = tokens[i].text.lower()
    if word in nouns.allegiance and i == head + 1:
        return i + 2 if tokens[i + 1].text.lower() in {"to", "with", "by"} else 0
    seated = word == "in" and i == head + 1 and nouns.classes.get(tokens[head].lemma.lower()) == "organization"
    placed = seated and covering[i + 1] is not None and covering[i + 1].kind == "place"  # type: ignore[union-attr]
    if placed or (word in nouns.defining_prepositions and _hangs_inside(tokens, head, i, stop)):
        return i + 1
    return 0


def _hangs_inside(tokens: tuple[Token, ...], head: int, i: int, stop: int) -> bool:
    """Tell whether the noun that the preposition at `i` leads in hangs on the phrase and not on a verb."""
    noun = tokens[tokens[i].head]
    if tokens[i].text.lower() == "of":
        return noun.pos != "VERB" and not (noun.dep.startswith("obl") and tokens[noun.head].pos == "VERB")
    return i < noun.i < stop and head <= noun.head < i and noun.dep.startswith("nmod")


def _may_lead(tokens: tuple[Token, ...], i: int, stop: int) -> bool:
    """Tell whether token `i` may stand before the noun of a chunk: article, possessor, modifier, hyphen."""
    token = tokens[i]
    if (
        token.pos in {"DET", "ADJ"}
        or token.tag in {"PRP$", "VBN", "VBG"}
        or token.text in POSSESSIVE
        or _is_tied(tokens, i)
    ):
        return True
    return token.pos == "ADV" and i + 1 < stop and (tokens[i + 1].pos == "ADJ" or tokens[i + 1].tag in PARTICIPLES)
