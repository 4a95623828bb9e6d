"""The line patterns of `data/lexicons/furniture.toml`, compiled."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from consilience.text.lexicons import load_table

if TYPE_CHECKING:
    from consilience.record.text import ZoneKind

LINE_KINDS: tuple[ZoneKind, ...] = ("caption", "correction", "byline", "credit", "furniture")
"""Kinds that a whole line can be told by, the one that wins first."""


def is_furniture_line(line: str) -> bool:
    """Whether a trimmed line as a whole is furniture and nothing else."""
    kind = next((kind for kind in LINE_KINDS if any(form.fullmatch(line) for form in line_patterns()[kind])), None)
    return kind == "furniture"


@cache
def line_patterns() -> dict[ZoneKind, tuple[re.Pattern[str], ...]]:
    """For each kind of line its patterns, to be matched against the whole line."""
    table: dict[str, list[str]] = load_table("furniture")["line"]
    return {kind: tuple(re.compile(form, re.IGNORECASE) for form in table.get(kind, [])) for kind in LINE_KINDS}
