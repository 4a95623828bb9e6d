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
    return find_line_kind(line) == "furniture"


def find_line_kind(line: str) -> ZoneKind | None:
    """The kind that a trimmed line as a whole shows by its form, or `None`."""
    return next((kind for kind, form in _forms().items() if form.fullmatch(line)), None)


@cache
def _forms() -> dict[ZoneKind, re.Pattern[str]]:
    """For each kind of line its patterns as one, to be matched against the whole line."""
    table: dict[str, list[str]] = load_table("furniture")["line"]
    joined = {kind: "|".join(f"(?:{form})" for form in table.get(kind, [])) for kind in LINE_KINDS}
    return {kind: re.compile(forms, re.IGNORECASE) for kind, forms in joined.items() if forms}
