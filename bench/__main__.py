"""`python -m bench TASK [--data PATH] [--sample N] [--json] [--explain]`: run a measurement and print its figures.

TASK is one of the registry, or `all`: every task, each in a process of its own, as one table. `--write` keeps the figures
in `bench/results.json` and writes `docs/accuracy.md` anew from all that is kept there.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from pathlib import Path
from time import perf_counter

from bench import table
from bench.digest import digest_of
from bench.registry import TASKS


def main() -> int:
    """Run one task, or all. Gives 0 when measured, 1 when a task of `all` failed, 2 when the data are not there."""
    options = read_options()
    if options.task == "all":
        return table.run_all(options.only or list(TASKS), options.sample, write=options.write)
    task = TASKS[options.task]
    data: Path = options.data or task.data
    if not data.exists():
        sys.stderr.write(f"bench: {data}: no data there; name some with --data\n")
        return 2
    if options.sample and not task.unit:
        sys.stderr.write(f"bench: {options.task} takes no --sample\n")
        return 2
    return _run_one(options, data)


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("task", choices=[*TASKS, "all"])
    parser.add_argument("--data", type=Path, help="a file or folder in the form of the task's own data")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="take fewer data (see bench/registry.py)")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--explain", action="store_true", help="print the errors by kind")
    parser.add_argument("--write", action="store_true", help="keep the figures and write docs/accuracy.md anew")
    parser.add_argument("--workers", type=int, default=1, help="processes that read articles (speed only)")
    parser.add_argument("--only", nargs="+", choices=list(TASKS), metavar="TASK", help="tasks that `all` runs")
    return parser.parse_args()


def _run_one(options: argparse.Namespace, data: Path) -> int:
    module = importlib.import_module(TASKS[options.task].module)
    settings = {
        name: value for name in ("sample", "workers") if _takes(options, name) and (value := getattr(options, name))
    }
    start = perf_counter()
    figures: dict[str, float] = module.measure(data, **settings)
    result = {"task": options.task, "data": str(data), "digest": digest_of(data), "figures": figures}
    if options.write:
        run = {"seconds": round(perf_counter() - start), "sample": options.sample, "load": round(os.getloadavg()[1], 1)}
        table.keep(result | run)
    if options.json:
        print(json.dumps(result, indent=1))
        return 0
    for name, value in figures.items():
        print(f"{name:34} {value:12.4f}")
    if options.explain:
        print("\n".join(module.explain(data, **{k: v for k, v in settings.items() if k == "sample"})))
    return 0


def _takes(options: argparse.Namespace, name: str) -> bool:
    return bool(TASKS[options.task].unit) if name == "sample" else bool(options.task == "speed")


if __name__ == "__main__":
    sys.exit(main())
