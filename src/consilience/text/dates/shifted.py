"""Readings of units counted or shifted from now or from the time last spoken of: "last month", "two days later"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from consilience.text.dates import lookup
from consilience.text.dates.counting import count_units, read_hedge
from consilience.text.dates.forms import Grain, Length, Reading, Relative, Season, Vague, Weekday, Window, YearPart
from consilience.text.lexicons import load_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from consilience.text.dates.grammar import Hit

_STEPS = {"last": -1, "previous": -1, "next": 1, "following": 1, "this": 0, "that": 0}
_AT_HAND = frozenset({"day", "week", "month", "year", "weekend", "quarter", "decade", "century"})


def _ago(hit: Hit) -> Reading | None:
    return _from_anchor(hit, -1)


def _from_now(hit: Hit) -> Reading | None:
    return _from_anchor(hit, 1)


def _from_anchor(hit: Hit, sign: int) -> Reading | None:
    counted = count_units(hit)
    if counted is None:
        return None
    grain, count, _ = counted
    if count is None:
        direction: Literal["past", "future"] = "past" if sign < 0 else "future"
        if grain in {"day", "week", "hour", "minute"}:
            return Reading(kind="date", form=Window(grain=grain, count=None, direction=direction))
        return Reading(kind="date", form=Vague(reference="PAST_REF" if sign < 0 else "FUTURE_REF"))
    return Reading(kind="date", form=Relative(grain=grain, count=sign * count, exact=True), hedge=read_hedge(hit))


def _past(hit: Hit) -> Reading:
    del hit
    return Reading(kind="date", form=Vague(reference="PAST_REF"))


def _relative(hit: Hit) -> Reading | None:
    """Words like "two days later", "a year earlier"; "eight years after the war" is a duration tied to an event."""
    counted = count_units(hit)
    if counted is None:
        return None
    grain, count, _ = counted
    word = hit.word("dir")
    if word in {"before", "after"} and _goes_on(hit):
        return None
    if count is None:
        relation: Literal["before", "after"] = "before" if word in {"before", "earlier"} else "after"
        return Reading(kind="duration", form=Length(grain=grain, count=None, relation=relation))
    sign = -1 if word in {"before", "earlier"} else 1
    return Reading(
        kind="date", form=Relative(grain=grain, count=sign * count, anchored=False, exact=True), hedge=read_hedge(hit)
    )


def _goes_on(hit: Hit) -> bool:
    """Whether a phrase or clause follows in the same breath, so that "before" or "after" governs it."""
    return hit.after()[:1].isalnum() or hit.after()[:1] in {'"', "“", "‘", "'"}


def _the_day_before(hit: Hit) -> Reading | None:
    """Words like "the day before" (what was spoken of), "the day after tomorrow", "the day before last Tuesday"."""
    grain = lookup.grain_of(hit.word("unit")) or ("day" if lookup.part_of(hit.word("unit")) else None)
    sign = -1 if hit.word("dir") in {"before", "earlier"} else 1
    part = lookup.part_of(hit.word("unit"))
    if grain is None:
        return None
    if "deictic" in hit.spans:
        step = {"yesterday": -1, "tomorrow": 1}.get(hit.word("deictic"), 0)
        return Reading(kind="date", form=Relative(grain="day", count=step + sign))
    weekday = lookup.weekday_number(hit.word("wd"))
    if weekday and grain == "day":
        form = Weekday(number=(weekday - 1 + sign) % 7 + 1, shift=lookup.shift_of(hit.word("shift")))
        return Reading(kind="date", form=form)
    if weekday or _goes_on(hit) or not hit.words().startswith("the "):
        return None
    return Reading(kind="time" if part else "date", form=Relative(grain=grain, count=sign, anchored=False), part=part)


def _shifted_unit(hit: Hit) -> Reading | None:
    words, shift = hit.word("unit"), lookup.shift_of(hit.word("shift"))
    edge = lookup.edge_of(hit.word("edge"))
    season = lookup.season_of(words)
    if season:
        return Reading(kind="date", form=Season(name=season, shift=shift), edge=edge)
    grain: Grain | None = "quarter" if words == "period" else lookup.grain_of(words)
    if grain is None or grain not in _AT_HAND or shift is None:
        return None
    if words == "period" and hit.word("shift").split()[-1] not in {"latest", "current"}:
        return None
    if grain == "decade" and shift in {"last", "next"}:
        past = shift == "last"
        return Reading(kind="duration", form=Window(grain=grain, count=1, direction="past" if past else "future"))
    anchored = shift in {"this", "last", "next"}
    if grain == "day" and shift in {"next", "last"}:
        anchored = False
    count = _STEPS[shift] if "latest" not in hit.word("shift") else -1
    return Reading(kind="date", form=Relative(grain=grain, count=count, anchored=anchored), edge=edge)


def _lost_apostrophe(hit: Hit) -> Reading | None:
    """Words like "last weeks talks": a possessive that lost its apostrophe, known by the noun after it."""
    word = hit.after()
    if not word.isalpha() or word in load_words("function-words"):
        return None
    return _shifted_unit(hit)


def _the_unit(hit: Hit) -> Reading | None:
    """Words like "the year", "the week": the one spoken of; "the year ended in June" is a length. Only units that news use so."""
    grain = lookup.grain_of(hit.word("unit"))
    after = hit.after()
    if grain not in {"year", "weekend", "quarter", "week", "month", "day"} or after in {
        "of",
        "when",
        "that",
        "before",
        "after",
    }:
        return None
    edge = lookup.edge_of(hit.word("edge"))
    if grain in {"day", "week", "month"} and edge is None and not hit.words().startswith(("later", "earlier")):
        return None
    if grain == "year" and edge is None and after in {"ended", "ending"}:
        return Reading(kind="duration", form=Length(grain=grain, count=1))
    if grain == "quarter":
        return Reading(kind="date", form=YearPart(grain="quarter", number=None), edge=edge)
    return Reading(kind="date", form=Relative(grain=grain, count=0, anchored=grain != "day"), edge=edge)


SHIFTED: dict[str, Callable[[Hit], Reading | None]] = {
    "ago": _ago,
    "ago_range": _ago,
    "units_ago": _past,
    "from_now": _from_now,
    "relative": _relative,
    "the_day_before": _the_day_before,
    "shifted_unit": _shifted_unit,
    "the_unit": _the_unit,
    "lost_apostrophe": _lost_apostrophe,
    "windows": _past,
}
"""Readers of the rules that this module knows, by the rule's name."""
