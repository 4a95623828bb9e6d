"""Which of several texts that share passages stands nearer to their origin: one order for all articles of a group.

Publication day, then sound before garbled, then credited before uncredited, then the more complete. A text garbled by a
rewriting machine cannot be the source of the sound one; the day of an undated text says nothing either way.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from consilience.text.frequency import load
from consilience.text.word_forms import words

if TYPE_CHECKING:
    from collections.abc import Collection

    from consilience.record.found import Reading

GARBLED = 0.8
"""Faults in a hundred words from which a text counts as garbled. See `faults`."""

_ENTITY = re.compile(r"& ?(?:# ?\d{2,4}|amp|quot|nbsp|rsquo) ?;")
_TWICE = re.compile(r"\b([^\W\d_]{2,}(?:-[^\W\d_]+)*) \1\b", re.IGNORECASE)
_MAY_REPEAT = frozenset({"had", "that", "very", "bye", "no"})
_UNKNOWN = re.compile(r"(?<![\w’'.-])[a-z]{5,}(?![\w’'-])")

Rank = tuple[date, bool, bool, int, str]


def rank(readings: Collection[Reading]) -> dict[str, Rank]:
    """Give a sort key per article id, lowest for the text nearest to the origin. Days are compared within `readings`
    only.
    """
    known = [day for r in readings if (day := published(r)) is not None]
    first = min(known, default=date.min)
    return {
        r.article.id: (published(r) or first, faults(r) >= GARBLED, not credited(r), -_size(r), r.article.id)
        for r in readings
    }


def published(reading: Reading) -> date | None:
    """The day a report came out; `None` where it is not known to the day or was only inferred from other reports."""
    when = reading.layout.published or reading.article.published
    return when.earliest if when and when.precision == "day" and when.basis != "inferred" else None


def credited(reading: Reading) -> bool:
    """Whether the article credits an agency outside its running text."""
    return any(not credit.own_words for credit in reading.layout.credits)


def faults(reading: Reading) -> float:
    """Traces of a rewriting machine in a hundred body words: broken entities, words said twice, lower-case
    non-words.
    """
    text = reading.article.text
    body = " ".join(text[s.span.start : s.span.end] for s in reading.layout.sentences if s.zone == "body")
    known = load()
    twice = sum(m.group(1).lower() not in _MAY_REPEAT for m in _TWICE.finditer(body))
    strange = sum(m.group() not in known for m in _UNKNOWN.finditer(body))
    size = max(1, len(body.split()))
    return 100 * (2 * len(_ENTITY.findall(body)) + 2 * twice + strange) / size


def _size(reading: Reading) -> int:
    return sum(
        len(words(reading.article.text, s.span.start, s.span.end)) for s in reading.layout.sentences if s.zone == "body"
    )
