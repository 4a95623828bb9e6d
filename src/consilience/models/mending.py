"""Repairs of parses that cannot be right in edited English, whatever the words mean.

Here: one general shape at a time, found with the shipped model on sentences of news; each looks at word order, tags and
relations alone. Not here: repairs that need to know what a word says (`stages.events.mending` has those).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from consilience.ports import Parsed, Token

    Repair = Callable[[list[Token], Parsed, Token], bool]

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
MODIFIERS = frozenset({"nmod:desc", "compound", "amod", "flat", "nmod", "nmod:unmarked"})
PREDICATIVE = frozenset({"punct", "parataxis", "ccomp", "advcl", "obl", "obl:unmarked", "xcomp"})
CLAUSAL_OBJECTS = frozenset({"obj", "xcomp", "ccomp"})
OPENERS = frozenset({"WRB", "WDT", "WP", "IN"})
LOOSE = frozenset({"parataxis", "appos", "conj", "dep", "nmod", "obl", "list"})


def mend(parsed: Parsed) -> Parsed:
    """Give the parse with its known errors repaired; the same object where there is none.

    Every sentence keeps one root and every token its place; only tags, relations and heads change.
    """
    tokens = list(parsed.tokens)
    changed = [repair(tokens, parsed, token) for token in parsed.tokens for repair in _repairs(token)]
    if not any(changed):
        return parsed
    below: list[list[int]] = [[] for _ in tokens]
    for each in tokens:
        if each.head != each.i:
            below[each.head].append(each.i)
    return replace(parsed, tokens=tuple(tokens), children=tuple(tuple(group) for group in below))


def _repairs(token: Token) -> list[Repair]:
    """The repairs that a token's tag and relation call for, each of which looks closer itself."""
    finite = token.pos == "VERB" and token.tag in FINITE
    wanted: list[tuple[Repair, bool]] = [
        (_free_finite, finite and token.dep in MODIFIERS),
        (_raise_matrix, finite and token.dep in ("advcl", "parataxis")),
        (_make_past, token.pos == "VERB" and token.dep == "acl" and token.tag in ("VBN", "VBD")),
        (_split_pair, token.pos == "ADJ" and token.dep == "conj"),
        (_join_pair, token.text.lower() == "between"),
        (
            _make_noun,
            token.pos == "VERB" and token.tag in ("NN", "NNP") and token.dep in ("nsubj", "nsubj:pass", "obj"),
        ),
        (_make_participle, token.pos == "NOUN" and token.dep in LOOSE and token.text.endswith("ing")),
    ]
    return [repair for repair, fits in wanted if fits]


def _free_finite(tokens: list[Token], parsed: Parsed, verb: Token) -> bool:
    """Mend "the mayor told Radio X: ...", where the verb was read as part of the name after it: it has a subject."""
    noun = tokens[verb.head]
    if noun.i < verb.i or not _subject_before(tokens, parsed, verb):
        return False
    _take_place(tokens, verb.i, noun)
    cased = any(tokens[k].dep == "case" and k > verb.i for k in parsed.children[noun.i])
    tokens[noun.i] = noun._replace(dep="obl" if cased else "obj", head=verb.i)
    right = (k for k in parsed.children[noun.i] if k > noun.i and tokens[k].dep in PREDICATIVE)
    _hang(tokens, [*right, *(k for k in parsed.children[noun.i] if k < verb.i)], verb.i)
    return True


def _raise_matrix(tokens: list[Token], parsed: Parsed, verb: Token) -> bool:
    """Mend "X said clashes had erupted", where "said" was hung on what was said.

    A finite adverbial clause needs a word that opens it or a comma that ends it.
    """
    clause = tokens[verb.head]
    between = tokens[verb.i + 1 : clause.i]
    if clause.i < verb.i or any(each.pos == "PUNCT" for each in between):
        return False
    below = [tokens[k] for k in parsed.children[verb.i]]
    opened = any(each.dep == "mark" or (each.i < verb.i and each.tag in OPENERS) for each in below)
    subject = any(
        tokens[k].dep.startswith(("nsubj", "expl")) and verb.i < k < clause.i for k in parsed.children[clause.i]
    )
    if opened or not subject or not _subject_before(tokens, parsed, verb):
        return False
    _take_place(tokens, verb.i, clause)
    tokens[clause.i] = clause._replace(dep="ccomp", head=verb.i)
    ends = [k for k in parsed.children[clause.i] if tokens[k].dep == "punct" and k > clause.i][-1:]
    _hang(tokens, [*(k for k in parsed.children[clause.i] if k < verb.i), *ends], verb.i)
    return True


