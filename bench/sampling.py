"""Taking fewer data, spread evenly, so that a sample is of the same kind as the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = TypeVar("Item")


def spread(items: Sequence[Item], number: int) -> list[Item]:
    """Give `number` items evenly spread over all, in order; all of them where `number` is 0 or not below their count."""
    if not 0 < number < len(items):
        return list(items)
    return [items[i * len(items) // number] for i in range(number)]
