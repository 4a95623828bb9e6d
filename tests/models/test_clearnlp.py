"""ClearNLP relations, as `en_core_web_*` gives them, turned into Universal Dependencies."""

from __future__ import annotations

import pytest

from consilience.models.clearnlp import to_universal

CASES = {
    "troops entered in Tripoli": (
        "troops NOUN nsubj 1 | entered VERB ROOT 1 | in ADP prep 1 | Tripoli PROPN pobj 2",
        "nsubj 1 | root 1 | case 3 | obl 1",
    ),
    "a report from Tripoli": (
        "a DET det 1 | report NOUN ROOT 1 | from ADP prep 1 | Tripoli PROPN pobj 2",
        "det 1 | root 1 | case 3 | nmod 1",
    ),
    "the agent of a passive": (
        "town NOUN nsubjpass 2 | was AUX auxpass 2 | hit VERB ROOT 2 | by ADP agent 2 | jets NOUN pobj 3",
        "nsubj:pass 2 | aux:pass 2 | root 2 | case 4 | obl:agent 2",
    ),
    "a copula goes under its predicate": (
        "he PRON nsubj 1 | be AUX ROOT 1 | not PART neg 1 | president NOUN attr 1",
        "nsubj 3 | cop 3 | advmod 1 | root 3",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_relations(name: str) -> None:
    before, after = CASES[name]
    words, pos, deps, heads = zip(*(row.split() for row in before.split(" | ")), strict=True)
    new_heads, new_deps = to_universal([int(head) for head in heads], deps, pos, words)
    assert " | ".join(f"{dep} {head}" for dep, head in zip(new_deps, new_heads, strict=True)) == after