def _make_past(tokens: list[Token], parsed: Parsed, verb: Token) -> bool:
    """Mend "The council called on both sides to stop.", read as a noun with a participle: nothing else is finite."""
    noun = tokens[verb.head]
    first, last = parsed.sentences[verb.sentence]
    if noun.head != noun.i or noun.i > verb.i or tokens[last - 1].text != "." or noun.pos not in NOMINAL:
        return False
    if any(each.tag in FINITE and each.i != verb.i for each in tokens[first:last]):
        return False
    if any(each.pos == "PUNCT" for each in tokens[noun.i + 1 : verb.i]):
        return False
    below = [tokens[k] for k in parsed.children[verb.i]]
    takes = any(each.dep in CLAUSAL_OBJECTS or (each.dep == "advcl" and each.tag == "VB") for each in below)
    passive = any(each.dep in ("aux:pass", "obl:agent") for each in below)
    if not takes or passive:
        return False
    tokens[verb.i] = verb._replace(dep="root", head=verb.i, tag="VBD")
    tokens[noun.i] = noun._replace(dep="nsubj", head=verb.i)
    _hang(tokens, (k for k in parsed.children[noun.i] if k > verb.i and tokens[k].dep in PREDICATIVE), verb.i)
    return True


def _split_pair(tokens: list[Token], parsed: Parsed, adjective: Token) -> bool:
    """Mend "between the army and tribal fighters", read as fighters of two kinds: "between" takes two."""
    left = tokens[adjective.head]
    right = tokens[left.head]
    if left.dep != "compound" or left.pos not in NOMINAL or not left.i < adjective.i < right.i:
        return False
    if not any(tokens[k].text.lower() == "between" for k in parsed.children[right.i]):
        return False
    tokens[left.i] = left._replace(dep=right.dep, head=right.head)
    tokens[right.i] = right._replace(dep="conj", head=left.i)
    tokens[adjective.i] = adjective._replace(dep="amod", head=right.i)
    _hang(tokens, (k for k in parsed.children[right.i] if k < left.i), left.i)
    links = (k for group in (adjective.i, left.i) for k in parsed.children[group] if tokens[k].dep == "cc")
    _hang(tokens, links, right.i)
    return True


def _join_pair(tokens: list[Token], parsed: Parsed, between: Token) -> bool:
    """Mend "clashes between X and Y erupted", where Y was hung on the clashes: the "and" right after X ties Y to it.

    So it does where X alone has something below it that takes Y ("between forces loyal to X and those of Y").
    """
    first = tokens[between.head]
    if first.pos not in NOMINAL or any(tokens[k].dep == "conj" for k in parsed.children[first.i]):
        return False
    link = _end_of(parsed, first.i)
    stop = parsed.sentences[between.sentence][1]
    inner = [each for each in tokens[first.i : link] if each.dep == "conj" and each.pos in NOMINAL]
    if len(inner) == 1 and inner[0].head != first.i:
        tokens[inner[0].i] = inner[0]._replace(head=first.i)
        return True
    if link >= stop or tokens[link].text.lower() != "and":
        return False
    second = tokens[tokens[link].head]
    fits = second.i > link and second.dep == "conj" and second.pos in NOMINAL and second.head < first.i
    if fits:
        tokens[second.i] = second._replace(head=first.i)
    return fits


def _make_participle(tokens: list[Token], parsed: Parsed, noun: Token) -> bool:
    """Mend ", adding: ...", read as a noun: between a comma and a colon stands a participle."""
    near = tokens[max(noun.i - 1, 0)], tokens[min(noun.i + 1, len(tokens) - 1)]
    if not noun.text.islower() or near[0].text != "," or near[1].text != ":" or parsed.children[noun.i][1:]:
        return False
    above = noun.head
    while tokens[above].pos != "VERB" and tokens[above].head != above and tokens[above].head != noun.i:
        above = tokens[above].head
    tokens[noun.i] = noun._replace(pos="VERB", tag="VBG", dep="advcl", head=above)
    return True


def _make_noun(tokens: list[Token], parsed: Parsed, gerund: Token) -> bool:
    """Mend "Shelling of X killed ...", tagged as a name and called a verb: a subject or object with "of" behind it is a noun."""
    after = tokens[min(gerund.i + 1, len(tokens) - 1)]
    if not gerund.text.endswith("ing") or after.text != "of":
        return False
    opens = gerund.i == parsed.sentences[gerund.sentence][0]
    lemma = gerund.text.lower() if opens else gerund.lemma
    tokens[gerund.i] = gerund._replace(pos="NOUN", tag="NN", lemma=lemma)
    return True


def _subject_before(tokens: list[Token], parsed: Parsed, verb: Token) -> bool:
    return any(tokens[k].dep == "nsubj" and k < verb.i for k in parsed.children[verb.i])


def _take_place(tokens: list[Token], i: int, other: Token) -> None:
    """Hang token `i` where another hangs now, or make it the root in its stead."""
    is_root = other.head == other.i
    tokens[i] = tokens[i]._replace(dep=other.dep, head=i if is_root else other.head)


def _hang(tokens: list[Token], children: Iterable[int], head: int) -> None:
    for k in children:
        if k != head:
            tokens[k] = tokens[k]._replace(head=head)


def _end_of(parsed: Parsed, i: int) -> int:
    """The index after the last token under `i`, walking down the last children only."""
    while parsed.children[i] and parsed.children[i][-1] > i:
        i = parsed.children[i][-1]
    return i + 1
