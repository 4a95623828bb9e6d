"""Sentences that are one passage in two articles: where a rewriter's words hide the event that the other rendering tells.

"Have resumed the base" names no event; the sentence it renders, "retook the base", does. Both report it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consilience.record.found import Reading
from consilience.record.text import Span
from consilience.record.woven import Lineage

SHARE = 0.5
"""Share of a sentence and of its passage that must overlap: passages of several sentences are no sentence's rendering."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderings:
    """For each article its passages with their counterparts, and its sentences."""

    passages: Mapping[str, tuple[tuple[Span, Span], ...]]
    sentences: Mapping[str, tuple[Span, ...]]

    @classmethod
    def build(cls, readings: Sequence[Reading], lineages: Sequence[Lineage]) -> Renderings:
        """Index every copied passage from both of its sides."""
        passages: dict[str, list[tuple[Span, Span]]] = defaultdict(list)
        for lineage in lineages:
            for copy in lineage.copies:
                passages[copy.earlier.article].append((copy.earlier, copy.later))
                passages[copy.later.article].append((copy.later, copy.earlier))
        return cls(
            passages={article: tuple(sorted(pairs)) for article, pairs in passages.items()},
            sentences={r.article.id: tuple(s.span for s in r.layout.sentences) for r in readings},
        )

    def of(self, sentence: Span) -> tuple[Span, ...]:
        """Give the sentences of other articles that render this one, ordered."""
        found = set()
        for here, there in self.passages.get(sentence.article, ()):
            if _overlap(here, sentence) >= SHARE:
                found |= {s for s in self.sentences.get(there.article, ()) if _overlap(there, s) >= SHARE}
        return tuple(sorted(found))


def _overlap(a: Span, b: Span) -> float:
    """Shared characters as a share of the longer of the two."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return max(shared, 0) / max(a.end - a.start, b.end - b.start)
