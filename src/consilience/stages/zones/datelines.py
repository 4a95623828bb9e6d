"""Date lines and place lines: "Posted on 4 May 2017", "14:05 GMT", "BEIRUT (Reuters) - ", "Damascus, SANA-" and the like."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from consilience.stages.zones.agencies import agency_forms, alternation
from consilience.stages.zones.page import Mark, Page
from consilience.text.days import find_dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.record.text import ZoneKind

WINDOW = 140
"""Code points within which a place line must end."""

_ZONE_NAME = r"(?:GMT|UTC|KSA|MSK|[A-Z]{1,4}T|local)\b(?:[+-]\d{1,2}(?::?\d\d)?)?"
_CLOCK = rf"\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?\s*(?:[apAP]\.?[mM]\.?)?\s*(?:\(?{_ZONE_NAME}(?: time)?\)?)?"
_TEMPLATE = (
    r"(?:(?:date of publication|publication date|publish(?:ed)? date|posted in .{1,30}|date"
    r"|(?:first |last |originally )?(?:published|posted|updated?|modified|created|issued|edited|revised))(?: date)?"
    r"\s*(?:on|at|in|by)?\s*[:|-]?\s*)"
)
_WORDS = r"\W|at|on|by|last|updated?|published|modified|posted|[ap]\.?m\.?|GMT|UTC"
_TEMPLATE_START = re.compile(rf"\W*{_TEMPLATE}", re.IGNORECASE)
_REST_OF_LINE = re.compile(rf"(?:{_WORDS}|{_CLOCK}|{_TEMPLATE})*", re.IGNORECASE)
_CLOCK_LINE = re.compile(rf"\W*(?:{_TEMPLATE})?{_CLOCK}\W*", re.IGNORECASE)
_HOUR = re.compile(rf"\s*(?:at\s+)?(?:{_CLOCK}|\d{{4}}(?=\s)(?:\s*{_ZONE_NAME})?)")
_PLACE = r"(?P<place>[A-Z][\w.’'-]*(?:[ ,]+(?:[A-Z][\w.’'-]*|al|de|la|el)){0,5})"
_DAY_MONTH = (
    r"(?:,?\s*\b\d{1,2} (?:Jan|Feb|March|April|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?(?: (?:19|20)\d\d)?)"
)
_DAY = r"(?:,?\s*\b(?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2})?"
TOP_LINES = 16
"""Lines among which a place line is looked for that does not stand at the start of the report."""

MAX_PLACE = 48
_PLACE_LINE = re.compile(r"[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2}, [A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,2}")
_CAPITALS = re.compile(
    rf"[A-Z]{{3,}}(?:[ -][A-Z]{{2,}}){{0,3}}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?{_DAY}\s*[–—-]+\s*(?=[A-Z\"“‘])"
)
_CITY = re.compile(r"[A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?(?:, [A-Z][\w. ]{2,20})?(?:\s+[–—-]+|[–—-])\s+(?=[A-Z\"“‘])")
_BARE_CITY = re.compile(
    r"[A-Z]{4,}(?: [A-Z]{3,}){0,2}(?: [A-Z][a-z]{3,})? (?=(?:An?|The|At|In|On|More|Some|For|With|As|It|Two|Three) )"
)
"""A crawl that lost punctuation leaves "BEIRUT A blast ...": the capitals, then the first word of a sentence."""


_TOWN = re.compile(
    r"(?:[A-Z]{3,}(?:[ -][A-Z]{2,}){0,3}\s?[:—]\s*|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?(?:, [A-Z][\w’'. -]{2,24})?\s?(?:\.-|\.—|—|/)\s+"
    r"|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?, (?:[A-Z][a-z]+ \d{1,2}|\d{1,2} [A-Z][a-z]+),? [A-Z]{3,8} ?[-–—] ?"
    r"|[A-Z]{3,}(?:[ -][A-Z]{2,})?, [A-Z][a-z]+ \d{1,2}\. ?/[^/]{2,30}/\.? ?)(?=[A-Z\"“‘])"
)
"""A town in capitals and a colon or dash, a town and ".-", "Town, April 4, ABC - ", "TOWN, April 4. /Agency/.": the forms of
South Asian, Latin American, Iranian and Caucasian desks."""

_SPEAKER = re.compile(r"^[A-Z][A-Z .'’-]{2,30}:", re.MULTILINE)
"""Capitals and a colon at the start of several lines are the speakers of a transcript, and no town."""

_SMALL_TOWN = re.compile(r"(?P<town>[A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?): (?=[A-Z\"“‘])")

MIN_LEAD = 60
"""Code points of a line that can be a first sentence with a place before it."""


def date_line_kind(line: str) -> ZoneKind | None:
    """The kind of a line that is nothing but a date or an hour: "dateline"; "furniture" with the page's words about it."""
    dates = find_dates(line[:160])
    if not dates:
        return "dateline" if len(line) <= 40 and _CLOCK_LINE.fullmatch(line) else None
    rest = line
    for hit in reversed(dates):
        rest = rest[: hit.start] + " " + rest[hit.end :]
    if len(line) <= 160 and _REST_OF_LINE.fullmatch(rest):
        return "furniture" if is_labelled(line) else "dateline"
    return None


