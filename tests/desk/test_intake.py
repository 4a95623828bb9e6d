"""Articles in, items up to date: once, whole or not at all, whoever else writes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from consilience.desk import KINDS, Desk, Item
from consilience.desk import intake as desk_intake
from consilience.desk.intake import add, catch_up, unread
from consilience.record.text import Article
from consilience.sources.intake import take_in
from consilience.store.database import Database, open_database
from consilience.wiring import Reader, Weaver
from tests.conftest import EXAMPLE

DEADLINE_S = 120

Everything = dict[tuple[str, str], Item]


def _articles() -> list[Article]:
    return [item for item in take_in([EXAMPLE / "articles"]) if isinstance(item, Article)]


def _everything(store: Database) -> Everything:
    desk = Desk(store)
    return {(kind, item.id): item for kind in KINDS for item in desk.page(kind, limit=500).items}


def _reader(store: Database) -> Reader:
    return Reader(language_model="english", store=store)


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> Everything:
    """The items of the example, caught up with in one go."""
    with open_database(tmp_path_factory.mktemp("whole") / "s.db") as store:
        add(store, _articles())
        catch_up(store, _reader(store))
        return _everything(store)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "s.db") as opened:
        yield opened


def test_adding_is_idempotent(store: Database) -> None:
    """Articles come in once, and a store that knows them all does nothing when asked to catch up."""
    articles = _articles()
    assert (add(store, articles), add(store, articles)) == (len(articles), 0)
    first, second = catch_up(store, _reader(store)), catch_up(store, _reader(store))

    assert first.articles == len(articles)
    assert first.changes == len(_everything(store))
    assert (second.articles, second.changes) == (0, 0)


def test_the_record_is_put_together_from_the_items(store: Database) -> None:
    """After a catch-up the record is the one that was woven, in its order, though it was never written whole."""
    add(store, _articles())
    record = desk_intake.renew(store, _reader(store))

    assert store.record() is None
    assert Desk(store).record() == record


def test_a_weaver_that_remembers_gives_the_same(store: Database, wanted: Everything) -> None:
    """Handed in again and again, or given articles after the store was cleared, a weaver ends where a new one would."""
    articles, reader = _articles(), _reader(store)
    weaver = Weaver(reader)
    for start in range(0, len(articles), 4):
        add(store, articles[start : start + 4])
        catch_up(store, reader, weaver=weaver)
    assert _everything(store) == wanted
    assert weaver.held == {article.id for article in articles}

    store.clear()
    add(store, articles[2:6])
    catch_up(store, reader, weaver=weaver)
    add(store, articles)
    catch_up(store, reader, weaver=weaver)
    assert _everything(store) == wanted


def test_pieces_give_what_the_whole_gives(store: Database, wanted: Everything) -> None:
    """Articles that come one part after another end in the same items as all at once."""
    articles = _articles()
    for start in range(0, len(articles), 4):
        add(store, articles[start : start + 4])
        catch_up(store, _reader(store))

    assert _everything(store) == wanted
    assert sum(c.what == "added" for c in store.changes()) - sum(c.what == "gone" for c in store.changes()) == len(
        wanted
    )


def test_who_is_overtaken_weaves_again(store: Database, wanted: Everything, monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles that another process caught up with meanwhile are not lost by one that began before."""
    articles = _articles()
    add(store, articles[:5])
    weave = Weaver.weave
    overtaken = []

    def weave_while_another_catches_up(self: Weaver, *arguments: object, **more: object) -> object:
        picture = weave(self, *arguments, **more)  # type: ignore[arg-type]
        if not overtaken:
            overtaken.append(True)
            with open_database(store.path) as other:
                add(other, articles[5:])
                catch_up(other, _reader(other))
        return picture

    monkeypatch.setattr(Weaver, "weave", weave_while_another_catches_up)
    catch_up(store, _reader(store))

    assert _everything(store) == wanted
    assert unread(store, _reader(store)) == 0


KILLED_IN = {
    "reading": "consilience.wiring.Reader.read",
    "weaving": "consilience.wiring.Weaver.weave",
    "writing": "consilience.store.items._write_log",
    "the end": "consilience.store.changes.keep_head",
}
"""Where a catch-up is killed: the last two in the middle of its transaction, with all items written."""

SCRIPT = """
import sys, time
from importlib import import_module
from pathlib import Path
from consilience.desk.intake import catch_up
from consilience.store.database import open_database
from consilience.wiring import Reader, Weaver

store_path, here, place = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3].split(".")
for cut in range(len(place) - 1, 0, -1):
    try:
        owner = import_module(".".join(place[:cut]))
    except ModuleNotFoundError:
        continue
    break
for name in place[cut:-1]:
    owner = getattr(owner, name)

def wait(*arguments, **more):
    here.touch()
    time.sleep(600)

setattr(owner, place[-1], wait)
with open_database(store_path) as store:
    catch_up(store, Reader(language_model="english", store=store))
"""


@pytest.mark.parametrize("place", KILLED_IN.values(), ids=KILLED_IN)
def test_killed_it_leaves_all_as_it_was(place: str, store: Database, wanted: Everything, tmp_path: Path) -> None:
    """Killed anywhere, the items are those of before, and the next catch-up ends where this one would have."""
    articles = _articles()
    add(store, articles[:3])
    catch_up(store, _reader(store))
    before, last = _everything(store), store.last_change()
    add(store, articles[3:])
    _kill_at(place, store.path, tmp_path / "here")

    assert _everything(store) == before
    assert (store.last_change(), unread(store, _reader(store))) == (last, len(articles) - 3)
    assert catch_up(store, _reader(store)).articles == len(articles) - 3
    assert _everything(store) == wanted


def _kill_at(place: str, store: Path, here: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(store), str(here), place], env=os.environ)
    until = time.monotonic() + DEADLINE_S
    while not here.exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait(DEADLINE_S)

    assert here.exists()
