"""Groups regrouped by rules: what was judged together is together, what was judged apart is apart, nothing else moves."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from consilience.constraints import Rule, accept, regroup

THINGS = range(8)
GROUPS = st.lists(st.integers(0, 3), min_size=len(THINGS), max_size=len(THINGS)).map(
    lambda homes: [tuple(t for t in THINGS if homes[t] == home) for home in sorted(set(homes))]
)
EDGES = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(THINGS), st.sampled_from(THINGS)).filter(lambda e: e[1] != e[2]),
    unique_by=lambda e: frozenset(e[1:]),
)
PAIRS = st.tuples(st.sampled_from(THINGS), st.sampled_from(THINGS)).filter(lambda p: p[0] != p[1])


def _rule(name: str, one: tuple[int, ...], other: tuple[int, ...], *, apart: bool) -> Rule[int]:
    return Rule(judgement=name, apart=apart, sides=(one, other))


def _rules(pairs: list[tuple[tuple[int, int], bool]]) -> list[Rule[int]]:
    return [_rule(f"j{n}", (a,), (b,), apart=apart) for n, ((a, b), apart) in enumerate(pairs)]


def _together(groups: list[tuple[int, ...]], a: int, b: int) -> bool:
    return any(a in group and b in group for group in groups)


def test_merge_unites_whole_groups() -> None:
    """Two things judged one take their groups with them."""
    assert regroup([(0, 1), (2, 3), (4,)], [], [_rule("j", (1,), (2,), apart=False)]) == [(0, 1, 2, 3), (4,)]


def test_split_cuts_at_the_weakest_link() -> None:
    """A chain 0-1-2-3 whose ends are judged apart falls between 1 and 2, where its link is weakest."""
    edges = [(0.9, 0, 1), (0.4, 1, 2), (0.8, 2, 3)]

    assert regroup([(0, 1, 2, 3)], edges, [_rule("j", (0,), (3,), apart=True)]) == [(0, 1), (2, 3)]


def test_apart_beats_a_merge_that_would_pass_through_others() -> None:
    """0=1 and 1=2 were judged before 0≠2: the later holds, and the two merges give way as far as they must."""
    apart, one, other = (
        _rule("late", (0,), (2,), apart=True),
        _rule("b", (1,), (2,), apart=False),
        _rule("a", (0,), (1,), apart=False),
    )
    groups = regroup([(0,), (1,), (2,)], [], [apart, one, other])
    _, overruled = accept([apart, one, other])

    assert groups == [(0,), (1, 2)]
    assert overruled == {"a": "late"}


def test_later_merge_overrules_a_split() -> None:
    """What was judged apart and then judged one is one, and the split is named."""
    rules = [_rule("late", (0,), (1,), apart=False), _rule("early", (0,), (1,), apart=True)]

    assert regroup([(0, 1)], [(1.0, 0, 1)], rules) == [(0, 1)]
    assert accept(rules)[1] == {"early": "late"}


def test_rule_on_things_that_are_gone_sleeps() -> None:
    """A rule whose one side is gone changes nothing."""
    assert regroup([(0, 1)], [], [_rule("j", (0,), (9,), apart=True)]) == [(0, 1)]


@given(groups=GROUPS, edges=EDGES, pairs=st.lists(st.tuples(PAIRS, st.booleans()), max_size=6))
def test_latest_rule_always_holds(
    groups: list[tuple[int, ...]], edges: list[tuple[float, int, int]], pairs: list[tuple[tuple[int, int], bool]]
) -> None:
    """Every rule that was not overruled holds in the result, which has each thing once."""
    rules = _rules(pairs)
    made = regroup(groups, edges, rules)
    _, overruled = accept(rules)

    assert sorted(t for group in made for t in group) == list(THINGS)
    for rule in rules:
        if rule.judgement not in overruled:
            assert _together(made, rule.sides[0][0], rule.sides[1][0]) != rule.apart
    if rules:
        assert rules[0].judgement not in overruled


@given(groups=GROUPS, edges=EDGES, pairs=st.lists(st.tuples(PAIRS, st.booleans()), max_size=6), seed=st.integers())
def test_order_of_machine_links_and_untouched_groups_do_not_matter(
    groups: list[tuple[int, ...]],
    edges: list[tuple[float, int, int]],
    pairs: list[tuple[tuple[int, int], bool]],
    seed: int,
) -> None:
    """Shuffled input gives the same groups; a group that no rule speaks of comes back whole."""
    rules = _rules(pairs)
    mixed = list(edges)
    random.Random(seed).shuffle(mixed)
    spoken = {t for rule in rules for side in rule.sides for t in side}
    made = regroup(groups, edges, rules)

    assert regroup(list(reversed(groups)), mixed, rules) == made
    assert all(group in made for group in groups if not spoken & set(group))
