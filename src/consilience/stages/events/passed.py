"""Verbs that the lexicon passes over though one named party does something to another: drafts for the trained coder to type.

Here: which verbs, and whom they join. Not here: the type (`coding`), nor verbs under or above a trigger of the lexicon, whose
event tells the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.stages.events import grammar
from consilience.stages.events.lexicon import Entry, entries, in_class
from consilience.stages.events.triggers import Trigger
from consilience.stages.events.view import mention_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.record.found import Mention
    from consilience.stages.events.assembly import Draft
    from consilience.stages.events.view import View

FRAME = Entry(
    type="SUPPORT",
    words=("",),
    head=0,
    pos="verb",
    agent=("subject",),
    target=("object", "indirect", "with", "to", "against", "on", "for", "from"),
    confidence=0.5,
)
"""A frame that takes any party; its type stands only until the coder gives one."""

PARTIES = ("source", "target")
"""What an act needs: a sentence with fewer known names has none for the coder."""

COMPLEMENTS = frozenset({"ccomp", "xcomp", "obj", "obl", "advcl", "acl", "nsubj", "csubj", "nmod"})
POLITICAL = frozenset({"organization", "place", "group"})
"""Kinds of parties of which one must be there: what two persons do to each other is seldom an event."""


def passed_over(view: View, sentence: tuple[int, int], triggers: Sequence[Trigger]) -> list[Trigger]:
    """Give the verbs of a sentence that no trigger covers, as triggers of an open frame, in text order."""
    known = {m.id for i in range(*sentence) for m in view.mentions.get(i, ()) if _is_known(m)}
    if len(known) < len(PARTIES):
        return []  # before anything dearer: half of all sentences
    used = {i for each in triggers for i in (*each.words, each.predicate)}
    below = {above for i in used for above in _clauses_above(view, i)}
    return [
        Trigger(head=i, words=(i,), entry=FRAME, support=None)
        for i in range(*sentence)
        if i not in used and i not in below and _may_tell(view, i) and not used & set(_clauses_above(view, i))
    ]


def joins_parties(draft: Draft) -> bool:
    """Say whether a draft has two different named parties, one of them a body, a state or a group."""
    if not draft.agents or not draft.targets or draft.actuality in ("denied", "possible", "habitual"):
        return False
    sides = (draft.agents, draft.targets)
    return all(any(map(_is_known, side)) for side in sides) and any(m.kind in POLITICAL for side in sides for m in side)


def _is_known(mention: Mention) -> bool:
    return mention.form == "name" or mention.antecedent is not None or mention.principal is not None


def _may_tell(view: View, i: int) -> bool:
    token = view.parsed.tokens[i]
    if token.pos != "VERB" or token.dep in ("amod", "compound", "fixed", "case", "mark"):
        return False
    word = grammar.lemma(view.parsed, i)
    if in_class(word, "speech") and grammar.children(view.parsed, i, "ccomp", "parataxis"):
        return False
    return _has_known_subject(view, i) and _is_political(view, i, word)


def _has_known_subject(view: View, i: int) -> bool:
    subjects = (mention_of(view, head) for head in grammar.deep_subjects(view.parsed, i))
    return any(each is not None and _is_known(each) for each in subjects)


def _is_political(view: View, i: int, word: str) -> bool:
    """Say whether the verb, or what it takes, is a word of the lexicon: else it tells of trade, sport or daily life."""
    if (word, "verb") in entries():
        return True
    taken = grammar.children(view.parsed, i, "obj", "obl", "xcomp", "ccomp")
    deep = [j for k in taken for j in (k, *grammar.children(view.parsed, k, "nmod", "compound", "obj"))]
    return any((grammar.lemma(view.parsed, j), pos) in entries() for j in deep for pos in ("noun", "verb"))


def _clauses_above(view: View, i: int) -> list[int]:
    """The words above one, as long as each is told as part of the next."""
    found, at = [], i
    for above in grammar.governors(view.parsed, i):
        if view.parsed.tokens[at].dep.partition(":")[0] not in COMPLEMENTS:
            break
        found.append(above)
        at = above
    return found
