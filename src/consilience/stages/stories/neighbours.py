"""All pairs of articles that are alike at all. Counting is done on arrays, and only for articles not seen before.

Not here: the likeness of two articles (`nearness`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from consilience.stages.stories.nearness import FLOOR, Edge, likeness

if TYPE_CHECKING:
    from consilience.stages.stories.profiles import Profile

Numbers = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]

DIGITS = 9
"""Cosines are rounded to so many: what terms are summed in which order must not show."""
FEW = 24
"""New articles up to which each is held against all terms of all; for more, lists of who holds a term pay."""


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Pairs of articles, by place (`one` < `other`, in order), with how alike they are."""

    one: Numbers
    other: Numbers
    likeness: Weights

    def __iter__(self) -> Iterator[Edge]:
        """Give them one by one."""
        return zip(self.one.tolist(), self.other.tolist(), self.likeness.tolist(), strict=True)

    def choose(self, mask: npt.NDArray[np.bool_]) -> Edges:
        """Give those that the mask chooses."""
        return Edges(self.one[mask], self.other[mask], self.likeness[mask])


class Neighbours:
    """Remembers which profiles are alike. What it gives hangs on the profiles it is given alone."""

    def __init__(self) -> None:
        """Start with no profile."""
        self._numbers: dict[str, int] = {}
        self._slots: dict[int, int] = {}
        self._profiles: list[Profile] = []
        self._terms: list[Numbers] = []
        self._weights: list[Weights] = []
        self._edges: list[tuple[int, int, float]] = []
        self._idle: set[int] = set()

    def find(self, profiles: Sequence[Profile]) -> Edges:
        """Give each pair of these profiles that is alike at all."""
        self._forget(profiles)
        fresh = [profile for profile in profiles if id(profile) not in self._slots]
        first = len(self._profiles)
        for profile in fresh:
            self._slots[id(profile)] = len(self._profiles)
            self._profiles.append(profile)
            self._terms.append(np.array([self._number(form) for form in profile.terms], dtype=np.int64))
            self._weights.append(np.array(list(profile.terms.values()), dtype=np.float64))
        if fresh:
            self._edges += self._compare(first)
        return self._among(profiles)

    def _number(self, form: str) -> int:
        return self._numbers.setdefault(form, len(self._numbers))

    def _forget(self, profiles: Sequence[Profile]) -> None:
        """Drop the profiles that were not asked for this time nor the time before."""
        now = set(map(id, profiles))
        idle = {key for key in self._slots if key not in now}
        gone, self._idle = idle & self._idle, idle
        if gone:
            kept = [slot for key, slot in self._slots.items() if key not in gone]
            place = {slot: at for at, slot in enumerate(kept)}
            self._profiles = [self._profiles[slot] for slot in kept]
            self._terms, self._weights = [self._terms[slot] for slot in kept], [self._weights[slot] for slot in kept]
            self._slots = {id(profile): at for at, profile in enumerate(self._profiles)}
            self._edges = [(place[a], place[b], s) for a, b, s in self._edges if a in place and b in place]

    def _compare(self, first: int) -> Iterator[Edge]:
        """Pairs of slots of which the later is `first` or after it."""
        sizes = np.array([len(terms) for terms in self._terms], dtype=np.int64)
        owner = np.repeat(np.arange(len(sizes)), sizes)
        terms, weights = np.concatenate(self._terms), np.concatenate(self._weights)
        if len(sizes) - first > FEW:
            order = np.argsort(terms, kind="stable")
            starts = np.searchsorted(terms[order], np.arange(len(self._numbers) + 1))
            owner, weights = owner[order], weights[order]
            rows = (self._by_holders(slot, owner, weights, starts) for slot in range(first, len(sizes)))
        else:
            rows = (self._by_terms(slot, owner, terms, weights) for slot in range(first, len(sizes)))
        for slot, sums in zip(range(first, len(sizes)), rows, strict=True):
            for other in np.flatnonzero(sums[:slot] >= FLOOR).tolist():
                cosine = round(float(sums[other]), DIGITS)
                alike = likeness(self._profiles[other], self._profiles[slot], cosine)
                if alike >= FLOOR:
                    yield other, slot, alike

    def _by_holders(self, slot: int, owner: Numbers, weights: Weights, starts: Numbers) -> Weights:
        terms = self._terms[slot]
        lengths = starts[terms + 1] - starts[terms]
        ends = np.cumsum(lengths)
        at = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts[terms] - (ends - lengths), lengths)
        shared = weights[at] * np.repeat(self._weights[slot], lengths)
        return np.bincount(owner[at], shared, minlength=len(self._terms)).astype(np.float64)

    def _by_terms(self, slot: int, owner: Numbers, terms: Numbers, weights: Weights) -> Weights:
        own = np.zeros(len(self._numbers))
        own[self._terms[slot]] = self._weights[slot]
        return np.bincount(owner, own[terms] * weights, minlength=len(self._terms)).astype(np.float64)

    def _among(self, profiles: Sequence[Profile]) -> Edges:
        place = np.full(len(self._profiles), -1, dtype=np.int64)
        place[[self._slots[id(profile)] for profile in profiles]] = np.arange(len(profiles))
        ends = np.array([(a, b) for a, b, _ in self._edges], dtype=np.int64).reshape(-1, 2)
        one, other = place[ends[:, 0]], place[ends[:, 1]]
        here = (one >= 0) & (other >= 0)
        one, other = np.minimum(one, other)[here], np.maximum(one, other)[here]
        order = np.lexsort((other, one))
        alike = np.array([s for _, _, s in self._edges], dtype=np.float64)[here]
        return Edges(one[order], other[order], alike[order])
