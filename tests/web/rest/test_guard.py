"""Who is let in, from where, and what every answer carries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from consilience.store.database import open_database
from consilience.web.app import build_app
from consilience.web.failures import MOST
from consilience.web.sessions import COOKIE
from consilience.web.users import TokenFile, UserFile, add_user, remove_user

LOOPBACK = frozenset({"localhost", "127.0.0.1", "testserver.local"})
ARTICLE = {"text": "Workers at the port of Aldhaven stopped work on Monday, the harbour union said."}


@dataclass
class Gate:
    """An empty store behind accounts."""

    client: TestClient[Any]
    users: Path
    reader: str
    editor: str

    def ask(self, token: str | None = None, path: str = "/api/v1/counts", **headers: str) -> int:
        """The status of a path, asked with a token."""
        given = headers | ({"authorization": f"Bearer {token}"} if token else {})
        return self.client.get(path, headers=given, follow_redirects=False).status_code


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    users = tmp_path / "users.json"
    reader, editor = add_user(users, "rosa", "reader"), add_user(users, "edda", "editor")
    with (
        open_database(tmp_path / "desk.db") as store,
        TestClient(build_app(store, accounts=UserFile(users))) as client,  # type: ignore[arg-type]
    ):
        yield Gate(client=client, users=users, reader=reader, editor=editor)


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[TestClient[Any]]:
    with open_database(tmp_path / "desk.db") as store, TestClient(build_app(store, hosts=LOOPBACK)) as client:  # type: ignore[arg-type]
        yield client


def test_without_a_token_nothing_is_shown(gate: Gate) -> None:
    """A program gets 401 and is told how; a browser is sent to the login page, and back afterwards."""
    refused = gate.client.get("/api/v1/counts")
    sent = gate.client.get("/story/s1?x=2", headers={"accept": "text/html"}, follow_redirects=False)

    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    assert (sent.status_code, sent.headers["location"]) == (303, "/login?next=/story/s1%3Fx%3D2")
    assert gate.ask(path="/api/v1/openapi.json") == 401


def test_a_token_lets_its_role_do_what_it_may(gate: Gate) -> None:
    """A reader reads; an editor also sends articles; a wrong secret or name does neither."""
    assert gate.ask(gate.reader) == gate.ask(gate.editor) == 200
    assert gate.ask(gate.reader + "x") == gate.ask("nobody." + gate.reader.partition(".")[2]) == gate.ask("") == 401
    bearer = {"authorization": f"Bearer {gate.reader}"}
    assert gate.client.post("/api/v1/articles", json=ARTICLE, headers=bearer).status_code == 403
    bearer = {"authorization": f"Bearer {gate.editor}"}
    assert gate.client.post("/api/v1/articles", json=ARTICLE, headers=bearer).status_code == 202


def test_a_removed_user_is_out_at_once(gate: Gate) -> None:
    """Without a restart; and so is the old token of one who got a new one."""
    assert gate.ask(gate.reader) == gate.ask(gate.editor) == 200
    remove_user(gate.users, "rosa")
    renewed = add_user(gate.users, "edda", "reader")

    assert gate.ask(gate.reader) == gate.ask(gate.editor) == 401
    assert gate.ask(renewed) == 200


def test_a_browser_logs_in_and_out(gate: Gate) -> None:
    """The session is a cookie that scripts and other sites cannot use; logging out takes it away."""
    ours = {"origin": "http://testserver.local", "sec-fetch-site": "same-origin"}
    form = {"token": gate.editor, "next": "/api/v1/counts"}
    let_in = gate.client.post("/login", data=form, headers=ours, follow_redirects=False)
    cookie = let_in.headers["set-cookie"]

    assert (let_in.status_code, let_in.headers["location"]) == (303, "/api/v1/counts")
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age="))
    assert gate.ask() == 200
    assert gate.client.post("/api/v1/articles", json=ARTICLE, headers=ours).status_code == 202
    assert gate.client.post("/logout", headers=ours, follow_redirects=False).status_code == 303
    assert gate.ask() == 401


def test_a_forged_session_is_none(gate: Gate) -> None:
    """A cookie with another name, time or signature lets nobody in."""
    for value in ("edda.99999999999.00", "edda", "", "edda.99999999999." + "0" * 64, "x" * 5000):
        assert gate.ask(cookie=f"{COOKIE}={value}") == 401


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\nb", "javascript:1"])
def test_a_login_leads_to_our_own_pages_only(gate: Gate, path: str) -> None:
    """Whatever `next` says, a browser is not sent to another site."""
    ours = {"origin": "http://testserver.local"}
    answer = gate.client.post("/login", data={"token": gate.editor, "next": path}, headers=ours, follow_redirects=False)

    assert answer.headers["location"] == "/"


def test_secrets_cannot_be_tried_for_long(gate: Gate) -> None:
    """After too many failures an address must wait, right or wrong; who is in already is not disturbed."""
    assert gate.ask(gate.editor) == 200
    statuses = [gate.ask(f"edda.guess{n}") for n in range(MOST + 2)]
    form = gate.client.post("/login", data={"token": "x"}, headers={"origin": "http://testserver.local"})

    assert statuses == [401] * MOST + [429] * 2
    assert form.status_code == 429
    assert int(form.headers["retry-after"]) > 0
    assert gate.ask(gate.reader) == 429
    assert gate.ask(gate.editor) == 200


def test_a_token_file_is_one_editor(tmp_path: Path) -> None:
    """The token in the file, and nothing else, lets in."""
    file = tmp_path / "token"
    file.touch(mode=0o600)
    file.write_text("correct-horse-battery-staple\n")
    with (
        open_database(tmp_path / "desk.db") as store,
        TestClient(build_app(store, accounts=TokenFile(file))) as client,  # type: ignore[arg-type]
    ):
        good = {"authorization": "Bearer correct-horse-battery-staple"}

        assert client.post("/api/v1/articles", json=ARTICLE, headers=good).status_code == 202
        assert client.get("/api/v1/counts", headers={"authorization": "Bearer correct-horse"}).status_code == 401


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8000", 200),
        ("127.0.0.1", 200),
        ("evil.example", 421),
        ("localhost.evil.example:8000", 421),
        ("", 421),
        ("[::2]:8000", 421),
        ("[bad", 421),
    ],
)
def test_a_rebound_name_is_refused(alone: TestClient[Any], host: str, status: int) -> None:
    """On loopback the server answers to this machine's names only."""
    assert alone.get("/api/v1/counts", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 202),
        ({"origin": "http://testserver.local"}, 202),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://testserver.local:9999"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "http://testserver.local"}, 202),
        ({"content-type": "text/plain"}, 403),
        ({"content-type": "application/x-www-form-urlencoded"}, 403),
    ],
)
def test_other_sites_change_nothing(alone: TestClient[Any], headers: dict[str, str], status: int) -> None:
    """What another site's page can make a browser send is refused; a program that sends JSON is not."""
    assert alone.post("/api/v1/articles", json=ARTICLE, headers=headers).status_code == status


