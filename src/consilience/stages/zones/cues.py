"""The cues of `data/lexicons/page-cues.toml` and `agencies.toml` as compiled patterns."""

from __future__ import annotations

import re
from functools import cache

from consilience.stages.zones.agencies import alternation
from consilience.text.lexicons import load_table


@cache
def caption_words() -> re.Pattern[str]:
    """What captions without a credit say of themselves, at their start or anywhere. To be searched."""
    return re.compile(rf"^\W*(?:{_any('caption', 'start')})|{_any('caption', 'anywhere')}", re.IGNORECASE)


@cache
def caption_start() -> re.Pattern[str]:
    """How captions without a credit start. To be matched."""
    return re.compile(rf"\W*(?:{_any('caption', 'start')})", re.IGNORECASE)


@cache
def _page_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:(?P<network>{_any('page', 'networks')})|{_any('page', 'words')})\b|©", re.IGNORECASE)


@cache
def about_words() -> re.Pattern[str]:
    """A sentence that says what an outlet or an author is."""
    linked = r"\b(?:is|was|are|has been|has established) (?:an?|the|itself|one of)\b"
    return re.compile(rf"{linked}[^.!?]{{0,90}}?\b(?:{_any('about', 'nouns')})\b")


@cache
def _praise_words() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any('about', 'praise')})\b", re.IGNORECASE)


@cache
def own_words() -> re.Pattern[str]:
    """An agency whose own text this is: what people told it (group "told"), or its own people ("staff")."""
    names = alternation()
    told = rf"\b(?:{_any('own', 'listener')})\s+(?:the\s+)?(?P<told>{names})(?!\w)"
    staff = rf"(?<![\w@#./-])(?P<staff>{names})(?:['’]s|s)?\s+(?:[a-z-]+\s+){{0,2}}?(?:{_any('own', 'staff')})\b"
    return re.compile(f"{told}|{staff}")


def count_page_words(text: str) -> int:
    """How many different words of page furniture a text has; the names of networks count as one."""
    return len({"" if m["network"] else m.group().casefold() for m in _page_words().finditer(text)})


def count_praise(text: str) -> int:
    """How many different words a text has that notes about outlets and authors use."""
    return len({m.group().casefold() for m in _praise_words().finditer(text)})


def _any(table: str, key: str) -> str:
    return "|".join(load_table("page-cues")[table][key])
