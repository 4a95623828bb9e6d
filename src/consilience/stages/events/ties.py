"""Days of an event that is told as so long before or after another: "the march began less than a month after they met".

Here: finding the two events and the length between them. Not here: counting it off (`text.dates`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from consilience.record.text import Span
from consilience.stages.events import grammar
from consilience.text.dates import find_times, tied_event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.record.text import Article
    from consilience.stages.events.assembly import Draft
    from consilience.stages.events.view import View
    from consilience.text.dates import TimeExpression

LINKS = frozenset({"after", "before"})


def tie_dates(article: Article, sentence: Span, view: View, drafts: Sequence[Draft]) -> list[Draft]:
    """Give a sentence's drafts in order; one without words of its own for its day takes those that lead to it from another's.

    The other must be dated and stand above it; where its day is only inferred, so is the day counted from it.
    """
    if not any(_link(view, each) is not None for each in drafts):
        return list(drafts)
    lengths = find_times(article.text[sentence.start : sentence.end])
    return [_tie(sentence, view, each, drafts, lengths) for each in drafts]


def _tie(sentence: Span, view: View, each: Draft, drafts: Sequence[Draft], lengths: Sequence[TimeExpression]) -> Draft:
    link, above = _link(view, each), _above(view, each, drafts)
    told = above.when if above is not None else None
    if link is None or above is None or told is None or each.when_span not in (None, above.when_span):
        return each
    at = view.parsed.tokens[link].start - sentence.start
    length = next((one for one in lengths if one.end <= at <= one.end + 1), None)
    when = tied_event(length, told=told) if length is not None else None
    if length is None or when is None:
        return each
    span = Span(article=sentence.article, start=sentence.start + length.start, end=sentence.start + length.end)
    basis = "inferred" if told.basis == "inferred" else when.basis
    return replace(each, when=replace(when, basis=basis), when_span=span)


def _link(view: View, each: Draft) -> int | None:
    """The "after" or "before" that opens an event's clause."""
    marks = grammar.children(view.parsed, each.trigger.predicate, "mark")
    return next((i for i in marks if view.parsed.tokens[i].text.lower() in LINKS), None)


def _above(view: View, each: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The nearest event that an event's clause hangs on."""
    for above in grammar.governors(view.parsed, each.trigger.predicate):
        for other in drafts:
            if other is not each and above in {other.trigger.predicate, *other.trigger.words}:
                return other
    return None
