"""Finds counts and amounts in running text: digits and words, with what bounds or blurs them.

"at least 19", "half a dozen", "tens of thousands", "1.3 million", "between 10 and 15", "some 80". Not here: what is
counted (the reader of the sentence knows), and numbers that count nothing: dates, times, durations, ages, ordinals,
scores, and the numbers in names ("Resolution 2118", "T-72").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from consilience.text.dates import find_times
from consilience.text.lexicons import load_table
from consilience.text.numerals import read_cardinal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from consilience.text.dates import TimeExpression

MAX_TEXT = 2_000_000
"""Characters read at most; what follows is left alone."""

_SCALE = r"(?:hundred|thousand|million|billion|trillion|mln|bln|bn|m|k)"
_DIGITS = (
    r"(?P<symbol>[$£€¥]|US\$)?(?<!\d)(?P<digits>(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?:\.\d{1,9})?)(?!\d)"
    rf"(?:(?:\s|-)?(?P<scale>{_SCALE})\b)?(?P<percent>\s?%|\s?(?:percent|per\scent|pct)\b)?(?P<plus>\+)?"
)
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[a-z]+")
_SHORT_SCALES = {"m": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "k": 1e3}
_LEFT_OF_NAME = re.compile(r"[\w/:#@.-]\Z|\d,\Z")
_RIGHT_OF_NAME = re.compile(r"^(?:[\w@/:]|\.\d|,\d|-[A-Z\d])")
_RANGE_JOIN = re.compile(r"\s?(?:-|–|to|or)\s?\Z|\sto\s\Z|\sor\s\Z", re.IGNORECASE)
_AGE_AFTER = re.compile(
    r"^[- ]?(?:years?|yrs?|months?|weeks?|days?|hours?)[- ]olds?\b|^-?year-?olds?\b|^\s?(?:GMT|UTC)\b", re.IGNORECASE
)
_AGE_BEFORE = re.compile(r"\b(?:age|ages|aged)(?: of| between)?(?: \w+ (?:and|to))? \Z", re.IGNORECASE)
_NAME_AGE = re.compile(r"[A-Z][\w'’.-]+, \Z")
_NAME_AGE_BARE = re.compile(r"\b[A-Z][a-z'’-]+ \Z")
_PART_OF_WHOLE = re.compile(
    r"^[- ](?:quarters?|thirds?|hal(?:f|ves)|fifths?|sixths?|eighths?|tenths?)\b", re.IGNORECASE
)
_RATIO = re.compile(
    r"\b(?:one in (?:every )?(?:[a-z]+|\d{1,4})|[2-9] in 10|(?:two|three|four|six|seven|eight|nine) in ten)\b",
    re.IGNORECASE,
)
MAX_NUMERAL = 200
"""Lists count no further."""
RATIO_REACH = 16
"""Characters to each side of a number in which a ratio may begin or end."""
_SPEAKS = re.compile(r"^ (?:said|says|told|added|recalled|explained)\b")
_NAME_WORD = re.compile(r"([^\W\d_]+)\.?(?:[ -]|\s\d+,?(?:\s\d+,?)*(?:\sand)?\s)\Z")
_NUMERAL_BEFORE = re.compile(r"(?:\A|\n|[.!?)\]\"”]\s)\s*\(?\Z")
_NUMERAL_AFTER = re.compile(r"^[.)](?:\s+[A-ZÀ-Þ\"“]|\s*\Z)")
"""The numeral of a list ("12. Idaho: ..."): it opens a line or sentence and a capital follows its full stop."""
_RATE_BEFORE = re.compile(r"\b(?:per|for every|out of every) \Z", re.IGNORECASE)
"""What a rate is reckoned on ("46 per 100,000 people") counts nobody."""
_NUMBER_LIST = re.compile(r"\b([^\W\d_]+)\.?(?:\s\d{1,4},?(?:\sand)?)+\s\Z")
_IDIOM_BEFORE = re.compile(r"\b(?:no|the|any|every|each|which|this|that|another|big|number|hill)[ -]\Z", re.IGNORECASE)
_ONE_AFTER = re.compile(
    r"^(?:-|\s(?:another|of|who|that|day|time|thing|way|point|stage|by|can|could|should|would|may|might|must|has|is|was|as|side|hand)\b"
    r"|['’]s\b|[.,;:!?)]|\Z)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberExpression:
    """A count or amount in a string.

    `start`, `end`: offsets, half open, of the whole phrase with the words that bound it and its symbol ("at least 19",
    "$1.3 million", "5 percent"). `low`, `high`: the bounds it states, both included; equal for a plain number; `None`
    where it leaves that side open ("more than 200": low 200, high None; "dozens": low 24, high None; "up to 20": low
    None, high 20). `hedge`: the words that bound or blur it, lower case ("at least", "about", "or so"), or `None`; a
    number that is only blurred keeps `low == high`. `symbol`: "$", "£", "€", "¥" or "%" where one stands with it.
    """

    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    hedge: str | None = None
    symbol: str | None = None


@dataclass(frozen=True, slots=True)
class _Core:
    """A number without hedges."""

    start: int
    end: int
    low: float
    high: float | None
    symbol: str | None = None
    open_word: str | None = None


def find_numbers(text: str, *, times: Sequence[TimeExpression] | None = None) -> tuple[NumberExpression, ...]:
    """The counts and amounts of a text, in text order, none overlapping.

    `times`: the text's time expressions where they are already known; numbers inside them are theirs. Never raises.
    """
    text = text[:MAX_TEXT]
    if not _DIGIT.search(text) and _number_words().isdisjoint(_LETTERS.findall(text.casefold())):
        return ()
    cores = list(_find_cores(text))
    if not cores:
        return ()
    closed = sorted((time.start, time.end) for time in (find_times(text) if times is None else times))
    counting = [core for core in cores if not _is_inside(core, closed) and not _is_named(core, text)]
    found = (_with_hedge(core, text) for core in _join_ranges(counting, text))
    return tuple(number for number in found if not _may_be_year(number))


def _find_cores(text: str) -> Iterator[_Core]:
    for m in _pattern().finditer(text):
        if m["loose"]:
            words = " ".join(m["loose"].lower().split())
            yield _Core(m.start(), m.end(), float(_loose()[words]), None, None, words)
        elif m["digits"]:
            core = _digits(m, text)
            if core:
                yield core
        else:
            value = read_cardinal(m["words"])
            if value is not None and not (value == 1 and _is_pronoun(m, text)):
                yield _Core(m.start(), m.end(), value, value)


def _digits(m: re.Match[str], text: str) -> _Core | None:
    """A number in digits that stands free of the letters and marks that would make it part of a name or code."""
    if _LEFT_OF_NAME.search(text, max(0, m.start() - 2), m.start()) and not _is_range_left(m, text):
        return None
    if _RIGHT_OF_NAME.match(text[m.end() : m.end() + 2]) and not m["percent"] and not _is_range_right(m, text):
        return None
    value = float(m["digits"].replace(",", ""))
    scale = (m["scale"] or "").lower()
    if scale in {"m", "k"} and not m["symbol"]:
        return _Core(m.start(), m.end("digits"), value, value)
    value *= _SHORT_SCALES.get(scale) or (read_cardinal(scale) or 1.0 if scale else 1.0)
    symbol = "%" if m["percent"] else (m["symbol"] or "")[-1:] or None
    high = None if m["plus"] else value
    return _Core(m.start(), m.end(), value, high, symbol, "+" if m["plus"] else None)


def _is_range_left(m: re.Match[str], text: str) -> bool:
    """Whether the mark before a number is the dash of a range ("10-15 people")."""
    before = re.search(r"(?<![\w.-])(\d{1,6})[-–]\Z", text[max(0, m.start() - 9) : m.start()])
    return before is not None and int(before[1]) < float(m["digits"].replace(",", "")) and not m["symbol"]


def _is_range_right(m: re.Match[str], text: str) -> bool:
    after = re.match(r"[-–](\d{1,6})(?!\d*[-–:/.]\d)\s+[^\W\d_]", text[m.end() : m.end() + 12])
    return after is not None and float(m["digits"].replace(",", "")) < int(after[1])


def _is_pronoun(m: re.Match[str], text: str) -> bool:
    """Whether "one" counts nothing ("no one", "the one", "one of", "one another")."""
    before, after = text[max(0, m.start() - 10) : m.start()], text[m.end() : m.end() + 12]
    return bool(_IDIOM_BEFORE.search(before) or _ONE_AFTER.match(after))


def _is_inside(core: _Core, closed: list[tuple[int, int]]) -> bool:
    """Whether a number belongs to a time expression."""
    i = bisect_right(closed, (core.start, MAX_TEXT)) - 1
    return (i >= 0 and closed[i][1] > core.start) or (i + 1 < len(closed) and closed[i + 1][0] < core.end)


def _is_named(core: _Core, text: str) -> bool:
    """Whether a number is an age, or names a thing instead of counting things."""
    before, after = text[max(0, core.start - 60) : core.start], text[core.end : core.end + 16]
    if _AGE_AFTER.match(after) or _AGE_BEFORE.search(before) or _is_share(core, text):
        return True
    if (
        core.symbol is None
        and core.low < MAX_NUMERAL
        and _NUMERAL_AFTER.match(after)
        and _NUMERAL_BEFORE.search(before)
    ):
        return True
    if _RATE_BEFORE.search(before):
        return True
    if core.symbol is None and core.low < 120 and after[:1] == "," and _NAME_AGE.search(before):
        return True
    if core.low < 120 and _NAME_AGE_BARE.search(before) and _SPEAKS.match(after):
        return True
    listed = _NUMBER_LIST.search(before)
    word = _NAME_WORD.search(before)
    nouns = _name_nouns()
    return any(m is not None and m[1].lower() in nouns for m in (listed, word)) and core.symbol is None


def _is_share(core: _Core, text: str) -> bool:
    """Whether a number is part of a fraction or ratio ("two thirds", "one in five")."""
    if _PART_OF_WHOLE.match(text[core.end : core.end + 12]):
        return True
    around = max(0, core.start - RATIO_REACH)
    ratios = _RATIO.finditer(text, around, core.end + RATIO_REACH)
    return any(m.start() <= core.start and core.end <= m.end() for m in ratios)


def _may_be_year(number: NumberExpression) -> bool:
    """Whether a number that is no date still looks like a year ("2013 Rebels take the town"): it is left alone."""
    bare = number.hedge is None and number.symbol is None and number.text.isdecimal()
    return bare and number.low is not None and 1900 <= number.low < 2050 and number.low % 10 > 0


def _join_ranges(cores: list[_Core], text: str) -> Iterator[_Core]:
    """Numbers with the two ends of a range ("10 to 15", "between 10 and 15") made one."""
    i = 0
    while i < len(cores):
        joined = _range(cores[i], cores[i + 1], text) if i + 1 < len(cores) else None
        yield joined or cores[i]
        i += 2 if joined else 1


def _range(a: _Core, b: _Core, text: str) -> _Core | None:
    if a.high is None or b.high is None or a.open_word or b.open_word:
        return None
    low = a.low * b.high / _bare(b.high) if a.low < _bare(b.high) < b.high else a.low
    between = text[a.end : b.start]
    before = text[max(0, a.start - 9) : a.start].lower()
    if low >= b.high or not (_RANGE_JOIN.fullmatch(between) or (between == " and " and before.endswith("between "))):
        return None
    start = a.start - 8 if before.endswith("between ") else a.start
    return _Core(start, b.end, low, b.high, b.symbol or a.symbol)


def _bare(value: float) -> float:
    """A value without its thousands or millions, so that "10 to 15 million" is read as millions at both ends."""
    for factor in (1e12, 1e9, 1e6, 1e3):
        if value >= factor and value % (factor / 10) == 0:
            return value / factor
    return value


def _with_hedge(core: _Core, text: str) -> NumberExpression:
    before, after = _hedges()
    start, end, low, high, hedge = core.start, core.end, core.low, core.high, core.open_word
    m = before.search(text[max(0, start - 30) : start])
    if m:
        kind, start = m.lastgroup, start - len(m[0])
        low_, high_ = _bounded(kind, low, high)
        hedge = " ".join(m[0].lower().split())
        return _expression(text, start, end, low_, high_, hedge, core.symbol)
    m = after.match(text[end : end + 20])
    if m:
        low_, high_ = _bounded(m.lastgroup, low, high)
        return _expression(text, start, end + len(m[0]), low_, high_, " ".join(m[0].lower().split()), core.symbol)
    return _expression(text, start, end, low, high, hedge, core.symbol)


def _bounded(kind: str | None, low: float, high: float | None) -> tuple[float | None, float | None]:
    if kind == "low":
        return low, None
    if kind == "high":
        return None, high if high is not None else low
    return low, high


def _expression(
    text: str, start: int, end: int, low: float | None, high: float | None, hedge: str | None, symbol: str | None
) -> NumberExpression:
    return NumberExpression(start=start, end=end, text=text[start:end], low=low, high=high, hedge=hedge, symbol=symbol)


@cache
def _pattern() -> re.Pattern[str]:
    """Any number: loose amounts, then digits, then words."""
    table = load_table("number-words")
    loose = "|".join(
        re.escape(key).replace(r"\ ", r"\s+") for key in sorted(_loose(), key=lambda key: (-len(key), key))
    )
    word = "|".join(sorted((*table["units"], *table["scales"], "dozen"), key=lambda key: (-len(key), key)))
    lot = "|".join(sorted((*table["scales"], "dozen")))
    words = rf"(?:half\s+a\s+dozen|(?:an?\s+(?={lot}))?(?:{word})(?:(?:[\s-]|\s+and\s+)(?:{word}))*)"
    return re.compile(rf"\b(?P<loose>{loose})\b(?!-)|{_DIGITS}|\b(?P<words>{words})\b", re.IGNORECASE)


@cache
def _number_words() -> frozenset[str]:
    """A word of each number in words or loose amount, one of which stands in every text with a number but no digit."""
    table = load_table("number-words")
    longest = (max(_LETTERS.findall(key.casefold()), key=len) for key in _loose())
    return frozenset([*table["units"], *table["scales"], "dozen", *longest])


@cache
def _loose() -> dict[str, float]:
    return {key: float(value) for key, value in load_table("number-hedges")["loose"].items()}


@cache
def _name_nouns() -> frozenset[str]:
    return frozenset(load_table("number-hedges")["names"]["nouns"].split())


@cache
def _hedges() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of what stands before and after a number; the matching group's name says how it bounds."""
    table = load_table("number-hedges")

    def spelled(key: str) -> str:
        words = sorted(table[key], key=lambda one: (-len(one), one))
        return "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in words)

    before = rf"\b(?:(?P<low>{spelled('low')})|(?P<high>{spelled('high')})|(?P<about>{spelled('about')}))\s+\Z"
    after = rf"\s+(?:(?P<low>{spelled('after_low')})|(?P<high>{spelled('after_high')})"
    after += rf"|(?P<about>{spelled('after_about')}))\b(?!\s+\w*\d)"
    return re.compile(before, re.IGNORECASE), re.compile(after, re.IGNORECASE)
