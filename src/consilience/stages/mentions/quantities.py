"""Quantities: numbers with what they count. "at least 19 civilians were killed", "wounded more than 60", "30 km".

Numbers inside names and times are theirs. Not here: reading numbers (`text.numbers`), what kind a count is (`counts`),
which event a toll belongs to (`stages.events`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from consilience.record.found import Quantity
from consilience.record.ids import make_id
from consilience.record.text import Article, Span
from consilience.stages.mentions.counts import PEOPLE_KINDS, classify, count_words, find_noun
from consilience.text.numbers import NumberExpression, find_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from consilience.ports import Parsed, Token
    from consilience.stages.mentions.drafts import Draft
    from consilience.stages.mentions.times import Scanned

LONGEST_SCOPE: Final = 8
"""Tokens after a counted phrase in which a limit ("in two days", "since 2011") may begin."""

PART_REACH: Final = 40
"""Characters between a count and one that is part of it."""
PART_SCOPES: Final = ("including", "among", "of whom", "of them")

PEOPLE: Final = "people"
"""Unit of a bare number whose verb shows that people are counted ("killed at least 58")."""

Range = tuple[int, int]


def read_quantities(
    article: Article, parsed: Parsed, scanned: Iterable[Scanned], *, names: Sequence[Draft]
) -> tuple[Quantity, ...]:
    """Give the counted phrases of the scanned sentences in text order; numbers inside names and times are left out."""
    starts = [token.start for token in parsed.tokens]
    closed = sorted((one.start, one.end) for one in names)
    found = []
    for begin, text, expressions in scanned:
        limits = [(begin + one.start, begin + one.end) for one in expressions]
        for number in find_numbers(text, times=expressions):
            start, end = begin + number.start, begin + number.end
            first, last = bisect_right(starts, start) - 1, bisect_left(starts, end)
            if 0 <= first < last and not _is_inside(closed, start, end):
                quantity = _read(article, parsed, number, start, (first, last), limits)
                if not _is_pronoun(quantity, number):
                    found.append(quantity)
    return _share_kinds(found)


def _is_pronoun(quantity: Quantity, number: NumberExpression) -> bool:
    """Whether "one" stands for a thing and counts none ("one asked", "a new one"): 37 of 37 read in 200 bulk articles."""
    return quantity.kind == "other" and not quantity.unit and number.text.casefold() == "one"


def _share_kinds(found: list[Quantity]) -> tuple[Quantity, ...]:
    """Give a count that is part of the one before it ("58 killed, including 11 children") the same kind."""
    shared: list[Quantity] = []
    for one in found:
        kind = one.kind
        before = shared[-1] if shared else None
        near = before is not None and one.span.start - before.span.end <= PART_REACH
        if near and before is not None and (one.scope or "").startswith(PART_SCOPES):
            if (kind == "people" or not one.unit) and before.kind in PEOPLE_KINDS:
                kind = before.kind
            elif before.kind == "people" and kind in PEOPLE_KINDS:
                shared[-1] = replace(before, kind=kind)
        shared.append(one if kind == one.kind else replace(one, kind=kind))
    return tuple(shared)


def _is_inside(closed: list[Range], start: int, end: int) -> bool:
    i = bisect_right(closed, (start, end)) - 1
    return i >= 0 and closed[i][1] >= end


def _read(
    article: Article, parsed: Parsed, number: NumberExpression, start: int, place: Range, limits: list[Range]
) -> Quantity:
    first, last = place
    noun = None if number.symbol else find_noun(parsed, first, last)
    kind = {"%": "percent", None: None}.get(number.symbol, "money") or classify(parsed, first, last, noun)
    stop = last if noun is None else noun.i + 1
    end = max(parsed.tokens[stop - 1].end, start + number.end - number.start)
    unit = number.symbol or (noun.text if noun is not None else PEOPLE if kind in PEOPLE_KINDS else "")
    return Quantity(
        id=make_id("q", article.id, start, end),
        span=Span(article=article.id, start=start, end=end),
        kind=kind,
        low=number.low,
        high=number.high,
        unit=unit,
        hedge=number.hedge,
        scope=_find_scope(article.text, parsed, (first, last), stop, limits),
    )


def _find_scope(text: str, parsed: Parsed, number: Range, stop: int, limits: list[Range]) -> str | None:
    """Words that limit what is counted: "including", "more", "in two days", "since 2011", joined by "; "."""
    pieces = [*_read_before(parsed.tokens, number[0]), *_read_after_number(parsed.tokens, number[1])]
    limit = _read_limit(text, parsed, stop, limits)
    return "; ".join([*pieces, *([limit] if limit else [])]) or None


def _read_before(tokens: tuple[Token, ...], first: int) -> list[str]:
    for words in count_words().before:
        window = tokens[max(0, first - len(words)) : first]
        if tuple(t.text.lower() for t in window) == words and window[0].sentence == tokens[first].sentence:
            return [" ".join(words)]
    return []


def _read_after_number(tokens: tuple[Token, ...], last: int) -> list[str]:
    for words in count_words().after:
        if tuple(t.text.lower() for t in tokens[last : last + len(words)]) == words:
            return [" ".join(words)]
    return []


def _read_limit(text: str, parsed: Parsed, stop: int, limits: list[Range]) -> str | None:
    """A limit of time or space shortly after the phrase: a preposition with a time expression, or "across" with a place."""
    tokens = parsed.tokens
    for i in range(stop, min(stop + LONGEST_SCOPE, len(tokens) - 1)):
        token = tokens[i]
        if token.sentence != tokens[stop - 1].sentence or token.text in {",", ";", ".", "and"}:
            return None
        if token.text.lower() in count_words().limits:
            for start, end in limits:
                if 0 <= start - token.end <= 8 and token.text.lower() not in {"within", "across", "throughout"}:
                    return " ".join(text[token.start : end].split())
            if token.text.lower() in {"across", "throughout"}:
                return _read_space(text, parsed, i)
    return None


def _read_space(text: str, parsed: Parsed, i: int) -> str | None:
    for child in (parsed.tokens[i].head,):
        if i < child < i + LONGEST_SCOPE:
            return " ".join(text[parsed.tokens[i].start : parsed.tokens[child].end].split())
    return None
