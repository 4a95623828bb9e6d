"""`consilience watch` as a newcomer meets it: one round from a site to an alert in a file, and one line for every mistake."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from consilience.desk import Desk
from consilience.store.database import open_database
from tests.cli.test_run import call
from tests.feeds.site import Site
from tests.watch.newsroom import FERRY, MONDAY, page, rss

LIST = """
[watch]
allow_private = true
delay = "0s"
recheck = []
[[feed]]
name = "Reef Post"
url = "{url}/rss"
[[deliver]]
name = "log"
file = "alerts.jsonl"
[[alert]]
name = "strikes"
when = "event"
type = "PROTEST"
to = "log"
"""


@pytest.fixture
def feeds(tmp_path: Path, site: Site) -> Path:
    """A list that watches a site with one article."""
    site.put("/rss", rss((site.url + "/ferry", MONDAY)), "text/xml")
    site.put("/ferry", FERRY)
    path = tmp_path / "feeds.toml"
    path.write_text(LIST.format(url=site.url), encoding="utf-8")
    return path


def test_one_round_from_site_to_alert(
    feeds: Path, site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Articles come in, are read and woven; an event that a rule names stands in the log, once."""
    db = tmp_path / "w.db"
    log = tmp_path / "alerts.jsonl"
    first = call("watch", str(feeds), "--once", "--db", str(db), capsys=capsys, monkeypatch=monkeypatch)
    told = log.read_text(encoding="utf-8")
    second = call("watch", str(feeds), "--once", "--db", str(db), capsys=capsys, monkeypatch=monkeypatch)
    alerts = [json.loads(line) for line in told.splitlines()]

    assert (first[0], second[0]) == (0, 0)
    assert "new         Reef Post  Ferry stopped" in first[1]
    assert "1 feed looked at, 1 new article, 0 edited, 1 read" in first[2]
    assert second[1] == ""
    assert {alert["rule"] for alert in alerts} == {"strikes"}
    assert len({alert["item"] for alert in alerts}) == len(alerts)
    assert log.read_text(encoding="utf-8") == told
    assert alerts[0]["words"][0]["url"] == site.url + "/ferry"
    with open_database(db) as store:
        assert Desk(store).counts()["article"] == 1


def test_hostile_title_cannot_drive_the_terminal(
    feeds: Path, site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Escape sequences and direction marks in a title are not printed."""
    site.put(
        "/ferry",
        page("Boats \x1b[2J\x9b31m\u202eidle", "The pier at Nungwi opened again on Monday after years of repairs."),
    )
    _, out, _ = call(
        "watch", str(feeds), "--once", "--db", str(tmp_path / "w.db"), capsys=capsys, monkeypatch=monkeypatch
    )

    assert "Boats" in out
    assert not {"\x1b", "\x9b", "\u202e"} & set(out)


def test_nothing_readable_is_a_failure(
    feeds: Path, site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --once a timer learns from the status that no feed could be read."""
    site.pages["/rss"] = (500, {}, b"")
    status, out, _ = call(
        "watch", str(feeds), "--once", "--db", str(tmp_path / "w.db"), capsys=capsys, monkeypatch=monkeypatch
    )

    assert status == 1
    assert "the server answers 500" in out


def test_mistake_in_the_list_is_one_line(
    feeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is fetched, no store is made."""
    feeds.write_text('[watch]\nintervall = "5m"\n', encoding="utf-8")
    status, _, errors = call(
        "watch", str(feeds), "--db", str(tmp_path / "w.db"), capsys=capsys, monkeypatch=monkeypatch
    )

    assert (status, errors.count("\n")) == (1, 1)
    assert "unknown key 'intervall'" in errors
    assert not (tmp_path / "w.db").exists()


def test_it_goes_on_until_it_is_stopped(feeds: Path, site: Site, tmp_path: Path) -> None:
    """A running watch reads what comes with a clerk of its own, raises the alert, and ends well when told to."""
    root = Path(__file__).parent.parent.parent
    env = {**os.environ, "PYTHONPATH": str(root / "src"), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "consilience", "watch", str(feeds), "--db", str(tmp_path / "w.db")]
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    ends = time.monotonic() + 90
    while not (tmp_path / "alerts.jsonl").exists() and time.monotonic() < ends and process.poll() is None:
        time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    out, errors = process.communicate(timeout=30)

    assert (process.returncode, errors) == (0, "")
    assert "alert" in out
    lines = (tmp_path / "alerts.jsonl").read_text(encoding="utf-8").splitlines()
    assert len({json.loads(line)["item"] for line in lines}) == len(lines) > 0
