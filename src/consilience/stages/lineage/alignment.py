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
    from consilience.stages.lineage.sheet import Line, Sheet

PREFILTER = 0.35
"""Share of the lighter sentence's weight that must be shared, in any order, before words are aligned."""
LEAST_OWN = 4
"""Own words that must return in order. Independent reports of one fact seldom share four outside names and
quotations."""
OWN_SHARE = 0.5
"""Share of the lighter sentence's own wording that must return in order."""
LEAST_SIMILARITY = 0.45
"""Words in order, twice over the words of both. Twelve pairs of independent sentences on one fact, read by eye, lay at
.25-.39;
the weakest true rewriting at .64."""
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
    """Match the sentences of two sheets one to one, the surest first. Symmetric in `a` and `b` up to the sides'
    names.
    """
    possible = [m for i, j in _near(a, b) if (m := compare(a.lines[i], b.lines[j], i, j)) is not None]
    possible.sort(key=lambda m: (-m.weight, abs(m.i - m.j), m.i, m.j))
    used_a: set[int] = set()
    used_b: set[int] = set()
    kept = []
    for m in possible:
        if m.i not in used_a and m.j not in used_b:
            used_a.add(m.i)
            used_b.add(m.j)
            kept.append(m)
    kept.sort(key=lambda m: (m.i, m.j))
    return Alignment(tuple(kept), _share(a, used_a), _share(b, used_b))


def compare(s: Line, t: Line, i: int = 0, j: int = 0) -> Match | None:
    """Judge whether two sentences are one in two renderings; `None` if not. `i`, `j` are carried into the match."""
    if s.forms == t.forms:
        own = sum(x and y for x, y in zip(s.own, t.own, strict=True))
        return Match(i, j, 1.0, own, sum(s.weights)) if own >= LEAST_OWN else None
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
    return Match(i, j, round(similarity, 3), len(own_steps), shared)


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
    holders: dict[str, list[int]] = defaultdict(list)
    for j, line in enumerate(b.lines):
        for form in set(line.forms):
            holders[form].append(j)
    weight_b = [sum(dict(zip(line.forms, line.weights, strict=True)).values()) for line in b.lines]
    near = []
    for i, line in enumerate(a.lines):
        weights = dict(zip(line.forms, line.weights, strict=True))
        shared: dict[int, float] = defaultdict(float)
        for form, weight in weights.items():
            for j in holders.get(form, ()):
                shared[j] += weight
        total = sum(weights.values())
        near += [(i, j) for j, w in shared.items() if w >= PREFILTER * min(total, weight_b[j])]
    return near


def _share(sheet: Sheet, used: set[int]) -> float:
    return sum(sheet.lines[i].unquoted for i in used) / sheet.size if sheet.size else 0.0
