"""The same articles give the same record: whatever the hash seed, the order, the workers, or a run killed before.

Each run is a process of its own, because a hash seed and a kill belong to a process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from consilience import wiring
from consilience.record.text import Article
from consilience.sources.intake import take_in
from consilience.wiring import Reader
from tests.conftest import EXAMPLE

DEADLINE_S = 120


def _start(articles: Path, out: Path, *, seed: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "consilience", "run", str(articles), "--out", str(out)]
    environment = os.environ | {"PYTHONHASHSEED": str(seed)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _run(articles: Path, out: Path, *, seed: int) -> dict[str, Any]:
    """Run the program; give the record less the hour it was made and where the files lay."""
    assert _start(articles, out, seed=seed).wait(DEADLINE_S) == 0
    record: dict[str, Any] = json.loads((out / "record.json").read_bytes())
    del record["generated"], record["problems"]
    for article in record["articles"]:
        del article["path"]
    return record


def _kill_while_reading(articles: Path, out: Path) -> None:
    """Start a run and kill it as soon as its store is there: nothing is read yet, nothing written."""
    process = _start(articles, out, seed=3)
    until = time.monotonic() + DEADLINE_S
    while not (out / "consilience.db").exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    process.kill()
    process.wait(DEADLINE_S)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The example's record, as one run with one hash seed gave it."""
    return _run(EXAMPLE / "articles", tmp_path_factory.mktemp("plain"), seed=0)


def test_hash_seed_and_order_change_nothing(record: dict[str, Any], tmp_path: Path) -> None:
    """Another seed, another folder and file names that turn the order round give the same record."""
    turned = tmp_path / "turned"
    turned.mkdir()
    files = sorted((EXAMPLE / "articles").iterdir(), reverse=True)
    for place, file in enumerate(files):
        (turned / f"{place:02}{file.suffix}").write_bytes(file.read_bytes())

    assert _run(turned, tmp_path / "out", seed=1) == record


def test_killed_run_leaves_store_and_results_whole(record: dict[str, Any], tmp_path: Path) -> None:
    """A run killed midway leaves no half-written result, and the next one gives the record it would have given."""
    out = tmp_path / "out"
    _kill_while_reading(EXAMPLE / "articles", out)

    assert not (out / "record.json").exists()
    assert not (out / "brief.html").exists()
    assert _run(EXAMPLE / "articles", out, seed=2) == record


def test_workers_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes give the readings that one gives, in the same order."""
    articles = [item for item in take_in([EXAMPLE / "articles"]) if isinstance(item, Article)]
    alone = Reader(language_model="english").read(articles)
    monkeypatch.setattr(wiring, "BATCH", 3)

    assert Reader(language_model="english", workers=2).read(articles) == alone
