"""What each rule of the grammar means: a match becomes a reading, or nothing where it is no time after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.text.dates.calendar_readings import CALENDAR
from consilience.text.dates.day_readings import DAYS
from consilience.text.dates.durations import DURATIONS
from consilience.text.dates.forms import Reading, Vague
from consilience.text.dates.quarters import QUARTERS
from consilience.text.dates.shifted import SHIFTED

if TYPE_CHECKING:
    from collections.abc import Callable

    from consilience.text.dates.grammar import Hit


def read_hit(hit: Hit) -> Reading | None:
    """The reading of a match; `None` if its words make no time."""
    return READERS[hit.rule](hit)


def _vague(hit: Hit) -> Reading | None:
    words = hit.words()
    if hit.after() == "as":
        return None
    if words == "soon" and (hit.before() == "as" or hit.after() == "after"):
        return None
    if words.startswith("these") and not words.endswith("days"):
        return None
    reference = next(name for name in ("present", "past", "future") if name in hit.spans)
    return Reading(kind="date", form=Vague(reference=f"{reference.upper()}_REF"))


READERS: dict[str, Callable[[Hit], Reading | None]] = {
    **CALENDAR,
    **DAYS,
    **DURATIONS,
    **SHIFTED,
    **QUARTERS,
    "vague": _vague,
}
"""The reader of every rule of the grammar, by the rule's name."""
