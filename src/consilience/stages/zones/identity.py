"""Title, outlet and day of publication from the article's own words, where metadata do not state them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from consilience.text.days import find_dates, on_day
from consilience.text.lexicons import load_words
from consilience.text.outlets import read_domain, read_handle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.record.text import When, Zone

_LINK_LINE = re.compile(
    r"\b(?:link|source|url|via|original|permalink|published (?:at|on))\b\s*:?\s*(?P<url>(?:https?://|www\.)\S{3,200})",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"\bfollow us\b[^@\n]{0,60}(?P<handle>@\w{2,30})", re.IGNORECASE)
_SOURCE = re.compile(r"\(?\bSource:\s*(?P<name>[A-Z][^.:;()\n]{2,60}?)\s*(?:\)|$|\n)")
_POSTED_BY = re.compile(r"\b(?:posted|published)\b[^\n]{0,60}?\bby\s+(?P<name>[A-Z][^\n]{2,60})", re.IGNORECASE)
_YEARS = r"(?:(?:19|20)\d\d)?[\s,–-]*(?:(?:19|20)\d\d)?"
_RIGHTS = re.compile(rf"(?:©|\(c\)|copyright)\s*(?:©\s*)?{_YEARS}\s*(?:by )?(?P<name>(?:The )?[A-Z][\w&' -]{{2,40}})")
_OPENING = 12
"""Zones from the start among which the article's own date stands."""


def read_title(text: str, zones: Sequence[Zone]) -> str | None:
    """The first headline zone as one line; `None` where the text has none."""
    for zone in zones:
        if zone.kind == "headline":
            return " ".join(text[zone.span.start : zone.span.end].split()).strip() or None
    return None


def read_published(text: str, zones: Sequence[Zone]) -> When | None:
    """The day stated in a date line at the start, or in a line of publication at the end; `None` where there is none."""
    opening = [zone for zone in zones[:_OPENING] if zone.kind in {"dateline", "furniture", "byline"}]
    closing = [zone for zone in zones[-3:] if zone.kind in {"dateline", "furniture"}]
    labelled = re.compile(r"publish|posted|updated|issued|date", re.IGNORECASE)
    for zone in [*opening, *closing]:
        words = text[zone.span.start : zone.span.end]
        if zone in opening or labelled.search(words):
            dates = find_dates(words[:300])
            if dates and (zone.kind != "furniture" or labelled.search(words) or len(words) < 60):
                return on_day(dates[0].day)
    return None


def read_outlet(text: str, zones: Sequence[Zone]) -> str | None:
    """The outlet named by a link line, a share handle, a source credit or a rights line; `None` where none names it."""
    aside = _aside(text, zones)
    for words in aside:
        named = _from_link(words) or _from_handle(words) or _from_posted(words)
        if named:
            return named
    for words in reversed(aside):
        m = _SOURCE.search(words) or _RIGHTS.search(words)
        if m and _is_outlet(m["name"]):
            return " ".join(m["name"].split())
    return None


def _aside(text: str, zones: Sequence[Zone]) -> list[str]:
    """The words of furniture, credits and bylines; a byline together with the furniture before it ("Posted on ... by")."""
    words: list[str] = []
    for n, zone in enumerate(zones):
        if zone.kind in {"furniture", "credit", "byline"}:
            joined = zone.kind == "byline" and n > 0 and zones[n - 1].kind == "furniture"
            words.append(text[(zones[n - 1] if joined else zone).span.start : zone.span.end])
    return words


def _from_link(words: str) -> str | None:
    m = _LINK_LINE.search(words)
    return read_domain(m["url"]) if m else None


def _from_handle(words: str) -> str | None:
    m = _HANDLE.search(words)
    return read_handle(m["handle"]) if m else None


def _from_posted(words: str) -> str | None:
    m = _POSTED_BY.search(words)
    return " ".join(m["name"].split()) if m and _is_outlet(m["name"]) else None


def _is_outlet(name: str) -> bool:
    """Whether a name has a word that outlets have and people have not."""
    return any(word in _outlet_words() for word in re.findall(r"\w+", name))


@cache
def _outlet_words() -> frozenset[str]:
    return frozenset(load_words("outlet-words"))
