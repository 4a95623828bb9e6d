"""Which of several texts that share passages stands nearer to their origin: one order for all articles of a group.

Publication day, then sound before garbled, then credited before uncredited, then the more complete. A text garbled by a
rewriting machine cannot be the source of the sound one; the day of an undated text says nothing either way.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from consilience.ports import NO_MEMORY
from consilience.text.frequency import load

if TYPE_CHECKING:
    from collections.abc import Collection

    from consilience.ports import Memory
    from consilience.record.found import Reading

GARBLED = 0.8
"""Faults in a hundred words from which a text counts as garbled. See `faults`."""

_ENTITY = re.compile(r"& ?(?:# ?\d{2,4}|amp|quot|nbsp|rsquo) ?;")
_TWICE = re.compile(r"\b([^\W\d_]{2,}(?:-[^\W\d_]+)*) \1\b", re.IGNORECASE)
_MAY_REPEAT = frozenset({"had", "that", "very", "bye", "no"})
_UNKNOWN = re.compile(r"(?<![\w’'.-])[a-z]{5,}(?![\w’'-])")

Rank = tuple[date, bool, bool, int, str]


def rank(
    readings: Collection[Reading], links: Collection[tuple[str, str]], *, memory: Memory = NO_MEMORY
) -> dict[str, Rank]:
    """Give a sort key per article id, lowest for the text nearest to the origin.

    `links` are the pairs of articles that share passages: an undated one is taken to be as old as the oldest of its
    partners, so that the other signs decide.
    """
    days = {r.article.id: day for r in readings if (day := published(r)) is not None}
    borrowed: dict[str, date] = {}
    for a, b in links:
        for undated, partner in ((a, b), (b, a)):
            if undated not in days and partner in days:
                borrowed[undated] = min(borrowed.get(undated, date.max), days[partner])
    days = borrowed | days
    signs = {r.article.id: memory.recall("lineage signs", (r,), None, partial(_signs, r)) for r in readings}
    return {article: (days.get(article, date.max), *found, article) for article, found in signs.items()}


def _signs(reading: Reading) -> tuple[bool, bool, int]:
    """What an article itself says of how near it is to the origin."""
    body = _body(reading)
    return faults(body) >= GARBLED, not credited(reading), -len(body.split())


def published(reading: Reading) -> date | None:
    """The day a report came out; `None` where it is not known to the day or was only inferred from other reports."""
    when = reading.layout.published or reading.article.published
    return when.earliest if when and when.precision == "day" and when.basis != "inferred" else None


def credited(reading: Reading) -> bool:
    """Whether the article credits an agency outside its running text."""
    return any(not credit.own_words for credit in reading.layout.credits)


def faults(body: str) -> float:
    """Traces of a rewriting machine in a hundred words: broken entities, words said twice, lower-case non-words."""
    known = load()
    twice = sum(m.group(1).lower() not in _MAY_REPEAT for m in _TWICE.finditer(body))
    strange = sum(m.group() not in known for m in _UNKNOWN.finditer(body))
    return 100 * (2 * len(_ENTITY.findall(body)) + 2 * twice + strange) / max(1, len(body.split()))


def _body(reading: Reading) -> str:
    text = reading.article.text
    return " ".join(text[s.span.start : s.span.end] for s in reading.layout.sentences if s.zone == "body")
