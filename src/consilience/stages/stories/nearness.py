"""How alike two articles are: cosine of their terms, less where they happen in different places or long apart.

Not here: which articles are held against each other (`neighbours`), which make a story (`agglomeration`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consilience.stages.stories.profiles import Profile, Terms

FLOOR = 0.06
"""Pairs below this are not kept: among 300,000 pairs of unrelated ECB+ articles 99% lie under it."""
PLACE_MASS = 30.0
"""Weight of places in an article from which they count in full, about four namings of a town at its top: a spokesman's
statement happens nowhere."""
PLACES_MET = 0.5
"""Overlap of places from which they are the same. Reports of one matter share .4 to .9, look-alikes .1 to .3."""
PLACE_FACTOR = 0.0
"""What is left of the likeness of two articles that name places enough and have none in common."""
DAYS_FREE = 30
"""Real stories run for weeks; likeness falls off only beyond this many days, by half with every `DAYS_HALF`."""
DAYS_HALF = 40.0
"""Of 804 reports on seven years of one war, 64 of one town fell into one story where it is 120, 21 at most here; as many reports of
one day and place stay together."""

Edge = tuple[int, int, float]


def likeness(a: Profile, b: Profile, cosine: float) -> float:
    """Give how alike two articles are, 0..1, from the cosine of their terms."""
    return cosine * place_factor(a.places, b.places) * _time_factor(a, b)


def cosine(a: Terms, b: Terms) -> float:
    """The cosine of two weighted term lists of unit length."""
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return sum(weight * large[form] for form, weight in small.items() if form in large)


def place_factor(a: Terms, b: Terms) -> float:
    """What is left of the likeness of two articles, 0..1, for where they happen: all of it where their places meet."""
    mass_a, mass_b = sum(a.values()), sum(b.values())
    if not mass_a or not mass_b:
        return 1.0
    met = sum(min(weight / mass_a, b[key] / mass_b) for key, weight in a.items() if key in b)
    apart = (1 - PLACE_FACTOR) * (1 - min(1.0, met / PLACES_MET))
    return 1 - apart * min(1.0, mass_a / PLACE_MASS, mass_b / PLACE_MASS)


def _time_factor(a: Profile, b: Profile) -> float:
    if a.day is None or b.day is None:
        return 1.0
    beyond = max(0, abs((a.day - b.day).days) - DAYS_FREE)
    return float(0.5 ** (beyond / DAYS_HALF))
