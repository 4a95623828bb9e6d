"""Readings of counted and shifted units: durations, "two days ago", "last month", "the past week", sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from consilience.text.dates import lookup
from consilience.text.dates.forms import (
    Grain,
    Length,
    Reading,
    Recurring,
    Relative,
    Season,
    Vague,
    Weekday,
    Window,
    YearPart,
)
from consilience.text.lexicons import load_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from consilience.text.dates.grammar import Hit

_STEPS = {"last": -1, "previous": -1, "next": 1, "following": 1, "this": 0, "that": 0}
_UNIT_LETTERS = {
    "second": "T1S", "minute": "T1M", "hour": "T1H", "day": "1D", "week": "1W", "weekend": "1WE", "month": "1M",
    "quarter": "3M", "year": "1Y", "decade": "10Y", "century": "100Y",
}  # fmt: skip
_OF_AGE = {"old", "olds", "aged"}
_AT_HAND = frozenset({"day", "week", "month", "year", "weekend", "quarter", "decade", "century"})


def _counted(hit: Hit) -> tuple[Grain, float | None, float | None] | None:
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


def _is_age(hit: Hit) -> bool:
    """Words like "12 years old", "12-year-old", "aged 12 months" are ages, not times."""
    after = hit.after(2).split("-")[-1].strip()
    return after.split(" ")[-1] in _OF_AGE or hit.after() in _OF_AGE or hit.before() in {"aged", "age"}


def _duration(hit: Hit) -> Reading | None:
    counted = _counted(hit)
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
    return Reading(kind="duration", form=form, hedge=_hedge(hit))


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


def _hedge(hit: Hit) -> Literal["about", "more", "less"] | None:
    return lookup.hedge_of(hit.word("approx")) or ("about" if "vague" in hit.spans else None)


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


def _ago(hit: Hit) -> Reading | None:
    return _from_anchor(hit, -1)


def _from_now(hit: Hit) -> Reading | None:
    return _from_anchor(hit, 1)


def _from_anchor(hit: Hit, sign: int) -> Reading | None:
    counted = _counted(hit)
    if counted is None:
        return None
    grain, count, _ = counted
    if count is None:
        direction: Literal["past", "future"] = "past" if sign < 0 else "future"
        if grain in {"day", "week", "hour", "minute"}:
            return Reading(kind="date", form=Window(grain=grain, count=None, direction=direction))
        return Reading(kind="date", form=Vague(reference="PAST_REF" if sign < 0 else "FUTURE_REF"))
    return Reading(kind="date", form=Relative(grain=grain, count=sign * count, exact=True), hedge=_hedge(hit))


def _relative(hit: Hit) -> Reading | None:
    """Words like "two days later", "a year earlier"; "eight years after the war" is a duration tied to an event."""
    counted = _counted(hit)
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
        kind="date", form=Relative(grain=grain, count=sign * count, anchored=False, exact=True), hedge=_hedge(hit)
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
    """Words like "the year", "the week": the one spoken of. Only the units that news use so."""
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
    if grain == "quarter":
        return Reading(kind="date", form=YearPart(grain="quarter", number=None), edge=edge)
    return Reading(kind="date", form=Relative(grain=grain, count=0, anchored=grain != "day"), edge=edge)


def _window(hit: Hit) -> Reading | None:
    words = hit.word("unit")
    grain = lookup.grain_of(words) or ("year" if lookup.season_of(words) else None)
    count, known = lookup.count_of(hit.word("count")) if "count" in hit.spans else (None, True)
    shift = hit.word("shift").split()[-1]
    if grain is None or not known:
        return None
    if shift in {"these", "those", "early"} or lookup.shift_of(shift) is None:
        return (
            Reading(kind="duration", form=Length(grain=grain, count=count), hedge=_hedge(hit))
            if shift != "those"
            else None
        )
    if count is None and "count" not in hit.spans and shift == "past":
        return Reading(kind="date", form=Vague(reference="PAST_REF"))
    if shift in {"following", "previous"}:
        return Reading(kind="duration", form=Length(grain=grain, count=count))
    direction: Literal["past", "future"] = "future" if lookup.shift_of(shift) == "next" else "past"
    return Reading(kind="duration", form=Window(grain=grain, count=count, direction=direction), hedge=_hedge(hit))


def _past(hit: Hit) -> Reading:
    del hit
    return Reading(kind="date", form=Vague(reference="PAST_REF"))


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
            "decade": (10, "Y", "PXE"), "century": (100, "Y", "PXC"), "quarter": (3, "M", "PXQ"),
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


COUNTED: dict[str, Callable[[Hit], Reading | None]] = {
    "duration": _duration, "duration_hyphen": _duration, "duration_range": _duration, "duration_or": _duration_or,
    "long": _long, "bare_units": _bare_units, "ago": _ago, "ago_range": _ago, "units_ago": _past,
    "from_now": _from_now,
    "relative": _relative, "the_day_before": _the_day_before, "shifted_unit": _shifted_unit, "the_unit": _the_unit,
    "lost_apostrophe": _lost_apostrophe, "window": _window, "windows": _past, "window_range": _window_range,
    "every": _every, "adverb": _adverb, "rate": _rate,
}  # fmt: skip
"""Readers of the rules that this module knows, by the rule's name."""
