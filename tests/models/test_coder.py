"""The trained event coder: what it answers, that its probabilities are some, and that unknown words do no harm."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from training.marked import read_marked, unmark

from consilience.models.coder import load_coder, trained_on
from consilience.models.parser import load_parser
from consilience.ports import Traits
from consilience.stages.events.codes import TYPES, root_class

HEADER = "marked_sentence\tgold_root\tgold_penta\n"
SENTENCES = (
    ("<s>Norway</s> has accused <t>the island government</t> of hiding the boats.", "ACCUSE"),
    ("<s>Gunmen</s> opened fire on <t>a bus of teachers</t> near the port.", "ASSAULT"),
    ("<s>The mayor</s> flew to Lima and held talks with <t>the Peruvian president</t>.", "CONSULT"),
    ("<s>Police</s> arrested <t>two harbour workers</t> on Friday.", "COERCE"),
    ("<s>Canada</s> sent blankets and medicine to <t>the flooded villages</t>.", "AID"),
    ("<s>The ministry</s> refused to answer <t>the union</t>.", "REJECT"),
)


@pytest.mark.parametrize(("marked", "root"), SENTENCES)
def test_plain_sentences_are_coded_with_confidence(tmp_path, marked: str, root: str) -> None:
    table = tmp_path / "one.tsv"
    table.write_text(f"{HEADER}{marked}\t{root}\t1\n", encoding="utf-8")
    [row] = read_marked(table, load_parser())
    answers = load_coder().code(row.traits)

    assert answers[0][0] == root
    assert answers[0][1] > 0.5


def test_answers_are_all_roots_with_shares_that_fall_and_sum_to_one() -> None:
    answers = load_coder().code(Traits(marks={"path:accuse": 1.0}, words={"gb": ("accused", "of")}))

    assert {root for root, _ in answers} == {root_class(each) for each in TYPES}
    assert [share for _, share in answers] == sorted((share for _, share in answers), reverse=True)
    assert sum(share for _, share in answers) == pytest.approx(1, abs=0.001)


def test_nothing_known_leaves_every_root_possible() -> None:
    answers = load_coder().code(Traits(marks={"path:zzyzx": 1.0, "nogroup": 1.0}, words={"gb": ("zzyzx",)}))

    assert answers[0][1] < 0.2


@given(st.dictionaries(st.text(max_size=12), st.floats(0, 4), max_size=8), st.lists(st.text(max_size=9), max_size=5))
@settings(max_examples=50, deadline=None)
def test_any_marks_get_an_answer(marks: dict[str, float], words: list[str]) -> None:
    answers = load_coder().code(Traits(marks=marks, words={"gb": tuple(words), "unknown": tuple(words)}))

    assert sum(share for _, share in answers) == pytest.approx(1, abs=0.001)


def test_the_shipped_coder_says_what_it_was_trained_on() -> None:
    assert len(trained_on()) == 16


def test_marks_are_taken_out_and_pointed_at() -> None:
    text, parties = unmark("<s>The guild</s> thanked <t>the ferrymen, </t>again.")

    assert text == "The guild thanked the ferrymen, again."
    assert [(role, text[start:end]) for role, start, end in parties] == [("s", "The guild"), ("t", "the ferrymen")]
