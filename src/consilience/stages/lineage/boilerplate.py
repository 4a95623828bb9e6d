"""Sentences that an outlet prints under everything: its footer, its self-description, its calls to subscribe.

Learned from the batch, outlet by outlet. Not here: furniture that `stages.zones` already set aside.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.stages.lineage.prints import Print

REPEATED = 3
"""A sentence that stands in this many articles of one outlet is its boilerplate. Two could be an update of one
report."""


def learn(prints: Iterable[Print]) -> dict[str, frozenset[int]]:
    """Give, for each outlet, the sentences (as digests) that it repeats.

    Articles of unknown outlets teach nothing.
    """
    counts: dict[str, Counter[int]] = {}
    for one in prints:
        if one.outlet:
            counts.setdefault(one.outlet, Counter()).update(set(one.lines))
    return {
        outlet: frozenset(line for line, number in count.items() if number >= REPEATED)
        for outlet, count in counts.items()
    }
