"""Runs the program on the two gold readings and scores the records with the scorer that stands beside them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

READINGS = {
    "tripoli_2019": ("tripoli-2019.yaml", "../seeds"),
    "khan_sheikhoun_2017": ("khan-sheikhoun-2017.yaml", "khan-sheikhoun-2017"),
}
"""Name of the figure, gold file, and where its articles stand, both beside the scorer."""


def measure(data: Path) -> dict[str, float]:
    """Give the total and each aspect's share for both readings. `data` is the folder with score.py and the gold files."""
    figures: dict[str, float] = {}
    for name, result in _run_all(data).items():
        figures[f"total_{name}"] = result["total"]
    for name, result in _run_all(data).items():
        for aspect, right, wanted, _ in result["rows"]:
            if wanted:
                figures[f"{name}: {aspect}"] = right / wanted
    return figures


def explain(data: Path) -> list[str]:
    """Give what the record misses or gets wrong, one line each."""
    return [f"{name}: {miss}" for name, result in _run_all(data).items() for miss in result["misses"]]


_results: dict[Path, dict[str, dict[str, Any]]] = {}


def _run_all(data: Path) -> dict[str, dict[str, Any]]:
    if data not in _results:
        _results[data] = {name: _run_one(data, gold, articles) for name, (gold, articles) in READINGS.items()}
    return _results[data]


def _run_one(data: Path, gold: str, articles: str) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "consilience", "run", str(data / articles), "--out", folder, "--fresh"]
        subprocess.run(command, check=True, capture_output=True)
        score = [sys.executable, str(data / "score.py"), str(data / gold), str(Path(folder) / "record.json"), "--json"]
        result: dict[str, Any] = json.loads(subprocess.run(score, check=True, capture_output=True, text=True).stdout)
    return result
