"""Things that share keys, and lists joined into one: what is kept up to date is what would be worked out anew."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.sharing import Keys, Sharing
from consilience.stages.entities.rolls import Roll
from consilience.stages.lineage.candidates import meet as meet_next
from consilience.stages.quotes.candidates import meet as meet_all

# Few keys, so that many things share one and those beyond the reach of each other change places.
things = st.lists(st.frozensets(st.integers(0, 11), max_size=6), min_size=24, max_size=40)
choices = st.lists(st.lists(st.integers(0, 39), max_size=40, unique=True), min_size=2, max_size=6)


def keys_of(thing: Keys) -> Keys:
    return thing


@settings(deadline=None)
@given(things, choices, st.integers(1, 3))
def test_pairs_hang_on_the_things_given_alone(found: list[frozenset[int]], chosen: list[list[int]], least: int) -> None:
    pool = [np.array(sorted(keys), dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) for keys in found]
    for meet in (meet_next, meet_all):
        kept = Sharing(meet, least=least)
        for places in chosen:
            # One thing more or fewer each time: more than that is counted anew and would prove nothing.
            whole = [pool[i] for i in range(len(pool)) if i not in places[:1]]
            assert kept.find(whole, keys_of) == Sharing(meet, least=least).find(whole, keys_of)


@settings(deadline=None)
@given(things)
def test_all_that_share_a_key_are_pairs(found: list[frozenset[int]]) -> None:
    pool = [np.array(sorted(keys), dtype=np.uint64) for keys in found]
    expected = [(i, j) for i in range(len(found)) for j in range(i + 1, len(found)) if found[i] & found[j]]
    assert Sharing(meet_all, least=1).find(pool, keys_of) == expected


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), max_size=5), max_size=8), choices)
def test_a_roll_holds_each_item_once_in_order(lists: list[list[int]], chosen: list[list[int]]) -> None:
    pool = [tuple(one) for one in lists]
    roll = Roll(lambda item: (item,))
    for places in chosen:
        given_lists = [pool[i] for i in places if i < len(pool)]
        assert roll.take(given_lists) == tuple(sorted({item for one in given_lists for item in one}))
