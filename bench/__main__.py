"""`python -m bench TASK [--data PATH] [--json] [--workers N] [--explain]`: run a measurement and print its figures."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

SHARED = Path("../shared")
"""Where the development data stand, beside the checkout."""


class Task(NamedTuple):
    """A task: its module and the data it takes when none are named."""

    module: str
    data: Path


TASKS: Mapping[str, Task] = {
    "gold": Task("bench.tasks.gold", SHARED / "gold"),
    "speed": Task("bench.tasks.speed", SHARED / "data/bulk"),
    "time": Task("bench.tasks.time", SHARED / "data/time"),
    "place": Task("bench.tasks.place", SHARED / "data/geo/tr-news.xml"),
    "name": Task("bench.tasks.name", SHARED / "data/names"),
    "plover": Task("bench.tasks.plover", SHARED / "data/events/plv-train.tsv"),
    "attribution": Task("bench.tasks.attribution", SHARED / "data/attribution/polnear/dev"),
    "lineage": Task("bench.tasks.lineage", SHARED / "data/bulk"),
    "stories": Task("bench.tasks.stories", SHARED / "data/coref/ecbplus"),
}


def main() -> int:
    """Run one task. Gives 0 when it was measured, 2 when the data are not there."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("--data", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--explain", action="store_true", help="print the errors by kind")
    parser.add_argument("--workers", type=int, default=1, help="processes that read articles (speed only)")
    options = parser.parse_args()
    task = TASKS[options.task]
    data: Path = options.data or task.data
    if not data.exists():
        sys.stderr.write(f"bench: {data}: no data there; name some with --data\n")
        return 2
    module = importlib.import_module(task.module)
    figures: dict[str, float] = (
        module.measure(data, workers=options.workers) if options.task == "speed" else module.measure(data)
    )
    if options.json:
        result = {"task": options.task, "data": str(data), "digest": digest_of(data), "figures": figures}
        print(json.dumps(result, indent=1))
        return 0
    for name, value in figures.items():
        print(f"{name:34} {value:12.4f}")
    if options.explain:
        print("\n".join(module.explain(data)))
    return 0


def digest_of(data: Path) -> str:
    """Give a digest of the files measured on, by name and content, so that figures can be compared."""
    digest = blake2b(digest_size=8)
    for path in [data] if data.is_file() else sorted(p for p in data.rglob("*") if p.is_file()):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
