"""What the articles of a story have in common: the mean of their terms. Not here: what a story is called (`titles`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consilience.stages.stories.profiles import Terms

NOTHING = 1e-9
"""Weights below this are what is left of sums taken back."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Centre:
    """The mean of `size` unit term lists, of unit length again; `length`: of their sum."""

    terms: Terms
    length: float
    size: int

    def without(self, terms: Terms) -> Terms:
        """Give what the others have in common, one of the term lists taken out; nothing where there is no other."""
        if self.size < 2:
            return {}
        rest = {form: weight * self.length - terms.get(form, 0.0) for form, weight in self.terms.items()}
        return _scaled({form: weight for form, weight in rest.items() if weight > NOTHING})[0]


def centre_of(terms: Sequence[Terms]) -> Centre:
    """Give the centre of unit term lists."""
    total: dict[str, float] = {}
    for one in terms:
        for form, weight in one.items():
            total[form] = total.get(form, 0.0) + weight
    scaled, length = _scaled(total)
    return Centre(terms=scaled, length=length, size=len(terms))


def _scaled(total: Terms) -> tuple[Terms, float]:
    length = sum(weight * weight for weight in total.values()) ** 0.5
    return ({form: weight / length for form, weight in total.items()} if length else {}), length
