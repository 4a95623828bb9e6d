"""Judgements settled among themselves: undone, outweighed, kept."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from consilience.desk.judging import undo
from consilience.pipeline.settling import settle
from consilience.record.judgements import NO_JUDGEMENTS, Judgement
from tests.judged import at, ruling, span, target

EVENT, OTHER = target("event", 1), target("event", 2)


def _undo(judgement: Judgement, minute: int) -> Judgement:
    return undo(judgement, by="bo", at=at(minute))


def test_nothing_settles_to_nothing() -> None:
    """No judgement is the empty value that stages take by default."""
    assert settle(()) == NO_JUDGEMENTS


def test_undoing_and_undoing_that() -> None:
    """An undone judgement is out of force and kept; undoing the undoing brings it back."""
    first = ruling("status", EVENT, value="denied")
    second = _undo(first, 1)
    third = _undo(second, 2)

    assert settle([first, second]).in_force == ()
    assert settle([first, second]).every == (first, second)
    assert settle([first, second, third]).in_force == (first,)


def test_later_judgement_outweighs_and_both_are_kept() -> None:
    """Two analysts give one event two types: the later holds, the pair is named in one line."""
    first = ruling("type", EVENT, value="PROTEST/demo", by="ada")
    second = ruling("type", EVENT, value="PROTEST/riot", by="bo", minute=5)
    settled = settle([second, first])

    assert settled.overruled == {first.id: second.id}
    assert settled.in_force == (second,)
    assert [p.code for p in settled.problems] == ["judgements-differ"]
    assert first.id in settled.problems[0].message
    assert second.id in settled.problems[0].message


def test_changing_ones_mind_is_no_problem() -> None:
    """One analyst's later judgement replaces the earlier without a word."""
    settled = settle([ruling("status", EVENT, value="denied"), ruling("status", EVENT, value="planned", minute=1)])

    assert settled.problems == ()
    assert [j.value for j in settled.in_force] == ["planned"]


def test_undone_judgement_outweighs_nothing() -> None:
    """When the later one is taken back, the earlier holds again."""
    first = ruling("status", EVENT, value="denied")
    second = ruling("status", EVENT, value="planned", minute=1)

    assert settle([first, second, _undo(second, 2)]).in_force == (first,)


def test_other_things_and_other_respects_do_not_meet() -> None:
    """A date and a type of one event, and types of two events, stand side by side."""
    rulings = [
        ruling("type", EVENT, value="AID"),
        ruling("status", EVENT, value="denied", minute=1),
        ruling("type", OTHER, value="PROTEST", minute=2, by="bo"),
    ]

    assert settle(rulings).overruled == {}


def test_split_after_merge_is_named() -> None:
    """Two analysts judge two entities one, then apart: the later holds."""
    one, other = target("entity", 1), target("entity", 2)
    merge, split = ruling("merge", one, other, by="ada"), ruling("split", one, other, by="bo", minute=1)
    settled = settle([merge, split])

    assert settled.overruled == {merge.id: split.id}
    assert [bond.judgement for bond in settled.bonds] == [split.id]
    assert len(settled.problems) == 1


def test_bonds_of_different_kinds_never_meet() -> None:
    """Entities judged one and events judged apart at the same words do not contradict each other."""
    merge = ruling("merge", target("entity", 1), target("entity", 2))
    split = ruling("split", target("event", 1), target("event", 2), minute=1)

    assert settle([merge, split]).overruled == {}


def test_bonds_are_found_by_article() -> None:
    """A bond is given to whoever weaves one of its articles."""
    settled = settle([ruling("merge", target("entity", 1), target("entity", 2))])

    assert len(settled.bonds_of("entity", {"a1", "a2"})) == 1
    assert settled.bonds_of("entity", {"a2"}) == ()
    assert settled.bonds_of("event", {"a1"}) == ()
    assert settled.bonds[0].sides == ((span(1),), (span(2),))


RULINGS = st.lists(
    st.builds(
        lambda minute, place, value: ruling("status", target("event", place), minute=minute, value=value, by=f"b{place}"),
        st.integers(0, 50), st.integers(0, 3), st.sampled_from(["denied", "planned", "reported"]),
    ),
    max_size=8,
)  # fmt: skip


@given(rulings=RULINGS, seed=st.integers())
def test_order_and_repetition_do_not_matter(rulings: list[Judgement], seed: int) -> None:
    """Judgements brought in twice and in any order settle alike."""
    mixed = rulings + rulings
    random.Random(seed).shuffle(mixed)

    assert settle(mixed) == settle(rulings)


@given(rulings=RULINGS)
def test_undoing_all_leaves_nothing_in_force(rulings: list[Judgement]) -> None:
    """When each is taken back nothing is in force and nothing is lost."""
    unique = {j.id: j for j in rulings}
    settled = settle([*unique.values(), *(_undo(j, 99) for j in unique.values())])

    assert settled.in_force == ()
    assert len(settled.every) == 2 * len(unique)
