"""Walks over one article's dependency trees: who governs whom, voice, prepositions, inherited subjects.

Here: facts of grammar, on token indices. Not here: anything about events or mentions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.stages.events.forms import known_lemma
from consilience.stages.events.lexicon import in_class

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consilience.ports import Parsed

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM", "X"})
CLAUSAL = frozenset(
    {"ccomp", "xcomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "csubj:pass", "root", "advcl:relcl"}
)
CONTROLLING = frozenset({"of", "from", "against", "for", "into"})
"""Prepositions before a gerund whose subject is the object above: "accused X *of* shelling", "warned X *against* going"."""
RELATIVE = frozenset({"who", "whom", "which", "that", "whose", "where"})
MEANS = frozenset({"use", "employ", "deploy", "wield"})
MAX_CLIMB = 24
"""Longest chain of governors followed. Real sentences stay under 15; a broken parse must not loop."""


def children(parsed: Parsed, head: int, *relations: str) -> list[int]:
    """Give the children of a token, in order; with relations, only those (a bare "obl" covers "obl:agent")."""
    if not relations:
        return list(parsed.children[head])
    tokens = parsed.tokens
    return [
        i
        for i in parsed.children[head]
        if (relation := tokens[i].dep) in relations or (":" in relation and relation.partition(":")[0] in relations)
    ]


def governors(parsed: Parsed, start: int) -> Iterator[int]:
    """Climb from a token's head to the root of its sentence."""
    at = start
    for _ in range(MAX_CLIMB):
        above = parsed.tokens[at].head
        if above == at:
            return
        yield above
        at = above


def subtree(parsed: Parsed, head: int) -> list[int]:
    """Give a token and everything below it, in text order."""
    found, queue = [], [head]
    while queue:
        at = queue.pop()
        found.append(at)
        queue.extend(parsed.children[at])
    return sorted(found)


def lemma(parsed: Parsed, i: int) -> str:
    """Give a token's lemma in lower case: the event lexicon's where it knows the word, else the model's."""
    token = parsed.tokens[i]
    return known_lemma(token.text, token.tag) or (token.lemma or token.text).lower()


def is_verb(parsed: Parsed, i: int) -> bool:
    """Say whether a token heads a clause as a verb."""
    return parsed.tokens[i].pos == "VERB"


def case_of(parsed: Parsed, i: int) -> str:
    """Give the prepositions that mark a nominal, joined by a space and lower case ("in", "out of"); "" for none."""
    words: list[str] = []
    for child in children(parsed, i, "case"):
        if child > i:
            continue
        words.append(parsed.tokens[child].text.lower())
        words.extend(parsed.tokens[each].text.lower() for each in children(parsed, child, "fixed"))
    return " ".join(word for word in words if word not in ("'s", "’s"))


def marks(parsed: Parsed, i: int) -> tuple[str, ...]:
    """Give the conjunctions that open a clause ("if", "that", "to")."""
    below = children(parsed, i, "mark", "advmod")
    return tuple(parsed.tokens[child].text.lower() for child in below if child < i)


def auxiliaries(parsed: Parsed, i: int) -> tuple[str, ...]:
    """Give the auxiliaries of a predicate in lower case, as written; a copula counts."""
    return tuple(parsed.tokens[child].text.lower() for child in children(parsed, i, "aux", "cop"))


def is_passive(parsed: Parsed, verb: int) -> bool:
    """Say whether a verb is passive, finite ("was hit", headline "killed in") or reduced ("the man hit by")."""
    token = parsed.tokens[verb]
    below = {parsed.tokens[child].dep for child in parsed.children[verb]}
    if below & {"nsubj:pass", "aux:pass", "csubj:pass"}:
        return True
    bare = not below & {"aux", "obj", "ccomp", "xcomp"}
    if token.tag in ("VBN", "VBD") and "nsubj" in below and bare and in_class(lemma(parsed, verb), "transitive only"):
        return True  # telegraphic: "ten civilians killed in an air raid"
    if token.tag == "VBN" and "nsubj" in below and not below & {"aux", "obj"}:
        shared = token.dep == "conj" and is_passive(parsed, token.head)  # "were captured and their vehicles seized"
        return shared or token.dep in ("xcomp", "ccomp")  # "left ten people killed"
    if token.tag not in ("VBN", "VBD") or "nsubj" in below or "aux" in below:
        return False
    if token.dep == "acl" or (token.dep == "advcl" and token.tag == "VBN"):
        return "obj" not in below
    if token.dep == "conj":
        return token.tag == "VBN" and "obj" not in below and is_passive(parsed, token.head)
    return False


