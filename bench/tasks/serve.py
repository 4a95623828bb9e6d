"""How quick the server's answers are over HTTP, on a store filled with 20,000 articles' items, alone and while articles come in.

A real server on this machine, one process, and one client that asks every list, narrowed lists, single items, searches and pages,
each ASKED times. Figures in milliseconds from the request to the last byte: `p50 NAME`, `p95 NAME`, `p95 NAME, adding` (with a
process that writes items and another that posts articles), the worst of each, and `largest_mb`, the largest answer as sent.
The clerk is not hired: what reading costs is in `speed`. `--data STORE.db` measures a store that `python -m bench.filling`
wrote; it ends as it began but for the articles posted.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import TYPE_CHECKING, Any

import httpx

from bench.filling import ARTICLES, fill, read_record
from bench.tasks.desk import writer
from consilience.store.database import open_database
from consilience.web.app import build_app
from consilience.web.rest.collections import COLLECTIONS
from consilience.web.server import address_of, listen, run_app

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from multiprocessing.connection import Connection
    from multiprocessing.synchronize import Event

ASKED = 40
POSTED_AT_ONCE = 5
PAUSE_S = 0.2
"""Five articles each fifth of a second: 90,000 an hour, more than any feed list brings."""

PATIENCE_S = 30.0
PAGES = ("/", "/search?q=government", "/map", "/list/event", "/list/entity", "/outlets")


@dataclass(slots=True)
class Timing:
    """The times of one question's answers, and the largest of these as sent."""

    spent: list[float] = field(default_factory=list)
    largest: int = 0

    def at(self, percent: int) -> float:
        """Give a percentile, in milliseconds."""
        return quantiles(self.spent, n=100)[percent - 1]


def measure(data: Path, *, sample: int = 0) -> dict[str, float]:
    """Give the figures of a store, or of one filled from bulk articles (`sample`: how many articles it holds)."""
    if data.suffix == ".db":
        return _measure(data)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        with open_database(path) as store:
            fill(store, read_record(data), articles=sample or ARTICLES)
        return _measure(path)


def explain(data: Path, *, sample: int = 0) -> list[str]:  # noqa: ARG001
    """There are no errors to list in a timing."""
    return [f"{data}: timings only"]


def _measure(path: Path) -> dict[str, float]:
    with _served(path) as address, httpx.Client(base_url=address, timeout=PATIENCE_S) as client:
        questions = find_questions(client)
        alone = {name: _time(client, paths) for name, paths in questions.items()}
        with writer(path), _poster(address):
            adding = {name: _time(client, paths) for name, paths in questions.items()}
    figures = {
        "p95_worst": max(t.at(95) for t in alone.values()),
        "p95_worst_while_adding": max(t.at(95) for t in adding.values()),
        "largest_mb": max(t.largest for t in alone.values()) / 1e6,
    }
    for name in questions:
        figures |= {f"p50 {name}": alone[name].at(50), f"p95 {name}": alone[name].at(95)}
        figures[f"p95 {name}, adding"] = adding[name].at(95)
    return figures


def find_questions(client: httpx.Client) -> Mapping[str, list[str]]:
    """Give by name the paths of one question about different things."""
    asks: dict[str, list[str]] = {f"list {c.name}": _lists(client, c.path) for c in COLLECTIONS}
    asks |= {f"full {c.name}": [f"{c.path}?full=true", f"{c.path}?full=true&order=weight"] for c in COLLECTIONS}
    asks |= {f"one of {c.name}": _ones(client, c.path) for c in COLLECTIONS}
    stories = _ids(client, "/api/v1/stories?order=weight&limit=10")
    entities = _ids(client, "/api/v1/entities?order=weight&limit=10")
    asks["events of a story"] = [f"/api/v1/events?story={name}" for name in stories]
    asks["claims about an entity"] = [f"/api/v1/claims?entity={name}" for name in entities]
    asks["events of a type and days"] = ["/api/v1/events?type=CONSULT&since=2020-01-01", "/api/v1/events?type=ASSAULT"]
    asks["events in an area"] = ["/api/v1/events?bbox=-10,35,30,60", "/api/v1/events?bbox=30,29,36,34"]
    asks["search"] = [f"/api/v1/search?q={word}" for word in ("government", "earthquake", "%22prime+minister%22")]
    asks["sources of a claim"] = [f"/api/v1/claims/{name}/sources" for name in _ids(client, "/api/v1/claims?limit=10")]
    asks["counts, outlets, changes"] = ["/api/v1/counts", "/api/v1/outlets", "/api/v1/changes?limit=200", "/api/v1"]
    asks |= {f"page {path}": [path] for path in PAGES}
    asks["page /story"] = [f"/story/{name}" for name in stories]
    asks["page /entity"] = [f"/entity/{name}" for name in entities]
    return {name: paths for name, paths in asks.items() if paths}


def _lists(client: httpx.Client, path: str) -> list[str]:
    second = client.get(path).json()["next"]
    return [path, *([second] if second else []), f"{path}?order=oldest", f"{path}?order=weight&limit=200"]


def _ones(client: httpx.Client, path: str) -> list[str]:
    return [card["url"] for card in client.get(f"{path}?order=weight&limit=10").json()["items"]]


def _ids(client: httpx.Client, path: str) -> list[str]:
    return [card["id"] for card in client.get(path).json()["items"]]


def _time(client: httpx.Client, paths: list[str]) -> Timing:
    """Ask ASKED times; the first round warms the cache."""
    found = Timing()
    for path in paths:
        client.get(path)
    for path in islice(cycle(paths), ASKED):
        start = perf_counter()
        with client.stream("GET", path) as answer:
            size = sum(map(len, answer.iter_raw()))
        found.spent.append(1000 * (perf_counter() - start))
        if answer.status_code >= 500:
            raise RuntimeError(f"{path}: {answer.status_code}")
        found.largest = max(found.largest, size)
    return found


@contextmanager
def _served(path: Path) -> Iterator[str]:
    """A server on a store in a process of its own; gives its address."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve_on, args=(path, theirs))
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def serve_on(path: Path, pipe: Connection) -> None:
    """Serve a store on a free port, and send the address."""
    with open_database(path) as store:
        port = listen("127.0.0.1", 0)
        pipe.send(address_of(port))
        run_app(build_app(store), port)


@contextmanager
def _poster(address: str) -> Iterator[None]:
    """A process that posts articles for as long as the body runs."""
    context = get_context("spawn")
    stop = context.Event()
    process = context.Process(target=post_on, args=(address, stop))
    process.start()
    try:
        yield
    finally:
        stop.set()
        process.join()


def post_on(address: str, stop: Event) -> None:
    """Post articles until told to stop."""
    number = 0
    with httpx.Client(base_url=address, timeout=PATIENCE_S) as client:
        while not stop.is_set():
            some: list[dict[str, Any]] = []
            for _ in range(POSTED_AT_ONCE):
                number += 1
                text = f"Workers at berth {number} of the port of Aldhaven stopped work, the union said. " * 20
                some.append({"title": f"Aldhaven report {number}", "text": text, "outlet": "The Harbour Post"})
            client.post("/api/v1/articles", json=some)
            sleep(PAUSE_S)
