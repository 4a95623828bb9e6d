"""What stands before the report: headline, date, byline, agency, reading time, in any order and often on one line.

The opening is peeled from the front, one thing at a time, until something is met that is none of these: the report.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from consilience.stages.zones.agencies import alternation
from consilience.stages.zones.datelines import mark_date
from consilience.stages.zones.furniture import is_furniture_line
from consilience.stages.zones.headlines import find_title, is_headline_like, match_title, read_letters
from consilience.stages.zones.page import Mark, is_flat
from consilience.text.lexicons import load_table, load_words
from consilience.text.sentences import ends_sentence
from consilience.text.words import find_words, function_share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.stages.zones.page import Page

MAX_STEPS = 14
"""Things an opening may consist of; a bound."""

MAX_PAGE_WORDS = 12
PROSE_SHARE = 0.25
"""Words that may stand before the headline said again, and their share of function words: above it they are a sentence."""

SAME_TITLE = 0.75
MIN_TITLE = 4
"""Share of a second title's words that are the first's, and how many it has at least."""

_STRAY = re.compile(r"[\s.,;:|·•>»–—-]*")
_BYLINE = re.compile(r"[Bb]y\s+(?=[A-Z])")
_NAMES = re.compile(r"(?:[A-Z][\w.’'-]+\s+){1,3}(?=[A-Z\"“]|\d)")
_LABEL = re.compile(r"\w+(?: \w+)?\s*[:|] ?\w")
_POINTER = re.compile(r"(?:next|previous|also|read|see|related)\b", re.IGNORECASE)
_SITE_NAME = re.compile(r"\s+(?:[|»]|[-–—])\s+(?P<name>(?:The )?[A-ZÀ-Þ][^|»–—-]{2,40})$")
MAX_BYLINE = 120
"""Code points of a line that is a byline as a whole."""


class _Reach(NamedTuple):
    """How far the opening is peeled, and whether the headline was met."""

    at: int
    headline: bool


def mark_opening(page: Page) -> tuple[list[Mark], int]:
    """Marks of the opening in order, and where the report starts."""
    marks: list[Mark] = []
    title = read_letters(page.title)
    reach = _Reach(_skip_stray(page.text, 0), headline=False)
    for _ in range(MAX_STEPS):
        mark = _peel(page, reach, title)
        if mark is None:
            break
        at = _skip_stray(page.text, mark.end)
        stray = page.text[mark.end : at].partition("\n")[0].rstrip() if at != _site_name_at(page) else ""
        marks.append(mark._replace(end=mark.end + len(stray)))
        reach = _Reach(at, headline=reach.headline or mark.kind == "headline")
    return marks, reach.at


def _peel(page: Page, reach: _Reach, title: Sequence[str]) -> Mark | None:
    """The next thing of the opening; `None` if the report is met."""
    at, text = reach.at, page.text
    for pattern in _page_patterns():
        m = pattern.match(text, at)
        if m:
            return Mark(at, m.end(), "furniture")
    end = match_title(text, at, title)
    if end is not None:
        return Mark(at, end, "furniture" if reach.headline else "headline")
    return (
        _mark_furniture_line(page, reach)
        or mark_date(text, at)
        or _mark_byline(page, at, title)
        or _mark_agency(text, reach)
        or _mark_to_title(text, at, title)
        or _mark_site_name(page, at)
        or _mark_first_line(page, reach)
        or _mark_other_title(page, reach)
    )


def _mark_furniture_line(page: Page, reach: _Reach) -> Mark | None:
    """A whole line of the page among the first ones, so that what stands behind it is still the opening.

    Before the headline a label and its words ("Live: ...") may be the headline itself.
    """
    line = next((line for line in page.lines[:MAX_STEPS] if line[0] == reach.at), None)
    if line is None or is_flat(page, *line) or line[1] - line[0] > MAX_BYLINE:
        return None
    if not (reach.headline or page.title) and _LABEL.match(page.text, *line) and not _POINTER.match(page.text, *line):
        return None
    return Mark(*line, "furniture") if is_furniture_line(page.text[slice(*line)]) else None


def _mark_byline(page: Page, at: int, title: Sequence[str]) -> Mark | None:
    m = _BYLINE.match(page.text, at)
    if not m:
        return None
    end = page.text.find("\n", at)
    end = len(page.text) if end < 0 else end
    if end - at <= MAX_BYLINE and not ends_sentence(page.text[at:end]):
        return Mark(at, end, "byline")
    again = find_title(page.text, m.end(), title)
    if again is not None:
        return Mark(at, again, "byline")
    names = _NAMES.match(page.text, m.end())
    return Mark(at, names.end(), "byline") if names and is_flat(page, at, end) else None


def _mark_agency(text: str, reach: _Reach) -> Mark | None:
    """An agency standing alone after the headline."""
    m = _agency_alone().match(text, reach.at)
    return Mark(reach.at, m.end(), "credit") if m and reach.headline else None


def _mark_to_title(text: str, at: int, title: Sequence[str]) -> Mark | None:
    """Page words between the start and the headline said again: not a sentence, so not report."""
    found = find_title(text, at, title)
    if found is None:
        return None
    words = find_words(text, at, found)
    is_report = len(words) > MAX_PAGE_WORDS or ends_sentence(text[at:found]) or function_share(words) > PROSE_SHARE
    return None if is_report else Mark(at, found, "furniture")


def _mark_first_line(page: Page, reach: _Reach) -> Mark | None:
    """Without a title from metadata: the first line, where it can be a headline; the same line again is furniture."""
    line = next(((start, end) for start, end in page.lines[: MAX_STEPS + 2] if start == reach.at), None)
    if line is None or page.title:
        return None
    if not reach.headline:
        return Mark(line[0], _cut_site_name(page, *line), "headline") if is_headline_like(page, *line) else None
    return Mark(*line, "furniture") if _letters(page, line) == _letters(page, page.lines[0]) else None


def _cut_site_name(page: Page, start: int, end: int) -> int:
    """Where a headline line ends without the outlet's name behind a dash or bar."""
    found = _SITE_NAME.search(page.text, start, end)
    return (
        found.start() if found and not frozenset(load_words("outlet-words")).isdisjoint(found["name"].split()) else end
    )


