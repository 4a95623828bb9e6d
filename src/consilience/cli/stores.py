"""Which store a command means: the one named, or the one that a run without names made here."""

from __future__ import annotations

from pathlib import Path

from consilience.cli.failure import Failure
from consilience.settings import DATABASE_NAME, RESULTS_NAME


def find_store(named: Path | None) -> Path:
    """Give the store named; else the one in this folder; else the one that `run` makes in its own; else the first, to be made."""
    if named:
        return named
    here, made = Path(DATABASE_NAME), Path(RESULTS_NAME) / DATABASE_NAME
    return made if made.is_file() and not here.exists() else here


def existing_store(named: Path | None, *, instead: str = "name one with --db") -> Path:
    """Give the store as `find_store` does. Raises Failure where there is none; `instead`: what else can be done."""
    path = find_store(named)
    if not path.exists():
        raise Failure(f"{path}: no store there; {instead}, or run 'consilience run PATH...' first")
    return path
