"""A report cut into its sentences, each with what was found in it: what is asked of a sentence looks at nothing else.

Not here: what a sentence states (`statements`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from consilience.record.found import Reading
from consilience.record.text import Span


class _Found(Protocol):
    @property
    def span(self) -> Span: ...


Fact = TypeVar("Fact", bound=_Found)


def cut_sentences(reading: Reading) -> Iterator[tuple[Span, Reading]]:
    """Give each body sentence with the reading as it would be if nothing else had been found, in order.

    Mentions, times and quantities go with the sentence they start in, claims and events with the one they name.
    """
    starts = sorted(s.span.start for s in reading.layout.sentences)
    mentions, times = _shared_out(reading.mentions, starts), _shared_out(reading.times, starts)
    quantities = _shared_out(reading.quantities, starts)
    claims, events = defaultdict(list), defaultdict(list)
    for claim in reading.claims:
        claims[claim.sentence].append(claim)
    for event in reading.events:
        events[event.sentence].append(event)
    for sentence in (s.span for s in reading.layout.sentences if s.zone == "body"):
        yield (
            sentence,
            replace(
                reading,
                mentions=tuple(mentions.get(sentence.start, ())),
                times=tuple(times.get(sentence.start, ())),
                quantities=tuple(quantities.get(sentence.start, ())),
                claims=tuple(claims.get(sentence, ())),
                events=tuple(events.get(sentence, ())),
            ),
        )


def _shared_out(facts: Iterable[Fact], starts: Sequence[int]) -> dict[int, list[Fact]]:
    """Facts by the start of the sentence they start in."""
    found: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        at = bisect_right(starts, fact.span.start) - 1
        if at >= 0:
            found[starts[at]].append(fact)
    return found
