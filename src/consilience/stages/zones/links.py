"""Lists of links to other articles, one a line, under a heading that says so ("Most read", "You may also like"), and
what readers wrote below the report.

Only texts that kept their line breaks.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from consilience.stages.zones.page import Mark, Page, count_words
from consilience.text.lexicons import load_table
from consilience.text.sentences import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LINKS = 12
"""Links under one heading; longer lists of bulk articles are menus, which hold no sentence anyway."""

MAX_WORDS = 24
"""Words of a link: headlines have 30 at most, and those of more than 24 are rare enough to be left."""

MIN_BEFORE = 2
"""Sentences above a heading of comments that stands below a report; above it the same words are a counter or a button."""

_NUMBER = re.compile(r"\d{1,2}[.)]?\s*")


def mark_links(page: Page) -> Iterator[Mark]:
    """Marks for each heading of links and the lines under it, up to the first that is a sentence or too long."""
    lines = page.lines
    for number, (start, end) in enumerate(lines):
        if not _headings().fullmatch(page.text[start:end].strip(" :•·-–—|")):
            continue
        yield Mark(start, end, "furniture")
        for link in lines[number + 1 : number + 1 + MAX_LINKS]:
            if not _is_link(page, *link):
                break
            yield Mark(*link, "furniture")


def mark_comments(page: Page, body_start: int) -> Iterator[Mark]:
    """Marks for all lines from the heading of the readers' comments to the end, where a sentence stands before it."""
    seen = 0
    for number, (start, end) in enumerate(page.lines):
        line = page.text[start:end].strip(" :•·-–—|")
        if seen >= MIN_BEFORE and _comments().fullmatch(line):
            yield from (Mark(*one, "furniture") for one in page.lines[number:])
            return
        seen += start >= body_start and ends_sentence(line)


def _is_link(page: Page, start: int, end: int) -> bool:
    line = _NUMBER.sub("", page.text[start:end], count=1)
    return count_words(line) <= MAX_WORDS and not ends_sentence(line.rstrip("\"'”’)?"))


@cache
def _headings() -> re.Pattern[str]:
    return re.compile("|".join(load_table("furniture")["heading"]["links"]), re.IGNORECASE)


@cache
def _comments() -> re.Pattern[str]:
    return re.compile("|".join(load_table("furniture")["heading"]["comments"]), re.IGNORECASE)
