"""Captions and photo credits inside the running text: told by the credit at their end, or by their own words.

A credit after the last sentence of the article is a sign-off, not a caption. Not here: captions that repeat a sentence
(`repeats`), and lines that pages label as captions (`lines`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from consilience.stages.zones.agencies import alternation, find_bracket_credits, is_credit
from consilience.stages.zones.cues import caption_start, caption_words
from consilience.stages.zones.page import Mark, Page, count_words, is_flat
from consilience.text.sentences import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_CREDITS = 4
"""Credits looked at in one sentence: more are no captions."""

MAX_CAPTION_WORDS = 110
"""A line with a photo credit at its end may hold the caption twice: about fifty words each at most."""

_NAMES = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,4}"
_SLASH_CREDIT = re.compile(
    rf"(?:(?:{alternation()}|Getty(?: Images)?|AP Photo|Pool|Handout|File)\s*/\s*{_NAMES}(?:\s*/\s*{_NAMES}){{0,3}}"
    rf"|{_NAMES}\s*/\s*(?:{alternation()}|Getty(?: Images)?|Pool)(?:\s*/\s*\w[\w ]{{2,30}})?)\W*$"
)
_TEXT_CREDIT = re.compile(r"[(\[]\s*(?:with|source|sources|from|reporting)\b", re.IGNORECASE)
"""A bracket that says where the text is from credits no picture ("(With agencies)")."""

MAX_AFTER = 60
MAX_AFTER_SIGN_OFF = 3
"""Code points and words after a credit at the end of the article, which signs off: page words such as the name of a network."""

_PAST = re.compile(r"\b(?:showed|said)\b")
"""Captions say what a picture shows; a report says what it showed, and what people said."""

_PLACE_BEFORE = re.compile(r"[A-Z]{3,}(?:[ ,]+[A-Z][\w.]+){0,3}\s*")


def mark_captions(page: Page, body_start: int) -> Iterator[Mark]:
    """Marks for captions with their credits, and for credits that stand alone, in order."""
    last = _last_line(page)
    for start, end in page.lines:
        if end <= body_start:
            continue
        if is_flat(page, start, end):
            yield from _mark_in_flat(page, max(start, body_start), end)
        else:
            yield from _mark_line(page, max(start, body_start), end, is_last=start >= last)


def _mark_line(page: Page, start: int, end: int, *, is_last: bool) -> Iterator[Mark]:
    """A line that ends in a photo credit is a caption; the article's last, after a full stop, only signs off."""
    line = page.text[start:end]
    brackets = find_bracket_credits(page.text, start, end)
    at_end = brackets[-1] if brackets and not page.text[brackets[-1][1] : end].strip(" .–—-") else None
    slash = _SLASH_CREDIT.search(line[-90:])
    credit = at_end[0] if at_end else end - len(line[-90:]) + slash.start() if slash else None
    if credit is None:
        words = count_words(line)
        if (
            words <= MAX_CAPTION_WORDS // 2
            and caption_words().search(line)
            and not _PAST.search(line)
            and page.text.count("\n", 0, start)
        ):
            yield Mark(start, end, "caption")
        return
    before = page.text[start:credit].rstrip(" -–—")
    if is_last and ends_sentence(before) and is_credit(page.text[credit:end].strip("()[]. -–—")):
        yield Mark(credit, end, "credit")
    elif count_words(line) <= MAX_CAPTION_WORDS:
        yield Mark(start, end, "caption")
    else:
        yield Mark(credit, end, "credit")


def _mark_in_flat(page: Page, start: int, end: int) -> Iterator[Mark]:
    """In a text without line breaks a caption reaches from the end of the sentence before it to its credit."""
    pieces = [(max(a, start), b) for a, b in page.pieces if a < end and b > start]
    for n, (a, b) in enumerate(pieces):
        for credit in find_bracket_credits(page.text, a, b)[:MAX_CREDITS]:
            if _PLACE_BEFORE.fullmatch(page.text[a : credit[0]]):
                yield Mark(a, credit[1], "dateline")
                continue
            caption = pieces[n - 1][0] if n and not page.text[a : credit[0]].strip() else a
            names_texts = _TEXT_CREDIT.match(page.text, credit[0]) is not None
            after = page.text[credit[1] : end] if end - credit[1] <= MAX_AFTER else ""
            sign_off = names_texts or (end - credit[1] == len(after) and count_words(after) <= MAX_AFTER_SIGN_OFF)
            if sign_off or count_words(page.text[caption : credit[0]]) > MAX_CAPTION_WORDS // 2:
                yield Mark(*credit, "credit")
            else:
                yield Mark(caption, credit[1], "caption")
        if caption_start().match(page.text[a:b]) and not _PAST.search(page.text, a, b):
            yield Mark(a, b, "caption")


def _last_line(page: Page) -> int:
    """Start of the last line that is long enough to be report."""
    return next((start for start, end in reversed(page.lines) if count_words(page.text[start:end]) >= 8), 0)
