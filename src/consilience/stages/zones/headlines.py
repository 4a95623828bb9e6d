"""Headlines: finding the title that metadata give, however it is punctuated, or telling a first line that can be one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from consilience.text.words import find_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.stages.zones.page import Page
    from consilience.text.words import Word

MAX_WORDS = 30

REACH = 450
"""Code points within which a title must end: the longest of 10,000 bulk titles has 231."""

LOOK_AHEAD = 60
"""Words before a title said again that may be names of authors and page words rather than report."""

SHORTEST = 12
"""Letters a title needs to be looked for inside a line: shorter ones are met by chance."""

_SITE_SUFFIX = re.compile(r"\s+(?:[|»:]|[-–—])\s+[^|»–—-]{2,40}$")
_FIGURE = re.compile(r"^\W*\d[\d.,]*\s+")
"""A figure at the start of a headline is what crawls lose first."""

_BROKEN_ENTITY = re.compile(r"&\s*#?\s*\w{2,6}\s*;\s*$")
_CLOSING = re.compile(r"[.!?)\]\"'”’]{0,4}")


def read_letters(title: str | None) -> tuple[str, ...]:
    """The title's letters: whole, without site and section after it, without a figure before it; empty for no title."""
    if not title:
        return ()
    forms = [title]
    while (shorter := _SITE_SUFFIX.sub("", forms[-1])) != forms[-1]:
        forms.append(shorter)
    forms.append(_FIGURE.sub("", forms[-1]))
    letters = ["".join(word.folded for word in find_words(form)) for form in dict.fromkeys(forms)]
    return tuple(letters[:1] + [form for form in letters[1:] if len(form) >= SHORTEST])


def match_title(text: str, start: int, title: Sequence[str]) -> int | None:
    """Where a title that starts at `start` ends, with its closing marks; `None` if none starts there."""
    words = find_words(text, start, start + REACH)
    for wanted in title:
        last = _match_letters(words, 0, wanted)
        if last is not None:
            closing = _CLOSING.match(text, last.end)
            return closing.end() if closing else last.end
    return None


def find_title(text: str, start: int, title: Sequence[str]) -> int | None:
    """Where a title stands within the next words, but not at once; `None` if it does not."""
    words = find_words(text, start, start + 2 * REACH)
    for wanted in title:
        for i in range(1, min(LOOK_AHEAD, len(words))):
            if len(wanted) >= SHORTEST and _match_letters(words, i, wanted):
                return words[i].start
    return None


def is_headline_like(page: Page, start: int, end: int) -> bool:
    """Whether a line can be a headline: short, no full stop at its end, more text after it on another line."""
    line = page.text[start:end]
    after = page.text[end : end + 3]
    goes_on = after.lstrip(" \t")[:1] == "\n" and after.strip()[:1].islower()
    unquoted = _BROKEN_ENTITY.sub("", line).rstrip("\"'”’)")
    has_stop = unquoted.endswith((".", ":", ",", ";")) and not unquoted.endswith("...")
    return 2 <= len(find_words(line)) <= MAX_WORDS and not has_stop and not goes_on and page.lines[-1][1] > end


def _match_letters(words: Sequence[Word], first: int, wanted: str) -> Word | None:
    """The last of the words from `first` on whose letters together are those wanted, or `None`."""
    rest = wanted
    for word in words[first:]:
        if not rest.startswith(word.folded):
            return None
        rest = rest[len(word.folded) :]
        if not rest:
            return word
    return None
