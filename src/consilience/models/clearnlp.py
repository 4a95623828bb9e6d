"""From the ClearNLP relations of spaCy's `en_core_web_*` pipelines to Universal Dependencies, as far as it is simple.

Renamed: relations that differ in name only. Turned round: prepositions ("in <- Tripoli" for "in -> Tripoli") and the
copula ("is" under its predicate). Left as they are: coordinated prepositions, small clauses, quotations. Good enough
for rules that look for subjects, objects, modifiers and negation; a pipeline trained on UD is better.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

RENAMED = {
    "ROOT": "root", "dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass",
    "dative": "iobj", "poss": "nmod:poss", "neg": "advmod", "nn": "compound", "prt": "compound:prt",
    "relcl": "acl:relcl", "quantmod": "advmod", "npadvmod": "obl:unmarked", "intj": "discourse", "meta": "dep",
    "oprd": "xcomp", "attr": "xcomp", "acomp": "xcomp", "preconj": "cc:preconj", "predet": "det:predet",
    "prep": "case", "pobj": "obl", "pcomp": "advcl", "agent": "case",
}  # fmt: skip
_CLAUSES = frozenset({"VERB", "AUX", "ADJ", "ADV"})
# What stays with "be" when the predicate takes its place.
_STAYS = frozenset({"aux", "neg"})


def to_universal(
    heads: Sequence[int], deps: Sequence[str], pos: Sequence[str], lemmas: Sequence[str]
) -> tuple[list[int], list[str]]:
    """Give new heads and relations for parallel lists of one document; a root is its own head, before and after."""
    new_heads, new_deps = list(heads), list(deps)
    for i, dep in enumerate(deps):
        if dep in {"pobj", "pcomp"} and deps[heads[i]] in {"prep", "agent", "dative"}:
            _lift_object(i, new_heads, new_deps, pos)
    for i, dep in enumerate(deps):
        if dep in {"attr", "acomp"} and lemmas[heads[i]] == "be" and new_heads[i] == heads[i]:
            _lift_predicate(i, new_heads, new_deps)
    return new_heads, [RENAMED.get(dep, dep) for dep in new_deps]


def _lift_object(i: int, heads: list[int], deps: list[str], pos: Sequence[str]) -> None:
    preposition = heads[i]
    if deps[preposition] == "case" or heads[preposition] == preposition:
        return
    above = heads[preposition]
    agent = deps[preposition] == "agent"
    if deps[i] == "pcomp":
        relation, marker = "advcl", "mark"
    else:
        relation, marker = ("obl" if pos[above] in _CLAUSES else "nmod"), "case"
    heads[i], deps[i] = above, "obl:agent" if agent else relation
    heads[preposition], deps[preposition] = i, marker


def _lift_predicate(i: int, heads: list[int], deps: list[str]) -> None:
    copula = heads[i]
    above = heads[copula]
    for child, head in enumerate(heads):
        if head == copula and child not in {i, copula} and deps[child] not in _STAYS:
            heads[child] = i
    heads[i] = i if above == copula else above
    deps[i] = deps[copula]
    heads[copula], deps[copula] = i, "cop"