def _mark_site_name(page: Page, at: int) -> Mark | None:
    """What `_cut_site_name` left on the headline's line."""
    if at != _site_name_at(page):
        return None
    start, end = page.lines[0]
    return Mark(_cut_site_name(page, start, end), end, "furniture")


def _site_name_at(page: Page) -> int | None:
    """Where the outlet's name starts on the headline's line; `None` where the title is known or no name stands there."""
    if page.title or not page.lines:
        return None
    start, end = page.lines[0]
    cut = _cut_site_name(page, start, end)
    return _skip_stray(page.text, cut) if cut < end else None


def _mark_other_title(page: Page, reach: _Reach) -> Mark | None:
    """A line right after the headline that says it in other words: most of its words are the headline's."""
    line = next(((start, end) for start, end in page.lines[1:3] if start == reach.at), None)
    if line is None or not reach.headline or not is_headline_like(page, *line):
        return None
    said = {word.folded for word in find_words(page.text, *page.lines[0])}
    words = [word.folded for word in find_words(page.text, *line)]
    again = sum(word in said for word in words)
    return Mark(*line, "furniture") if again >= SAME_TITLE * len(words) and len(words) >= MIN_TITLE else None


def _letters(page: Page, line: tuple[int, int]) -> str:
    return "".join(word.folded for word in find_words(page.text, *line))


def _skip_stray(text: str, at: int) -> int:
    m = _STRAY.match(text, at)
    return m.end() if m else at


@cache
def _page_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form, re.IGNORECASE) for form in load_table("page-cues")["page"]["opening"])


@cache
def _agency_alone() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation()})(?=[\s,]+(?:[A-Z\"“‘\d]|and\b))")
