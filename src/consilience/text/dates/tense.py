"""A guess at the tense around a time expression from its nearest words, for text that has no parse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from consilience.text.lexicons import load_words

if TYPE_CHECKING:
    from consilience.text.dates.forms import Tense

_WORD = re.compile(r"['’]?[^\W\d_]+(?:['’]t)?|[.;:!?—]")
_TO_VERB = re.compile(r"(?:is|are|was|were|be|set|going|about|ready|prepare[sd]?|preparing)\s+to\s*$")
REACH_BEFORE, REACH_AFTER = 90, 60
"""Characters looked at on each side."""


def guess_tense(text: str, start: int, end: int) -> Tense | None:
    """The tense of the clause that the words `text[start:end]` stand in: "future", or `None` for no sign of it.

    Looks for words that point forward (`data/lexicons/tense-words.txt`) between the nearest clause marks.
    """
    before = _last_clause(text[max(0, start - REACH_BEFORE) : start].lower())
    after = _first_clause(text[end : end + REACH_AFTER].lower())
    cues = frozenset(load_words("tense-words"))
    nearby = [*_WORD.findall(before)[-9:], *_WORD.findall(after)[:5]]
    return "future" if any(word in cues for word in nearby) else None


def _last_clause(text: str) -> str:
    return re.split(r"[.;:!?—]\s|[\"“”]", text)[-1]


def _first_clause(text: str) -> str:
    return re.split(r"[.;:!?—,]\s|[\"“”]", text)[0]
