"""Where an event was: the place mention that its own words, its clause or its sentence give.

Here: one place per event, or `None`; a wrong pin is worse than none, so nothing is taken from another sentence.
Not here: resolving a place name to coordinates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.stages.events import grammar
from consilience.stages.events.lexicon import in_class
from consilience.stages.events.view import PLACE_KINDS, is_demonym, is_head

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from consilience.record.found import Mention
    from consilience.stages.events.roles import Roles
    from consilience.stages.events.triggers import Trigger
    from consilience.stages.events.view import View

LINKS = ("obl", "nmod", "advmod", "appos", "acl", "conj", "obl:unmarked", "nmod:unmarked", "amod", "advcl", "acl:relcl")
"""Relations that lead from an event to its place, or from one place word to the next."""

STANDING = ("in", "near", "outside", "around", "at")

DEPTH = 6
"""Longest way from an event to its place name ("at a checkpoint less than 30 km from Tripoli" takes four steps)."""


def place_of(view: View, trigger: Trigger, roles: Roles, targets: Sequence[Mention]) -> Mention | None:
    """Give the place of an event, or `None`.

    In order: a target that is a named place; a locative phrase of the trigger or of the verb that carries it; a
    locative phrase inside its arguments ("a checkpoint near X"); a place before the noun ("the X attack"); a standing
    locative of the clauses above it.
    """
    for mention in targets:
        if mention.kind in PLACE_KINDS and mention.form == "name":
            return mention
    heads = dict.fromkeys((*trigger.words, trigger.predicate))
    own = _first(view, sorted(_locatives(view, heads, "locative"), key=lambda i: _is_offset(view, i)))
    if own is not None:
        return own
    wanted = (*trigger.entry.target, "object", "indirect", "from", "to", "on", "in", "at")
    arguments = dict.fromkeys(i for role in wanted for i in roles.get(role.partition(" ")[0], ()))
    return (
        _first(view, _locatives(view, arguments, "locative"))
        or _before_noun(view, roles)
        or next((each for each in targets if each.kind in PLACE_KINDS), None)
        or _above(view, trigger.predicate)
        or _near_parties(view, roles)
        or _among(view, arguments, STANDING)
        or _among(view, roles.get("by", ()), ("on",))
    )


def held_place(view: View, roles: Roles, wanted: Sequence[str]) -> Mention | None:
    """Give the place that an event says is held, taken or lost: its target itself, never what that is part of or near.

    `wanted`: the roles that the entry names as target.
    """
    for role in dict.fromkeys((*(each.partition(" ")[0] for each in wanted), "object")):
        for head in roles.get(role, ()):
            named = _kept(view, head)
            if named is not None:
                return named
            if in_class(grammar.lemma(view.parsed, head), "place"):
                for child in grammar.children(view.parsed, head, "nmod", "appos", "flat", "compound"):
                    near = view.parsed.tokens[child].dep == "nmod" and grammar.case_of(view.parsed, child) != "of"
                    if not near and _kept(view, child) is not None:
                        return _kept(view, child)
    return None


def _kept(view: View, i: int) -> Mention | None:
    """The place mention that a token heads: a name before a nominal."""
    places = [each for each in view.mentions.get(i, ()) if each.kind in PLACE_KINDS]
    return min(places, key=lambda each: each.form != "name", default=None)


def _among(view: View, heads: Iterable[int], cases: Sequence[str]) -> Mention | None:
    """For "pounded a stronghold of the Front in X", "fired by rebels on X", where the place was hung on the party."""
    for head in heads:
        for i in grammar.subtree(view.parsed, head):
            if grammar.case_of(view.parsed, i) in cases and not view.times.get(i):
                found = next((each for each in view.mentions.get(i, ()) if each.form == "name"), None)
                if found is not None and found.kind in PLACE_KINDS:
                    return found
    return None


def _near_parties(view: View, roles: Roles) -> Mention | None:
    """For "clashes between A and B near X", where "near X" was hung on B: the place of the fight, not of B's name."""
    for head in roles.get("between", ()):
        for i in grammar.subtree(view.parsed, head):
            if grammar.case_of(view.parsed, i) in ("near", "outside", "around"):
                for each in view.mentions.get(i, ()):
                    if each.kind in PLACE_KINDS and each.form == "name":
                        return each
    return None


