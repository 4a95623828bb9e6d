"""Read articles recast as others: other words and names of the same length in the same places, other ids.

So that thirty thousand analysed articles can be had from a thousand: each recasting is a batch of stories that shares nothing
with the others but the common words of news. Offsets stay, since every word is replaced by one as long; so the words that were
found in an article are found in its recasting. What is lost: a place keeps no place on the map, a name no known body.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from functools import cache
from typing import Any

import msgspec

from consilience.record.found import Reading
from consilience.text.frequency import common, load

WORD = re.compile(r"[^\W\d_]{4,}")
ID = re.compile(r"[a-z][0-9a-f]{16}")


def recast(reading: Reading, number: int) -> Reading:
    """Give the reading as the `number`-th other article; number 0 is the reading itself."""
    if not number:
        return reading
    found: Reading = msgspec.convert(_walk(msgspec.to_builtins(reading), number, reading.article.id, {}), Reading)
    return found


def _walk(value: Any, number: int, article: str, known: dict[str, str]) -> Any:
    """The value recast; equal words as one object, as in a reading that was read."""
    if isinstance(value, dict):
        return {k: v if k in OWN_WORDS else _walk(v, number, article, known) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_walk(inner, number, article, known) for inner in value]
    if not isinstance(value, str):
        return value
    if value not in known:
        is_id = value == article or ID.fullmatch(value)
        known[value] = f"{value}-{number}" if is_id else WORD.sub(lambda match: _other(match[0], number), value)
    return known[value]


OWN_WORDS = frozenset({
    "kind", "form", "type", "mode", "cameo", "actuality", "control", "direction", "stance", "basis", "precision", "language",
    "zone", "value", "why", "code", "hedge", "earliest", "latest", "agency",
})  # fmt: skip
"""Fields that hold the record's own vocabulary, not the article's words."""


def _other(word: str, number: int) -> str:
    """The word that stands for this one in a recasting: common words and words in capitals stay."""
    form = word.lower()
    if form in common() or word.isupper():
        return word
    swapped = _swaps(number).get(form)
    if swapped is None:
        swapped = "".join(_letters(number).get(letter, letter) for letter in form)
    return swapped.capitalize() if word[0].isupper() else swapped


@cache
def _swaps(number: int) -> dict[str, str]:
    """Each word of the background table to another as long and about as rare."""
    classes: dict[tuple[int, int], list[str]] = defaultdict(list)
    for form, rarity in load().items():
        if form.isalpha() and form not in common():
            classes[len(form), int(rarity)].append(form)
    draw = random.Random(number)
    swaps: dict[str, str] = {}
    for members in classes.values():
        shuffled = draw.sample(members, len(members))
        swaps |= dict(zip(members, shuffled, strict=True))
    return swaps


@cache
def _letters(number: int) -> dict[str, str]:
    """Vowels to vowels and consonants to consonants, so that names can still be said."""
    draw = random.Random(number)
    table: dict[str, str] = {}
    for letters in ("aeiou", "bcdfghjklmnpqrstvwxz"):
        table |= dict(zip(letters, draw.sample(letters, len(letters)), strict=True))
    return table
