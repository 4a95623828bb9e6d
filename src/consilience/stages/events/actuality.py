"""Whether an event happened: denial, plan, threat, demand, possibility, habit, background, or simply told as fact.

Here: tense, modals, negation scope and the governors above a trigger. Not here: who denies (`claims`).
The classes of words are in `data/lexicons/plover/grammar.txt`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from consilience.stages.events import grammar
from consilience.stages.events.lexicon import in_class
from consilience.stages.events.roles import DEMAND_MODALS

if TYPE_CHECKING:
    from consilience.record.found import Actuality
    from consilience.record.text import When
    from consilience.stages.events.triggers import Trigger
    from consilience.stages.events.view import View

BACKGROUND_AGE = timedelta(days=60)
"""Older than this at publication, an event is told as background. Two months: a campaign, a summit or a crime that a
report looks back on is mostly older, a story still unfolding mostly younger (read off 60 events in crisis reports)."""

FUTURE_MODALS = frozenset({"will", "shall", "'ll", "’ll", "wo"})
POSSIBLE_MODALS = frozenset({"could", "may", "might", "can", "ca", "would", "'d", "’d"})
UNTIL = frozenset({"until", "once"})
BE = frozenset({"is", "are", "was", "were", "'s", "’s", "'re", "’re"})
GOVERNING = ("denied", "threatened", "demanded", "planned", "possible")
"""Word classes of governors, in the order in which they win over one another on the same word."""

PASSED_BY = frozenset({"acl:relcl", "parataxis", "root"})
"""Relations that cut an event off from the word above it: a relative clause states its own fact."""


def actuality_of(view: View, trigger: Trigger, own: When | None, *, published: When | None) -> tuple[Actuality, str]:
    """Say how an event is told, and the word that shows it ("" where nothing does).

    `own`: the days that its own time expression gives. `published`: the day of the report.
    """
    found = _negated(view, trigger) or _modal(view, trigger) or _modified(view, trigger) or _governed(view, trigger)
    if found is not None:
        return found
    if own is not None and published is not None:
        if own.earliest > published.latest:
            return "planned", "a time to come"
        if own.latest > published.latest and _is_progressive(view, trigger.predicate):
            return "planned", "a time to come"
        if own.latest < published.earliest - BACKGROUND_AGE:
            return "background", "long before the report"
    return _aspect(view, trigger)


def is_refusal(view: View, trigger: Trigger) -> bool:
    """Say whether a negated act is refused and not only absent: "will not", "would not"."""
    return bool(set(grammar.auxiliaries(view.parsed, trigger.predicate)) & (FUTURE_MODALS | {"would"}))


def hedged(view: View, trigger: Trigger) -> str:
    """Give the hedge on an event ("allegedly", "suspected"), or ""."""
    for head in dict.fromkeys((trigger.head, trigger.predicate)):
        for child in grammar.children(view.parsed, head, "advmod", "amod"):
            if in_class(grammar.lemma(view.parsed, child), "hedge") or in_class(
                view.parsed.tokens[child].text, "hedge"
            ):
                return view.parsed.tokens[child].text.lower()
    return ""


def _negated(view: View, trigger: Trigger) -> tuple[Actuality, str] | None:
    found = _negation(view, trigger)
    if found is None:
        return None
    wished = set(grammar.auxiliaries(view.parsed, trigger.predicate)) & DEMAND_MODALS
    return ("possible", "should not") if wished else ("denied", found)


def _is_imperative(view: View, predicate: int) -> bool:
    """Say whether a verb is an order or a wish in a quote: a base form with neither subject nor auxiliary."""
    token = view.parsed.tokens[predicate]
    below = {view.parsed.tokens[i].dep.partition(":")[0] for i in view.parsed.children[predicate]}
    return token.tag == "VB" and token.dep in ("root", "parataxis", "conj") and not below & {"nsubj", "aux", "mark"}


def _negation(view: View, trigger: Trigger) -> str | None:
    """The word that negates an event, or `None`."""
    inside = set(trigger.words)
    for head in dict.fromkeys((trigger.head, trigger.predicate)):
        for child in grammar.children(view.parsed, head, "advmod", "det", "aux", "case", "cc:preconj", "nsubj", "obj"):
            token = view.parsed.tokens[child]
            if child not in inside and in_class(token.text, "negation"):
                return token.text.lower()
            if token.dep == "nsubj" and _has_no(view, child) and child not in inside:
                return "no"
    return None


def _has_no(view: View, noun: int) -> bool:
    return any(view.parsed.tokens[i].text.lower() == "no" for i in grammar.children(view.parsed, noun, "det"))


def _modal(view: View, trigger: Trigger) -> tuple[Actuality, str] | None:
    words = grammar.auxiliaries(view.parsed, trigger.predicate)
    if _is_imperative(view, trigger.predicate) and not grammar.subjects(view.parsed, trigger.predicate):
        return "demanded", "imperative"
    if set(words) & BE and _is_infinitive(view, trigger.predicate):
        return "planned", "is to"
    for word in words:
        if word in FUTURE_MODALS:
            return "planned", word
        if word in DEMAND_MODALS:
            return "demanded", word
        if word in POSSIBLE_MODALS:
            under_speech = word in ("would", "'d", "’d") and _reported(view, trigger.predicate)
            return ("planned" if under_speech else "possible"), word
    return None


def _reported(view: View, predicate: int) -> bool:
    token = view.parsed.tokens[predicate]
    if token.dep in ("ccomp", "parataxis", "root"):
        above = token.head if token.dep != "root" else None
        return above is not None and in_class(grammar.lemma(view.parsed, above), "speech")
    return False


def _modified(view: View, trigger: Trigger) -> tuple[Actuality, str] | None:
    """An adjective or adverb on the event noun or verb that says plan, threat or possibility, or a conditional mark."""
    for head in dict.fromkeys((trigger.head, trigger.predicate)):
        for child in grammar.children(view.parsed, head, "amod", "advmod", "acl"):
            token = view.parsed.tokens[child]
            if token.dep == "acl" and token.tag != "VBN":
                continue
            word = grammar.lemma(view.parsed, child)
            for name in ("planned", "threatened", "possible"):
                if child not in trigger.words and (in_class(word, name) or in_class(token.text, name)):
                    return _as_actuality(name), token.text.lower()
        if grammar.case_of(view.parsed, head) == "ahead of":
            return "planned", "ahead of"
        for word in grammar.marks(view.parsed, head):
            if in_class(word, "conditional") and not (word in UNTIL and _is_past(view, head)):
                return "possible", word
    return None


def _is_past(view: View, verb: int) -> bool:
    """Say whether a clause is told in the simple past: "until it was taken" did happen."""
    words = set(grammar.auxiliaries(view.parsed, verb))
    passive = {view.parsed.tokens[i].text.lower() for i in grammar.children(view.parsed, verb, "aux:pass")}
    return view.parsed.tokens[verb].tag == "VBD" or bool((words | passive) & {"was", "were"})


def _governed(view: View, trigger: Trigger) -> tuple[Actuality, str] | None:
    """Read the words above the event: through its clauses upwards, through "risk of" nouns, but not past a noun's verb."""
    at = trigger.predicate
    inside = set(trigger.words)
    for above in grammar.governors(view.parsed, at):
        token = view.parsed.tokens[at]
        if token.dep in PASSED_BY and not _tells_content(view, at, above):
            return None
        if token.dep == "conj" and _own_subject(view, at):
            return None
        if above not in inside:
            found = _by_governor(view, at, above)
            if found is not None:
                return found
            if token.pos != "VERB" and view.parsed.tokens[above].pos == "VERB":
                return None
        accused = in_class(grammar.lemma(view.parsed, above), "accusing")
        if (
            token.dep == "advcl"
            and not _is_infinitive(view, at)
            and view.parsed.tokens[above].pos != "ADJ"
            and not accused
        ):
            return None
        at = above
    return None


