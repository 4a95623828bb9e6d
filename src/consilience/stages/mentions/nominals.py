"""Actors without a name: "the militiamen", "a security source", "forces loyal to X", and places taken up by a noun.

Only nouns of the lexicon make a mention, and only where they are no part of a name, no modifier of another noun, no
description of a named one (that is a role) and no predicate. Not here: what they refer to (`antecedents`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from consilience.stages.mentions.drafts import Draft, Key, cover, draft
from consilience.stages.mentions.inflections import bases, is_one_of
from consilience.stages.mentions.lexicons import actor_nouns, place_nouns
from consilience.stages.mentions.phrases import (
    HYPHENS,
    POSSESSIVE,
    Covering,
    find_determiner,
    find_left,
    find_right,
    is_plural,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.ports import Parsed, Token
    from consilience.record.found import MentionKind

ARGUMENTS: Final = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl:agent", "nsubj:outer"})
MODIFIERS: Final = frozenset({"compound", "flat", "amod", "fixed", "goeswith", "nmod:desc"})
LONGEST_JOINED: Final = 5
"""Tokens in which the next of several joined speakers must stand ("witnesses and MILITARY SOURCES")."""
DEMONSTRATIVES: Final = frozenset({"those"})
PRINCIPAL_ORDER: Final[tuple[MentionKind, ...]] = ("person", "organization", "group", "place")
"""Which of several names in a phrase owns the actor: "Libya's government of X" is X's before it is Libya's."""


def find_nominals(parsed: Parsed, names: Iterable[Draft]) -> list[Draft]:
    """Give the nameless actors and places of an article in text order, each with its principal among `names`."""
    listed = list(names)
    covering = cover(listed, len(parsed.tokens))
    described = _find_described(parsed, listed)
    found: dict[Key, Draft] = {}
    for token in parsed.tokens:
        if covering[token.i] is not None or token.i in described:
            continue
        one = _read_actor(parsed, token, covering) or _read_place(parsed, token, covering)
        if one is not None:
            found.setdefault(one.key, one)
    taken = {one.key for one in listed}
    return [one for key, one in found.items() if key not in taken]


def classify(token: Token) -> str | None:
    """Class of an actor noun, `None` for any other word."""
    classes = actor_nouns().classes
    return next((classes[base] for base in bases(token) if base in classes), None)


def is_weak(token: Token) -> bool:
    """Tell whether the noun names an actor only where it takes one up or belongs to a name ("the movement", "X's office")."""
    return token.text.lower() in actor_nouns().weak


def _find_described(parsed: Parsed, names: list[Draft]) -> frozenset[int]:
    """Tokens that only describe a name: those of its role up to the first preposition."""
    found = set()
    for one in names:
        for first, last in one.pieces:
            for i in range(first, last):
                if parsed.tokens[i].pos == "ADP":
                    break
                found.add(i)
    return frozenset(found)


def _read_actor(parsed: Parsed, token: Token, covering: Covering) -> Draft | None:
    if token.text.lower() in DEMONSTRATIVES and token.dep != "det":
        return _read_those(parsed, token, covering)
    noun_class = classify(token) if _is_noun(token) else None
    if noun_class is None or not _is_mention(parsed, token, noun_class, covering):
        return None
    if _is_verb_in_disguise(parsed, token):
        return None
    top = _find_measure(parsed, token)
    head = token.i if top is None else top
    first = find_left(parsed, head, covering)
    last = _join_sources(parsed, token, find_right(parsed, token.i, covering), covering)
    if _is_bare_weak(parsed, token, first):
        return None
    one = draft(parsed, first, last, kind=_name_kind(token, noun_class), form="nominal")
    named = _find_namesake(parsed, token, first, covering)
    if named is not None:
        return replace(one, head=head, antecedent=named)
    return replace(one, head=head, principal=find_principal(parsed, one, covering))


def _is_noun(token: Token) -> bool:
    """Tell whether a token stands as a noun: by its tag, or as a subject though tagged as adjective ("the general")."""
    return token.pos in {"NOUN", "PROPN"} or (token.pos == "ADJ" and token.dep.startswith("nsubj"))


def _find_namesake(parsed: Parsed, token: Token, first: int, covering: Covering) -> Key | None:
    """Give the body that "X monitoring group" and "X news agency" are: a name, plain modifiers, a general noun."""
    name = covering[first]
    general = token.text.lower() in actor_nouns().generic_organizations
    if name is None or name.kind != "organization" or not general or name.first != first:
        return None
    between = parsed.tokens[name.last : token.i]
    plain = all(t.pos in {"NOUN", "ADJ", "VERB"} and t.text not in POSSESSIVE for t in between)
    return name.key if plain and name.end == parsed.tokens[name.last - 1].end else None


def _read_those(parsed: Parsed, token: Token, covering: Covering) -> Draft | None:
    """Give "those loyal to X": people told apart by whose they are."""
    last = find_right(parsed, token.i, covering)
    if last <= token.i + 2 or parsed.tokens[token.i + 1].text.lower() not in actor_nouns().allegiance:
        return None
    one = draft(parsed, token.i, last, kind="group", form="nominal")
    return replace(one, head=token.i, principal=find_principal(parsed, one, covering))


def _name_kind(token: Token, noun_class: str) -> MentionKind:
    if noun_class == "organization":
        return "organization"
    return (
        "person" if noun_class in {"person", "bystander"} and not is_plural(token) and token.tag != "NNS" else "group"
    )


def _is_mention(parsed: Parsed, token: Token, noun_class: str, covering: Covering) -> bool:
    """Tell whether an actor noun stands for an actor here and is not a modifier, a role or a predicate."""
    if token.dep in MODIFIERS or _is_tied_on(parsed, token) or _is_predicate(parsed, token):
        return False
    if _is_description(parsed, token, covering):
        return False
    if token.text.lower() in actor_nouns().definite_only:
        return token.dep == "nsubj" and find_determiner(parsed, token.i) in {"the", "this"}
    if noun_class in {"bystander", "carrier"}:
        counted = any(parsed.tokens[c].dep == "nummod" for c in parsed.children[token.i])
        return counted or token.dep in ARGUMENTS or _is_agent(parsed, token) or _hangs_on_argument(parsed, token)
    return True


def _is_tied_on(parsed: Parsed, token: Token) -> bool:
    """Tell whether a hyphen makes the noun the front of an adjective ("rebel-held")."""
    after = token.i + 1
    return (
        after < len(parsed.tokens) and parsed.tokens[after].text in HYPHENS and parsed.tokens[after].start == token.end
    )


def _is_predicate(parsed: Parsed, token: Token) -> bool:
    """Tell whether the noun is said of something instead of acting: "is a militia", "became commander", "as a leader"."""
    children = [parsed.tokens[c] for c in parsed.children[token.i]]
    if any(c.dep == "cop" or (c.dep == "case" and c.text.lower() == "as") for c in children):
        return True
    return token.dep == "xcomp"


def _is_verb_in_disguise(parsed: Parsed, token: Token) -> bool:
    """Tell whether a plural actor stands right before a singular noun: "rebel forces HEAD west" was misread."""
    before = parsed.tokens[token.i - 1] if token.i else None
    return before is not None and before.tag == "NNS" and token.tag == "NN" and classify(before) is not None


def _is_bare_weak(parsed: Parsed, token: Token, first: int) -> bool:
    """Tell whether a noun with other common senses stands without any word that makes it an actor ("by force")."""
    return first == token.i and is_weak(token) and not find_determiner(parsed, token.i)


def _is_description(parsed: Parsed, token: Token, covering: Covering) -> bool:
    """Tell whether the noun only describes a name beside it: "spokesman X", "X group", or in apposition."""
    after = token.i + 1
    following = covering[after] if after < len(covering) else None
    if following is not None and parsed.tokens[after].sentence == token.sentence:
        return following.kind in {"person", "organization"} and following.first == after
    before = covering[token.i - 1] if token.i else None
    if (
        before is not None
        and before.kind == "organization"
        and token.text.lower() in actor_nouns().generic_organizations
    ):
        return before.end == parsed.tokens[token.i - 1].end
    return token.dep == "appos" and covering[token.head] is not None


def _is_agent(parsed: Parsed, token: Token) -> bool:
    return token.dep == "obl" and any(parsed.tokens[c].text.lower() == "by" for c in parsed.children[token.i])


def _hangs_on_argument(parsed: Parsed, token: Token) -> bool:
    head = parsed.tokens[token.head]
    return token.dep in {"conj", "nmod"} and head.i != token.i and (head.dep in ARGUMENTS or head.dep == "conj")


def _find_measure(parsed: Parsed, token: Token) -> int | None:
    """Give the measure noun that stands before the actor with "of" ("dozens of fighters"), or `None`."""
    tokens = parsed.tokens
    i = token.i - 1
    while i > 1 and tokens[i].pos in {"ADJ", "DET", "NOUN", "NUM"} and tokens[i].sentence == token.sentence:
        i -= 1
    measured = i > 0 and tokens[i].text.lower() == "of" and tokens[i - 1].sentence == token.sentence
    if not measured or not is_one_of(tokens[i - 1], actor_nouns().measures):
        return None
    return i - 1


def _join_sources(parsed: Parsed, token: Token, last: int, covering: Covering) -> int:
    """Give the end of "witnesses and military sources": nouns for unnamed speakers joined by "and" are one speaker."""
    sources = actor_nouns().sources
    if not is_one_of(token, sources):
        return last
    tokens = parsed.tokens
    stop = parsed.sentences[token.sentence][1]
    while last + 1 < stop and tokens[last].text in {"and", ",", "or"}:
        i = last + 1
        while i < min(stop, last + LONGEST_JOINED) and tokens[i].pos in {"ADJ", "NOUN", "PROPN", "CCONJ"}:
            if is_one_of(tokens[i], sources) and not _is_tied_on(parsed, tokens[i]):
                break
            i += 1
        if i >= stop or not is_one_of(tokens[i], sources) or tokens[i].pos != "NOUN":
            return last
        last = find_right(parsed, i, covering)
    return last


def find_principal(parsed: Parsed, one: Draft, covering: Covering) -> Key | None:
    """Give the key of the name inside an actor phrase that it belongs to: possessor, "loyal to X", "of X", "pro-X"."""
    nouns = actor_nouns()
    if is_one_of(parsed.tokens[one.head], nouns.opposing):
        return None
    inside = {
        name.key: name
        for i in range(one.first, one.last)
        if (name := covering[i]) is not None and not _is_excluded(parsed, name, one)
    }
    owners = [name for name in inside.values() if name.kind in PRINCIPAL_ORDER]
    owners.sort(key=lambda name: (PRINCIPAL_ORDER.index(name.kind), name.start))
    return owners[0].key if owners else None


def _is_excluded(parsed: Parsed, name: Draft, one: Draft) -> bool:
    """Tell whether the words make a name something other than the owner: "anti-X", "X-backed", "opposed to X"."""
    nouns = actor_nouns()
    tokens = parsed.tokens
    before, after = tokens[max(name.first - 2, 0) : name.first], tokens[name.last : name.last + 2]
    if len(before) == 2 and before[1].text in HYPHENS and before[1].end == name.start:
        return before[0].text.lower() not in nouns.belonging_prefixes
    if len(after) == 2 and after[0].text in HYPHENS and after[0].start == name.end:
        return after[1].text.lower() not in nouns.belonging_suffixes
    if name.end < tokens[name.last - 1].end and "-" in tokens[name.last - 1].text:
        return tokens[name.last - 1].text.rpartition("-")[2].lower() not in nouns.belonging_suffixes
    return any(t.text.lower() in nouns.not_belonging for t in tokens[one.head + 1 : name.first])


def _read_place(parsed: Parsed, token: Token, covering: Covering) -> Draft | None:
    """A place taken up by a bare noun with "the" or "this" ("the town"), not by one that its name stands beside."""
    nouns = place_nouns()
    if token.pos not in {"NOUN", "PROPN"} or not is_one_of(token, nouns.anaphoric) or is_plural(token):
        return None
    i = token.i
    before = parsed.tokens[i - 1] if i else None
    if before is None or before.sentence != token.sentence or _is_predicate(parsed, token) or token.dep in MODIFIERS:
        return None
    after = parsed.tokens[i + 1] if i + 1 < len(parsed.tokens) else None
    if after is not None and (after.text.lower() == "of" or after.pos == "PROPN" or covering[i + 1] is not None):
        return None
    nation = covering[i - 1]
    if nation is not None and token.lemma.lower() == "capital" and nation.kind in {"group", "place"}:
        one = draft(parsed, nation.first, i + 1, kind="place", form="nominal")
        return replace(one, head=i, principal=nation.key)
    if before.text.lower() not in {"the", "this", "that"}:
        return None
    return draft(parsed, i, i + 1, kind="place", form="nominal")
