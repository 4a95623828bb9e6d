"""Who does it and to whom: the arguments of a trigger by grammatical role, and the mentions that fill its frame.

Here: roles from the parse for verbs, nouns under light verbs, and fixed phrases; from roles to mention ids.
Not here: place and time (`places`, `dates`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.stages.events import grammar
from consilience.stages.events.lexicon import in_class
from consilience.stages.events.view import ACTOR_KINDS, classes_of, is_demonym, mention_of, tokens_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from consilience.ports import Parsed
    from consilience.record.found import Mention
    from consilience.stages.events.triggers import Trigger
    from consilience.stages.events.view import View

    Roles = Mapping[str, tuple[int, ...]]


FIRST_PERSON = frozenset({"i", "we"})
"""Subjects that stand for whoever speaks."""

DEMAND_MODALS = frozenset({"should", "must", "ought"})
"""Auxiliaries by which a speaker asks something of the subject of what is said ("X said Y *must* leave")."""

CLAUSES = ("xcomp", "ccomp", "advcl")

NOUN_CLAUSES = frozenset({"root", "ccomp", "acl:relcl", "advcl"})
"""Relations in which a noun heads a clause, so that the clause's subject is its subject."""

TARGET_KINDS = ACTOR_KINDS | {"facility"}


def arguments(parsed: Parsed, head: int, words: Sequence[int], *, support: int | None) -> Roles:
    """Give a trigger's arguments: role name -> head tokens, coordinated ones included, in text order.

    `words`: all tokens of the trigger, whose own arguments count too ("held *talks* with").
    `support`: the verb that carries a noun. Roles are those of the lexicon.
    """
    found: dict[str, list[int]] = {}
    if parsed.tokens[head].pos == "VERB":
        _verb_roles(parsed, head, found)
    else:
        _noun_roles(parsed, head, found)
        _predicate_roles(parsed, head, support, found)
        _add(found, "infinitive", [i for i in grammar.children(parsed, head, *CLAUSES) if _is_infinitive(parsed, i)])
    for word in words:
        if word != head and parsed.tokens[word].pos in ("NOUN", "PROPN"):
            _noun_roles(parsed, word, found)
        elif word != head and parsed.tokens[word].pos == "VERB":
            _object_roles(parsed, word, found)
        elif word != head and parsed.tokens[word].dep == "case":
            _add(found, parsed.tokens[word].text.lower(), [parsed.tokens[word].head])
    inside = set(words)
    return {role: _spread(parsed, heads, inside) for role, heads in found.items()}


def fill(
    view: View, trigger: Trigger, others: frozenset[int]
) -> tuple[tuple[Mention, ...], tuple[Mention, ...], Roles]:
    """Give the mentions that are agents, those that are targets, and all arguments by role.

    A mention is never both: an agent stays an agent. `others`: the tokens of the sentence's other triggers; an
    argument whose preposition is one of them is theirs ("blamed the attack *on* X").
    """
    raw = arguments(view.parsed, trigger.head, trigger.words, support=trigger.support)
    roles = {role: tuple(i for i in heads if not _introduced_by(view, i, others)) for role, heads in raw.items()}
    sources = {role: tuple(i for i in heads if _may_act(view, role, i, roles)) for role, heads in roles.items()}
    agents = _mentions(view, sources, trigger.entry.agent, kinds=ACTOR_KINDS)
    if not agents and "subject" in trigger.entry.agent:
        agents = _it(view, roles)
    targets = _mentions(view, roles, trigger.entry.target, kinds=TARGET_KINDS)
    taken = {each.id for each in agents} | {each.antecedent for each in agents if each.form == "pronoun"}
    rest = tuple(each for each in targets if each.id not in taken and not _is_same(each, taken))
    return agents, tuple(each for each in rest if not _speaks(view, each)), roles


def _is_same(target: Mention, taken: set[str | None]) -> bool:
    """Whether a pronoun stands for one who acts: nobody is their own victim in "if it attacks, it says, to destroy it"."""
    return target.form == "pronoun" and target.antecedent is not None and target.antecedent in taken


def _speaks(view: View, mention: Mention) -> bool:
    """Keep out who tells it where a lost comma joins them to the victims ("wounding dozens | a monitoring group said")."""
    tokens = view.parsed.tokens
    after = next((i for i in tokens_in(view.parsed, mention.span)[-1:]), -1) + 1
    while 0 < after < len(tokens) - 1 and (tokens[after].text in "()" or tokens[after - 1].text == "("):
        after += 1  # "the Observatory (SOHR) said"
    if not 0 < after < len(tokens) or tokens[after].sentence != tokens[after - 1].sentence:
        return False
    return tokens[after].tag == "VBD" and in_class(grammar.lemma(view.parsed, after), "speech")