def test_every_answer_carries_the_policy(alone: TestClient[Any]) -> None:
    """Good answers, errors and refusals alike: no inline script, no framing, no guessing of types."""
    for answer in (
        alone.get("/api/v1/counts"),
        alone.get("/nowhere"),
        alone.get("/api/v1/counts", headers={"host": "evil.example"}),
        alone.get("/login", follow_redirects=False),
    ):
        policy = answer.headers["content-security-policy"]

        assert "unsafe" not in policy
        assert "script-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"]


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda path: path.write_text("{}"), "not a users file"),
        (lambda path: path.write_text("[" * 9), "not a users file"),
        (lambda path: path.unlink(), "no such file"),
        (lambda path: path.chmod(0o644), "chmod 600"),
    ],
)
def test_a_bad_users_file_is_named(tmp_path: Path, make: Callable[[Path], object], word: str) -> None:
    """Each is one line that says what to do."""
    file = tmp_path / "users.json"
    add_user(file, "rosa", "reader")
    make(file)

    with pytest.raises(Exception, match=word) as error:
        UserFile(file)
    assert "\n" not in str(error.value)


def test_a_users_file_keeps_no_secret(tmp_path: Path) -> None:
    """The secret stands nowhere in the file, and nobody but the owner may read it."""
    file = tmp_path / "users.json"
    token = add_user(file, "rosa", "reader")

    assert token.partition(".")[2] not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(Exception, match="a name is"):
        add_user(file, "Rosa Parks", "reader")
    with pytest.raises(Exception, match="a role is"):
        add_user(file, "rosa", "king")
