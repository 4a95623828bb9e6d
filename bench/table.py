"""The table of all figures: kept in `bench/results.json`, written to `docs/accuracy.md` beside the targets of the issues.

What each task is, which data chose its settings and which figure should reach what stands in `bench/targets.toml`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bench.registry import HERE, TASKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

RESULTS = HERE / "results.json"
TARGETS = HERE / "targets.toml"
PAGE = HERE.parent / "docs" / "accuracy.md"
HEAD = """# Accuracy

Written by `python -m bench all --write` (or `python -m bench TASK --write` for one task) from `bench/results.json` and
`bench/targets.toml`. Shares are between 0 and 1. A target is what the project set itself for the figure; "-" where it set
none. The digest is of the data files, so that two tables can be compared. None of the outside data is in the repository.
"""

OVERVIEW = ("| task | figure | measured | target | reached | digest of the data |", "|---|---|---:|---:|---|---|")

BUSY = 1.5
"""Above this load average more runs on the machine than the measurement."""

Result = dict[str, Any]


def run_all(tasks: Sequence[str], sample: int, *, write: bool) -> int:
    """Run the tasks one after another, each in a process of its own, and print the table. Gives 1 if one failed."""
    failed = 0
    for task in tasks:
        command = [sys.executable, "-m", "bench", task, "--json"]
        command += ["--sample", str(sample)] if sample and TASKS[task].unit else []
        command += ["--write"] if write else []
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            failed = 1
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            sys.stderr.write(f"bench: {task} failed: {last}\n")
            continue
        result = json.loads(done.stdout)
        lines = _overview({task: result}, read_targets(), with_all=True)
        print("\n".join([*OVERVIEW, *lines] if task == tasks[0] else lines), flush=True)
    return failed


def keep(result: Result) -> None:
    """Put a task's result into the file of results, in place of its last one, and write the page anew."""
    kept = read_results()
    kept[result["task"]] = result | {"day": datetime.now(UTC).date().isoformat()}
    ordered = {task: kept[task] for task in TASKS if task in kept}
    RESULTS.write_text(json.dumps(ordered, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(show(ordered, read_targets()), encoding="utf-8")


def read_results() -> dict[str, Result]:
    """The kept results by task."""
    return json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}


def read_targets(path: Path = TARGETS) -> dict[str, dict[str, Any]]:
    """By task: `about`, `tuned`, and `target`, a table from figure to the value it should reach."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def show(results: Mapping[str, Result], targets: Mapping[str, Mapping[str, Any]]) -> str:
    """The page: for each task what it is, how it was run, on what, and its figures beside their targets."""
    parts = [HEAD, *OVERVIEW, *_overview(results, targets), ""]
    for task, result in results.items():
        about = targets.get(task, {})
        unit = f" --sample {result['sample']}" if result.get("sample") else ""
        parts += [
            f"## {task}\n\n{about.get('about', '')}\n",
            f"- run: `python -m bench {task}{unit}`, {result['seconds']} s, {result['day']}{_load(result)}",
            f"- data: `{result['data']}`, digest `{result['digest']}`{_sampled(task, result)}",
            f"- settings: {about.get('tuned', 'not said')}\n",
            "| figure | measured | target |\n|---|---:|---:|",
            *_rows(result, about),
            "",
        ]
    return "\n".join(parts)


def _overview(
    results: Mapping[str, Result], targets: Mapping[str, Mapping[str, Any]], *, with_all: bool = False
) -> Iterator[str]:
    """One line a figure that has a target (or each figure), with the digest of its data."""
    for task, result in results.items():
        wanted = targets.get(task, {}).get("target", {})
        for name, value in result["figures"].items():
            if with_all or name in wanted:
                mark = wanted.get(name, "-")
                cells = [task, name, _number(value), mark, reached(value, mark), result["digest"]]
                yield f"| {' | '.join(cells)} |"


def reached(value: float, target: str) -> str:
    """Whether a value reaches a target such as ">= .85", "<= .01" or "< 1": "yes", "no", or "-" where it is no number."""
    found = re.fullmatch(r"(>=|<=|<) ([\d.,]+)", target)
    if not found:
        return "-"
    limit = float(found[2].replace(",", ""))
    return "yes" if {">=": value >= limit, "<=": value <= limit, "<": value < limit}[found[1]] else "no"


def _load(result: Result) -> str:
    """How busy the machine was: timings taken on a busy one say little."""
    return f", load average {result['load']} (busy machine)" if result.get("load", 0) > BUSY else ""


def _sampled(task: str, result: Result) -> str:
    return f"; a sample: {result['sample']} {TASKS[task].unit}" if result.get("sample") else ""


def _rows(result: Result, about: Mapping[str, Any]) -> Iterator[str]:
    wanted = about.get("target", {})
    for name, value in result["figures"].items():
        mark = wanted.get(name, "-")
        yield f"| {name} | {_number(value)} | {mark} |"


def _number(value: float) -> str:
    if value == int(value) and abs(value) > 1:
        return f"{int(value):,}"
    return f"{value:,.1f}" if abs(value) >= 10 else f"{value:.3f}"
