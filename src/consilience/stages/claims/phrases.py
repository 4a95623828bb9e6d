"""Stretches of a parsed sentence: what hangs on a token, and the compact noun phrase around a head.

All ranges are token ranges, half open. Small parsers err most where crawls lost the commas, so noun phrases are
bounded by word order too. Not here: what the phrases mean.
"""

from __future__ import annotations

from consilience.ports import Parsed, Token

NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "X", "SYM"})
DETERMINERS = frozenset({"DET", "PRON"})
INNER_PREPOSITIONS = frozenset({"of", "for", "from", "in", "at", "on", "to", "with", "near", "inside", "by"})
LOOSE_RELATIONS = frozenset(
    {"appos", "acl:relcl", "acl", "parataxis", "punct", "cc", "conj", "advcl", "dep", "list", "nmod:tmod", "obl:tmod"}
)
MEASURE_WORDS = frozenset({"at", "least", "some", "several", "many", "most", "about", "more", "than", "around"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def descend(parsed: Parsed, i: int, *, without: frozenset[int] = frozenset()) -> list[int]:
    """Indices of token `i` and everything under it in text order, leaving out the branches of `without`."""
    found, stack = [], [i]
    while stack:
        at = stack.pop()
        found.append(at)
        stack.extend(child for child in parsed.children[at] if child not in without)
    return sorted(found)


def extend(parsed: Parsed, i: int, *, without: frozenset[int] = frozenset()) -> tuple[int, int]:
    """Token range from the first to the last token under `i`."""
    under = descend(parsed, i, without=without)
    return under[0], under[-1] + 1


def find_child(parsed: Parsed, i: int, *relations: str) -> int | None:
    """First child of `i` that hangs on it by one of the relations; a subtype counts only where it is given."""
    return next((child for child in parsed.children[i] if parsed.tokens[child].dep in relations), None)


def has_child(parsed: Parsed, i: int, relations: frozenset[str], words: frozenset[str]) -> bool:
    """Whether one of the words hangs on `i` by one of the relations."""
    tokens = parsed.tokens
    return any(tokens[k].dep in relations and tokens[k].text.casefold() in words for k in parsed.children[i])


def has_subject(parsed: Parsed, i: int) -> bool:
    """Whether a subject, a clausal or an empty one included, hangs on `i`."""
    return any(parsed.tokens[k].dep.startswith(("nsubj", "csubj", "expl")) for k in parsed.children[i])


def is_verb(token: Token) -> bool:
    """Whether the token is a verb form that can head a clause."""
    return token.pos in {"VERB", "AUX"} or (token.tag.startswith("VB") and token.dep not in {"amod", "compound"})


def is_finite(token: Token) -> bool:
    """Whether the token is a verb form that carries tense or a modal."""
    return is_verb(token) and token.tag in FINITE


def is_negated(parsed: Parsed, i: int) -> bool:
    """Whether "not", "n't" or "never" hangs on token `i` or stands right before it."""
    spots = [*parsed.children[i]]
    if i and parsed.tokens[i - 1].sentence == parsed.tokens[i].sentence:
        spots.append(i - 1)
    return any(parsed.tokens[k].text.casefold() in {"not", "n't", "n’t", "never"} for k in spots if k < i)


def is_glued(parsed: Parsed, i: int) -> bool:
    """Whether token `i` follows the one before it without a blank and one of the two is a hyphen ("Nairobi-based")."""
    if i == 0:
        return False
    left, here = parsed.tokens[i - 1], parsed.tokens[i]
    return left.end == here.start and ("-" in {left.text, here.text} or "–" in {left.text, here.text})


def bound_phrase(parsed: Parsed, head: int) -> tuple[int, int]:
    """Noun phrase around a head: modifiers, name parts and tight prepositional phrases, no apposition, no clause.

    Its left edge is cut at a determiner that follows another noun ("near Lusaka the council": lost comma).
    """
    tokens, kept, stack = parsed.tokens, [], [head]
    while stack:
        at = stack.pop()
        kept.append(at)
        for child in parsed.children[at]:
            loose = tokens[child].dep in LOOSE_RELATIONS
            if not loose or _is_joined(parsed, at, child) or tokens[child].text in {"-", "–"}:
                stack.append(child)
    first, last = _contiguous(parsed, set(kept), head)
    first = _cut_left(parsed, first, head)
    while last - 1 > head and tokens[last - 1].pos in {"PUNCT", "CCONJ", "ADP"}:
        last -= 1
    while first < head and _is_lead(tokens[first]):
        first += 1
    return first, last


def scan_left(parsed: Parsed, stop: int, *, floor: int) -> tuple[int, int] | None:
    """Noun phrase that ends right before token `stop`, by word order alone; `None` where no noun stands there.

    Goes left over nouns and their modifiers, over "of" phrases and "and" between nouns, down to token `floor`.
    """
    tokens, at, modified = parsed.tokens, stop - 1, False
    if at < floor or tokens[at].pos not in NOMINAL | {"PRON"}:
        return None
    while at > floor and tokens[stop - 1].pos != "PRON":
        left = tokens[at - 1]
        if is_glued(parsed, at) and at - 2 >= floor:
            at -= 2 if left.text in {"-", "–"} else 1
            modified = True
        elif _continues(parsed, at - 1, floor):
            at, modified = at - 2, False
        elif tokens[at].pos in DETERMINERS or (modified and left.pos in {"NOUN", "PROPN"} and tokens[at].pos == "ADJ"):
            break
        elif _belongs(left):
            modified = modified or left.pos == "ADJ"
            at -= 1
        else:
            break
    return at, stop


def _belongs(left: Token) -> bool:
    """Whether a token can stand inside a noun phrase left of its head."""
    if left.pos in NOMINAL | DETERMINERS or left.tag == "POS" or left.text.casefold() in MEASURE_WORDS:
        return True
    return left.tag in {"VBN", "VBG"} and left.dep == "amod"


def _continues(parsed: Parsed, i: int, floor: int) -> bool:
    """Whether token `i` is an "of" or "and" that ties the phrase to a noun before it."""
    token = parsed.tokens[i]
    tie = (token.pos == "ADP" and token.text.casefold() in INNER_PREPOSITIONS) or token.text.casefold() == "and"
    return tie and i - 1 >= floor and parsed.tokens[i - 1].pos in {"NOUN", "PROPN"}


def _is_lead(token: Token) -> bool:
    """Whether a phrase's first token is none of it: a preposition or adverb before the noun phrase proper."""
    return token.pos in {"PUNCT", "CCONJ", "ADP", "ADV", "SCONJ"} and token.text.casefold() not in MEASURE_WORDS


def _is_joined(parsed: Parsed, first: int, second: int) -> bool:
    """Whether a conjunct (or its "and") belongs to the same noun phrase: both nouns, no verb between."""
    token = parsed.tokens[second]
    if token.dep == "cc":
        return True
    between = parsed.tokens[first + 1 : second]
    return token.dep == "conj" and token.pos in {"NOUN", "PROPN"} and not any(is_verb(one) for one in between)


def _contiguous(parsed: Parsed, kept: set[int], head: int) -> tuple[int, int]:
    """The unbroken range around the head, hyphens inside words taken in."""
    floor, stop = parsed.sentences[parsed.tokens[head].sentence]
    first = last = head
    while first - 1 >= floor and (first - 1 in kept or is_glued(parsed, first)):
        first -= 1
    while last + 1 < stop and (last + 1 in kept or is_glued(parsed, last + 1)):
        last += 1
    return first, last + 1


def _cut_left(parsed: Parsed, first: int, head: int) -> int:
    for i in range(head, first, -1):
        if parsed.tokens[i].tag == "DT" and parsed.tokens[i - 1].pos in {"NOUN", "PROPN"}:
            return i
    return first
