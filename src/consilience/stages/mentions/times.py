"""Times: the expressions of `text.dates`, resolved with the day of writing, the tense of their clause and what went before.

Not here: the grammar of times (`text.dates`), and which event a time belongs to (`stages.events`).
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from consilience.record.found import TimeMention
from consilience.record.ids import make_id
from consilience.record.text import Article, Layout, Span, When
from consilience.text.dates import Tense, TimeExpression, find_times, guess_tense, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from consilience.ports import Parsed, Token

Scanned = tuple[int, str, tuple[TimeExpression, ...]]
"""A sentence's start, its text, and its time expressions (offsets in that text)."""

FUTURE_MODALS: Final = frozenset({"will", "'ll", "’ll", "shall", "wo"})
LONGEST_CLIMB: Final = 12
"""Steps from a time to its verb; more is a broken parse."""

LOOSEST_ANCHOR_DAYS: Final = 3
"""Days that a publication interval may span and still anchor "Wednesday"; its last day is taken."""


def read_times(
    article: Article, parsed: Parsed, scanned: Iterable[Scanned], *, published: When | None
) -> tuple[TimeMention, ...]:
    """Give the times of the scanned sentences in text order; without `published` relative ones have no days."""
    anchor = find_anchor(published)
    starts = [token.start for token in parsed.tokens]
    found: list[TimeMention] = []
    previous: When | None = None
    for begin, text, expressions in scanned:
        for expression in expressions:
            tense = _find_tense(parsed, starts, begin, text, expression)
            value, when = resolve(expression, anchor=anchor, tense=tense, previous=previous)
            found.append(_seal(article.id, begin, expression, value, when))
            previous = when or previous
    return tuple(found)


def scan(article: Article, layout: Layout) -> list[Scanned]:
    """Find the time expressions of every sentence: where it begins, its text, and what stands in it."""
    texts = [(one.span.start, article.text[one.span.start : one.span.end]) for one in layout.sentences]
    return [(begin, text, find_times(text)) for begin, text in texts]


def find_anchor(published: When | None) -> date | None:
    """The day that relative times count from: the day of publication, or `None` where it is not known well enough."""
    if published is None or (published.latest - published.earliest).days > LOOSEST_ANCHOR_DAYS:
        return None
    return published.latest


def _seal(article: str, begin: int, expression: TimeExpression, value: str, when: When | None) -> TimeMention:
    start, end = begin + expression.start, begin + expression.end
    return TimeMention(
        id=make_id("t", article, start, end),
        span=Span(article=article, start=start, end=end),
        kind=expression.reading.kind,
        value=value,
        when=when,
    )


def _find_tense(parsed: Parsed, starts: list[int], begin: int, text: str, expression: TimeExpression) -> Tense | None:
    """The tense of the verb that a time hangs on; where that verb is not finite, words that point forward decide."""
    verb = _find_verb(parsed, starts, begin + expression.start, begin + expression.end)
    if verb is not None:
        tense = _read_tense(parsed, verb)
        if tense is not None:
            return tense
    return guess_tense(text, expression.start, expression.end)


def _find_verb(parsed: Parsed, starts: list[int], start: int, end: int) -> Token | None:
    """The verb above the time's own words, `None` where there is none."""
    i = bisect_right(starts, start) - 1
    if i < 0:
        return None
    token = parsed.tokens[i]
    for _ in range(LONGEST_CLIMB):
        if token.pos in {"VERB", "AUX"} and not start <= token.start < end:
            return token
        if token.head == token.i:
            return None
        token = parsed.tokens[token.head]
    return None


def _read_tense(parsed: Parsed, verb: Token) -> Tense | None:
    """Tense from the verb's own form and its auxiliaries; `None` for an infinitive and other open forms."""
    helpers = [parsed.tokens[c] for c in parsed.children[verb.i] if parsed.tokens[c].dep in {"aux", "aux:pass", "cop"}]
    if any(one.text.lower() in FUTURE_MODALS for one in helpers):
        return "future"
    if verb.tag == "VBD" or any(one.tag == "VBD" for one in helpers):
        return None if verb.lemma.lower() in SCHEDULING else "past"
    if any(one.tag in {"VBZ", "VBP"} and one.lemma.lower() == "have" for one in helpers):
        return "past"
    return None


SCHEDULING: Final = frozenset({"schedule", "plan", "expect", "due", "set", "slate", "prepare", "intend"})
"""Verbs whose past form speaks of what lies ahead ("was scheduled to meet on Friday")."""
