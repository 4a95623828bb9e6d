"""What was worked out in one weaving and can be used in the next: results of pure functions, by what they were given.

A reading, once made, never changes, so that the same object stands for the same facts and no digest need be taken.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

Made = TypeVar("Made")

_Key = tuple[Hashable, ...]


class Kept:
    """A `Memory` of two weavings: what a whole weaving did not ask for is forgotten by the next `turn`."""

    def __init__(self) -> None:
        """Start empty."""
        self._now: dict[_Key, tuple[object, object]] = {}
        self._before: dict[_Key, tuple[object, object]] = {}

    def recall(self, what: str, given: tuple[object, ...], also: Hashable, make: Callable[[], Made]) -> Made:
        """Give what was made of these very objects before, else make it. Holds `given`, so that no other is taken for it."""
        key = (what, also, *map(id, given))
        entry = self._now.get(key) or self._before.get(key)
        if entry is None:
            entry = (given, make())
        self._now[key] = entry
        return entry[1]  # type: ignore[return-value]  # the key names the function that made it

    def turn(self) -> None:
        """Forget what has not been asked for since the last turn."""
        self._before, self._now = self._now, {}
