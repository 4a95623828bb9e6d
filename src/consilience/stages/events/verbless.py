"""Sentences in which the parser found no finite verb though a word of theirs must be one.

"Police shot dead a man" read as a noun, "protesters clashed with police" as protesters that were clashed, "army strikes
rebel depot" as one long name. A sentence of a report has a finite verb, a headline nearly always; where none was found, the
likeliest word is made one. Of 3,154 body sentences of conflict reports 73 were so. Not here: repairs of sentences that have
their verb (`mending`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from consilience.stages.events.forms import irregular, known_lemma
from consilience.stages.events.lexicon import entries, in_class

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.ports import Parsed, Token

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
ACTING = ("armed", "person", "official", "regime", "law", "labour")
OBJECTS = frozenset({"obj", "nmod:unmarked", "obl:unmarked", "xcomp", "appos"})


def give_verbs(parsed: Parsed, headlines: frozenset[int]) -> Parsed:
    """Give the parse with a verb for each sentence that lacks one; the same object where none does.

    `headlines`: indices of the sentences that are headlines; there a plural noun may be a verb too ("army strikes").
    """
    tokens = list(parsed.tokens)
    changed = False
    for k, (start, stop) in enumerate(parsed.sentences):
        sentence = tokens[start:stop]
        if any(each.tag in FINITE and each.dep not in ("acl", "amod") for each in sentence):
            continue
        verb = next((each for each in sentence if _must_be_verb(tokens, each, headline=k in headlines)), None)
        if verb is not None:
            _promote(tokens, verb, start, stop)
            changed = True
    if not changed:
        return parsed
    below: list[list[int]] = [[] for _ in tokens]
    for each in tokens:
        if each.head != each.i:
            below[each.head].append(each.i)
    return replace(parsed, tokens=tuple(tokens), children=tuple(tuple(group) for group in below))


def _must_be_verb(tokens: list[Token], token: Token, *, headline: bool) -> bool:
    before = tokens[token.i - 1] if token.i and tokens[token.i - 1].sentence == token.sentence else None
    if before is None or before.pos not in NOUNS:
        return False
    head = tokens[token.head]
    top = head.head == head.i
    if token.dep == "acl" and token.tag in ("VBN", "VBD"):
        return top and head.i < token.i and _by_phrase(tokens, token) is None
    if token.dep == "amod" and token.tag in ("VBN", "VBD"):
        return top and before.head == head.i and before.dep in ("compound", "nmod:desc")
    if token.pos == "NOUN" and (token.head == token.i or top):
        past = irregular().get(token.text.lower())
        if past is not None and (past, "verb") in entries() and before.dep in ("compound", "nmod:desc"):
            return True
    return headline and token.tag == "NNS" and token.dep == "compound" and top and _acts(before) and _is_deed(token)


def _acts(noun: Token) -> bool:
    lemma = known_lemma(noun.text, noun.tag) or noun.text.lower()
    return any(in_class(lemma, name) for name in ACTING) or (lemma, "noun") in entries()


def _is_deed(token: Token) -> bool:
    return (known_lemma(token.text, "VBZ") or "", "verb") in entries()


def _by_phrase(tokens: list[Token], verb: Token) -> Token | None:
    """The "by" phrase of a participle, which shows it to be one."""
    after = tokens[verb.i + 1] if verb.i + 1 < len(tokens) else verb
    return after if after.text.lower() == "by" else None


def _promote(tokens: list[Token], verb: Token, start: int, stop: int) -> None:
    """Make a word the root of its sentence: the noun before it its subject, what follows its object and phrases."""
    root = next(each for each in tokens[start:stop] if each.head == each.i)
    subject = tokens[verb.i - 1]
    if verb.dep == "acl":
        subject = tokens[verb.head]
    tag = "VBZ" if verb.tag == "NNS" else "VBD"
    tokens[verb.i] = verb._replace(pos="VERB", tag=tag, dep=root.dep if root.i == verb.i else "root", head=verb.i)
    for each in tokens[start:stop]:
        if each.i in (verb.i, subject.i) or each.head not in (root.i, verb.i):
            continue
        if each.i < verb.i and subject.i != each.i:
            tokens[each.i] = each._replace(head=subject.i)
        elif each.i > verb.i and (each.head == verb.i or root.i < verb.i):
            tokens[each.i] = each._replace(head=verb.i, dep=_relation(each))
    tokens[subject.i] = subject._replace(dep="nsubj", head=verb.i)
    if root.i > verb.i:
        tokens[root.i] = tokens[root.i]._replace(dep="obj", head=verb.i)
    _hang_objects(tokens, verb.i, range(verb.i + 1, stop))


def _relation(token: Token) -> str:
    return "obl" if token.dep == "nmod" else "obj" if token.dep in OBJECTS and token.pos in NOUNS else token.dep


def _hang_objects(tokens: list[Token], verb: int, after: Iterable[int]) -> None:
    """For "shot dead a man": an object that was hung on the adjective is the verb's."""
    for i in after:
        above = tokens[tokens[i].head]
        if tokens[i].dep in ("obj", "obl") and above.pos == "ADJ" and above.head == verb:
            tokens[i] = tokens[i]._replace(head=verb)
