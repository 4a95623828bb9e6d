"""`feeds.toml` is read strictly: the documented example parses, and every mistake is one line that says what is allowed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from consilience.watch.reading import read_watchlist
from consilience.watch.tables import WatchlistError
from consilience.watch.watchlist import Box, Circle, Log, Mail, Watchlist, Webhook

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "watch.md"
ALL_KEYS = """contact interval delay timeout megabytes hosts recheck allow_private seed url folder warc name outlet text since
webhook secret_env email from server security user password_env file when to type actor place around km bbox reports"""
SECRETS = {"DESK_SECRET": "s3", "MAIL_PASSWORD": "p4"}
FEED = '[[feed]]\nurl = "https://reef.example/rss"\n'
LOG = '[[deliver]]\nname = "log"\nfile = "a.jsonl"\n'
ALERT = '[[alert]]\nname = "a"\nwhen = "dispute"\nto = "log"\n'


def read(tmp_path: Path, text: str, env: dict[str, str] | None = None) -> Watchlist:
    path = tmp_path / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    places = {"Toamasina": (-18.15, 49.4)}
    return read_watchlist(path, locate=places.get, env=SECRETS if env is None else env)


def test_documented_example_is_understood(tmp_path: Path) -> None:
    """What docs/watch.md shows is what the program reads."""
    example = DOCUMENT.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    watchlist = read(tmp_path, example)

    assert [source.where for source in watchlist.sources] == ["web", "web", "web", "folder", "archive"]
    assert (watchlist.sources[1].outlet, watchlist.sources[2].text) == ("Coast Agency", "feed")
    assert watchlist.sources[0].interval == timedelta(minutes=5)
    assert watchlist.sources[3].location == str(tmp_path / "incoming")
    assert [type(target) for target in watchlist.targets] == [Webhook, Mail, Log]
    assert watchlist.rules[1].area == Circle(lat=-18.15, lon=49.4, km=80)
    assert watchlist.rules[2].area == Box(west=48, south=-14, east=50.5, north=-11.5)


def test_every_key_is_documented() -> None:
    """Each key that a table takes stands in the document."""
    document = DOCUMENT.read_text(encoding="utf-8")
    assert [key for key in ALL_KEYS.split() if f"`{key}`" not in document] == []


def test_secrets_do_not_show(tmp_path: Path) -> None:
    """A list that is printed in a message or a log holds no secret."""
    example = DOCUMENT.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]

    assert "s3" not in repr(read(tmp_path, example).targets[0])


MAIL = '[[deliver]]\nname = "m"\nemail = "a@b"\nfrom = "a@b"\nserver = "m:25"\n'
HOOK = '[[deliver]]\nname = "h"\nwebhook = "https://h.example/"\nsecret_env = "MISSING"\n'
MISTAKES = {
    "unknown-key": ('[watch]\nintervall = "5m"\n' + FEED, "unknown key 'intervall'; allowed here: allow_private, contact"),
    "unknown-table": (FEED + "[feeds]\n", "unknown table 'feeds'; allowed: [watch], [[feed]]"),
    "one-bracket": ('[feed]\nurl = "https://reef.example/rss"\n', "write [[feed]] with two brackets"),
    "nothing": ("", "nothing to watch"),
    "two-places": (FEED + 'folder = "x"\n', "give one of 'url'"),
    "bad-address": ('[[feed]]\nurl = "reef.example/rss"\n', "begins with http:// or https://"),
    "file-address": ('[[feed]]\nurl = "file:///etc/passwd"\n', "begins with http:// or https://"),
    "bad-time": (FEED + 'interval = "often"\n', 'a time such as "90s"'),
    "too-often": (FEED + 'interval = "5s"\n', "at least 60s"),
    "bad-text": (FEED + 'text = "all"\n', "one of page, feed"),
    "bad-toml": ("[[feed]\n", "not valid TOML"),
    "no-target": (FEED + ALERT, "no [[deliver]] is named 'log'; there are: none yet"),
    "bad-rule": (FEED + LOG + ALERT.replace("dispute", "disputes"), "one of dispute, event, actor, control, reports"),
    "actor-without-name": (FEED + LOG + ALERT.replace("dispute", "actor"), "'actor' is missing; it must be a name"),
    "unknown-place": (FEED + LOG + ALERT + 'around = "Nowhere"\n', "a place that is known"),
    "bad-point": (FEED + LOG + ALERT + 'around = "99, 200"\n', "in degrees"),
    "bad-box": (FEED + LOG + ALERT + "bbox = [0, 10, 5, 1]\n", "west, south, east, north"),
    "box-and-circle": (FEED + LOG + ALERT + 'bbox = [0, 0, 1, 1]\naround = "Toamasina"\n', "not both"),
    "no-secret": (FEED + HOOK, "MISSING that 'secret_env' names is not set"),
    "bad-mail": (FEED + MAIL.replace('"a@b"', r'"a@b\nBcc: x@y"'), 'an address such as "desk@example.org"'),
    "bad-server": (FEED + MAIL.replace(":25", ""), "a host and a port"),
    "same-name": (FEED + LOG + LOG, "two [[deliver]] are named 'log'"),
    "number-as-text": ('[watch]\nhosts = "8"\n' + FEED, "a number from 1 to 64"),
    "yes-as-number": ("[watch]\nallow_private = 1\n" + FEED, "true or false"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_one_line(tmp_path: Path, name: str) -> None:
    """The file, the table, what is wrong, what is allowed."""
    text, said = MISTAKES[name]
    with pytest.raises(WatchlistError) as wrong:
        read(tmp_path, text, env={})

    message = str(wrong.value)
    assert said in message
    assert message.startswith(str(tmp_path / "feeds.toml"))
    assert "\n" not in message


def test_missing_file_says_where_to_look(tmp_path: Path) -> None:
    """A newcomer without a file is told what to write there."""
    with pytest.raises(WatchlistError, match=r"docs/watch\.md"):
        read_watchlist(tmp_path / "none.toml", locate=lambda name: None)