def _it(view: View, roles: Roles) -> tuple[Mention, ...]:
    """For "the ministry said it would": the ministry, where "it" is no mention and a body or a state speaks."""
    if not any(grammar.lemma(view.parsed, i) == "it" for i in roles.get("subject", ())):
        return ()
    speakers = _mentions(view, roles, ("speaker",), kinds=frozenset({"organization", "place", "group"}))
    return speakers[:1]


def _may_act(view: View, role: str, head: int, roles: Roles) -> bool:
    """Keep "from X" out where X is a place, and "their" where the subject says who they are."""
    if role == "from":
        return not _is_place(view, head)
    if in_class(grammar.lemma(view.parsed, head), "settlement") or _is_quoted_source(view, head):
        return False
    return role != "possessor" or view.parsed.tokens[head].pos != "PRON" or not roles.get("subject")


def _is_quoted_source(view: View, head: int) -> bool:
    """Whether a party only tells it: "according to X heavy shelling ...", where a lost comma makes X part of the act."""
    covering = view.mentions.get(head, ())
    first = min((tokens_in(view.parsed, each.span)[0] for each in covering), default=head)
    words = [token.text.lower() for token in view.parsed.tokens[max(first - 3, 0) : first]]
    return "according" in words and "to" in words


def _introduced_by(view: View, head: int, words: frozenset[int]) -> bool:
    return any(i in words for i in grammar.children(view.parsed, head, "case"))


def _mentions(view: View, roles: Roles, wanted: Sequence[str], *, kinds: frozenset[str]) -> tuple[Mention, ...]:
    found: dict[str, Mention] = {}
    for role in wanted:
        name, _, wanted_class = role.partition(" ")
        for head in roles.get(name, ()):
            if wanted_class and not classes_of(view, head, (wanted_class,)):
                continue
            mention = mention_of(view, head)
            if mention is not None and mention.kind in kinds and _fits(view, name, head, mention):
                found.setdefault(mention.id, mention)
    return tuple(found.values())


def _fits(view: View, role: str, head: int, mention: Mention) -> bool:
    """A place in front of an event noun is where it was, unless it names a state as an actor; so is "X's" town."""
    if role == "modifier":
        return mention.kind != "place" or is_demonym(view, head)
    return True


def _is_place(view: View, head: int) -> bool:
    return classes_of(view, head, ("place", "facility"))


def _verb_roles(parsed: Parsed, verb: int, found: dict[str, list[int]]) -> None:
    _add(found, "subject", grammar.deep_subjects(parsed, verb))
    _object_roles(parsed, verb, found)
    if not found["subject"]:
        _add(found, "undergoer", found["object"])
    _add(found, "speaker", _speaker(parsed, verb))
    if any(parsed.tokens[i].text.lower() in FIRST_PERSON for i in found["subject"]):
        _add(found, "subject", found["speaker"])


def _object_roles(parsed: Parsed, verb: int, found: dict[str, list[int]]) -> None:
    _add(found, "object", grammar.deep_objects(parsed, verb))
    _add(found, "indirect", grammar.children(parsed, verb, "iobj"))
    _add(found, "clause", grammar.children(parsed, verb, "xcomp", "ccomp"))
    _add(
        found,
        "infinitive",
        [i for i in grammar.children(parsed, verb, *CLAUSES) if _is_infinitive(parsed, i)],
    )
    for clause in grammar.children(parsed, verb, "ccomp"):
        if set(grammar.auxiliaries(parsed, clause)) & DEMAND_MODALS:
            _add(found, "must", grammar.subjects(parsed, clause))
    for noun in grammar.children(parsed, verb, "obj"):
        _add(found, "infinitive", [i for i in grammar.children(parsed, noun, "acl") if _is_infinitive(parsed, i)])
    _oblique_roles(parsed, verb, found)


def _is_infinitive(parsed: Parsed, i: int) -> bool:
    return parsed.tokens[i].tag == "VB" and "to" in grammar.marks(parsed, i)


def _oblique_roles(parsed: Parsed, head: int, found: dict[str, list[int]]) -> None:
    passive = grammar.is_passive(parsed, head)
    for child in grammar.children(parsed, head, "obl", "nmod", "advcl"):
        case = grammar.case_of(parsed, child) or _first_mark(parsed, child)
        if case and not (case == "by" and passive):
            _add(found, case, [child])
            if " " in case:
                _add(found, case.split()[-1], [child])


def _first_mark(parsed: Parsed, i: int) -> str:
    return "as" if "as" in grammar.marks(parsed, i) else ""


