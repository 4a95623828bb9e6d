"""Readings of durations, of stretches that end or begin now ("the past week"), and of repeated times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from consilience.text.dates import lookup
from consilience.text.dates.counting import count_units, read_hedge
from consilience.text.dates.forms import Grain, Length, Reading, Recurring, Vague, Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from consilience.text.dates.grammar import Hit

_UNIT_LETTERS = {
    "second": "T1S", "minute": "T1M", "hour": "T1H", "day": "1D", "week": "1W", "weekend": "1WE", "month": "1M",
    "quarter": "3M", "year": "1Y", "decade": "10Y", "century": "100Y",
}  # fmt: skip


def _duration(hit: Hit) -> Reading | None:
    counted = count_units(hit)
    if counted is None:
        return None
    grain, count, high = counted
    article_only = hit.word("count") in {"a", "an"}
    if article_only and _is_rate(hit):
        return _as_rate(grain)
    if (article_only and not _lasts(hit)) or _is_fraction(hit):
        return None
    if "half" in hit.spans and count is not None:
        count += 0.5
    relation: Literal["before", "after"] | None = None
    if hit.after() in {"after", "before"}:
        relation = "after" if hit.after() == "after" else "before"
    form = Length(grain=grain, count=count, high=high, relation=relation)
    return Reading(kind="duration", form=form, hedge=read_hedge(hit))


def _is_fraction(hit: Hit) -> bool:
    """Words like "three-quarters", "three quarters of": parts of a whole."""
    return hit.word("unit").startswith("quarter") and (hit.after() == "of" or hit.rule == "duration_hyphen")


def _lasts(hit: Hit) -> bool:
    """Whether "a week" is a length of time and not a rate or a topic ("700 seats a week")."""
    if "approx" in hit.spans or not hit.first or hit.before() in lookup.setting_words("lasting"):
        return True
    return hit.after() in {"after", "before", "or", "of", "on"}


def _is_rate(hit: Hit) -> bool:
    """Words like "100 barrels a day", "twice a week": what stands before is a counted noun or a number of times."""
    return hit.before() in lookup.setting_words("rated")


def _as_rate(grain: Grain) -> Reading:
    return Reading(kind="set", form=Recurring(value="P" + _UNIT_LETTERS[grain]))


def _duration_or(hit: Hit) -> Reading | None:
    """Words like "a year or two", "weeks or months"."""
    grain = lookup.grain_of(hit.word("unit"))
    return Reading(kind="duration", form=Length(grain=grain, count=None)) if grain else None


def _long(hit: Hit) -> Reading | None:
    grain = lookup.grain_of(hit.word("unit"))
    if grain is None or hit.word("long") != "long":
        return None
    count = None if hit.word("unit").endswith("s") or grain == "century" else 1.0
    return Reading(kind="duration", form=Length(grain=grain, count=count))


def _bare_units(hit: Hit) -> Reading | None:
    """Words like "for years", "in weeks", "days after": a plural unit that counts nothing is an open duration."""
    grain = lookup.grain_of(hit.word("unit"))
    relation = hit.after() if hit.after() in {"after", "before"} else None
    if grain is None or not (hit.before() in lookup.setting_words("open") or relation):
        return None
    tied: Literal["before", "after"] | None = None
    if relation:
        tied = "after" if relation == "after" else "before"
    return Reading(kind="duration", form=Length(grain=grain, count=None, relation=tied))


def _window(hit: Hit) -> Reading | None:
    words = hit.word("unit")
    grain = lookup.grain_of(words) or ("year" if lookup.season_of(words) else None)
    count, known = lookup.count_of(hit.word("count")) if "count" in hit.spans else (None, True)
    shift = hit.word("shift").split()[-1]
    if grain is None or not known:
        return None
    if shift in {"these", "those", "early"} or lookup.shift_of(shift) is None:
        return (
            Reading(kind="duration", form=Length(grain=grain, count=count), hedge=read_hedge(hit))
            if shift != "those"
            else None
        )
    if count is None and "count" not in hit.spans and shift == "past":
        return Reading(kind="date", form=Vague(reference="PAST_REF"))
    if shift in {"following", "previous"}:
        return Reading(kind="duration", form=Length(grain=grain, count=count))
    direction: Literal["past", "future"] = "future" if lookup.shift_of(shift) == "next" else "past"
    return Reading(kind="duration", form=Window(grain=grain, count=count, direction=direction), hedge=read_hedge(hit))


def _window_range(hit: Hit) -> Reading | None:
    grain = lookup.grain_of(hit.word("unit"))
    direction: Literal["past", "future"] = "future" if lookup.shift_of(hit.word("shift")) == "next" else "past"
    return Reading(kind="duration", form=Window(grain=grain, count=None, direction=direction)) if grain else None


def _every(hit: Hit) -> Reading | None:
    words, middle = hit.word("unit"), hit.word("ord")
    number, month, season = lookup.weekday_number(words), lookup.month_number(words), lookup.season_of(words)
    if number:
        return Reading(kind="set", form=Recurring(value=f"XXXX-WXX-{number}"))
    if month:
        return Reading(kind="set", form=Recurring(value=f"XXXX-{month:02d}"))
    if season:
        return Reading(kind="set", form=Recurring(value=f"XXXX-{season}"))
    if lookup.part_of(words):
        return Reading(kind="set", form=Recurring(value=f"XXXX-XX-XXT{lookup.part_of(words)}"))
    grain = lookup.grain_of(words)
    count, known = lookup.count_of(middle) if middle else (1.0, True)
    if grain is None or not known or middle in {"one", "single"}:
        return None
    return Reading(kind="set", form=Recurring(value=duration_value(grain, count)))


def _adverb(hit: Hit) -> Reading | None:
    word = hit.word("adverb")
    if word == "nightly":
        return Reading(kind="set", form=Recurring(value="XXXX-XX-XXTNI"))
    grain = lookup.grain_of(word)
    return Reading(kind="set", form=Recurring(value="P" + _UNIT_LETTERS[grain])) if grain else None


def _rate(hit: Hit) -> Reading | None:
    grain = lookup.grain_of(hit.word("unit"))
    return _as_rate(grain) if grain else None


def duration_value(grain: Grain, count: float | None) -> str:
    """The TIMEX3 value of a duration ("PT2H30M", "P8Y", "PXD" where the count is open)."""
    timed = "T" if grain in {"second", "minute", "hour"} else ""
    letter = {"second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y"}
    if grain in {"decade", "century", "quarter", "weekend", "half"}:
        size, letter_, open_ = {
            "decade": (10, "Y", "PXE"), "century": (100, "Y", "PXC"), "quarter": (1, "Q", "PXQ"),
            "weekend": (2, "D", "PXD"), "half": (6, "M", "PXM"),
        }[grain]  # fmt: skip
        return open_ if count is None else f"P{count * size:g}{letter_}"
    if count is None:
        return f"P{timed}X{letter[grain]}"
    smaller = {"year": ("M", 12), "hour": ("M", 60), "minute": ("S", 60)}.get(grain)
    whole, rest = int(count), count - int(count)
    if rest and smaller:
        return f"P{timed}" + (f"{whole}{letter[grain]}" if whole else "") + f"{round(rest * smaller[1])}{smaller[0]}"
    return f"P{timed}{count:.10g}{letter[grain]}"


DURATIONS: dict[str, Callable[[Hit], Reading | None]] = {
    "duration": _duration,
    "duration_hyphen": _duration,
    "duration_range": _duration,
    "duration_or": _duration_or,
    "long": _long,
    "bare_units": _bare_units,
    "window": _window,
    "window_range": _window_range,
    "every": _every,
    "adverb": _adverb,
    "rate": _rate,
}
"""Readers of the rules that this module knows, by the rule's name."""