def coordinated(parsed: Parsed, head: int) -> list[int]:
    """Give a nominal and the nominals joined to it ("Turkey, Iran and Russia" from Turkey)."""
    found = [head]
    for child in children(parsed, head, "conj"):
        if parsed.tokens[child].pos in NOMINAL:
            found.extend(coordinated(parsed, child))
    return found


def clause_of(parsed: Parsed, i: int) -> int:
    """Climb to the head of the clause that holds a token: the nearest verb or clausal head, itself included."""
    at = i
    for _ in range(MAX_CLIMB):
        token = parsed.tokens[at]
        if token.head == at or token.dep in CLAUSAL or (is_verb(parsed, at) and token.dep not in ("amod", "compound")):
            return at
        at = token.head
    return at


def subjects(parsed: Parsed, verb: int) -> list[int]:
    """Give the grammatical subjects of a predicate, its own or those it shares or inherits.

    A relative pronoun gives the noun it stands for; a participle or infinitive the argument that controls it.
    """
    at = verb
    for _ in range(MAX_CLIMB):
        own = children(parsed, at, "nsubj", "csubj")
        if own:
            bare = [i for i in own if not case_of(parsed, i)]
            return [_resolved(parsed, at, i) for i in bare or own]
        token = parsed.tokens[at]
        if token.head == at:
            return []
        if token.dep == "conj" and is_verb(parsed, token.head):
            at = token.head
        elif token.dep == "acl" and _is_means(parsed, at):
            at = parsed.tokens[token.head].head  # "killed 30 people using gas": not the people
        elif token.dep in ("acl", "acl:relcl"):
            return [token.head]
        elif token.dep == "xcomp":
            objects = children(parsed, token.head, "obj", "iobj")
            if objects:
                return objects[:1]
            at = token.head
        elif token.dep == "advcl":
            controlled = children(parsed, token.head, "obj") if set(marks(parsed, at)) & CONTROLLING else []
            if controlled:
                return controlled[:1]
            at = token.head
        else:
            return []
    return []


def _is_means(parsed: Parsed, participle: int) -> bool:
    """Say whether a participle after an object tells how the verb's subject did it ("using", "employing")."""
    token = parsed.tokens[participle]
    noun = parsed.tokens[token.head]
    return (
        token.tag == "VBG" and noun.dep == "obj" and lemma(parsed, participle) in MEANS and is_verb(parsed, noun.head)
    )


def deep_subjects(parsed: Parsed, verb: int) -> list[int]:
    """Give who does it: the subject of an active verb, the "by" phrase of a passive."""
    by = [i for i in children(parsed, verb, "obl") if case_of(parsed, i) == "by" and parsed.tokens[i].pos in NOMINAL]
    if is_passive(parsed, verb):
        return by
    token = parsed.tokens[verb]
    bare = (
        token.dep == "advcl"
        and token.tag == "VBG"
        and not {"nsubj", "mark"} & {parsed.tokens[i].dep for i in parsed.children[verb]}
    )
    if bare and is_passive(parsed, token.head):
        return deep_subjects(parsed, token.head)  # "was shot down, killing two": not by what was shot down
    return subjects(parsed, verb)


def deep_objects(parsed: Parsed, verb: int) -> list[int]:
    """Give what it is done to: the object of an active verb, the subject of a passive."""
    if is_passive(parsed, verb):
        return subjects(parsed, verb)
    own = children(parsed, verb, "obj")
    if own:
        return [_resolved(parsed, verb, i) for i in own]
    if parsed.tokens[verb].dep == "acl:relcl" and children(parsed, verb, "nsubj"):
        direct = [i for i in children(parsed, verb, "nsubj") if parsed.tokens[i].text.lower() not in RELATIVE]
        return [parsed.tokens[verb].head] if direct else []
    if parsed.tokens[verb].dep == "conj" and is_verb(parsed, parsed.tokens[verb].head):
        return [i for i in children(parsed, parsed.tokens[verb].head, "obj") if i > verb]
    return []


def _resolved(parsed: Parsed, verb: int, argument: int) -> int:
    token = parsed.tokens[argument]
    if token.text.lower() in RELATIVE and token.pos in ("PRON", "DET", "SCONJ", "ADV"):
        for above in (verb, *governors(parsed, verb)):
            if parsed.tokens[above].dep in ("acl:relcl", "acl"):
                return parsed.tokens[above].head
    return argument
