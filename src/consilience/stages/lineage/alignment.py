"""Which sentences of two articles are one sentence in two renderings, and how much of each text they make up.

A sentence pair counts when its own wording (outside quotations, names and numbers) returns in the same order. Two
reporters who quote one statement share its words, its names and its numbers; they do not share the words around them.
Not here: which text is the earlier one (`direction`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from consilience.stages.lineage.sheet import Line, Sheet

PREFILTER = 0.45
"""Share of a sentence's weight that must be shared, in any order, before words are put in order: under `OWN_SHARE`,
because a word said twice is counted once here."""
LEAST_OWN = 4
"""Own words that must return in order. Independent reports of one fact seldom share four outside names and
quotations."""
OWN_SHARE = 0.5
"""Share of the lighter sentence's own wording that must return in order."""
LEAST_SIMILARITY = 0.45
"""Words in order, twice over the words of both. Twelve pairs of independent sentences on one fact, read by eye, lay at
.25-.39;
the weakest true rewriting at .64."""
ONE_FORMULA = 0.93
LEAST_FACTS = 2
FACTS_SHARED = 0.4
"""Below `ONE_FORMULA`, two sentences with at least two names or numbers each must share this much of them: an agency
reports each day's shelling in the same formula, with other towns and other tolls."""
LOOSE_SIMILARITY = 0.6
"""The same for a quotation or a short sentence between two texts that are known to share a descent."""
CONTAINED = 0.75
"""Or: this share of the shorter sentence stands in the longer one, which joined two sentences or added a clause."""


@dataclass(frozen=True, slots=True)
class Match:
    """Sentence `i` of one sheet and `j` of the other. `similarity` 0..1 over their words; `own`: own words in order."""

    i: int
    j: int
    similarity: float
    own: int
    weight: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """The matched sentences of two sheets, and the share of each text (outside quotations) that they make up."""

    matches: tuple[Match, ...]
    share_a: float
    share_b: float

    @property
    def own(self) -> int:
        """Own words that return in order, over all matched sentences."""
        return sum(m.own for m in self.matches)

    @property
    def weight(self) -> float:
        """How much is shared: the weight of the own words that return."""
        return sum(m.weight for m in self.matches)


def align(a: Sheet, b: Sheet) -> Alignment:
    """Match the sentences of two sheets one to one, the surest first.

    Symmetric in `a` and `b` up to the names of the sides.
    """
    possible = [m for i, j in _near(a, b) if (m := compare(a.lines[i], b.lines[j], i, j)) is not None]
    kept = _one_to_one(possible, ())
    return Alignment(kept, _share(a, {m.i for m in kept}), _share(b, {m.j for m in kept}))


def fill(a: Sheet, b: Sheet, matches: Sequence[Match]) -> tuple[Match, ...]:
    """Add the quotations and short sentences that went over with the rest.

    Only for two texts known to share a descent: there a sentence needs no wording of its own to have come along.
    """
    loose = (_likeness(a.lines[i], b.lines[j], i, j) for i, j in _alike(a, b, matches))
    return _one_to_one([m for m in loose if m.similarity >= LOOSE_SIMILARITY], matches)


def _one_to_one(possible: list[Match], fixed: Sequence[Match]) -> tuple[Match, ...]:
    kept = list(fixed)
    used_a, used_b = {m.i for m in kept}, {m.j for m in kept}
    for m in sorted(possible, key=lambda m: (-m.weight, abs(m.i - m.j), m.i, m.j)):
        if m.i not in used_a and m.j not in used_b:
            used_a.add(m.i)
            used_b.add(m.j)
            kept.append(m)
    return tuple(sorted(kept, key=lambda m: (m.i, m.j)))


def _likeness(s: Line, t: Line, i: int, j: int) -> Match:
    steps = common_words(s, t)
    similarity = 2 * len(steps) / (len(s.forms) + len(t.forms))
    return Match(i, j, round(similarity, 3), 0, sum(s.weights[p] for p, _ in steps))


