"""What a watcher tells while it works: one line each, with more lines where there is more to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One thing that happened. `source`: the feed, rule or target it is about; `lines`: what changed in an edited article."""

    kind: Literal["new", "edited", "trouble", "alert", "delivered", "undelivered"]
    source: str
    text: str
    lines: tuple[str, ...] = ()


Tell = Callable[[Note], None]
