"""Lines that are not report: share bars, links, rights, bylines, credits, corrections, page controls.

Whole lines, by the patterns of `data/lexicons/furniture.toml`; and phrases that stand anywhere. Only for texts that kept
their line breaks; what stands inside a flat text is found by `opening`, `captions`, `tags` and `ending`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from consilience.stages.zones.agencies import is_credit
from consilience.stages.zones.cues import about_words, count_page_words, count_praise
from consilience.stages.zones.datelines import date_line_kind, is_labelled, is_place_line
from consilience.stages.zones.furniture import find_line_kind
from consilience.stages.zones.page import Mark, Page, is_flat
from consilience.text.days import find_dates
from consilience.text.lexicons import load_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consilience.record.text import ZoneKind

MAX_LINE = 640
"""Longer lines are paragraphs: the longest furniture line of 1,668 bulk articles has 342 code points."""

TOP_LINES = 14
"""A line of nothing but a date is the article's date line among the first lines; further down it heads a chronology."""

CAPITAL_WORDS = 5
"""A line of so many words in capitals inside the report is a link to another article; cross-heads are shorter."""

MAX_DATE = 40
MAX_DATES = 3
"""More lines of nothing but a date (each below so many code points) make a chronology: they date what follows them."""

PAGE_WORDS = 3
"""Different words of page furniture that make a line furniture.
Of 70 lines of 1,668 bulk articles that have three, 40 were read: all furniture."""

TOP_NAMES = 3
"""A line of two or three capitalised words among the first lines is a writer's name; further down it is a cross-head."""

_NAME = re.compile(r"[A-ZÀ-Þ][\w.’'-]+(?: (?:[A-Z]\.|[A-ZÀ-Þ][\w.’'-]+|al|de|van|von)){1,3}")

_NAME_LINE = re.compile(rf"{_NAME.pattern}(?:(?: in| [·|•]) [A-ZÀ-Þ][\w.’'-]+(?: [A-ZÀ-Þ][\w.’'-]+){{0,3}})?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_STAMP_SIGN = re.compile(r"[|·•/]|\d[:.]\d\d(?!\d)|[Uu]pdated?|[Pp]ublished|[Pp]osted")
_STAMP_WORD = frozenset(
    "by on at in and am pm a p m last min read update updated published posted modified".split()  # noqa: SIM905
)
MAX_STAMP = 110
"""A line of names, a year and a bar or an hour ("J. Doe | Updated: July 2, 2024 18:37 IST") says when and by whom."""


def mark_lines(page: Page) -> Iterator[Mark]:
    """Marks for lines that match a pattern as a whole, in order."""
    is_chronology = (
        sum(date_line_kind(page.text[a:b]) == "dateline" for a, b in page.lines if b - a <= MAX_DATE) > MAX_DATES
    )
    kind: ZoneKind | None = None
    for number, (start, end) in enumerate(page.lines):
        if end - start <= MAX_LINE and not is_flat(page, start, end):
            before, kind = kind, _kind_of_line(page.text[start:end], number)
            if kind is None and before in {"byline", "dateline"} and number <= TOP_LINES:
                kind = "dateline" if is_place_line(page.text[start:end]) else None
            if kind == "dateline" and is_chronology and find_dates(page.text, start, end):
                continue
            if kind:
                yield Mark(start, end, kind)
            elif page.text[start:end] in page.authors or (
                0 < number <= TOP_NAMES and _NAME_LINE.fullmatch(page.text, start, end)
            ):
                yield Mark(start, end, "byline")
            elif page.outlet and page.text[start:end].casefold() == page.outlet.casefold():
                yield Mark(start, end, "furniture")


def mark_phrases(page: Page) -> Iterator[Mark]:
    """Marks for furniture phrases wherever they stand, in order."""
    present = [phrase for phrase in _phrases() if phrase.search(page.text)]
    for start, end in page.lines if present else ():
        for phrase in present:
            for m in phrase.finditer(page.text, start, end):
                yield Mark(m.start(), m.end(), "furniture")


def _kind_of_line(line: str, number: int) -> ZoneKind | None:
    formed = find_line_kind(line)
    if formed:
        return formed
    if number < TOP_LINES and _is_stamp(line):
        return "furniture"
    if _is_page_talk(line) or (number > TOP_NAMES and line.isupper() and line.count(" ") >= CAPITAL_WORDS - 1):
        return "furniture"
    if len(line) <= 120 and is_credit(line.strip("()[]-–—. ")):
        return "credit"
    return date_line_kind(line) if number < TOP_LINES or is_labelled(line) else None


def _is_stamp(line: str) -> bool:
    """Whether a line is the day of publication with an hour, a bar or the page's words, and names beside it."""
    if len(line) > MAX_STAMP or not (_YEAR.search(line) and _STAMP_SIGN.search(line)):
        return False
    words = re.findall(r"[^\W\d_]+", line)
    return all(word[0].isupper() or word in _STAMP_WORD for word in words)


def _is_page_talk(line: str) -> bool:
    """Whether a line speaks of the page or the outlet: subscriptions, rights, what the outlet is."""
    words = count_page_words(line)
    return words >= PAGE_WORDS or (words >= 1 and about_words().search(line) is not None and count_praise(line) >= 2)


@cache
def _phrases() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form) for form in load_table("furniture")["phrase"]["furniture"])
