"""What changed between two versions, sentence by sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.text.differences import differ

ONE = "The ferry left on Monday. It carried 40 people. The sea was calm."

CASES = {
    "same": (ONE, ONE, []),
    "broken otherwise": (ONE, ONE.replace(". ", ".\n\n"), []),
    "figure": (ONE, ONE.replace("40", "47"), ["edited: It carried 40 people. > It carried 47 people."]),
    "added": (ONE, ONE + " Two were hurt.", ["added:  > Two were hurt."]),
    "removed": (ONE, "The ferry left on Monday. The sea was calm.", ["removed: It carried 40 people. > "]),
    "replaced": (ONE, ONE.replace("The sea was calm.", "Police are looking for the owner."),
                 ["removed: The sea was calm. > ", "added:  > Police are looking for the owner."]),
    "from nothing": ("", "The ferry left.", ["added:  > The ferry left."]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_cases(name: str) -> None:
    """Kind, the sentence before, the sentence after."""
    before, after, expected = CASES[name]

    assert [f"{d.kind}: {d.before} > {d.after}" for d in differ(before, after)] == expected


WORDS = ["The ferry left.", "It rained all day.", "Police came.", "Nobody was hurt.", "40 people sailed."]
sentences = st.lists(st.sampled_from(WORDS))


@given(sentences, sentences)
def test_every_difference_stands_in_its_text(before: list[str], after: list[str]) -> None:
    """Nothing is invented, the same text differs in nothing, and what was added outnumbers what was removed by the growth."""
    found = differ(" ".join(before), " ".join(after))

    assert all(d.before in before or not d.before for d in found)
    assert all(d.after in after or not d.after for d in found)
    assert sum(d.kind == "added" for d in found) - sum(d.kind == "removed" for d in found) == len(after) - len(before)
    assert (found == ()) == (before == after)
