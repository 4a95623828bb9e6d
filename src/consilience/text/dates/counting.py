"""How many of which unit a match counts: shared by durations and by what is counted off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.text.dates import lookup

if TYPE_CHECKING:
    from consilience.text.dates.forms import Grain, Hedge
    from consilience.text.dates.grammar import Hit

_OF_AGE = {"old", "olds", "aged"}


def count_units(hit: Hit) -> tuple[Grain, float | None, float | None] | None:
    """Unit, count and highest count of a match; `None` where its words make none."""
    words = hit.word("unit")
    grain = lookup.grain_of(words)
    count, known = lookup.count_of(hit.word("count"))
    high, _ = lookup.count_of(hit.word("count2")) if "count2" in hit.spans else (None, True)
    if grain is None or not known or _is_age(hit):
        return None
    if words.startswith("fortnight"):
        count, high = (count or 1) * 2, high and high * 2
    return grain, count, high


def read_hedge(hit: Hit) -> Hedge | None:
    """How the count is bounded or blurred ("at least", "or so"); `None` if it is plain."""
    return lookup.hedge_of(hit.word("approx")) or ("about" if "vague" in hit.spans else None)


def _is_age(hit: Hit) -> bool:
    """Words like "12 years old", "12-year-old", "aged 12 months" are ages, not times."""
    after = hit.after(2).split("-")[-1].strip()
    return after.split(" ")[-1] in _OF_AGE or hit.after() in _OF_AGE or hit.before() in {"aged", "age"}
