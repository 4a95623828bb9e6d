"""The book of judgements: added once, never lost, not even when the store is cleared."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from consilience.record.judgements import Judgement
from consilience.store.codec import decode_judgement, encode_judgement
from consilience.store.database import open_database
from consilience.store.judgements import Ledger
from tests.judged import ruling, target


def test_judgements_are_kept_once_in_order_of_time(tmp_path: Path) -> None:
    """Adding again adds nothing; they come back by time."""
    late, early = ruling("note", target("event", 1), minute=9), ruling("note", target("event", 1), minute=1)
    with open_database(tmp_path / "s.db") as store:
        ledger = Ledger(store.engine)

        assert ledger.add([late, early]) == 2
        assert ledger.add([early]) == 0
        assert ledger.every() == (early, late)
        assert ledger.get(late.id) == late
        assert ledger.get("j0") is None


def test_clearing_the_store_keeps_them(tmp_path: Path) -> None:
    """A fresh start forgets what the machine knows, not what people judged; another process finds it too."""
    judgement = ruling("note", target("event", 1))
    with open_database(tmp_path / "s.db") as store:
        Ledger(store.engine).add([judgement])
        store.clear()
    with open_database(tmp_path / "s.db") as store:
        assert Ledger(store.engine).every() == (judgement,)


@given(note=st.text(max_size=50), by=st.text(min_size=1, max_size=9), minute=st.integers(0, 10**6))
def test_judgement_survives_the_codec(note: str, by: str, minute: int) -> None:
    """Any judgement comes back as it was, from one line."""
    made = ruling("rename", target("entity", 1, 3), value=note, by=by, minute=minute, to=(target("story", 2),))
    line = encode_judgement(made)

    assert decode_judgement(line) == made
    assert b"\n" not in line
    assert isinstance(made, Judgement)