def _tells_content(view: View, at: int, above: int) -> bool:
    """Say whether a clause is what a noun of saying says ("allegations that forces used"), though read as relative."""
    return view.parsed.tokens[at].dep == "acl:relcl" and in_class(grammar.lemma(view.parsed, above), "statement")


def _by_governor(view: View, at: int, above: int) -> tuple[Actuality, str] | None:
    token = view.parsed.tokens[at]
    governor = view.parsed.tokens[above]
    word = grammar.lemma(view.parsed, above)
    relation = token.dep.partition(":")[0]
    if relation == "advcl" and governor.pos != "ADJ":
        if any(in_class(mark, "conditional") for mark in grammar.marks(view.parsed, at)):
            return "possible", grammar.marks(view.parsed, at)[0]
        if not _is_infinitive(view, at) and not in_class(word, "preventing"):
            return None
    if relation in ("nsubj", "det", "compound") and governor.dep != "xcomp":
        return _own_modal(view, above) if relation == "nsubj" and not in_class(word, "leads to") else None
    if governor.pos in ("VERB", "NOUN", "ADJ"):
        for name in GOVERNING:
            if in_class(word, name) and _governs(view, at, above, name):
                return _as_actuality(name), word
    return _by_clause(view, at, above) or (_own_modal(view, above) if relation in ("obj", "obl", "xcomp") else None)


