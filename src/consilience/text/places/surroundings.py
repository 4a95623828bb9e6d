"""What the words around a place name say about where it lies: "X, west of Y", "X in Y province", "the Z town of X".

Works on the text alone, a short window each side. Not here: what the names mean (`resolution`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from consilience.text.lexicons import load_table

WINDOW = 90
"""Characters read each side of a name: a containment phrase is rarely longer, and the cost stays linear."""

PlaceSort = Literal["town", "region"]
_WORD = re.compile(r"[^\s,()]+|[,()]")
_CAPITAL = re.compile(r"^[A-Z][\w.'’-]*$")
_FIGURE = re.compile(r"^\d+([.,]\d+)?(km|-mile|-kilomet(?:er|re))?$")
_JOINING = frozenset(["of", "and", "al", "el", "de", "la"])
_SENTENCE_END = re.compile(r"[.!?;:]\s+(?=[A-Z\"“])|\n")
_MOST_FILLERS = 9
_LONGEST_NAME = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands beside a place name.

    `around`: names of what may contain it or lie near it, demonyms included ("Texas" for "Paris, Texas"; "Libyan" for
    "the Libyan town of X"). `sort`: what a noun calls it ("the town of X", "X province"), or `None`.
    """

    around: tuple[str, ...] = ()
    sort: PlaceSort | None = None


def read_surroundings(text: str, start: int, end: int) -> Surroundings:
    """Read the words around the name at `text[start:end]`, inside its sentence."""
    before = _SENTENCE_END.split(text[max(0, start - WINDOW) : start])[-1]
    after = _SENTENCE_END.split(text[end : end + WINDOW])[0]
    left = _WORD.findall(before)
    right = _WORD.findall(after.removeprefix("'s").removeprefix("’s"))
    names = [_name_after(right), _name_before(left)]
    return Surroundings(around=tuple(name for name in names if name), sort=_sort(left, right))


def split_sort(name: str) -> tuple[str, PlaceSort | None]:
    """A name without the noun that says what it is, and that noun's sort: "X province" -> ("X", "region").

    Gives ("", None) where the name has no such noun.
    """
    first, _, rest = name.partition(" of ")
    if rest and first.casefold().removeprefix("the ").split()[-1:] and first.casefold().split()[-1] in _nouns():
        return rest, _nouns()[first.casefold().split()[-1]]
    core, _, noun = name.rpartition(" ")
    return (core, _nouns()[noun.casefold()]) if core and noun.casefold() in _nouns() else ("", None)


def _sort(left: list[str], right: list[str]) -> PlaceSort | None:
    """What "the town of X" and "X province" call X; a capitalised noun after the name counts too ("X Governorate")."""
    nouns = _nouns()
    if right and right[0].casefold() in nouns:
        return nouns[right[0].casefold()]
    tail = [word.casefold() for word in left[-3:]]
    while tail and tail[-1] in ("the", "of"):
        tail.pop()
    return nouns.get(tail[-1]) if tail and len(tail) < len(left[-3:]) else None


def _name_after(words: list[str]) -> str | None:
    for at, word in enumerate(words[:_MOST_FILLERS]):
        if _CAPITAL.match(word):
            return " ".join(_run(words[at:])) if at else None
        if word not in ",(" and word.casefold() not in _fillers() and not _FIGURE.match(word):
            return None
    return None


def _name_before(words: list[str]) -> str | None:
    """The nearest name to the left, reached over filler words only ("the Libyan coastal town of")."""
    for back, word in enumerate(reversed(words[-_MOST_FILLERS:])):
        if _CAPITAL.match(word) and word.casefold() not in _fillers():
            at = len(words) - 1 - back
            if not back and not word.endswith(("'s", "’s")):
                return word
            run = _run(words[max(0, at - _LONGEST_NAME + 1) : at + 1][::-1])[::-1]
            return re.sub(r"['’]s$", "", " ".join(run))
        if word == "," or (word.casefold() not in _fillers() and not _FIGURE.match(word)):
            return None
    return None


def _run(words: list[str]) -> list[str]:
    """The capitalised words at the start of a list, joined by small words between two of them."""
    run: list[str] = []
    for word in words[:_LONGEST_NAME]:
        if not (_CAPITAL.match(word) or (run and word in _JOINING)):
            break
        run.append(word)
    while run and run[-1] in _JOINING:
        run.pop()
    return run


@cache
def _fillers() -> frozenset[str]:
    return frozenset(load_table("place-surroundings")["filler"].split())


@cache
def _nouns() -> dict[str, PlaceSort]:
    table = load_table("place-surroundings")
    towns: dict[str, PlaceSort] = dict.fromkeys(table["town"].split(), "town")
    return towns | dict.fromkeys(table["region"].split(), "region")
