"""Text as tokens, each with the part it may play in a time expression: one class a token, one character a class.

The grammar is then ordinary regular expressions over the string of class characters (`Tokens.classes`), so that one
linear scan reads a text of any length. Not here: the rules themselves (`grammar`) and what they mean (`readings`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from consilience.text.lexicons import load_table

_TOKEN = re.compile(
    r"""
    \d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z?)?(?!\d)   # 2017-04-04
  | \d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?![\d/])                # 4/4/2017
  | \d{1,2}\.\d{1,2}\.\d{4}(?!\d)                           # 04.04.2017
  | \d{1,2}:\d{2}(?::\d{2})?(?!\d)                          # 10:35
  | \d+/\d+                                                 # 1/2, 24/7
  | \d{3}0s\b                                               # 1980s
  | \d{1,2}(?:st|nd|rd|th)\b                                # 5th
  | \d{1,3}(?:,\d{3})+(?:\.\d+)?                            # 300,000
  | \d+(?:\.\d+)?                                           # 14, 1.3
  | ['’‘`]\d0s\b                                            # '80s
  | ['’‘`]\d\d\b                                            # '99
  | ['’`]s?\b                                               # possessive s, o'clock
  | [AaPp]\.[ ]?[Mm]\b\.?                                   # a.m.
  | not-too-distant\b
  | o['’]clock\b
  | [^\W\d_]+
  | \n[^\S\n]*\n\s*                                         # a blank line
  | [^\w\s]
    """,
    re.VERBOSE,
)
_PUNCTUATION = {
    ",": "comma",
    ".": "period",
    "-": "hyphen",
    "\N{NON-BREAKING HYPHEN}": "hyphen",
    "–": "dash",
    "'s": "poss",
    "’s": "poss",
    "`s": "poss",
}
_DIGITS = (
    ("iso", re.compile(r"\d{4}-\d{2}-\d{2}")),
    ("slashed", re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}$")),
    ("clock", re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d")),
    ("fraction", re.compile(r"[1-9]/\d$")),
    ("decade", re.compile(r"\d{3}0s$")),
    ("ordnum", re.compile(r"(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)$")),
    ("dom", re.compile(r"(?:0?[1-9]|[12]\d|3[01])$")),
    ("year", re.compile(r"(?:1[5-9]\d\d|20\d\d)$")),
    ("int", re.compile(r"\d{1,3}(?:,\d{3}){0,2}$|\d{1,9}$")),
    ("decimal", re.compile(r"[\d,]{1,9}\.\d{1,6}$")),
)
_EXTRA = (
    "other", "brk", "weekday", "weekdayabbr", "weekdays", "month", "monthamb", "monthabbr", "num", "scale", "ord", "holiday",
    "shortyear",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text cut into tokens. `starts[i]`, `ends[i]`: offsets of token i; `classes[i]`: its class character."""

    text: str
    starts: list[int]
    ends: list[int]
    classes: str

    def words(self, first: int, last: int) -> str:
        """The text from token `first` up to (not including) token `last`, lower case; "" for an empty range."""
        return self.text[self.starts[first] : self.ends[last - 1]].lower() if first < last else ""


def read_tokens(text: str) -> Tokens | None:
    """The tokens of a text, or `None` if no word in it can begin or carry a time expression."""
    found = list(_TOKEN.finditer(text))
    table = word_classes()
    other = class_of("other")
    classes = "".join([table.get(m.group()) or _other_class(m.group(), other) for m in found])
    feasts = _holidays().search(text)
    if not feasts and not _core().search(classes):
        return None
    starts = [m.start() for m in found]
    ends = [m.end() for m in found]
    tokens = Tokens(text, starts, ends, classes)
    return _join_holidays(tokens) if feasts else tokens


@cache
def class_names() -> tuple[str, ...]:
    """Names of all classes, in the order of their characters."""
    lexicon = load_table("time-words")["classes"]
    digits = tuple(name for name, _ in _DIGITS)
    return tuple(dict.fromkeys((*_EXTRA, *digits, *_PUNCTUATION.values(), *lexicon)))


@cache
def class_of(name: str) -> str:
    """The character that stands for a class."""
    return chr(0x100 + class_names().index(name))


@cache
def word_classes() -> dict[str, str]:
    """Class character of each word form that has one. A word's spellings with a capital are forms of their own."""
    table = {mark: class_of(name) for mark, name in _PUNCTUATION.items()}
    for name, words in load_table("time-words")["classes"].items():
        _enter(table, words.split(), class_of(name))
    numbers = load_table("number-words")
    _enter(table, numbers["units"], class_of("num"))
    _enter(table, (*numbers["scales"], *numbers["groups"]), class_of("scale"))
    ordinals = numbers["ordinals"]
    _enter(table, [word for word in ordinals if word != "second"], class_of("ord"))
    months, weekdays = load_table("months"), load_table("weekdays")
    _enter(table, months["full"], class_of("month"))
    _enter(table, [f"{month}s" for month in months["full"]], class_of("month"))
    _enter_capital(table, months["ambiguous"], class_of("monthamb"))
    _enter_capital(table, months["short"], class_of("monthabbr"))
    _enter(table, weekdays["full"], class_of("weekday"))
    _enter(table, [f"{day}s" for day in weekdays["full"]], class_of("weekdays"))
    _enter_capital(table, weekdays["short"], class_of("weekdayabbr"))
    for form in ("a.m.", "p.m.", "a.m", "p.m", "A.M.", "P.M.", "a. m.", "p. m.", "A.M", "P.M"):
        table[form] = class_of("ampm")
    return table


def _enter(table: dict[str, str], words: object, mark: str) -> None:
    for word in words:  # type: ignore[attr-defined]
        for form in (word, word.capitalize(), word.upper()):
            table.setdefault(form, mark)


def _enter_capital(table: dict[str, str], words: object, mark: str) -> None:
    for word in words:  # type: ignore[attr-defined]
        for form in (word.capitalize(), word.upper()):
            table.setdefault(form, mark)


def _other_class(token: str, other: str) -> str:
    first = token[0]
    if first.isdigit():
        for name, shape in _DIGITS:
            if shape.match(token):
                return class_of(name)
        return other
    if first in "'’‘`" and len(token) > 2:
        return class_of("decade" if token.endswith("s") else "shortyear")
    return other if first.isalpha() else class_of("brk")


@cache
def _core() -> re.Pattern[str]:
    """Classes that every expression has at least one of."""
    carriers = (
        "weekday weekdayabbr weekdays month monthamb monthabbr iso slashed clock decade shortyear year ampm daily "
        "adverb day weekend weekends unit units seconds quarter quarters period today todays tonight overnight part "
        "parts noon season fall seasons nineties present pastref futureref future past now term oclock"
    )
    return re.compile("[" + "".join(class_of(name) for name in carriers.split()) + "]")


@cache
def _holidays() -> re.Pattern[str]:
    table = load_table("holidays")
    names = [*table["fixed"], *table["easter"], *table["nth"], *table["dated"], *table["moving"]["names"]]
    spelled = [re.escape(name).replace("'", "['’]") for name in sorted(names, key=lambda name: (-len(name), name))]
    return re.compile(r"(?<![\w/])(?:" + "|".join(spelled) + r")(?![\w/])")


def _join_holidays(tokens: Tokens) -> Tokens:
    """The same tokens, with those of a feast's name joined into one."""
    feasts = {m.start(): m.end() for m in _holidays().finditer(tokens.text)}
    starts, ends, classes, inside = [], [], [], 0
    for start, end, mark in zip(tokens.starts, tokens.ends, tokens.classes, strict=True):
        if start < inside:
            continue
        inside = feasts.get(start, 0)
        starts.append(start)
        ends.append(inside or end)
        classes.append(class_of("holiday") if inside else mark)
    return Tokens(tokens.text, starts, ends, "".join(classes))