def _by_clause(view: View, at: int, above: int) -> tuple[Actuality, str] | None:
    """What the form of a subordinate clause says: "did not want to", "barred from", "in order to", "would help to"."""
    word = grammar.lemma(view.parsed, above)
    relation = view.parsed.tokens[at].dep.partition(":")[0]
    if relation in ("ccomp", "xcomp") and _is_negated(view, above):
        if in_class(word, "belief"):
            return "possible", word
        if not in_class(word, "speech"):
            return "denied", "not"
    marks = set(grammar.marks(view.parsed, at))
    if relation == "advcl" and in_class(word, "preventing") and marks & {"from", "against"}:
        return "possible", word
    if relation in ("advcl", "acl") and _is_infinitive(view, at):
        return "possible", "to"
    if relation == "xcomp" and _is_infinitive(view, at) and not in_class(word, "implicative"):
        return "possible", word
    if relation == "xcomp" and set(grammar.auxiliaries(view.parsed, above)) & {"would", "'d", "’d"}:
        return "possible", "would"
    return None


def _own_modal(view: View, verb: int) -> tuple[Actuality, str] | None:
    if view.parsed.tokens[verb].pos != "VERB":
        return None
    for word in grammar.auxiliaries(view.parsed, verb):
        if word in FUTURE_MODALS:
            return "planned", word
        if word in POSSIBLE_MODALS and word not in ("would", "'d", "’d"):
            return "possible", word
    return None


def _governs(view: View, at: int, above: int, name: str) -> bool:
    """Say whether a word of plan, demand or denial reaches the event: as its clause, object or complement."""
    relation = view.parsed.tokens[at].dep.partition(":")[0]
    if view.parsed.tokens[above].pos != "VERB":
        aside = view.parsed.tokens[at].dep == "acl" and view.parsed.tokens[at].tag in ("VBN", "VBD")
        return not aside and relation in ("acl", "xcomp", "ccomp", "nmod", "advcl") and grammar.case_of(view.parsed, at) not in (
            "after", "since", "over", "following", "in", "about", "from", "between", "with",
        )  # fmt: skip
    if relation in ("ccomp", "xcomp", "advcl"):
        return True
    if relation == "obj":
        return name in ("denied", "planned", "threatened", "possible", "demanded")
    case = grammar.case_of(view.parsed, at)
    return relation == "obl" and case in ("for", "to", "of", "from", "against", "on", "with", "at") and name != "denied"


def _is_negated(view: View, verb: int) -> bool:
    return any(in_class(view.parsed.tokens[i].text, "negation") for i in grammar.children(view.parsed, verb, "advmod"))


def _is_infinitive(view: View, verb: int) -> bool:
    token = view.parsed.tokens[verb]
    return token.tag == "VB" and "to" in grammar.marks(view.parsed, verb)


def _is_progressive(view: View, predicate: int) -> bool:
    words = set(grammar.auxiliaries(view.parsed, predicate))
    return view.parsed.tokens[predicate].tag == "VBG" and bool(words & {"is", "are", "'s", "'re", "’s", "’re", "been"})


def _own_subject(view: View, i: int) -> bool:
    return bool(grammar.children(view.parsed, i, "nsubj", "nsubj:pass"))


def _as_actuality(name: str) -> Actuality:
    table: dict[str, Actuality] = {
        "denied": "denied", "threatened": "threatened", "demanded": "demanded", "planned": "planned",
        "possible": "possible",
    }  # fmt: skip
    return table[name]


def _aspect(view: View, trigger: Trigger) -> tuple[Actuality, str]:
    for head in dict.fromkeys((trigger.head, trigger.predicate)):
        for child in grammar.children(view.parsed, head, "advmod", "amod"):
            word = view.parsed.tokens[child].text.lower()
            if in_class(word, "habitual"):
                return "habitual", word
            if in_class(word, "ongoing"):
                return "ongoing", word
    predicate = view.parsed.tokens[trigger.predicate]
    words = grammar.auxiliaries(view.parsed, trigger.predicate)
    if trigger.entry.state and not set(words) & {"was", "were", "had"}:
        return "ongoing", "state"
    if _is_progressive(view, trigger.predicate):
        return "ongoing", "progressive"
    if predicate.dep == "xcomp" and in_class(grammar.lemma(view.parsed, predicate.head), "ongoing"):
        return "ongoing", grammar.lemma(view.parsed, predicate.head)
    return "happened", ""
