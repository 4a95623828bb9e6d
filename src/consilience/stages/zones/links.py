"""Lists of links to other articles, one a line, under a heading that says so ("Most read", "You may also like").

Only texts that kept their line breaks. The heading itself is furniture by `lines`.
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

_NUMBER = re.compile(r"\d{1,2}[.)]?\s*")


def mark_links(page: Page) -> Iterator[Mark]:
    """Marks for the lines under each heading of links, up to the first that is a sentence or too long."""
    lines = page.lines
    for number, (start, end) in enumerate(lines):
        if not _headings().fullmatch(page.text[start:end].strip(" :•·-–—|")):
            continue
        for link in lines[number + 1 : number + 1 + MAX_LINKS]:
            if not _is_link(page, *link):
                break
            yield Mark(*link, "furniture")


def _is_link(page: Page, start: int, end: int) -> bool:
    line = _NUMBER.sub("", page.text[start:end], count=1)
    return count_words(line) <= MAX_WORDS and not ends_sentence(line.rstrip("\"'”’)"))


@cache
def _headings() -> re.Pattern[str]:
    return re.compile("|".join(load_table("furniture")["heading"]["links"]), re.IGNORECASE)