def is_place_line(line: str) -> bool:
    """Whether a line is nothing but a town and what it lies in ("Mopti, Mali")."""
    return len(line) <= MAX_PLACE and _PLACE_LINE.fullmatch(line) is not None


def is_labelled(line: str) -> bool:
    """Whether a line starts with a page's own words about a date ("Published on")."""
    return _TEMPLATE_START.match(line) is not None


def mark_date(text: str, start: int) -> Mark | None:
    """A date at `start`, with the page's words before it and the hour after it, that stands by itself; or `None`."""
    template = _TEMPLATE_START.match(text, start)
    at = template.end() if template else start
    dates = [hit for hit in find_dates(text, at, at + 60) if hit.start == at]
    if not dates:
        return None
    hour = _HOUR.match(text, dates[0].end)
    end = hour.end() if hour else dates[0].end
    following = re.compile(r"\s*").match(text, end)
    next_at = following.end() if following else end
    by = text.startswith("by ", next_at)
    goes_on = text[next_at : next_at + 1].islower() and not by and "\n" not in text[end:next_at]
    if goes_on or text.startswith(",", next_at):
        return None
    return Mark(start, end, "furniture" if template or by else "dateline")


def mark_place(text: str, start: int) -> Mark | None:
    """The place and agency before a first sentence ("BEIRUT (Reuters) - "), or `None`."""
    window = text[start : start + WINDOW]
    credited = _credited_place().match(window)
    if credited and _is_abbreviation_of(credited["by"], credited["place"] or ""):
        return None
    for found in (
        credited,
        _agency_and_dash().match(window),
        _CAPITALS.match(window),
        _CITY.match(window),
        _BARE_CITY.match(window),
    ):
        if found and found.end() > 3:
            return Mark(start, start + len(window[: found.end()].rstrip()), "dateline")
    return None


def mark_lower_place(page: Page, marks: Sequence[Mark]) -> list[Mark]:
    """The place line of a report that stands below a standfirst, a byline or a date; empty where there is none.

    The first of the upper lines that starts so; a town and a colon or full stop only before a sentence.
    """
    taken = {mark.start for mark in marks}
    for start, end in page.lines[:TOP_LINES]:
        if start not in taken and end - start > MIN_LEAD:
            found = mark_place(page.text, start) or _mark_town(page.text, start, end)
            if found:
                return [found]
    return []


def _mark_town(text: str, start: int, end: int) -> Mark | None:
    found = _TOWN.match(text, start, end)
    if found and len(_SPEAKER.findall(text)) > 1:
        return None
    found = found or _said_again(text, start, end)
    return Mark(start, start + len(found.group().rstrip()), "dateline") if found else None


def _said_again(text: str, start: int, end: int) -> re.Match[str] | None:
    """A town in small letters and a colon, where the sentence after it says what happened in that town."""
    found = _SMALL_TOWN.match(text, start, end)
    again = rf"\b(?:in|at|near|outside|of)\b(?:\W+[\w’']+){{0,2}}\W+{re.escape(found['town'])}\b" if found else ""
    return found if found and re.compile(again).search(text, found.end(), end) else None


@cache
def _credited_place() -> re.Pattern[str]:
    by = rf"(?P<by>{alternation()}|[A-Z][A-Z.]{{1,6}})"
    return re.compile(rf"(?:{_PLACE},?\s*)?(?:{_DAY_MONTH}|{_DAY})\s*\({by}\)\s*(?:[-–—:.]+|(?=[A-Z\"“]))\s*")


@cache
def _agency_and_dash() -> re.Pattern[str]:
    return re.compile(rf"(?:[A-Z][\w'’-]+,?\s+){{0,3}}(?:{alternation()})\s*[-–—]+\s*(?=[A-Z\"“])")


def _is_abbreviation_of(letters: str, words: str) -> bool:
    """Whether a bracket abbreviates the words before it ("Free People's Army (FPA)"), which makes it no place line."""
    return letters not in agency_forms() and words[:1] == letters[:1]
