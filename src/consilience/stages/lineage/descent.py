"""From aligned pairs to lineages: who descends from whom, and which passages went over.

Each article has at most one parent, the earlier text it has most of. So a text merged of two wires belongs to the one
it has more of, and does not join them; its passages from the other are kept as copies all the same.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from consilience.record.text import Span
from consilience.record.woven import Copy
from consilience.stages.lineage.alignment import Alignment, Match, common_words, fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from consilience.constraints import Sets
    from consilience.stages.lineage.direction import Rank
    from consilience.stages.lineage.sheet import Line, Sheet

SUBSTANTIAL = 0.25
"""Share of one of the two texts (outside quotations) that must have gone over. Measured by `bench/tasks/lineage.py`."""
LEAST_OWN = 20
"""Own words that must have gone over: about two sentences. Below it, a common source's sentence is as likely."""
LEAST_MATCHES = 2
"""A single shared sentence makes no lineage, unless one of the texts is hardly longer."""
STANDING = 0.5
"""The same between texts that may only share an agency's standing background, which it prints under every report of a
war: among 107 lineages in 804 reports on one war, read by eye, 6 were false, all of this kind."""
STANDING_SIMILARITY = 0.8
STANDING_OWN = 130
"""Own words from which texts of the same days share more than a standing background, which fills a few paragraphs: a half of a text
that another was merged from stands at the end of both."""
OWN_TEXT_SIMILARITY = 0.8
"""An outlet prints its own text again word for word. What two of its reports share less exactly is its formulas, or link lists that
it sets beside names: of 35 lineages in 4,000 articles of a crawl, read by eye, 12 of the 14 false ones were so."""
FRESH_DAYS = 3
"""A text is carried within days; what two texts further apart have in common is mostly such background."""
COMPLETE = 0.9
"""Two texts that are all but equal are one, be they ever so short."""
PASSAGE_OWN = 10
"""Own words of a lone passage that is kept as a copy beside a lineage, between texts that are not of one lineage."""
SAME_PART = 0.25
"""Share of the sentences taken from a text that its family must share, for the taker to be of the family."""
WHOLE = 0.6
"""From this similarity a passage is the whole sentence, below it only the stretch between first and last shared
word."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two aligned sheets, the one nearer to the origin first.

    `share`: of the text of which more went over; `complete`: of the one of which less did. `judged`: an analyst says that one
    is a copy of the other.
    """

    earlier: Sheet
    later: Sheet
    matches: tuple[Match, ...]
    own: int
    weight: float
    share: float
    complete: float
    earlier_rank: Rank
    later_rank: Rank
    judged: bool = False

    @property
    def ends(self) -> tuple[str, str]:
        """The two articles, the earlier first."""
        return self.earlier.article, self.later.article

    @property
    def substantial(self) -> bool:
        """Whether so much went over that the two texts descend from one, or an analyst judged so."""
        if self.judged:
            return True
        if self.complete >= COMPLETE and all(m.similarity >= COMPLETE for m in self.matches):
            return True
        if self.old_news and (self.share < STANDING or self._similarity < STANDING_SIMILARITY):
            return False
        if self._of_one_outlet and self._similarity < OWN_TEXT_SIMILARITY:
            return False
        enough = len(self.matches) >= LEAST_MATCHES or self.share >= 2 * SUBSTANTIAL
        return enough and self.own >= LEAST_OWN and self.share >= SUBSTANTIAL

    @property
    def _of_one_outlet(self) -> bool:
        return self.earlier.outlet is not None and self.earlier.outlet == self.later.outlet

    @property
    def _similarity(self) -> float:
        return sum(m.similarity for m in self.matches) / max(1, len(self.matches))

    @property
    def old_news(self) -> bool:
        """Whether what they share may be standing background: texts of different weeks, or little at the tails of both."""
        days = abs((self.later_rank[0] - self.earlier_rank[0]).days)
        tails = all(2 * m.i >= len(self.earlier.lines) and 2 * m.j >= len(self.later.lines) for m in self.matches)
        return (tails and self.own < STANDING_OWN) or (days > FRESH_DAYS and self.later_rank[0] != date.max)


def direct(a: Sheet, b: Sheet, alignment: Alignment, ranks: Mapping[str, Rank], *, judged: bool = False) -> Pair:
    """Put an aligned pair in order of descent."""
    complete, share = sorted((alignment.share_a, alignment.share_b))
    rank_a, rank_b = ranks[a.article], ranks[b.article]
    own, weight = alignment.own, alignment.weight
    if rank_a <= rank_b:
        return Pair(a, b, alignment.matches, own, weight, share, complete, rank_a, rank_b, judged)
    turned = tuple(Match(m.j, m.i, m.similarity, m.own, m.weight) for m in alignment.matches)
    return Pair(b, a, turned, own, weight, share, complete, rank_b, rank_a, judged)


def families(pairs: Iterable[Pair], sets: Sets[str]) -> tuple[tuple[str, ...], ...]:
    """Give the groups of articles of one descent, each sorted by id. Every article in at most one.

    `sets` is what analysts judged of the articles; it is added to.
    """
    offers: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.substantial:
            offers[pair.later.article].append(pair)
    told: dict[str, set[int]] = defaultdict(set)
    kin = {article for found in offers.values() for pair in found if pair.judged for article in pair.ends}
    for later in sorted(offers, key=lambda article: offers[article][0].later_rank):
        for pair in sorted(offers[later], key=lambda pair: (not pair.judged, -pair.weight, pair.earlier_rank)):
            lines = {m.i for m in pair.matches}
            allowed = pair.judged or _continues(pair, lines, told[pair.earlier.article])
            if allowed and sets.unite(pair.earlier.article, later) is None:
                kin.update(pair.ends)
                told[pair.earlier.article] |= lines
                told[later] |= {m.j for m in pair.matches}
                break
    return tuple(group for group in sorted(sets.gathered(kin)) if len(group) > 1)


def _continues(pair: Pair, lines: set[int], told: set[int]) -> bool:
    """Whether the later text takes from the earlier one what its family shares, or came out after it.

    Two texts of one day that share different halves of a third are two wires merged, not one cut twice.
    """
    return not told or len(lines & told) >= SAME_PART * len(lines) or pair.earlier_rank[0] < pair.later_rank[0]


def copies(pair: Pair) -> tuple[Copy, ...]:
    """Give the passages of a pair that went over, in the order of the later text; stray single matches are left out."""
    if pair.substantial:
        kept = fill(pair.earlier, pair.later, pair.matches)
    else:
        kept = tuple(m for m in pair.matches if m.own >= PASSAGE_OWN)
    return tuple(
        _copy(pair.earlier.lines[m.i], pair.later.lines[m.j], m) for m in sorted(kept, key=lambda m: (m.j, m.i))
    )


def _copy(s: Line, t: Line, match: Match) -> Copy:
    if match.similarity >= WHOLE:
        return Copy(earlier=s.span, later=t.span, similarity=match.similarity)
    steps = common_words(s, t)
    (p, q), (x, y) = steps[0], steps[-1]
    return Copy(earlier=_stretch(s, p, x), later=_stretch(t, q, y), similarity=match.similarity)


def _stretch(line: Line, first: int, last: int) -> Span:
    return Span(article=line.span.article, start=line.starts[first], end=line.ends[last])
