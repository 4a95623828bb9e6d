"""Sentences that an outlet prints under everything: its footer, its self-description, its calls to subscribe.

Learned from the batch, outlet by outlet. Not here: furniture that `stages.zones` already set aside.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.stages.lineage.sheet import Sheet

REPEATED = 3
"""A sentence that stands in this many articles of one outlet is its boilerplate. Two could be an update of one
report."""


def learn(sheets: Iterable[Sheet]) -> dict[str, frozenset[tuple[str, ...]]]:
    """Give, for each outlet, the sentences (as word forms) that it repeats.

    Articles of unknown outlets teach nothing.
    """
    counts: dict[str, Counter[tuple[str, ...]]] = {}
    for sheet in sheets:
        if sheet.outlet:
            counts.setdefault(sheet.outlet, Counter()).update({line.forms for line in sheet.lines})
    return {
        outlet: frozenset(forms for forms, number in count.items() if number >= REPEATED)
        for outlet, count in counts.items()
    }
