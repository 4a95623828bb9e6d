"""Sentences that an outlet prints under everything: its footer, its self-description, its calls to subscribe.

Learned from the batch, outlet by outlet. Not here: furniture that `stages.zones` already set aside.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from consilience.text.word_forms import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.record.found import Reading

REPEATED = 3
"""A sentence that stands in this many articles of one outlet is its boilerplate. Two could be an update of one
report."""


def learn(readings: Sequence[Reading]) -> dict[str, frozenset[tuple[str, ...]]]:
    """Give, for each outlet, the sentences (as word forms) that it repeats. Articles of unknown outlets teach
    nothing.
    """
    counts: dict[str, Counter[tuple[str, ...]]] = {}
    for reading in readings:
        outlet = reading.layout.outlet or reading.article.outlet
        if outlet:
            counts.setdefault(outlet, Counter()).update(_sentences(reading))
    return {
        outlet: frozenset(forms for forms, number in count.items() if number >= REPEATED)
        for outlet, count in counts.items()
    }


def _sentences(reading: Reading) -> set[tuple[str, ...]]:
    spans = [s.span for s in reading.layout.sentences if s.zone == "body"]
    return {tuple(w.form for w in words(reading.article.text, span.start, span.end)) for span in spans}
