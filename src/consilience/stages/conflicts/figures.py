"""The figures of a statement: what each counts, and what befell or was done by those counted.

Not here: what two figures are to each other (`tallies`), what a figure can mean (`values`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from consilience.record.found import Quantity, QuantityKind
from consilience.stages.conflicts.deeds import Token, counted_deeds
from consilience.text.lexicons import load_table
from consilience.text.word_forms import fold

PART_AFTER = re.compile(r"\W*(?:\w+ ){0,4}(?:was|were|are) among\b|\W*of (?:them|whom)\b")
PART_BEFORE = re.compile(
    r"\b(?:including|among them|of whom)\W[\w\s,]{0,40}$"
    r"|\b(?:another|a further|separately|as well as|among the dead (?:was|were)|the deaths? of)\W+(?:\w+ ){0,2}$",
    re.IGNORECASE,
)
"""Words around a figure that make it a part of another one, or one beside it."""

PART_WITHIN = re.compile(r" of (?:the|them|those|whom)\b")
"""The same within a figure's phrase ("12 of them")."""

BESIDE = re.compile(r"\b(?:more(?! than)|others?|another)\b", re.IGNORECASE)
"""Words inside a figure's phrase that set it beside another one ("six more people", "21 others")."""

DOERS = re.compile(
    r" (?:have |had )?(?:killed|wounded|injured|arrested|kidnapped|abducted|captured|seized)"
    r"(?! (?:in|by|when|on|and|or|during|after|at(?! least| most)|near|there|as|while|since|over|from|outside|inside|with|last|this"
    r"|so|were|was)\b)(?= \w)"
)
"""What follows those who did it, not those it was done to: "three gunmen killed a guard"."""

HEAD_BEFORE = re.compile(
    r"\b(?:number|count|total) of (?:\w+ ){0,2}?(\w+)\b[^.;]*$|\b(\w+)(?: of| was| were| at| to| is)*\W*$",
    re.IGNORECASE,
)
"""The noun that a bare figure measures: "a magnitude of 6.1", "the number of passengers seized was 14"."""

HEAD_REACH = 80
"""Characters before a bare figure in which its noun is looked for."""

CLAUSE = 30
"""Characters that a comma between a figure and a deed counts for: "led away 31 men, the driver, who escaped, said"."""

KINDS: Mapping[QuantityKind, str] = {
    "killed": "KILL",
    "wounded": "WOUND",
    "arrested": "ARREST",
    "captured": "ABDUCT",
    "displaced": "DISPLACE",
    "missing": "MISSING",
}
"""The deed that a kind of count tells of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of a statement. `deed`: what befell or was done by those counted, or `None`; `unit`: the noun, folded.
    `part`: whether the words make it a part of a larger count.
    """

    quantity: Quantity
    deed: str | None
    unit: str
    part: bool

    @property
    def value(self) -> float:
        """The number given: the least it says, else the most."""
        low = self.quantity.low if self.quantity.low is not None else self.quantity.high
        return low or 0.0


def read_figures(quantities: Sequence[Quantity], tokens: Sequence[Token], text: str) -> tuple[Figure, ...]:
    """Give each figure the counted deed that stands nearest to it and nearer to it than to another figure.

    Of figures joined ("nine soldiers and 22 fighters"), one without a deed has that of the next.
    """
    nearest: dict[str, list[tuple[int, str]]] = {q.id: [] for q in quantities}
    for word, at in tokens:
        if word in counted_deeds() and quantities:
            away, owner = min((_away(text, at, q), q.id) for q in quantities)
            nearest[owner].append((away, word))
    found: list[Figure] = []
    for q in sorted(quantities, key=lambda q: q.span, reverse=True):
        deed = min(nearest[q.id], default=(0, None))[1]
        after = found[-1] if found else None
        if deed is None and after and text[q.span.end : after.quantity.span.start].strip() in ("and", ","):
            deed = after.deed
        found.append(_figure(q, deed, text))
    return tuple(reversed(found))


def _away(text: str, at: int, quantity: Quantity) -> int:
    """How far a deed stands from a figure, a clause between them counted as more."""
    between = text[min(at, quantity.span.end) : max(at, quantity.span.end)]
    return len(between) + CLAUSE * between.count(",")


def _figure(quantity: Quantity, deed: str | None, text: str) -> Figure:
    own = KINDS.get(quantity.kind)
    start, end = quantity.span.start, quantity.span.end
    noun = fold(quantity.unit.rsplit(" ", 1)[-1]) if quantity.unit else _head(text[max(0, start - HEAD_REACH) : start])
    told = own or (deed if quantity.kind in ("people", "other") and not _is_thing(noun, deed) else None)
    if DOERS.match(text, end):
        told = None
    return Figure(quantity=quantity, deed=told, unit=noun, part=is_part(quantity, text))


def is_part(quantity: Quantity, text: str) -> bool:
    """Whether the words around a figure, or in it, make it a part of another one or set it beside one."""
    start, end = quantity.span.start, quantity.span.end
    around = PART_AFTER.match(text[end : end + 60]) or PART_BEFORE.search(text[max(0, start - 60) : start])
    return bool(around or BESIDE.search(text[start:end]) or PART_WITHIN.search(text[start:end]))


def _is_thing(noun: str, deed: str | None) -> bool:
    """Whether a noun counts weapons, measures or buildings: what befell people was not done to them."""
    return deed in _done_to_people() and noun in _things()


@cache
def _things() -> frozenset[str]:
    return frozenset(load_table("matters")["counted"]["things"].split())


@cache
def _done_to_people() -> frozenset[str]:
    return counted_deeds() - {"BURN", "DESTROY"}


def _head(before: str) -> str:
    """The noun before a bare figure, within its sentence."""
    found = HEAD_BEFORE.search(before.rsplit(". ", 1)[-1])
    return fold(found[1] or found[2]) if found else ""
