"""The coreference measures on groupings small enough to be counted by hand."""

from __future__ import annotations

import pytest
from bench.coreference import b_cubed, ceaf_e, conll, group, muc
from hypothesis import given
from hypothesis import strategies as st


def clusters(words: str) -> list[frozenset[object]]:
    return [frozenset(word) for word in words.split()]


KEY = clusters("abc defg")
RESPONSE = clusters("ab cd fghi")


def test_muc_counts_links() -> None:
    """Of five links two are kept; of five drawn two are right (h and i are marked nowhere)."""
    assert muc(KEY, RESPONSE) == pytest.approx((2 / 5, 2 / 5, 2 / 5))


def test_b_cubed_counts_mentions() -> None:
    precision, recall = 4 / 8, (5 / 3 + 5 / 4) / 7
    assert b_cubed(KEY, RESPONSE) == pytest.approx((precision, recall, 2 * precision * recall / (precision + recall)))


def test_ceaf_pairs_clusters_once() -> None:
    """ab goes with abc (.8), fghi with defg (.5); cd is left over."""
    assert ceaf_e(KEY, RESPONSE) == pytest.approx((1.3 / 3, 1.3 / 2, 2 * 1.3 / 5))


def test_ceaf_takes_the_best_pairing_as_a_whole() -> None:
    """Greedy pairing would give ab to abcd (2/3) and leave cdef with ef only; crossed overlaps still pair best."""
    assert ceaf_e(clusters("abcd ef"), clusters("ab cdef")).f1 == pytest.approx((2 / 3 + 2 / 3) / 2)


def test_lone_mentions_have_no_links() -> None:
    assert muc(clusters("a b"), clusters("a b")).f1 == 0.0
    assert b_cubed(clusters("a b"), clusters("a b")).f1 == 1.0


@given(st.dictionaries(st.integers(0, 12), st.integers(0, 4), min_size=1))
def test_a_grouping_is_like_itself(labels: dict[int, int]) -> None:
    same = group(dict(labels))
    scores = conll(same, same)
    assert scores["b_cubed_f1"] == pytest.approx(1.0)
    assert scores["ceaf_e_f1"] == pytest.approx(1.0)
    assert scores["muc_f1"] in (pytest.approx(1.0), 0.0)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=12))
def test_precision_and_recall_change_places(pairs: list[tuple[int, int]]) -> None:
    key, response = group({i: a for i, (a, _) in enumerate(pairs)}), group({i: b for i, (_, b) in enumerate(pairs)})
    for measure in (muc, b_cubed, ceaf_e):
        forth, back = measure(key, response), measure(response, key)
        assert (forth.precision, forth.recall) == pytest.approx((back.recall, back.precision))
