"""Captions and photo credits inside the running text: told by the credit at their end, or by their own words.

A credit after the last sentence of the article is a sign-off, not a caption. Not here: captions that repeat a sentence
(`repeats`), and lines that pages label as captions (`lines`).
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
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
MAX_SLASH = 90
"""Code points within which a credit with a slash stands at the end of a line."""

_NAMED_OUTLET = re.compile(rf"[(\[]\s*{_NAMES}\s*/\s*{_NAMES}\s*[)\]]\W*$")
"""A photographer and an outlet that no list knows, in brackets at the end of a line: "[Jane Roe/Harbour Post]"."""

_AFTER_CREDIT = re.compile(r"\W*(?:More)?\W*")
_TEXT_CREDIT = re.compile(r"[(\[]\s*(?:with|source|sources|from|reporting)\b", re.IGNORECASE)
"""A bracket that says where the text is from credits no picture ("(With agencies)")."""

MAX_AFTER = 60
MAX_AFTER_SIGN_OFF = 3
"""Code points and words after a credit at the end of the article, which signs off: page words such as the name of a network."""

_PAST = re.compile(r"\b(?:showed|said)\b")
"""Captions say what a picture shows; a report says what it showed, and what people said."""

MAX_ABOVE = 12
"""Lines from the start among which a caption stands above its credit."""

_CREDIT_LINE = re.compile(
    r"\W{0,3}(?:photo|picture|image|photograph)s?(?: credits?| by)?\s*[:|] ?.{2,80}|©.{2,60}", re.IGNORECASE
)
_ANY_PAST = re.compile(r"\b(?:was|were|had|has|have|said|told|did|[a-z]{3,}ed)\b")
"""What a report has and a caption in the present tense has not; a participle costs a caption, never a sentence."""

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
            at = max(start, body_start)
            yield from (_mark_sign_off(page, at, end) if start >= last else ()) or _mark_line(page, at, end)
    yield from _mark_above_credits(page)


def _mark_above_credits(page: Page) -> Iterator[Mark]:
    """A line in the present tense above a line that is nothing but a photo credit."""
    for (start, end), below in pairwise(page.lines[:MAX_ABOVE]):
        line, credit = page.text[start:end], page.text[slice(*below)]
        is_named = line.rstrip(" .").endswith(f". {credit}")
        if start == page.lines[0][0] or not (is_named or _CREDIT_LINE.fullmatch(credit)):
            continue
        if not _ANY_PAST.search(line) and 5 <= count_words(line) <= MAX_CAPTION_WORDS // 2:
            yield Mark(start, end, "caption")
            if is_named:
                yield Mark(*below, "credit")


def _mark_sign_off(page: Page, start: int, end: int) -> list[Mark]:
    """A credit behind the full stop of the article's last line; empty if there is none."""
    credit = _find_credit(page, start, end)
    if credit is None or not ends_sentence(page.text[start:credit].rstrip(" -–—")):
        return []
    return [Mark(credit, end, "credit")] if is_credit(page.text[credit:end].strip("()[]. -–—")) else []


def _mark_line(page: Page, start: int, end: int) -> list[Mark]:
    """A line that ends in a photo credit is a caption, and so is one that says so of itself."""
    words = count_words(page.text[start:end])
    credit = _find_credit(page, start, end)
    if credit is not None:
        return [Mark(start, end, "caption") if words <= MAX_CAPTION_WORDS else Mark(credit, end, "credit")]
    line = page.text[start:end]
    is_caption = words <= MAX_CAPTION_WORDS // 2 and caption_words().search(line) and not _PAST.search(line)
    return [Mark(start, end, "caption")] if is_caption and start > page.lines[0][0] else []


def _find_credit(page: Page, start: int, end: int) -> int | None:
    """Where the photo credit at the end of a line starts; `None` without one."""
    brackets = find_bracket_credits(page.text, start, end)
    if brackets and _AFTER_CREDIT.fullmatch(page.text, brackets[-1][1], end):
        return brackets[-1][0]
    bar = _bar_credit().search(page.text, start, end)
    slash = _slash_credit().search(page.text, max(start, end - MAX_SLASH), end)
    named = _NAMED_OUTLET.search(page.text, max(start, end - MAX_SLASH), end)
    tail = _tail_credit().search(page.text, max(start, end - MAX_SLASH), end)
    return next((found.start() for found in (bar, slash, named, tail) if found), None)


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


@cache
def _slash_credit() -> re.Pattern[str]:
    """A credit with a slash at the end of a line: "Jane Roe/Agency", "Agency/Jane Roe", "Jane Roe / Agency / Archive"."""
    agency = rf"(?:{alternation()}|Getty(?: Images)?|AP Photo|Pool|Handout|File)"
    by_agency = rf"{agency}\s*/\s*{_NAMES}(?:\s*/\s*{_NAMES}){{0,3}}"
    return re.compile(rf"(?:{by_agency}|{_NAMES}\s*/\s*{agency}(?:\s*/\s*\w[\w ]{{2,30}})?)\W*$")


@cache
def _bar_credit() -> re.Pattern[str]:
    """A credit behind a bar: "... at the bridge. | Agency Photo", with or without the headline after it."""
    return re.compile(rf"\|\s*(?:AP Photo|Getty(?: Images)?|{alternation()}|{_NAMES}\s*/\s*[A-Z]{{3,20}})(?!\w)")


@cache
def _tail_credit() -> re.Pattern[str]:
    """A credit behind the full stop of a caption: "... Photo: Jane Roe", "...(Supplied: Brigade)", "...—Blue Ribbon",
    "... © Jane Roe, ANP", "...Credit: UKNIP", "... (Brigade/Telegram)".
    """
    picture = r"(?:archive |file |stock )?(?:photo|picture|image|photograph|pic|credit|supplied|source)s?"
    word = rf"(?i:{picture}(?: credit| by| courtesy(?: of)?)?)"
    named = r"[A-ZÀ-Þ][^\n.!?]{1,60}"
    network = r"(?:Telegram|Facebook|Twitter|X|Instagram|WhatsApp|YouTube|VK|Handout|Supplied)"
    return re.compile(
        rf"(?<=[\w.!?\"”’)])(?:\s+{word}\s*[:|]\s*{named}|(?:Credit|Image|Photo)\s?:\s*{named}|\s*[(\[]{word}\s*[:|]?\s*{named}[)\]]"
        rf"|(?<=[.!?])\s?[—–]\s?{_NAMES}|\s*©\s*{named}|\s*[(\[][^()\[\]\n]{{2,60}}/\s?{network}[)\]])\.?\s*$"
    )


def _last_line(page: Page) -> int:
    """Start of the last line that is long enough to be report."""
    return next((start for start, end in reversed(page.lines) if count_words(page.text[start:end]) >= 8), 0)
