"""The rules of `data/lexicons/time-grammar.toml`, compiled over class characters, and their matches in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

from consilience.text.dates.tokens import Tokens, class_of
from consilience.text.lexicons import load_table

if TYPE_CHECKING:
    from collections.abc import Iterator

_MACRO = re.compile(r"\{(\w+)\}")
_GROUP = re.compile(r"\(\?P<(\w+)>")
_CLASS = re.compile(r"(?<!\?P)<(\w+)>")
MACRO_ROUNDS = 4
"""Macros may use macros, this deep."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched the tokens `first` up to (not including) `last`. `spans`: named groups, as token ranges."""

    rule: str
    first: int
    last: int
    spans: dict[str, tuple[int, int]]
    tokens: Tokens

    def word(self, group: str) -> str:
        """The words of a named group, lower case; "" where it took no part."""
        first, last = self.spans.get(group, (-1, -1))
        return self.tokens.words(first, last)

    def words(self) -> str:
        """All words of the match, lower case."""
        return self.tokens.words(self.first, self.last)

    def before(self, count: int = 1) -> str:
        """The `count` tokens before the match, lower case."""
        return self.tokens.words(max(0, self.first - count), self.first)

    def after(self, count: int = 1) -> str:
        """The `count` tokens after the match, lower case."""
        return self.tokens.words(self.last, min(len(self.tokens.starts), self.last + count))


@cache
def rules() -> tuple[tuple[str, re.Pattern[str], frozenset[str]], ...]:
    """Name, pattern and needed classes of every rule, in the order of the file, which is their rank.

    A rule is tried where at least one of its needed classes stands, or where it needs none.
    """
    table = load_table("time-grammar")
    needs = {name: frozenset(class_of(one) for one in words.split()) for name, words in table["needs"].items()}
    return tuple(
        (name, _compile(rule, table["macros"]), needs.get(name, frozenset())) for name, rule in table["rules"].items()
    )


def match_rules(tokens: Tokens) -> Iterator[Hit]:
    """Every match of every rule: rules in rank order, each rule's matches in text order."""
    present = set(tokens.classes)
    for name, pattern, needs in rules():
        if needs and needs.isdisjoint(present):
            continue
        for m in pattern.finditer(tokens.classes):
            spans = {group.split("__")[0]: m.span(group) for group, found in m.groupdict().items() if found}
            yield Hit(name, m.start(), m.end(), spans, tokens)


def _compile(rule: str, macros: dict[str, str]) -> re.Pattern[str]:
    for _ in range(MACRO_ROUNDS):
        rule = _MACRO.sub(lambda m: macros[m[1]], rule)
    numbers = count()
    named = _GROUP.sub(lambda m: f"(?P<{m[1]}__{next(numbers)}>", rule)
    return re.compile(_CLASS.sub(lambda m: class_of(m[1]), named), re.VERBOSE)
