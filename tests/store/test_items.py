"""Items are written only where they differ, what changed is logged, and nothing of what is gone stays behind."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.record.items import Item
from consilience.store import tables
from consilience.store.database import Kept, open_database
from tests.store.making import items

STEPS = st.lists(
    st.tuples(st.lists(items(), max_size=8, unique_by=lambda item: (item.kind, item.id)), st.booleans()), max_size=5
)
KEPT = Kept(head=b"{}", generated="2024-01-01T00:00:00+00:00", woven=(), stages="x")


def _event(name: str, content: bytes = b"{}", **more: object) -> Item:
    return Item(kind="event", id=name, content=content, title="A port was closed", **more)  # type: ignore[arg-type]


@settings(max_examples=50, deadline=None)
@given(steps=STEPS)
def test_the_store_is_what_was_kept_last(steps: list[tuple[list[Item], bool]]) -> None:
    """After any writings the items, their counts, their ties and the log agree with a plain dictionary."""
    model: dict[tuple[str, str], Item] = {}
    logged: list[tuple[str, str, str]] = []
    with TemporaryDirectory() as folder, open_database(Path(folder) / "s.db") as store:
        for some, everything in steps:
            fresh = {(item.kind, item.id): item for item in some}
            gone = sorted(set(model) - set(fresh)) if everything else []
            for key, item in fresh.items():
                if key not in model or model[key].content != item.content:
                    logged.append((*key, "changed" if key in model else "added"))
            logged += [(*key, "gone") for key in gone]
            if everything:
                assert store.keep_picture(some, KEPT, over=store.pictures()) is not None
                model = dict(fresh)
            else:
                store.keep_items(some)
                model |= fresh
        changes = [(change.kind, change.id, change.what) for change in store.changes()]
        assert sorted(changes) == sorted(logged)
        assert store.counts() == Counter(kind for kind, _ in model)
        for (kind, name), item in model.items():
            assert store.get(kind, [name]) == (item,)  # type: ignore[arg-type]
        _same_ties(Path(folder) / "s.db", model.values())


def _same_ties(path: Path, kept: object) -> None:
    every = list(kept)  # type: ignore[call-overload]
    connection = sqlite3.connect(path)
    for name, attribute in (("story", "stories"), ("article", "articles"), ("entity", "entities"), ("ref", "refs")):
        rows = connection.execute(f"SELECT target, kind, id FROM {tables.ties[name].name}").fetchall()
        assert sorted(rows) == sorted((t, item.kind, item.id) for item in every for t in getattr(item, attribute))
    connection.close()


def test_a_place_in_lists_changes_without_a_change(tmp_path: Path) -> None:
    """Only new content is a change; a new weight moves the item and is logged nowhere."""
    with open_database(tmp_path / "s.db") as store:
        store.keep_items([_event("v1", weight=1.0), _event("v2", weight=2.0)])
        before = store.last_change()
        logged = store.keep_items([_event("v1", weight=3.0), _event("v2", weight=2.0)])

        assert logged == 0
        assert store.last_change() == before
        assert [item.id for item in store.page("event", order="weight").items] == ["v1", "v2"]


def test_a_change_is_found_from_the_one_before(tmp_path: Path) -> None:
    """Asked with the last known number, the log gives what came after it, oldest first."""
    with open_database(tmp_path / "s.db") as store:
        store.keep_items([_event("v1")])
        known = store.last_change()
        store.keep_items([_event("v1", b'{"a":1}'), _event("v2")], gone=[("event", "v9")])
        store.keep_items([], gone=[("event", "v2")])
        after = store.changes(known)

        assert [(c.id, c.what) for c in after] == [("v1", "changed"), ("v2", "added"), ("v2", "gone")]
        assert [c.seq for c in after] == sorted({c.seq for c in after})
        assert store.changes(after[-1].seq) == ()


def test_a_picture_of_older_items_is_not_kept(tmp_path: Path) -> None:
    """Who weaves while another keeps a picture is told so, and nothing of his is written."""
    with open_database(tmp_path / "s.db") as store:
        over = store.pictures()
        store.keep_items([_event("v1")])

        assert store.keep_picture([_event("v2")], KEPT, over=over) is None
        assert [item.id for item in store.page("event").items] == ["v1"]
        assert store.keep_picture([_event("v2")], KEPT, over=store.pictures()) == 2
        assert [item.id for item in store.page("event").items] == ["v2"]


def test_an_older_record_is_not_kept_over_a_newer_picture(tmp_path: Path) -> None:
    """The record kept whole is that of the picture, or there is none."""
    with open_database(tmp_path / "s.db") as store:
        store.keep_record(b"older", generated="2023-01-01T00:00:00+00:00")
        store.keep_picture([], KEPT, over=store.pictures())
        assert store.record() is None
        store.keep_record(b"older", generated="2023-01-01T00:00:00+00:00")
        assert store.record() is None
        store.keep_record(b"this", generated=KEPT.generated)
        assert store.record() == b"this"
