"""Finds the time expressions of a text: rules matched, wrong readings refused, the longest of what overlaps kept."""

from __future__ import annotations

from functools import cache

from consilience.text.dates import lookup
from consilience.text.dates.forms import Bound, Reading, TimeExpression
from consilience.text.dates.grammar import Hit, match_rules
from consilience.text.dates.readings import read_hit
from consilience.text.dates.tokens import class_of, read_tokens
from consilience.text.lexicons import load_table

MAX_TEXT = 2_000_000
"""Characters read at most; what follows is left alone."""


def find_times(text: str) -> tuple[TimeExpression, ...]:
    """The time expressions of a text, in text order, none overlapping, not yet resolved.

    `text` is running English, a sentence or more. Ages, scores, resolution numbers, addresses and
    the like are left alone. Texts are read up to `MAX_TEXT` characters. Never raises.
    """
    tokens = read_tokens(text[:MAX_TEXT])
    if tokens is None:
        return ()
    hits = sorted(enumerate(match_rules(tokens)), key=lambda item: (item[1].first, -item[1].last, item[0]))
    found: list[TimeExpression] = []
    for hit, reading in _best([hit for _, hit in hits]):
        found.append(_expression(hit, reading, found[-1] if found else None))
    return tuple(found)


def _best(hits: list[Hit]) -> list[tuple[Hit, Reading]]:
    """Matches that make a time, longer ones before the shorter ones they overlap, back in text order."""
    read = [(hit, reading) for hit in hits if (reading := None if _is_refused(hit) else read_hit(hit)) is not None]
    taken: set[int] = set()
    kept = []
    for hit, reading in sorted(read, key=lambda item: item[0].first - item[0].last):
        places = range(hit.first, hit.last)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append((hit, reading))
    return sorted(kept, key=lambda item: item[0].first)


def _expression(hit: Hit, reading: Reading, last: TimeExpression | None) -> TimeExpression:
    start, end = hit.tokens.starts[hit.first], hit.tokens.ends[hit.last - 1]
    return TimeExpression(
        start=start, end=end, text=hit.tokens.text[start:end], reading=reading, bound=_bound(hit, last)
    )


def _bound(hit: Hit, last: TimeExpression | None) -> Bound | None:
    """The preposition before the match that makes it one end of a time; "to" and "and" only close what "from" opened."""
    before = hit.before()
    if before == "the":
        before = hit.before(2).split()[0]
    if before in {"to", "and"}:
        opened = last is not None and last.bound in {"from", "between"} and _is_next(hit, last)
        return "until" if opened else None
    return lookup.bound_of(before)


def _is_next(hit: Hit, last: TimeExpression) -> bool:
    """Whether nothing but a joining word stands between the last expression and the match."""
    return hit.tokens.starts[hit.first] - last.end <= len(" and the ")


def _is_refused(hit: Hit) -> bool:
    """Whether the words around a match show that it is no time."""
    if hit.rule in {"year", "years", "month_year"} and _is_number(hit):
        return True
    if hit.rule in {"month", "month_day", "day_month", "month_year"} and not _is_month(hit):
        return True
    if hit.rule in {"weekday", "weekday_edge"} and _is_no_weekday(hit):
        return True
    if hit.rule in {"adverb", "deictic", "shifted_part"} and (_is_title(hit) or _begins_title(hit)):
        return True
    return hit.rule == "short_year" and hit.before() not in lookup.setting_words("year")


def _is_title(hit: Hit) -> bool:
    """Whether the words are part of a name ("USA Today", "The Daily Star"): capitals right after a capitalised word."""
    if not hit.first or not hit.tokens.text[hit.tokens.starts[hit.first]].isupper():
        return False
    start, end = hit.tokens.starts[hit.first - 1], hit.tokens.ends[hit.first - 1]
    return hit.tokens.text[start].isupper() and hit.tokens.text[end : end + 1].isspace()


def _begins_title(hit: Hit) -> bool:
    """Whether an adverb is part of a name that it begins ("Daily Show"): a capitalised word follows its own capital."""
    text, starts = hit.tokens.text, hit.tokens.starts
    return (
        hit.rule == "adverb"
        and hit.last < len(starts)
        and text[starts[hit.first]].isupper()
        and text[starts[hit.last]].isupper()
    )


def _is_no_weekday(hit: Hit) -> bool:
    """Whether a weekday's name is an abbreviation with no date ("Sun", "Sat") or a name of its own ("Black Monday")."""
    return class_of("weekdayabbr") in _classes(hit) or hit.before() in lookup.setting_words("named_weekday")


def _classes(hit: Hit) -> str:
    return hit.tokens.classes[hit.first : hit.last]


def _is_number(hit: Hit) -> bool:
    """Whether four digits are a count, a name or a price and no year."""
    if hit.rule == "month_year":
        return False
    before, after = hit.before(), hit.after()
    if len(_classes(hit)) == 1 and (before in _refused_before() or after in _refused_after()):
        return True
    if before not in lookup.setting_words("year") and _last_word(hit.after(2)) in lookup.setting_words("street"):
        return True
    if before in {"$", "£", "€", "#", "/", "+"} or after in {"%", "/", "+", "°"}:
        return True
    year = lookup.year_of(hit.word("year")) or 0
    if hit.rule == "years":
        return not 1000 < year < 2100
    glued = hit.last < len(hit.tokens.starts) and hit.tokens.starts[hit.last] == hit.tokens.ends[hit.last - 1]
    if glued and after in {"-", "–", ":"} and hit.after(2)[-1:].isdigit():
        return True
    if hit.first and hit.tokens.ends[hit.first - 1] == hit.tokens.starts[hit.first] and before in {"-", ":", "."}:
        return before != "-" or hit.before(2)[0].isdigit()
    return not 1900 <= year <= 2050 and before not in lookup.setting_words("year")


def _last_word(words: str) -> str:
    return words.rsplit(maxsplit=1)[-1] if words else ""


def _is_month(hit: Hit) -> bool:
    """Whether a month's name or abbreviation stands for the month and not for a verb, a modal or a person."""
    classes = _classes(hit)
    ambiguous = class_of("monthamb") in classes
    short = class_of("monthabbr") in classes
    if not (ambiguous or short):
        return True
    if "dom" in hit.spans:
        return not (ambiguous and hit.word("dom").isalpha() and "year" not in hit.spans)
    if "year" in hit.spans or "tail" in hit.spans or "edge" in hit.spans:
        return True
    if "shift" in hit.spans and hit.word("shift") in {"this", "last", "next"}:
        return True
    return hit.before() in lookup.setting_words("month") and not _is_name_after(hit)


def _is_name_after(hit: Hit) -> bool:
    """Whether a capitalised word follows, as in a person's name ("for June Baker")."""
    tokens, next_ = hit.tokens, hit.last
    return (
        next_ < len(tokens.starts)
        and tokens.classes[next_] == class_of("other")
        and tokens.text[tokens.starts[next_]].isupper()
    )


@cache
def _refused_before() -> frozenset[str]:
    return frozenset(load_table("time-words")["refusal"]["before"].split())


@cache
def _refused_after() -> frozenset[str]:
    return frozenset(load_table("time-words")["refusal"]["after"].split())
