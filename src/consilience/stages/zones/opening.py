"""What stands before the report: headline, date line, byline, agency, reading time, said in any order and often on one line.

The opening is peeled from the front, one thing at a time, until something is met that is none of these: the report.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from consilience.stages.zones.agencies import agency_forms, alternation
from consilience.stages.zones.page import Mark, Page, is_flat
from consilience.text.days import find_dates
from consilience.text.sentences import ends_sentence
from consilience.text.words import Word, find_words, function_share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.record.text import ZoneKind

MAX_TITLE_WORDS = 30
MAX_STEPS = 12
LOOK_AHEAD = 60
"""Words between the start and the headline that may be names of authors and page words rather than report."""

TITLE_REACH = 450
"""Code points within which a title must end: the longest of 37,000 titles has fewer."""

SHORTEST_TITLE = 12
"""Letters a title needs to be looked for inside a line: shorter ones are met by chance."""

_STRAY = re.compile(r"[\s.,;:|·•>»–—-]*")
_SITE_SUFFIX = re.compile(r"\s+(?:[|»:]|[-–—])\s+[^|»–—-]{2,40}$")
_TEMPLATE = r"(?:date of publication|(?:last |first )?(?:published|posted|updated?|created|issued)(?: date)?)\s*(?:on|at|by)?\s*:?\s*"
_TIME = (
    r"(?:\s*(?:at\s+)?\d{1,2}:?\d{2}(?:\s*(?:[ap]\.?m\.?))?(?:\s*(?:UTC|GMT|KSA|EET|EST|EDT|ET)\b(?:[+-]\d{1,2})?)?)"
)
_PATTERNS: tuple[tuple[ZoneKind, re.Pattern[str]], ...] = (
    ("furniture", re.compile(r"\d{1,3}[ -]min(?:ute)?s?[ -]read\b", re.IGNORECASE)),
    ("furniture", re.compile(r"(?:share|tweet|email|print)(?:[ |/]+(?:share|tweet|post|email|print|on|this|article|facebook|twitter))+\b", re.IGNORECASE)),
    ("furniture", re.compile(r"\(?(?:last )?updated?\W[\d:. ]{4,30}(?:\d{2}\.\d{2}\.\d{4})?\)?", re.IGNORECASE)),
    ("furniture", re.compile(r"Get short URL(?: Topic [^.!?]{1,80}?\(\d{1,6}\))?(?: \d{1,6}\b){0,4}")),
)  # fmt: skip
_PLACE = r"(?P<place>[A-Z][\w.’'-]*(?:[ ,]+(?:[A-Z][\w.’'-]*|al|de|la|el)){0,5})"
_DAY = r"(?:,?\s*\b(?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2})?"
_DATELINE = re.compile(
    rf"(?:{_PLACE},?\s*)?{_DAY}\s*\((?P<by>{alternation()}|[A-Z][A-Z.]{{1,6}})\)\s*(?P<dash>[-–—:]+|(?=[A-Z\"“]))\s*"
)
_CAPITAL_CITY = re.compile(
    r"[A-Z]{3,}(?:[ -][A-Z]{2,}){0,3}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?(?:, [A-Z][a-z]+\.? \d{1,2})?\s*[–—-]+\s*(?=[A-Z\"“‘])"
)
_CITY = re.compile(r"[A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?(?:, [A-Z][\w. ]{2,20})?(?:\s+[–—-]+|[–—-])\s+(?=[A-Z\"“‘])")
_BARE_CITY = re.compile(
    r"[A-Z]{4,}(?: [A-Z]{3,}){0,2}(?: [A-Z][a-z]{3,})? (?=(?:An?|The|At|In|On|More|Some|For|With|As|It|Two|Three) )"
)
_AGENCY = re.compile(rf"(?:{alternation()})(?=[\s,]+(?:[A-Z\"“‘\d]|and\b))")
_BYLINE = re.compile(r"[Bb]y\s+(?=[A-Z])")


class _State(NamedTuple):
    """How far the opening is peeled, and whether the headline was met."""

    at: int
    headline: bool


def mark_opening(page: Page) -> tuple[list[Mark], int]:
    """Marks of the opening in order, and where the report starts."""
    marks: list[Mark] = []
    title = _title_letters(page.title)
    state = _State(0, headline=False)
    for _ in range(MAX_STEPS):
        state = state._replace(at=_STRAY.match(page.text, state.at).end())  # type: ignore[union-attr]
        step = _peel(page, state, title)
        if step is None:
            break
        marks.extend(step)
        headline = state.headline or any(mark.kind == "headline" for mark in step)
        state = _State(step[-1].end, headline=headline)
    return _close_gaps(page.text, marks), state.at


def is_headline_like(page: Page, start: int, end: int) -> bool:
    """Whether a line can be a headline: short, no full stop at its end, more text after it on another line."""
    line = page.text[start:end]
    words = find_words(line)
    after = page.text[end : end + 3]
    goes_on = after.lstrip(" \t")[:1] == "\n" and after.strip()[:1].islower()
    has_stop = line.rstrip("\"'”’)").endswith((".", ":", ",", ";")) and not line.endswith("...")
    return 2 <= len(words) <= MAX_TITLE_WORDS and not has_stop and not goes_on and page.lines[-1][1] > end


def mark_dateline(page: Page, start: int) -> Mark | None:
    """The place and agency before a first sentence ("BEIRUT (Reuters) - "), or `None`."""
    window = page.text[start : start + 140]
    m = _DATELINE.match(window)
    if m and _is_abbreviation_of(m["by"], m["place"] or ""):
        return None
    for found in (m, _CAPITAL_CITY.match(window), _CITY.match(window), _BARE_CITY.match(window)):
        if found and found.end() > 3:
            return Mark(start, start + len(window[: found.end()].rstrip()), "dateline")
    return None


def _is_abbreviation_of(letters: str, words: str) -> bool:
    """Whether a bracket abbreviates the words before it ("Free People's Army (FPA)"), which makes it no dateline."""
    return letters not in agency_forms() and words[:1] == letters[:1]


def _peel(page: Page, state: _State, title: Sequence[str]) -> list[Mark] | None:
    """The next thing of the opening at `state.at`, as marks that end where it ends; `None` if the report is met."""
    at, text = state.at, page.text
    for kind, pattern in _PATTERNS:
        m = pattern.match(text, at)
        if m:
            return [Mark(at, m.end(), kind)]
    return (
        _peel_title(page, state, title)
        or _peel_date(page, at)
        or _peel_byline(page, at)
        or _peel_agency(page, state)
        or _peel_to_title(page, state, title)
        or _peel_first_line(page, state)
    )


def _peel_title(page: Page, state: _State, title: Sequence[str]) -> list[Mark] | None:
    words = find_words(page.text, state.at, state.at + TITLE_REACH)
    for wanted in title:
        last = _match_letters(words, 0, wanted)
        if last is not None:
            end = last.end
            end += len(re.match(r"[.!?)\]\"'”’]*", page.text[end : end + 4]).group())  # type: ignore[union-attr]
            return [Mark(state.at, end, "furniture" if state.headline else "headline")]
    return None


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


def _peel_date(page: Page, at: int) -> list[Mark] | None:
    """A date, with page words before it ("Posted on") and the hour after it."""
    m = re.compile(_TEMPLATE, re.IGNORECASE).match(page.text, at)
    start = m.end() if m else at
    dates = [hit for hit in find_dates(page.text, start, start + 60) if hit.start == start]
    if not dates:
        return None
    end = dates[0].end
    hour = re.compile(_TIME).match(page.text, end)
    end = hour.end() if hour else end
    if not _is_free_date(page.text, end):
        return None
    by = re.compile(r"\s+(?=by [A-Z])").match(page.text, end)
    kind: ZoneKind = "furniture" if m or by else "dateline"
    return [Mark(at, end, kind)]


def _is_free_date(text: str, end: int) -> bool:
    """Whether a date stands by itself: what follows starts anew, so it is not the start of a sentence ("4 May 2017 was")."""
    following = re.compile(r"\s*(?P<next>\S)").match(text, end)
    return following is None or (not (following["next"].islower() and not text.startswith("by ", following.start("next"))
                                     and not text[end : following.start("next")].count("\n")) and following["next"] != ",")  # fmt: skip


def _peel_byline(page: Page, at: int) -> list[Mark] | None:
    m = _BYLINE.match(page.text, at)
    if not m:
        return None
    end = page.text.find("\n", at)
    end = len(page.text) if end < 0 else end
    if end - at <= 120 and not ends_sentence(page.text[at:end]):
        return [Mark(at, end, "byline")]
    title = _find_title(page, m.end(), _title_letters(page.title))
    if title is not None:
        return [Mark(at, title, "byline")]
    name = re.compile(r"(?:[A-Z][\w.’'-]+\s+){1,3}(?=[A-Z\"“]|\d)").match(page.text, m.end())
    return [Mark(at, name.end(), "byline")] if name and is_flat(at, end) else None


def _peel_agency(page: Page, state: _State) -> list[Mark] | None:
    """An agency standing alone after the headline."""
    m = _AGENCY.match(page.text, state.at)
    if not m or not state.headline:
        return None
    return [Mark(state.at, m.end(), "credit")]


def _peel_to_title(page: Page, state: _State, title: Sequence[str]) -> list[Mark] | None:
    """Page words between the start and the headline said again: not a sentence, so not report."""
    found = _find_title(page, state.at, title)
    if found is None:
        return None
    between = page.text[state.at : found]
    words = find_words(between)
    if len(words) > 12 or ends_sentence(between) or function_share(words) > 0.25:
        return None
    return [Mark(state.at, found, "furniture")]


def _peel_first_line(page: Page, state: _State) -> list[Mark] | None:
    """Without a title from metadata: the first line, where it can be a headline; the same line again is furniture."""
    line = next(((start, end) for start, end in page.lines if start == state.at), None)
    if line is None or page.title:
        return None
    if not state.headline:
        return [Mark(*line, "headline")] if is_headline_like(page, *line) else None
    first = page.text[page.lines[0][0] : page.lines[0][1]]
    again = [word.folded for word in find_words(first)] == [
        word.folded for word in find_words(page.text[line[0] : line[1]])
    ]
    return [Mark(*line, "furniture")] if again else None


def _title_letters(title: str | None) -> list[str]:
    """The title's letters, whole and without the names of site and section after it; forms too short to tell are left out."""
    if not title:
        return []
    forms = [title]
    while (shorter := _SITE_SUFFIX.sub("", forms[-1])) != forms[-1]:
        forms.append(shorter)
    letters = ["".join(word.folded for word in find_words(form)) for form in forms]
    return letters[:1] + [form for form in letters[1:] if len(form) >= SHORTEST_TITLE]


def _find_title(page: Page, start: int, title: Sequence[str]) -> int | None:
    """Where the title stands within the next words, not at once; `None` if it does not."""
    words: list[Word] = find_words(page.text, start, start + 2 * TITLE_REACH)
    for wanted in title:
        for i in range(1, min(LOOK_AHEAD, len(words))):
            if len(wanted) >= SHORTEST_TITLE and _match_letters(words, i, wanted):
                return words[i].start
    return None


def _close_gaps(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """Stray punctuation between two things of the opening goes with the one before it."""
    closed: list[Mark] = []
    for mark in marks:
        end = _STRAY.match(text, mark.end).end()  # type: ignore[union-attr]
        closed.append(mark._replace(end=max(mark.end, mark.end + len(text[mark.end : end].rstrip()))))
    return closed
