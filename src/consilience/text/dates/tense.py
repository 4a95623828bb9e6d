"""A guess at the tense around a time expression from its nearest words, for text that has no parse."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from consilience.text.lexicons import load_table

if TYPE_CHECKING:
    from consilience.text.dates.forms import Tense

_CLAUSE_MARK = re.compile(r"[.;:!?—][\s\"”]|[\"“”]|``|''|\b(?:which|who|after|because|when|where|while|but)\b")
_MARK_AFTER = re.compile(
    r"[.;:!?—,][\s\"”]|[\"“”]|``|''|\b(?:which|who|after|because|when|where|while|but|and|that|as)\b"
)
REACH_BEFORE, REACH_AFTER = 100, 25
"""Characters looked at on each side."""


def guess_tense(text: str, start: int, end: int) -> Tense | None:
    """The tense of the clause that the words `text[start:end]` stand in: "future", or `None` for no sign of it.

    Looks between the nearest clause marks for the words of `data/lexicons/tense-words.toml`.
    """
    before = _CLAUSE_MARK.split(text[max(0, start - REACH_BEFORE) : start].lower())[-1]
    after = _MARK_AFTER.split(text[end : end + REACH_AFTER].lower())[0]
    limit, ahead, modal, done = _patterns()
    if limit.search(before):
        return "future"
    if done.search(before) or text[end : end + 2] in {"'s", "’s"}:
        return None
    return "future" if ahead.search(before) or modal.search(before) or modal.search(after) else None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns for limits, plans, modals and plans of the past."""
    table = load_table("tense-words")

    def spelled(key: str) -> str:
        return "|".join(re.escape(word) for word in table[key])

    near = r"\s+(?:(?:on|early|mid|late|in)[\s-]+)*\Z"
    limit = rf"\b(?:{spelled('limits')}){near}"
    plan = rf"\b(?:{spelled('plans')})\s+(?:to|for)\b|\b(?:scheduled|due|expected|planned|set|slated){near}"
    done = rf"\b(?:{spelled('done')})\b|\b(?!{spelled('plans')})(?:said|told|\w+ed){near}"
    modal = rf"(?<![\w’'])(?:{spelled('modals')})\b"
    return re.compile(limit), re.compile(plan), re.compile(modal), re.compile(done)
