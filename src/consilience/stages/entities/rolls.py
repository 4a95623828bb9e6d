"""One sorted list of what many small lists hold, kept up to date as some of them come and go.

So that a list of all is not sorted anew for one article more. Not here: what the items are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Entry = tuple[Any, ...]


class Roll(Generic[Item]):
    """What it gives hangs on the lists it is given alone; those that it was given before and has still are not looked at again."""

    def __init__(self, key: Callable[[Item], Entry]) -> None:
        """Start empty. `key` gives what the items are sorted by; items with equal keys are one."""
        self._key = key
        self._known: dict[int, tuple[Item, ...]] = {}
        self._counts: Counter[Entry] = Counter()
        self._rows: list[tuple[Entry, int, Item]] = []
        self._made = 0

    def take(self, lists: Iterable[tuple[Item, ...]]) -> tuple[Item, ...]:
        """Give the items of all these lists in order, each once."""
        now = {id(one): one for one in lists}
        gone = {self._key(item) for name in self._known.keys() - now.keys() for item in self._drop(name)}
        gone = {key for key in gone if not self._counts[key]}
        fresh = [item for name in now if name not in self._known for item in now[name]]
        self._known = now
        if gone:
            self._rows = [row for row in self._rows if row[0] not in gone]
            for key in gone:
                del self._counts[key]
        for item in fresh:
            self._add(item)
        self._rows.sort()
        return tuple(map(itemgetter(2), self._rows))

    def _drop(self, name: int) -> tuple[Item, ...]:
        items = self._known[name]
        self._counts.subtract(map(self._key, items))
        return items

    def _add(self, item: Item) -> None:
        key = self._key(item)
        self._counts[key] += 1
        if self._counts[key] == 1:
            self._made += 1
            self._rows.append((key, self._made, item))
