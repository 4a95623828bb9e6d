"""Rounds against a real server: what is new is kept once, what was edited is shown, what fails is asked for later."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from consilience.store.database import Database, open_database
from consilience.watch.watchlist import Manners
from tests.feeds.site import Site, drip
from tests.watch.newsroom import FERRY, LATER, MONDAY, Newsroom, folder, page, rss, web

HOUR = timedelta(hours=1)


def test_listed_articles_are_kept_once(site: Site, store: Database) -> None:
    """Articles come in at the first round; later rounds ask only for the feed, and only whether it changed."""
    site.put(
        "/rss", rss((site.url + "/ferry?utm_source=rss", MONDAY), (site.url + "/ferry", MONDAY)), "text/xml", ETag='"1"'
    )
    site.put("/ferry?utm_source=rss", FERRY)
    room = Newsroom(store, (web(site),), manners=Manners(allow_private=True, delay=0.0, recheck=()))
    first, second, third = room.round(), room.round(), room.round(HOUR)

    assert [(r.feeds, r.new) for r in (first, second, third)] == [(1, 1), (0, 0), (1, 0)]
    assert site.paths() == ["/rss", "/ferry?utm_source=rss", "/rss"]
    assert site.asked[-1].headers["if-none-match"] == '"1"'
    assert [article.url for article in store.articles()] == [site.url + "/ferry"]


def test_edit_is_kept_as_a_version_and_shown(site: Site, store: Database) -> None:
    """The feed says that the page changed: the new text is another version, and the changed sentences are told."""
    site.put("/rss", rss((site.url + "/ferry", MONDAY)), "text/xml")
    site.put("/ferry", FERRY)
    room = Newsroom(store, (web(site),))
    room.round()
    site.put("/rss", rss((site.url + "/ferry", LATER)), "text/xml")
    site.put(
        "/ferry", FERRY.replace("300 sailors", "500 sailors").replace("</article>", "<p>Talks go on.</p></article>")
    )
    room.round(HOUR)

    assert len(store.versions(site.url + "/ferry")) == 2
    (note,) = [note for note in room.notes if note.kind == "edited"]
    assert [line[:2] for line in note.lines] == ["- ", "+ ", "+ "]
    assert "300 sailors" in note.lines[0]
    assert "500 sailors" in note.lines[1]
    assert note.lines[2] == "+ Talks go on."


def test_page_is_looked_at_again_for_silent_edits(site: Site, store: Database) -> None:
    """Without a word from the feed an edit is found at the ages set, by conditional requests, and then no more."""
    site.put("/rss", rss((site.url + "/ferry", MONDAY)), "text/xml")
    site.put("/ferry", FERRY, ETag='"a"')
    room = Newsroom(store, (web(site),), manners=Manners(allow_private=True, delay=0.0, recheck=(HOUR, 6 * HOUR)))
    room.round()
    room.round(2 * HOUR)
    site.put("/ferry", FERRY.replace("300", "310"), ETag='"b"')
    room.round(8 * HOUR)
    room.round(100 * HOUR)

    assert site.paths().count("/ferry") == 3
    assert [len(store.versions(site.url + "/ferry")), room.told("edited")] == [2, ["Ferry stopped"]]


def test_failed_page_is_asked_for_later_and_a_missing_one_is_not(site: Site, store: Database) -> None:
    """503 is tried again after a pause, 404 is dropped, and one bad page does not hold up another."""
    site.put("/rss", rss(*((site.url + path, MONDAY) for path in ("/busy", "/gone", "/film", "/ferry"))), "text/xml")
    site.pages["/busy"] = (503, {"Retry-After": "600"}, b"")
    site.put("/film", b"x", "video/mp4")
    site.put("/ferry", FERRY)
    room = Newsroom(store, (web(site),), manners=Manners(allow_private=True, delay=0.0, recheck=()))
    done = room.round()
    assert (done.new, done.waiting) == (1, 1)
    room.round(timedelta(minutes=5))
    assert site.paths().count("/busy") == 1
    site.put("/busy", page("Pier opens", "The pier at Nungwi opened again on Monday after two years of repairs."))

    assert room.round(timedelta(minutes=10)).new == 1
    assert (site.paths().count("/gone"), site.paths().count("/film")) == (1, 1)


def test_broken_feed_is_told_once_and_left_alone_longer_each_time(site: Site, store: Database) -> None:
    """A feed that fails backs off; the same trouble is not told twice; when it works again it is read."""
    site.put("/rss", "<html>down for repairs</html>", "text/html")
    room = Newsroom(store, (web(site, interval=timedelta(minutes=1)),))
    for _ in range(60):
        room.round(timedelta(minutes=1))
    asked = len(site.paths())
    site.put("/rss", rss((site.url + "/ferry", MONDAY)), "text/xml")
    site.put("/ferry", FERRY)

    assert asked < 8
    assert room.told("trouble") == ["is a web page, not a feed"]
    assert room.round(24 * HOUR).new == 1


def test_several_hosts_at_once_one_slow(site: Site, store: Database) -> None:
    """A host that drips holds up nobody but itself."""
    site.pages["/slow"] = drip(b"x", 0.2)
    site.put("/rss", rss((site.url + "/ferry", MONDAY)), "text/xml")
    site.put("/ferry", FERRY)
    port = site.url.rsplit(":", 1)[1]
    slow = web(site, "/slow")
    other = type(slow)(name="slow", where="web", location=f"http://localhost:{port}/slow")
    room = Newsroom(store, (other, web(site)))
    done = room.round()

    assert (done.new, done.failed) == (1, 1)


def test_private_addresses_are_refused_unless_allowed(site: Site, store: Database) -> None:
    """The default asks nobody inside; the trouble says what would let it."""
    room = Newsroom(store, (web(site),), manners=Manners(delay=0.0))

    assert room.round().failed == 1
    assert site.asked == []
    assert "allow_private = true" in room.told("trouble")[0]


def test_sitemap_index(site: Site, store: Database) -> None:
    """Sitemaps below an index are read when the index says that they changed."""
    child = f"<sitemap><loc>{site.url}/news</loc><lastmod>2024-02-05</lastmod></sitemap>"
    site.put("/map", f"<sitemapindex>{child}</sitemapindex>", "text/xml")
    site.put("/news", f"<urlset><url><loc>{site.url}/ferry</loc></url></urlset>", "text/xml")
    site.put("/ferry", FERRY)
    room = Newsroom(store, (web(site, "/map"),), manners=Manners(allow_private=True, delay=0.0, recheck=()))

    assert [room.round().new, room.round(HOUR).new] == [1, 0]
    assert site.paths() == ["/map", "/news", "/ferry", "/map"]


def test_old_entries_are_left_out(site: Site, store: Database) -> None:
    """`since` keeps an archive of years from being fetched."""
    site.put(
        "/rss", rss((site.url + "/old", "Mon, 01 Jan 2018 10:00:00 GMT"), (site.url + "/ferry", MONDAY)), "text/xml"
    )
    site.put("/ferry", FERRY)
    Newsroom(store, (web(site, since=timedelta(days=7)),)).round()

    assert site.paths() == ["/rss", "/ferry"]


def test_text_of_the_feed_itself(site: Site, store: Database) -> None:
    """With `text = "feed"` no page is fetched."""
    told = "<description>Ferry crews struck on Monday.</description></item>"
    site.put("/rss", rss((site.url + "/ferry", MONDAY)).replace("</item>", told), "text/xml")
    Newsroom(store, (web(site, text="feed", outlet="Reef Post"),)).round()

    assert [(a.text, a.outlet) for a in store.articles()] == [("t\n\nFerry crews struck on Monday.", "Reef Post")]
    assert site.paths() == ["/rss"]


def test_folder_is_read_as_files_come(tmp_path: Path, store: Database) -> None:
    """New and changed files only; one that is still being written waits."""
    inbox = tmp_path / "in"
    inbox.mkdir()
    room = Newsroom(store, (folder(inbox),))
    file = inbox / "a.txt"
    file.write_text("Ferry crews in Zanzibar went on strike on Monday over pay.", encoding="utf-8")
    stamp = room.now.timestamp()
    os.utime(file, (stamp - 1, stamp - 1))
    early = room.round()
    later = room.round(HOUR)
    again = room.round(HOUR)
    (inbox / "b.txt").write_bytes(b"\x00\x01\x02" * 99)
    os.utime(inbox / "b.txt", (stamp, stamp))
    room.round(HOUR)

    assert [r.new for r in (early, later, again)] == [0, 1, 0]
    assert "b.txt" in room.told("trouble")[-1]


KILLED = """
import sys
from consilience.store.database import open_database
from tests.watch.newsroom import Newsroom
from consilience.watch.watchlist import Source
source = Source(name="r", where="web", location=sys.argv[2])
with open_database(__import__("pathlib").Path(sys.argv[1])) as store:
    Newsroom(store, (source,)).round()
