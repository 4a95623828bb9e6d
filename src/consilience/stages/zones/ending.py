"""What stands after the report: sign-offs, sources, notes about the outlet or the author, link lists, stray words.

Found from the end backwards, until a sentence of the report is met.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from consilience.stages.zones.agencies import alternation, find_bracket_credits, is_credit
from consilience.stages.zones.cues import about_words, count_page_words, count_praise
from consilience.stages.zones.page import Mark, Page
from consilience.stages.zones.tiling import merge, unmarked
from consilience.text.days import find_dates
from consilience.text.sentences import cut_sentences, ends_sentence
from consilience.text.words import find_words, function_share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.record.text import ZoneKind

MAX_PIECES = 10
"""Sentences looked at from the end: notes about an outlet run to four, blocks of page words to eight."""

PROSE_SHARE = 0.2
"""Function words of a fragment that may still be a sentence of the report whose full stop is lost."""

MAX_ADDRESS = 14
_ADDRESS = re.compile(r"\b(?:you|your|our|us|we)\b", re.IGNORECASE)
"""Words with which a page speaks to its reader, in a sentence of at most so many words."""

_SOURCE = re.compile(
    r"(?:^|(?<=[.!?\"”)] )|(?<=[.!?\"”)]))(?:\(?(?:Sources?|With)\b:? ?[A-Z][^.!?]{1,80}\)?|Read (?:Also|More|Next)\b[^.!?]{0,200}"
    r"|Also (?:Read|See)?\b[^.!?]{0,80}"
    r"|(?:\d{1,5} )?Related:? [A-Z][^.!?]{10,700}|Tags? [A-Z][^.!?]{1,300}|Last [Uu]pdated?\b[^!?]{1,80})\W*$"
)
_BYLINE = re.compile(
    r"(?:^|(?<=[.!?\"”)] )|(?<=[.!?\"”)]))\(?(?:(?:Additional |With )?"
    r"(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompil(?:ed|ation)|[Tt]ranslat(?:ed|ion))(?: and (?:writing|editing))? by\b"
    r"|Compiled from\b)[^!?\n]{2,400}$"
)
_SIGN_OFF = re.compile(
    rf"(?<=[.!?\"”)])\s*[-–—]{{0,3}}\s*(?:{alternation()})(?:\s*(?:[/,&]|and)\s*(?:{alternation()}))*\W*$"
)


def mark_ending(page: Page, marks: Sequence[Mark], body_start: int) -> list[Mark]:
    """Marks for what follows the report, given the marks made so far."""
    found: list[Mark] = []
    for _ in range(MAX_PIECES):
        taken = merge([*marks, *found])
        left = list(_tail_pieces(page, taken, body_start))
        if not left:
            break
        mark = _mark_last(page, left) or (_mark_address(page, left[-1]) if found else None)
        if mark is None:
            break
        found.append(mark)
    return found


def _tail_pieces(page: Page, taken: Sequence[tuple[int, int]], body_start: int) -> list[tuple[int, int]]:
    """The last sentences that no rule has marked yet, in order."""
    stretches = unmarked(max(body_start, len(page.text) - 6000), len(page.text), taken)
    pieces = [piece for start, end in stretches for piece in cut_sentences(page.text, start, end)]
    return [piece for piece in pieces if any(ch.isalnum() for ch in page.text[slice(*piece)])][-MAX_PIECES:]


def _mark_last(page: Page, pieces: Sequence[tuple[int, int]]) -> Mark | None:
    start, end = pieces[-1]
    last = page.text[start:end]
    return (
        _mark_source(last, start, end)
        or _mark_bracket(page, start, end)
        or _mark_fragment(page, pieces)
        or _mark_about(page, pieces)
        or _mark_page_words(last, start, end)
    )


def _mark_source(last: str, start: int, end: int) -> Mark | None:
    """Sources, wire sign-offs and desk credits at the end of the last sentence or as a whole."""
    tests: tuple[tuple[re.Pattern[str], ZoneKind], ...] = (
        (_SOURCE, "credit"),
        (_BYLINE, "byline"),
        (_SIGN_OFF, "credit"),
    )
    for pattern, kind in tests:
        m = pattern.search(last)
        if m and m.end() > m.start():
            is_link = kind == "credit" and last[m.start() :].lstrip("( ").startswith(
                ("Read", "Also", "Tag", "Last", "Relat", *"0123456789")
            )
            return Mark(start + m.start(), end, "furniture" if is_link else kind)
    return None


def _mark_page_words(last: str, start: int, end: int) -> Mark | None:
    """A last sentence with several words of page furniture: subscription boxes, menus, rights."""
    strong = count_page_words(last)
    is_writers = "/" in last and not any(w.folded in {"the", "of", "and", "in", "said"} for w in find_words(last))
    if strong >= 2 or (is_writers and len(last) <= 80):
        return Mark(start, end, "byline" if is_writers and not strong else "furniture")
    return None


def _mark_address(page: Page, piece: tuple[int, int]) -> Mark | None:
    """Before other page furniture: a short sentence in which the page speaks to its reader."""
    last = page.text[slice(*piece)]
    is_address = count_page_words(last) >= 1 and _ADDRESS.search(last) and len(find_words(last)) <= MAX_ADDRESS
    return Mark(*piece, "furniture") if is_address and not re.search(r"[\"“”]", last) else None


def _mark_bracket(page: Page, start: int, end: int) -> Mark | None:
    brackets = find_bracket_credits(page.text, start, end)
    if brackets and not any(ch.isalnum() for ch in page.text[brackets[-1][1] : end]):
        return Mark(brackets[-1][0], end, "credit")
    return None


def _mark_fragment(page: Page, pieces: Sequence[tuple[int, int]]) -> Mark | None:
    """A last fragment without full stop and without the function words of a sentence."""
    start, end = pieces[-1]
    last = page.text[start:end]
    words = find_words(last)
    if len(pieces) < 2 or ends_sentence(last) or len(words) > 80 or last.endswith((":", ",")):
        return None
    if is_credit(last.strip("()[]-–—. ")):
        return Mark(start, end, "credit")
    if find_dates(last) and len(words) <= 12:
        return Mark(start, end, "furniture")
    is_prose = function_share(words) >= PROSE_SHARE and len(words) >= 6
    alone_on_line = page.text[:start].rstrip(" ").endswith("\n")
    if is_prose or (alone_on_line and len(words) >= 6 and function_share(words) > 0.1):
        return None
    return Mark(start, end, _fragment_kind(last, len(words)))


def _fragment_kind(last: str, words: int) -> ZoneKind:
    """Two to four capitalised words are the names of writers ("J. Doe / R. Roe"); the rest is furniture."""
    named = all(part[:1].isupper() for part in re.findall(r"[^\W\d_]+", last))
    return "byline" if named and 2 <= words <= 6 and not re.search(r"\d", last) else "furniture"


def _mark_about(page: Page, pieces: Sequence[tuple[int, int]]) -> Mark | None:
    """Sentences about the outlet or the author: "X is the leading daily newspaper ... Founded in ..."."""
    for n in range(len(pieces) - 1, max(-1, len(pieces) - 5), -1):
        tail = page.text[pieces[n][0] : pieces[-1][1]]
        sentence = page.text[slice(*pieces[n])]
        strength = count_praise(tail) + 2 * sentence.startswith(page.authors)
        if about_words().search(sentence) and strength >= 2 and "said" not in tail:
            return Mark(pieces[n][0], pieces[-1][1], "furniture")
    return None
