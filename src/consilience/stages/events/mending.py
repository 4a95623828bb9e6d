"""Repairs of parses that a small model gets wrong again and again in reports of conflict.

Here: one general shape at a time, each only where the parse could not be right. Not here: anything about events.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from consilience.stages.events.forms import known_lemma
from consilience.stages.events.lexicon import entries, in_class
from consilience.stages.events.verbless import give_verbs

if TYPE_CHECKING:
    from collections.abc import Callable

    from consilience.ports import Parsed, Token

    Repair = Callable[[list[Token], Parsed, Token], bool]

CLAUSES = frozenset({"advcl", "ccomp", "conj", "parataxis", "xcomp", "acl", "acl:relcl", "dep"})

NOMINAL_RELATIONS = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "nmod"})
RESULTS = frozenset({"leave", "cause", "hit", "trap"})
"""Beside verbs that only people and things undergo, what a blow leads to in a participle after the place ("leaving ten dead")."""

NEVER_NOUNS = frozenset({"is", "are", "was", "were", "be", "has", "have", "had", "does", "do", "did", "'s", "’s"})


def mend(parsed: Parsed, headlines: frozenset[int] = frozenset()) -> Parsed:
    """Give the parse with its known errors repaired; the same object where there is none.

    `headlines`: indices of the sentences that are headlines. Repaired: the telegraphic passive of headlines ("rebels
    pushed back near the capital"); "X forced Y, led by Z, to", where the infinitive was hung on the aside;
    "forces loyal to X advanced", where the adjective after a subject was read as the main predicate and the
    real verb as a clause below it. An adjective without a copula heads no clause in edited English.
    """
    parsed = give_verbs(parsed, headlines)
    tokens = list(parsed.tokens)
    changed = [
        repair(tokens, parsed, token) for token in parsed.tokens for repair in _repairs(parsed, token, headlines)
    ]
    if not any(changed):
        return parsed
    below: list[list[int]] = [[] for _ in tokens]
    for each in tokens:
        if each.head != each.i:
            below[each.head].append(each.i)
    return replace(parsed, tokens=tuple(tokens), children=tuple(tuple(group) for group in below))


def _repairs(parsed: Parsed, token: Token, headlines: frozenset[int]) -> list[Repair]:
    """The repairs that a token's tag and relation call for, each of which looks closer itself."""
    past = token.tag in ("VBN", "VBD")
    wanted: list[tuple[Repair, bool]] = [
        (_make_subject, token.dep == "compound" and parsed.tokens[token.head].tag in ("VBZ", "VBP", "VBD")),
        (_free_verb, token.tag == "VBZ" and token.pos == "VERB" and token.dep in ("compound", "amod")),
        (_make_gerund, token.tag == "VBG" and token.pos == "VERB"),
        (_make_noun, token.pos in ("VERB", "AUX") and token.dep in NOMINAL_RELATIONS),
        (_unseat, token.pos == "ADJ" or _is_bare_participle(parsed, token)),
        (_make_main, past and token.dep == "amod"),
        (_free_active, past and token.dep == "acl"),
        (_hang_result, token.tag == "VBG" and token.dep == "acl"),
        (_make_participle, past and token.dep == "conj"),
        (_hang_on_causative, token.tag == "VB"),
        (_make_passive, past and token.sentence in headlines),
    ]
    return [repair for repair, fits in wanted if fits]


def _make_noun(tokens: list[Token], parsed: Parsed, token: Token) -> bool:
    """Mend "there are clashes", where the plural was tagged as a verb though it stands as a subject or object."""
    if token.tag not in ("VBZ", "VBP", "VB") or any(
        parsed.tokens[i].dep.startswith(("nsubj", "obj")) for i in parsed.children[token.i]
    ):
        return False
    if token.text.lower() in NEVER_NOUNS:
        return False
    tokens[token.i] = token._replace(pos="NOUN", tag="NNS" if token.tag == "VBZ" else "NN")
    return True


def _make_subject(tokens: list[Token], parsed: Parsed, noun: Token) -> bool:
    """Mend "dock strike enters second week", where the subject was read as part of the verb's name."""
    verb = tokens[noun.head]
    others = {parsed.tokens[i].dep.partition(":")[0] for i in parsed.children[verb.i]}
    if noun.i != verb.i - 1 or verb.pos != "VERB" or noun.pos not in ("NOUN", "PROPN") or "nsubj" in others:
        return False
    if verb.dep not in ("root", "ccomp", "parataxis", "advcl", "conj"):
        return False
    tokens[noun.i] = noun._replace(dep="nsubj")
    return True


def _free_verb(tokens: list[Token], parsed: Parsed, verb: Token) -> bool:
    """Mend "said the regime bears responsibility", where the finite verb was read as part of its object's name."""
    noun = tokens[verb.head]
    before = [tokens[i] for i in sorted((*parsed.children[noun.i], *parsed.children[verb.i])) if i < verb.i]
    subject = next((each for each in reversed(before) if each.pos in ("NOUN", "PROPN", "PRON")), None)
    if subject is None or noun.i < verb.i:
        return False
    is_root = noun.head == noun.i
    tokens[verb.i] = verb._replace(
        dep="ccomp" if noun.dep == "obj" else noun.dep, head=verb.i if is_root else noun.head
    )
    tokens[noun.i] = noun._replace(dep="obj", head=verb.i)
    tokens[subject.i] = subject._replace(dep="nsubj", head=verb.i)
    for each in before:
        if each.i < subject.i:
            tokens[each.i] = each._replace(head=subject.i)
    return True


def _make_gerund(tokens: list[Token], parsed: Parsed, token: Token) -> bool:
    """Mend "killed by shelling", "died in fighting", where the event noun was read as a clause after a preposition."""
    before = tokens[token.i - 1] if token.i else token
    below = {parsed.tokens[i].dep.partition(":")[0] for i in parsed.children[token.i]}
    if before.pos not in ("ADP", "SCONJ") or below & {"obj", "nsubj", "ccomp", "xcomp"}:
        return False
    if (token.text.lower(), "noun") not in entries() or token.dep not in ("advcl", "acl", "obl", "nmod"):
        return False
    tokens[token.i] = token._replace(pos="NOUN", tag="NN", dep="nmod" if tokens[token.head].pos == "NOUN" else "obl")
    if before.head == token.i:
        tokens[before.i] = before._replace(dep="case", pos="ADP")
    return True


def _make_main(tokens: list[Token], parsed: Parsed, verb: Token) -> bool:
    """Mend "the source denied allegations", read as "denied allegations" with a subject: a noun has no subject."""
    noun = tokens[verb.head]
    below = [tokens[i] for i in parsed.children[noun.i]]
    subject = next((each for each in below if each.dep == "nsubj" and each.i < verb.i), None)
    if subject is None or noun.dep not in ("root", "ccomp") or any(each.dep == "cop" for each in below):
        return False
    is_root = noun.head == noun.i
    tokens[verb.i] = verb._replace(dep=noun.dep, head=verb.i if is_root else noun.head)
    tokens[noun.i] = noun._replace(dep="obj", head=verb.i)
    for each in below:
        if each.dep in ("nsubj", "punct", "advcl", "parataxis", "obl", "aux"):
            tokens[each.i] = each._replace(head=verb.i)
    return True


def _make_participle(tokens: list[Token], parsed: Parsed, verb: Token) -> bool:
    """Mend "killed in strikes carried out by X", read as "strikes carried": a noun with a preposition is no subject."""
    below = [tokens[i] for i in parsed.children[verb.i]]
    subject = next((each for each in below if each.dep == "nsubj"), None)
    if subject is None or not any(
        tokens[i].dep == "case" and tokens[i].pos == "ADP" for i in parsed.children[subject.i]
    ):
        return False
    if any(each.dep in ("obj", "aux", "cc") for each in below):
        return False
    tokens[subject.i] = subject._replace(dep="obl", head=verb.head)
    tokens[verb.i] = verb._replace(dep="acl", head=subject.i, tag="VBN")
    return True


def _free_active(tokens: list[Token], parsed: Parsed, verb: Token) -> bool:
    """Mend "shelling of a town killed 31 people", read as a town that was killed: what has an object is no passive.

    The verb gets the highest noun of the phrase before it as its subject; what is above it stays above both.
    """
    if not in_class(known_lemma(verb.text, verb.tag) or verb.lemma, "transitive only") or not _has_victims(
        parsed, verb
    ):
        return False
    noun = tokens[verb.head]
    while noun.dep in ("nmod", "compound", "appos") and noun.head != noun.i and tokens[noun.head].i < noun.i:
        noun = tokens[noun.head]
    if noun.pos not in ("NOUN", "PROPN", "VERB") or noun.dep not in (
        "nsubj",
        "root",
        "obl",
        "ccomp",
        "nsubj:pass",
        "parataxis",
    ):
        return False
    is_root = noun.head == noun.i
    relation = "root" if is_root else "ccomp" if noun.dep.startswith("nsubj") or noun.dep == "ccomp" else "parataxis"
    tokens[verb.i] = verb._replace(dep=relation, head=verb.i if is_root else noun.head, tag="VBD")
    tokens[noun.i] = noun._replace(dep="nsubj", head=verb.i)
    return True


def _has_victims(parsed: Parsed, verb: Token) -> bool:
    """Say whether a verb has an object after it, or a count read as a phrase ("killed at least 14 people")."""
    below = [parsed.tokens[i] for i in parsed.children[verb.i] if i > verb.i]
    if any(each.dep in ("obl:agent", "aux:pass") for each in below):
        return False
    after = parsed.tokens[verb.i + 1].text.lower() if verb.i + 1 < len(parsed.tokens) else ""
    return any(each.dep == "obj" for each in below) or (
        after == "at"
        and parsed.tokens[verb.i + 2 :][:1] != ()
        and parsed.tokens[verb.i + 2].text.lower() in ("least", "most")
    )


def _hang_result(tokens: list[Token], parsed: Parsed, verb: Token) -> bool:
    """Mend "shells hit houses in the town | injuring a woman", read as a town that injures: it is the clause's result."""
    place = tokens[verb.head]
    lemma = known_lemma(verb.text, verb.tag) or verb.lemma
    cased = any(tokens[i].dep == "case" for i in parsed.children[place.i])
    if not cased or place.i > verb.i or not (in_class(lemma, "transitive only") or lemma in RESULTS):
        return False
    if place.pos != "PROPN" and not in_class(known_lemma(place.text, place.tag) or place.lemma, "place"):
        return False
    above = place
    while above.pos != "VERB" and above.head != above.i:
        above = tokens[above.head]
    if above.pos != "VERB" or above.i > verb.i:
        return False
    tokens[verb.i] = verb._replace(dep="advcl", head=above.i)
    return True


def _make_passive(tokens: list[Token], parsed: Parsed, verb: Token) -> bool:
    below = [tokens[i] for i in parsed.children[verb.i]]
    relations = {each.dep for each in below}
    if verb.pos != "VERB" or "nsubj" not in relations or relations & {"aux", "aux:pass", "obj", "ccomp", "xcomp"}:
        return False
    subject = next(each for each in below if each.dep == "nsubj")
    tokens[subject.i] = subject._replace(dep="nsubj:pass")
    return True


def _hang_on_causative(tokens: list[Token], parsed: Parsed, verb: Token) -> bool:
    """Hang an infinitive on the causative verb above its governor: only if that has an object and no clause yet."""
    if verb.dep not in ("advcl", "xcomp", "acl") or not any(
        tokens[i].text.lower() == "to" for i in parsed.children[verb.i]
    ):
        return False
    near = tokens[verb.head]
    cause = near if in_class(known_lemma(near.text, near.tag) or near.lemma, "causative") else tokens[near.head]
    relations = {tokens[i].dep for i in parsed.children[cause.i]}
    if not in_class(known_lemma(cause.text, cause.tag) or cause.lemma, "causative"):
        return False
    if "obj" not in relations or "xcomp" in relations:
        return False
    tokens[verb.i] = verb._replace(dep="xcomp", head=cause.i)
    return True


def _unseat(tokens: list[Token], parsed: Parsed, adjective: Token) -> bool:
    children = [tokens[i] for i in parsed.children[adjective.i]]
    subject = next((each for each in children if each.dep == "nsubj" and each.i < adjective.i), None)
    verb = next(
        (each for each in children if each.dep in CLAUSES and each.pos == "VERB" and each.i > adjective.i), None
    )
    if subject is None or verb is None or any(each.dep == "cop" for each in children):
        return False
    if subject.pos not in ("NOUN", "PROPN"):
        return False
    if adjective.pos == "ADJ" and adjective.i - subject.i > 2:
        return False
    before = tokens[adjective.i - 1]
    bearer = before if before.pos in ("NOUN", "PROPN", "PRON") else subject
    is_root = adjective.head == adjective.i
    tokens[verb.i] = verb._replace(dep=adjective.dep, head=verb.i if is_root else adjective.head)
    tokens[adjective.i] = adjective._replace(dep="amod" if adjective.pos == "ADJ" else "acl", head=bearer.i)
    passive = any(tokens[i].dep == "aux:pass" for i in parsed.children[verb.i])
    tokens[subject.i] = subject._replace(dep="nsubj:pass" if passive else "nsubj", head=verb.i)
    for i in parsed.children[verb.i]:
        _release(tokens, parsed, i, adjective)
    for each in children:
        if each.i > verb.i or (each.dep in ("punct", "aux", "aux:pass", "obl") and each.i > adjective.i + 4):
            tokens[each.i] = each._replace(head=verb.i)
    return True


def _is_bare_participle(parsed: Parsed, token: Token) -> bool:
    """A past participle with a subject but no auxiliary and no object, over a finite verb that has no subject."""
    if token.tag != "VBN" or token.pos != "VERB":
        return False
    below = [parsed.tokens[i] for i in parsed.children[token.i]]
    if any(each.dep in ("aux", "aux:pass", "cop", "obj") for each in below):
        return False
    return any(each.dep in CLAUSES and each.i > token.i and _is_subjectless(parsed, each) for each in below)


def _is_subjectless(parsed: Parsed, verb: Token) -> bool:
    below = {parsed.tokens[i].dep for i in parsed.children[verb.i]}
    finite = verb.tag in ("VBD", "VBZ", "VBP") or "aux:pass" in below or "aux" in below
    return verb.pos == "VERB" and finite and not below & {"nsubj", "nsubj:pass", "mark", "cc"}


def _release(tokens: list[Token], parsed: Parsed, i: int, adjective: Token) -> None:
    """A false subject of the verb that is marked by a preposition belongs to the adjective ("loyal *to X*")."""
    marked = any(tokens[each].dep in ("case", "mark") for each in parsed.children[i])
    if tokens[i].dep in ("nsubj", "nsubj:pass") and (
        marked or (tokens[i - 1].pos == "ADP" and i - 1 == adjective.i + 1)
    ):
        tokens[i] = tokens[i]._replace(dep="obl", head=adjective.i)