"""


@pytest.mark.parametrize("seconds", [0.0, 0.1, 0.3])
def test_killed_at_any_moment_it_goes_on(site: Site, tmp_path: Path, seconds: float) -> None:
    """kill -9 in the middle of a round: the next watcher ends with every article, each once."""
    paths = [f"/{n}" for n in range(12)]
    site.put("/rss", rss(*((site.url + path, MONDAY) for path in paths)), "text/xml", ETag='"1"')
    for n, path in enumerate(paths):
        text = page(
            f"Boat {n}", f"Boat number {n} left the harbour of Zanzibar on Monday with {n + 20} people on board."
        )
        site.pages[path] = lambda handler, text=text: (
            time.sleep(0.05) or (200, {"Content-Type": "text/html"}, text.encode())
        )
    db = tmp_path / "killed.db"
    root = Path(__file__).parent.parent.parent
    env = {**os.environ, "PYTHONPATH": f"{root / 'src'}:{root}"}
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(db), site.url + "/rss"], cwd=root, env=env)
    while "/rss" not in site.paths() and process.poll() is None:
        time.sleep(0.01)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    with open_database(db) as store:
        Newsroom(store, (web(site),)).round()
        Newsroom(store, (web(site),)).round(HOUR)

        assert sorted(article.url or "" for article in store.articles()) == sorted(site.url + path for path in paths)