def _noun_roles(parsed: Parsed, noun: int, found: dict[str, list[int]]) -> None:
    for child in parsed.children[noun]:
        relation = parsed.tokens[child].dep
        if relation == "nmod:poss":
            _add(found, "possessor", [child])
        elif relation in ("compound", "amod", "nmod:desc") and child < noun:
            _add(found, "modifier", [child])
        elif relation in ("nmod", "obl", "nmod:unmarked"):
            case = grammar.case_of(parsed, child)
            if case:
                _add(found, case, [child])
    for child in grammar.children(parsed, noun, "acl"):
        if parsed.tokens[child].tag == "VBN" and parsed.tokens[child].dep == "acl":
            _add(found, "by", grammar.deep_subjects(parsed, child))
        elif parsed.tokens[child].tag == "VBG" and grammar.lemma(parsed, child) in ("target", "involve", "kill"):
            role = "between" if grammar.lemma(parsed, child) == "involve" else "on"
            _add(found, role, grammar.deep_objects(parsed, child))


def _predicate_roles(parsed: Parsed, noun: int, support: int | None, found: dict[str, list[int]]) -> None:
    """A noun's arguments that hang on the verb above it: a light verb's subject, a copula's subject, its obliques."""
    if grammar.children(parsed, noun, "cop") or parsed.tokens[noun].dep in NOUN_CLAUSES:
        _add(found, "subject", grammar.subjects(parsed, noun))
    _add(found, "speaker", _speaker(parsed, noun))
    _add(found, "doer", _doer(parsed, noun))
    if support is None:
        _add(found, "object", _governing_object(parsed, noun))
        _add(found, "by", _accused(parsed, noun))
        return
    word = grammar.lemma(parsed, support)
    is_subject = parsed.tokens[noun].dep in ("nsubj", "nsubj:pass")
    agents = [] if is_subject and not grammar.is_passive(parsed, support) else grammar.deep_subjects(parsed, support)
    if in_class(word, "undergo"):
        _add(found, "on", agents)
    elif in_class(word, "light agentive"):
        _add(found, "subject", [i for i in agents if i != noun])
    _oblique_roles(parsed, support, found)


def _doer(parsed: Parsed, noun: int) -> list[int]:
    """For "police arrested four men in raids": who does what happens in the course of it."""
    if grammar.case_of(parsed, noun) not in ("in", "during"):
        return []
    for above in grammar.governors(parsed, noun):
        if parsed.tokens[above].pos == "VERB":
            return grammar.deep_subjects(parsed, above)
    return []


def _accused(parsed: Parsed, noun: int) -> list[int]:
    """For "accused X of the attack": X."""
    if grammar.case_of(parsed, noun) not in ("of", "for", "over"):
        return []
    for above in grammar.governors(parsed, noun):
        if parsed.tokens[above].pos == "VERB":
            accusing = in_class(grammar.lemma(parsed, above), "accusing")
            return grammar.deep_objects(parsed, above) if accusing else []
    return []


def _governing_object(parsed: Parsed, noun: int) -> list[int]:
    """For "has the town under its control": the object beside the phrase."""
    token = parsed.tokens[noun]
    if token.dep not in ("obl", "advcl", "xcomp") or parsed.tokens[token.head].pos != "VERB":
        return []
    objects = grammar.deep_objects(parsed, token.head)
    return objects or grammar.subjects(parsed, token.head)


def _speaker(parsed: Parsed, verb: int) -> list[int]:
    """Who says the clause: the subject of the speech verb above it, or of one set beside it ("..., X said")."""
    for above in (verb, *grammar.governors(parsed, verb)):
        for speech in (above, *grammar.children(parsed, above, "parataxis")):
            is_verb = speech != verb and parsed.tokens[speech].pos == "VERB"
            if is_verb and in_class(grammar.lemma(parsed, speech), "speech"):
                return _sayers(parsed, speech)
    return []


def _sayers(parsed: Parsed, speech: int) -> list[int]:
    """The subject of a speech verb; for "issued a statement saying", who issued it."""
    token = parsed.tokens[speech]
    noun = parsed.tokens[token.head]
    if token.dep == "acl" and noun.dep == "obj" and in_class(grammar.lemma(parsed, noun.i), "statement"):
        return grammar.deep_subjects(parsed, noun.head)
    return grammar.deep_subjects(parsed, speech)


def _add(found: dict[str, list[int]], role: str, heads: Iterable[int]) -> None:
    group = found.setdefault(role, [])
    group.extend(i for i in heads if i not in group)


def _spread(parsed: Parsed, heads: Iterable[int], inside: set[int]) -> tuple[int, ...]:
    spread: dict[int, None] = {}
    for head in heads:
        spread.update(dict.fromkeys(i for i in grammar.coordinated(parsed, head) if i not in inside))
    return tuple(spread)
