"""Word lists and tables shipped as package data: `data/lexicons/*.txt` and `*.toml`. Read once, never written.

In a `.txt` file each line is one entry; lines that start with "#" say where the list comes from.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_words(name: str) -> tuple[str, ...]:
    """Entries of `data/lexicons/{name}.txt` in file order, comments and blank lines left out."""
    text = _read(f"{name}.txt")
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def load_table(name: str) -> dict[str, Any]:
    """The table in `data/lexicons/{name}.toml`. Callers must not change it."""
    return tomllib.loads(_read(f"{name}.toml"))


def _read(file: str) -> str:
    return (files("consilience") / "data" / "lexicons" / file).read_text(encoding="utf-8")
