"""Finds the head word of a speaker's phrase by grammar: the subject of a speech verb, an agent, an owner.

A participle or infinitive without a subject of its own has that of the verb it hangs on, or whom that one controls or
quotes. Not here: the phrase around the head, and word order where the grammar misleads (`sources`).
"""

from __future__ import annotations

from consilience.ports import Parsed, Token
from consilience.stages.claims.cues import anonymous_nouns, channel_nouns, speech_nouns, speech_verbs
from consilience.stages.claims.phrases import find_child, is_verb

RELATIVES = frozenset({"who", "which", "that"})
ISSUERS = frozenset({"by", "from", "of"})
CONTROL = frozenset({"prompt", "lead", "force", "cause", "ask", "urge", "push", "press", "get", "compel", "spur"})
"""Verbs whose object does what an infinitive after them says ("prompted the council to declare ...")."""
DEPENDENT = frozenset({"xcomp", "advcl", "conj", "ccomp", "parataxis", "dep", "acl"})
DEEPEST = 3
"""Governors climbed to find the subject of a participle."""
SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "expl")
LONGEST_CLIMB = 24
"""Heads climbed from a noun to see whether it hangs below another; bounds a walk through a malformed tree."""


def find_subject(parsed: Parsed, i: int, depth: int = 0) -> int | None:
    """Head of the speaker's phrase of a speech verb: subject, passive agent, or the governor's for bare participles."""
    tokens = parsed.tokens
    passive = find_child(parsed, i, "aux:pass", "nsubj:pass") is not None
    if passive or (
        tokens[i].tag == "VBN" and find_child(parsed, i, "aux", "nsubj") is None and tokens[i].dep != "conj"
    ):
        return _agent(parsed, i)
    subject = find_child(parsed, i, *SUBJECTS)
    if subject is not None:
        relative = tokens[subject].text.casefold() in RELATIVES and tokens[i].dep in {"acl:relcl", "acl"}
        return _antecedent(parsed, subject, tokens[i].head) if relative else subject
    governor = tokens[i].head
    if governor == i or depth > DEEPEST:
        return None
    if tokens[i].dep in {"acl", "acl:relcl"} and tokens[governor].pos in {"NOUN", "PROPN"}:
        return governor if tokens[i].tag != "VBG" or _may_speak(tokens[governor]) else _subject_above(parsed, governor)
    climbs = is_verb(tokens[governor]) or find_child(parsed, governor, "nsubj") is not None
    return _of_governor(parsed, i, governor, depth) if tokens[i].dep in DEPENDENT and climbs else None


def _antecedent(parsed: Parsed, relative: int, head: int) -> int:
    """What a relative pronoun stands for: the noun right before it, unless that one hangs below the parser's choice."""
    before = relative - 1
    if before < 0 or parsed.tokens[before].pos not in {"NOUN", "PROPN"}:
        return head
    at = before
    for _ in range(LONGEST_CLIMB):
        if at in {head, parsed.tokens[at].head}:
            break
        at = parsed.tokens[at].head
    return head if at == head else before


def _may_speak(token: Token) -> bool:
    """Whether a noun before a participle can be its speaker: a name, a document, someone unnamed."""
    lemma = token.lemma.casefold()
    return token.pos == "PROPN" or lemma in speech_nouns() or lemma in anonymous_nouns() or lemma in channel_nouns()


def _subject_above(parsed: Parsed, i: int) -> int | None:
    """Subject of the nearest verb above a token."""
    for _ in range(DEEPEST):
        above = parsed.tokens[i].head
        if above == i:
            return None
        i = above
        if is_verb(parsed.tokens[i]):
            return find_child(parsed, i, "nsubj")
    return None


def _of_governor(parsed: Parsed, i: int, governor: int, depth: int) -> int | None:
    """Speaker of a verb without a subject of its own: whom it controls or quotes ("asked X to", "quoted X as"), else the
    governor's subject.
    """
    tokens = parsed.tokens
    controller = find_child(parsed, governor, "obj", "iobj") if tokens[i].tag == "VB" else None
    if controller is not None and governor < controller < i:
        lemma = tokens[governor].lemma.casefold()
        frames = speech_verbs().get(lemma)
        urged = frames is not None and "infinitive" in frames.takes and frames.stance == "demands"
        if lemma in CONTROL or (tokens[i].dep == "xcomp" and urged):
            return controller
    above = tokens[governor].head
    if tokens[i].tag == "VB" and tokens[governor].dep == "conj" and tokens[above].lemma.casefold() in CONTROL:
        return find_child(parsed, above, "obj")
    if tokens[governor].lemma.casefold() in {"quote", "cite"} and tokens[i].tag == "VBG" and i > governor:
        passive = find_child(parsed, governor, "nsubj:pass")
        return passive if passive is not None else find_child(parsed, governor, "obj")
    if tokens[i].dep == "parataxis" or (tokens[i].dep == "ccomp" and tokens[i].tag != "VBG"):
        return None
    passive = find_child(parsed, governor, "nsubj:pass")
    if passive is not None and tokens[i].dep == "conj":
        return passive
    if not is_verb(tokens[governor]):
        return find_child(parsed, governor, "nsubj")
    subject = find_subject(parsed, governor, depth + 1)
    above = tokens[governor].head
    if (
        subject is not None
        and above != governor
        and _disagree(tokens[i], tokens[governor], tokens[subject])
        and is_verb(tokens[above])
    ):
        return find_subject(parsed, above, depth + 1)
    return subject


def _disagree(verb: Token, governor: Token, subject: Token) -> bool:
    """Whether a subject cannot be this verb's by its number ("critics say he is risking a strike and | argue ...")."""
    bare = verb.tag == "VBP" or (verb.tag == "VB" and verb.dep == "conj" and governor.tag in {"VBZ", "VBG", "VBD"})
    return bare and subject.text.casefold() in {"he", "she", "it"}


def _agent(parsed: Parsed, i: int) -> int | None:
    for child in parsed.children[i]:
        case = find_child(parsed, child, "case")
        by = case is not None and parsed.tokens[case].text.casefold() == "by"
        if by and parsed.tokens[child].dep in {"obl", "obl:agent", "nmod"}:
            return child
    return None


def find_owner(parsed: Parsed, i: int) -> int | None:
    """Whose a noun is: its possessor, or the phrase after "by", "from", "of"."""
    owner = find_child(parsed, i, "nmod:poss")
    if owner is not None:
        return owner
    for child in parsed.children[i]:
        case = find_child(parsed, child, "case")
        named = case is not None and parsed.tokens[case].text.casefold() in ISSUERS
        if named and parsed.tokens[child].dep in {"nmod", "obl", "obl:agent"}:
            return child
    return None
