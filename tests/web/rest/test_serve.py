"""`consilience serve` as a process: it starts, reads what is sent, tells what changed, and ends with its clerk."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from consilience.web.rest.changing import MOST_LISTENERS
from consilience.web.users import add_user
from tests.web.rest.conftest import fill

PATIENCE = 60.0
REPORT = {
    "title": "Aldhaven port at a standstill",
    "text": "Workers at the port of Aldhaven went on strike on Monday, the harbour union said. Police arrested two men.",
    "outlet": "The Harbour Post",
    "published": "2026-02-03",
}


def _command(*options: str) -> list[str]:
    return [sys.executable, "-m", "consilience", "serve", *options]


@contextmanager
def serving(db: Path, *options: str) -> Iterator[tuple[httpx.Client, subprocess.Popen[str]]]:
    """A server on a free port of this machine; ended, if it has not, when the test is over."""
    command = _command("--db", str(db), "--port", "0", *options)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr
            line = process.stderr.readline()
            address = re.search(r"http://\S+", line)
            assert address, line
            with httpx.Client(base_url=address[0], timeout=20) as client:
                yield client, process
        finally:
            process.kill()


def _children(process: subprocess.Popen[str]) -> list[int]:
    """Ids of all processes below one."""
    found, parents = [], {process.pid}
    table = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            table[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    while parents:
        parents = {child for child, parent in table.items() if parent in parents}
        found += parents
    return found


def _wait_until_gone(ids: list[int]) -> bool:
    end = time.monotonic() + 15
    while time.monotonic() < end:
        if not any(Path(f"/proc/{number}").exists() for number in ids):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_in_order_with_its_clerk_while_somebody_listens(tmp_path: Path, sign: signal.Signals) -> None:
    """Told to stop, it closes the open stream, ends its clerk, and leaves with status 0."""
    fill(tmp_path / "desk.db")[0].close()
    with serving(tmp_path / "desk.db") as (client, process), client.stream("GET", "/api/v1/changes/stream") as stream:
        lines = stream.iter_lines()
        assert next(lines) == "retry: 3000"
        children = _children(process)
        process.send_signal(sign)
        rest = list(lines)

        assert process.wait(PATIENCE) == 0
        assert rest[-1] == ""
        assert children
        assert _wait_until_gone(children)


def test_what_is_sent_is_read_and_told(tmp_path: Path) -> None:
    """A store that was not there is made; an article sent is read by the clerk, and a listener hears of it."""
    with serving(tmp_path / "new.db") as (client, _), client.stream("GET", "/api/v1/changes/stream?since=0") as stream:
        taken = client.post("/api/v1/articles", json=REPORT).json()["articles"][0]
        assert client.get(taken["url"]).json()["read"] is False
        heard = {}
        for line in stream.iter_lines():
            if line.startswith("data: "):
                change = json.loads(line.removeprefix("data: "))
                heard[change["kind"]] = change
            if {"article", "event"} <= heard.keys():
                break

        assert heard["article"]["id"] == taken["id"]
        assert client.get(taken["url"]).json()["read"] is True
        assert client.get(heard["event"]["url"]).json()["id"] == heard["event"]["id"]
        assert client.get("/api/v1/changes").json()["items"][0]["what"] == "added"


def test_a_listener_goes_on_where_it_was(tmp_path: Path) -> None:
    """Last-Event-ID weighs more than `since`; the events after it come in order, once each."""
    store, _ = fill(tmp_path / "desk.db")
    last = store.last_change()
    store.close()
    with serving(tmp_path / "desk.db") as (client, _):
        headers = {"last-event-id": str(last - 3)}
        with client.stream("GET", "/api/v1/changes/stream?since=0", headers=headers) as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            ids = []
            for line in stream.iter_lines():
                if line.startswith("id: "):
                    ids.append(int(line[4:]))
                if len(ids) == 3:
                    break

        assert ids == [last - 2, last - 1, last]
        assert client.get("/api/v1/changes/stream", headers={"last-event-id": "x"}).status_code == 400


def test_listeners_are_bounded(tmp_path: Path) -> None:
    """One more than the limit is told to come back; those who leave make room."""
    fill(tmp_path / "desk.db")[0].close()
    with serving(tmp_path / "desk.db") as (client, _):
        port = client.base_url.port or 0
        ask = f"GET /api/v1/changes/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
        listeners = [socket.create_connection(("127.0.0.1", port)) for _ in range(MOST_LISTENERS)]
        for listener in listeners:
            listener.sendall(ask)
        for listener in listeners:
            assert listener.recv(12) == b"HTTP/1.1 200"
        refused = client.get("/api/v1/changes/stream")
        for listener in listeners:
            listener.close()

        assert (refused.status_code, refused.headers["retry-after"]) == (503, "30")
        assert _comes_back(client)


def _comes_back(client: httpx.Client) -> bool:
    end = time.monotonic() + 15
    while time.monotonic() < end:
        with client.stream("GET", "/api/v1/changes/stream") as stream:
            if stream.status_code == 200:
                return True
        time.sleep(0.2)
    return False


def test_users_are_asked_for_their_token(tmp_path: Path) -> None:
    """With a users file the server lets in nobody else."""
    token = add_user(tmp_path / "users.json", "rosa", "reader")
    with serving(tmp_path / "desk.db", "--users", str(tmp_path / "users.json")) as (client, _):
        assert client.get("/api/v1/counts").status_code == 401
        assert client.get("/api/v1/counts", headers={"authorization": f"Bearer {token}"}).status_code == 200


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--host", "0.0.0.0"], "--users FILE or --token-file FILE"),
        (["--host", "::"], "--users FILE or --token-file FILE"),
        (["--host", "192.0.2.7", "--token-file", "TOKEN"], "cannot be had"),
        (["--port", "BUSY"], "name another with --port"),
        (["--port", "99999"], "65535"),
        (["--users", "missing.json"], "no such file"),
        (["--token-file", "OPEN"], "chmod 600"),
        (["--token-file", "SHORT"], "20 characters"),
        (["--db", "BAD"], "cannot be used as a store"),
    ],
)
def test_what_keeps_it_from_starting_is_one_line(tmp_path: Path, options: list[str], word: str) -> None:
    """Each is told in one line, with status 1, and no store is made of a bad one."""
    for name, content, mode in (("OPEN", "x" * 30, 0o644), ("SHORT", "x", 0o600), ("TOKEN", "y" * 30, 0o600)):
        (tmp_path / name).touch(mode=mode)
        (tmp_path / name).write_text(content)
        (tmp_path / name).chmod(mode)
    (tmp_path / "BAD").write_text("no database, whatever its name says " * 99)
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = str(busy.getsockname()[1])
        given = [port if option == "BUSY" else option for option in options]
        done = subprocess.run(
            _command(*given), check=False, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE, env=_env()
        )

    assert (done.returncode, done.stdout) == (1, "")
    assert word in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("consilience: ")


def _env() -> dict[str, str]:
    """This environment, with the package found from another folder."""
    return os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
