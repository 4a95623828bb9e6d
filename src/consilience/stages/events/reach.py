"""Whom an event concerns where its frame names nobody: "rejected an *Ossian* offer", "demanded that *the army* leave".

Here: a walk from the trigger down through its objects and complements to the nearest actor. Not here: the frames of the
lexicon (`roles`), which come first. The walk stops at clauses that tell something of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from consilience.stages.events import grammar
from consilience.stages.events.lexicon import in_class
from consilience.stages.events.view import ACTOR_KINDS, mention_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from consilience.record.found import Mention
    from consilience.stages.events.triggers import Trigger
    from consilience.stages.events.view import View

DEEPEST = 5
"""Steps down from the trigger. "Rejected an appeal for troops to be sent to X" is five; below that, links are chance."""

DOWN = frozenset({"obj", "iobj", "ccomp", "xcomp", "obl", "nmod", "acl", "amod", "compound", "appos", "nmod:desc"})
"""Relations the walk follows from any word; subjects are followed only below the trigger, clauses only as complements."""

SETTINGS = frozenset({
    "in", "at", "near", "on", "inside", "outside", "around", "across", "through", "throughout", "within", "by", "under",
    "during", "since", "after", "before", "until", "as", "than", "following", "amid", "despite", "like", "because of",
    "according to", "due to", "ahead of", "along with", "such as", "including",
})  # fmt: skip
"""Prepositions of where, when and why. What stands behind them is taken only where nobody stands nearer."""

PLACED = frozenset({"in", "at", "near", "on", "into", "from", "inside", "around", "across", "throughout"})
"""Prepositions of those whose place may stand for whoever lives there ("imposed a curfew *in* X")."""

ON_PEOPLE = frozenset({
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION",
    "RETREAT", "PROTEST", "COERCE",
})  # fmt: skip
"""Types whose act is about somebody, who may be told in any part of the complement. Of an attack or a movement of troops
only the frame says whom it is against: other people in the clause are as often allies or bystanders."""

MUTUAL = frozenset({"CONSULT", "COOPERATE"})
"""Types done by all parties together: with two agents the frame is full."""


class Step(NamedTuple):
    """A word on the walk. `near`: whether no preposition of where or when was passed on the way."""

    head: int
    depth: int
    near: bool


def concerned(view: View, trigger: Trigger, agents: Sequence[Mention], event_type: str) -> tuple[Mention, ...]:
    """Give the nearest actors in what a trigger's act is about, coordinated ones included; empty where there are none.

    Nearest: fewest steps down the parse, then text order; a phrase of place counts only after all others.
    """
    if event_type not in ON_PEOPLE or not agents or (event_type in MUTUAL and len(agents) > 1):
        return ()
    steps = sorted(_walk(view, trigger), key=lambda step: (not step.near, step.depth, step.head))
    for step in steps:
        found = _actors(view, step.head, agents)
        if found:
            return found
    return ()


def _walk(view: View, trigger: Trigger) -> Iterator[Step]:
    seen = {trigger.predicate, *trigger.words}
    queue = [Step(i, 0, near=True) for i in sorted(seen)]
    while queue:
        step = queue.pop(0)
        if step.depth:
            yield step
        if step.depth < DEEPEST:
            below = [i for i in view.parsed.children[step.head] if i not in seen and _follows(view, step, i)]
            seen.update(below)
            queue.extend(Step(i, step.depth + 1, near=step.near and not _is_setting(view, i)) for i in below)


def _follows(view: View, step: Step, child: int) -> bool:
    token = view.parsed.tokens[child]
    relation = token.dep.partition(":")[0]
    if token.dep == "acl:relcl" or view.times.get(child):
        return False
    if relation in ("nsubj", "csubj"):
        return step.depth > 0
    if relation == "advcl":
        return token.tag == "VB" and "to" in grammar.marks(view.parsed, child)
    if relation == "nmod" and grammar.case_of(view.parsed, child) in ("by", "") and token.dep != "nmod:poss":
        return step.depth > 0
    return relation in DOWN


def _is_setting(view: View, child: int) -> bool:
    return grammar.case_of(view.parsed, child) in SETTINGS


def _actors(view: View, head: int, agents: Sequence[Mention]) -> tuple[Mention, ...]:
    found: dict[str, Mention] = {}
    for each in grammar.coordinated(view.parsed, head):
        mention = mention_of(view, each)
        if mention is not None and _may_be_concerned(view, each, mention, agents):
            found.setdefault(mention.id, mention)
    return tuple(found.values())


def _may_be_concerned(view: View, head: int, mention: Mention, agents: Sequence[Mention]) -> bool:
    """Keep out the agents themselves under any name, pronouns, and places that are only where it was."""
    if mention.kind not in ACTOR_KINDS or mention.form == "pronoun":
        return False
    if mention.kind == "place" and mention.form != "name":
        return False
    setting = grammar.case_of(view.parsed, head)
    if setting in SETTINGS and not (setting in PLACED and mention.kind == "place"):
        return False
    same = {each.id for each in agents} | {each.antecedent for each in agents} | {each.principal for each in agents}
    linked = {mention.id, mention.antecedent, mention.principal} - {None}
    words = {each.text.casefold() for each in agents}
    inside = any(each.span.start <= mention.span.start < each.span.end for each in agents)
    return not linked & same and mention.text.casefold() not in words and not inside and not _counts(view, head)


def _counts(view: View, head: int) -> bool:
    return in_class(grammar.lemma(view.parsed, head), "calendar")