def _above(view: View, predicate: int) -> Mention | None:
    """A standing locative ("in", "near") of a governing clause that is not speech about something elsewhere."""
    where = _where(view, predicate)
    if where is not None:
        return where
    for above in grammar.governors(view.parsed, predicate):
        if view.parsed.tokens[above].pos == "VERB" and not _is_speech(view, above):
            found = _first(view, _locatives(view, [above], "standing"))
            if found is not None:
                return found
        if view.parsed.tokens[above].dep in ("acl:relcl", "ccomp", "parataxis"):
            return None
    return None


def _where(view: View, predicate: int) -> Mention | None:
    """The place that a "where" clause hangs on: "in X, where they met"."""
    token = view.parsed.tokens[predicate]
    if token.dep not in ("acl:relcl", "advcl", "advcl:relcl", "acl"):
        return None
    if any(view.parsed.tokens[i].text.lower() == "where" for i in view.parsed.children[predicate]):
        return _named_place(view, token.head, DEPTH)
    return None


def _is_speech(view: View, i: int) -> bool:
    return in_class(grammar.lemma(view.parsed, i), "speech")


def _locatives(view: View, heads: Iterable[int], word_class: str) -> Iterable[int]:
    """Tokens that stand in a locative relation to any of the heads, nearest first."""
    for head in heads:
        for child in view.parsed.children[head]:
            if _leads_to_place(view, child, word_class):
                yield child


def _leads_to_place(view: View, child: int, word_class: str) -> bool:
    token = view.parsed.tokens[child]
    relation = token.dep.partition(":")[0]
    if relation in ("obl", "nmod"):
        case = grammar.case_of(view.parsed, child)
        return any(in_class(word, word_class) for word in (case, case.split(" ")[-1])) if case else False
    return relation in ("advmod", "acl", "amod", "advcl") and in_class(grammar.lemma(view.parsed, child), "compass")


def _is_offset(view: View, i: int) -> bool:
    """Say whether a phrase only points away from a place ("south of X"), so that "in Y" beside it is nearer."""
    return not view.mentions.get(i) and not in_class(grammar.lemma(view.parsed, i), "place")


def _first(view: View, starts: Iterable[int]) -> Mention | None:
    for start in starts:
        found = _named_place(view, start, DEPTH)
        if found is not None:
            return found
    return None


def _named_place(view: View, at: int, depth: int) -> Mention | None:
    """The place that a phrase names: its head, else what its head is said to be in, of, near or away from."""
    if depth == 0 or view.times.get(at):
        return None
    places = [each for each in view.mentions.get(at, ()) if each.kind in PLACE_KINDS]
    named = [each for each in places if each.form == "name"]
    if named:
        return named[0]
    if not places and not _may_hold_place(view, at):
        return None
    for child in sorted(view.parsed.children[at], key=lambda i: _naming_rank(view, i)):
        token = view.parsed.tokens[child]
        if token.dep in ("flat", "compound", "appos", "nmod:poss") or _leads_to_place(view, child, "locative"):
            deeper = _named_place(view, child, depth - 1)
            if deeper is not None:
                return deeper
    return places[0] if places else None


def _naming_rank(view: View, i: int) -> int:
    """In "X's southern town of Y" the town is Y: a name joined by "of" or apposition before one in front, "X's" last."""
    relation = view.parsed.tokens[i].dep
    if relation == "nmod:poss":
        return 2
    return int(relation in ("compound", "amod"))


def _may_hold_place(view: View, at: int) -> bool:
    """Say whether a word without a place mention may still lead to one ("south of", "a checkpoint", "27 km from")."""
    lemma = grammar.lemma(view.parsed, at)
    named = [each for each in view.mentions.get(at, ()) if is_head(view, each, at)]
    if any(each.kind in ("person", "group") or (each.kind == "organization" and each.form == "name") for each in named):
        return False
    if any(each.kind == "organization" for each in named):
        return True  # "outside the parliament in X"
    return in_class(lemma, "place") or in_class(lemma, "compass") or bool(view.quantities.get(at))


def _before_noun(view: View, roles: Roles) -> Mention | None:
    for i in (*roles.get("modifier", ()), *roles.get("possessor", ())):
        for each in view.mentions.get(i, ()):
            if each.kind in PLACE_KINDS and each.form == "name" and not is_demonym(view, i):
                return each
    return None