def compare(s: Line, t: Line, i: int = 0, j: int = 0) -> Match | None:
    """Judge whether two sentences are one in two renderings; `None` if not. `i`, `j` are carried into the match."""
    if s.forms == t.forms:
        own = sum(x and y for x, y in zip(s.own, t.own, strict=True))
        return Match(i, j, 1.0, own, sum(s.weights)) if own >= LEAST_OWN else None
    if s.own_weight == 0 or t.own_weight == 0:
        return None
    steps = common_words(s, t)
    own_steps = [(p, q) for p, q in steps if s.own[p] and t.own[q]]
    if len(own_steps) < LEAST_OWN:
        return None
    shared = sum(s.weights[p] for p, _ in own_steps)
    if shared < OWN_SHARE * min(s.own_weight, t.own_weight):
        return None
    similarity = 2 * len(steps) / (len(s.forms) + len(t.forms))
    if similarity < LEAST_SIMILARITY and len(steps) < CONTAINED * min(len(s.forms), len(t.forms)):
        return None
    if similarity < ONE_FORMULA and not _same_facts(s, t):
        return None
    return Match(i, j, round(similarity, 3), len(own_steps), shared)


def _same_facts(s: Line, t: Line) -> bool:
    """Whether two sentences name the same people, places and numbers, where both name several."""
    a, b = _facts(s), _facts(t)
    fewer = min(len(a), len(b))
    return fewer < LEAST_FACTS or len(a & b) >= FACTS_SHARED * fewer


def _facts(line: Line) -> set[str]:
    return {f for f, own, quoted in zip(line.forms, line.own, line.quoted, strict=True) if not own and not quoted}


def common_words(s: Line, t: Line) -> list[tuple[int, int]]:
    """Give the heaviest common subsequence of two sentences' words, as index pairs in order."""
    n, m = len(s.forms), len(t.forms)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for p in range(n - 1, -1, -1):
        row, below, form, weight = best[p], best[p + 1], s.forms[p], s.weights[p]
        for q in range(m - 1, -1, -1):
            skip = max(below[q], row[q + 1])
            row[q] = max(skip, below[q + 1] + weight) if form == t.forms[q] else skip
    steps, p, q = [], 0, 0
    while p < n and q < m:
        if s.forms[p] == t.forms[q]:
            steps.append((p, q))
            p, q = p + 1, q + 1
        elif best[p + 1][q] >= best[p][q + 1]:
            p += 1
        else:
            q += 1
    return steps


def _near(a: Sheet, b: Sheet) -> list[tuple[int, int]]:
    """Pairs of lines that share enough own wording, in any order, to be worth ordering word by word."""
    holders = _holders(b, lambda line: line.own)
    near = []
    for i, line in enumerate(a.lines):
        shared = _shared(line, line.own, holders)
        floor = PREFILTER * line.own_weight
        near += [(i, j) for j, w in shared.items() if w >= min(floor, PREFILTER * b.lines[j].own_weight)]
    return near


def _alike(a: Sheet, b: Sheet, matches: Sequence[Match]) -> list[tuple[int, int]]:
    """Pairs of lines not yet matched that share most of their words, in any order."""
    used_a, used_b = {m.i for m in matches}, {m.j for m in matches}
    holders = _holders(b, lambda line: (True,) * len(line.forms))
    pairs = []
    for i, line in enumerate(a.lines):
        if i not in used_a:
            shared = _shared(line, (True,) * len(line.forms), holders)
            total = sum(line.weights)
            pairs += [(i, j) for j, w in shared.items() if j not in used_b and w >= PREFILTER * total]
    return pairs


Holders = dict[str, list[int]]


def _holders(sheet: Sheet, choose: Callable[[Line], tuple[bool, ...]]) -> Holders:
    holders: Holders = defaultdict(list)
    for j, line in enumerate(sheet.lines):
        for form in {f for f, chosen in zip(line.forms, choose(line), strict=True) if chosen}:
            holders[form].append(j)
    return holders


def _shared(line: Line, chosen: tuple[bool, ...], holders: Holders) -> dict[int, float]:
    weights = {f: w for f, w, c in zip(line.forms, line.weights, chosen, strict=True) if c}
    shared: dict[int, float] = defaultdict(float)
    for form, weight in weights.items():
        for j in holders.get(form, ()):
            shared[j] += weight
    return shared


def _share(sheet: Sheet, used: set[int]) -> float:
    return sum(sheet.lines[i].unquoted for i in used) / sheet.size if sheet.size else 0.0
