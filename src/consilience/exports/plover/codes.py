"""What PLOVER's type and mode of an event amount to: quad code, score, whether a recipient must stand, the type printed.

The numbers and the decisions about where the manual contradicts itself stand in `data/lexicons/plover-scores.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from consilience.exports.record.shape import EventOut
from consilience.text.lexicons import load_table

PLANNED = {"COOPERATE": "AGREE", "AID": "AGREE", "SUPPORT": "AGREE", "CONSULT": "AGREE", "RETREAT": "CONCEDE"}
"""What the manual prints for an act still to come; other types keep theirs and get the mode "future"."""

AUXILIARY = {"planned": "future", "denied": "negation"}
"""The manual's auxiliary mode for a status of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """An event in the manual's codes. `mode`: "" for none. `auxiliary`: "future", "negation" or ""."""

    type: str
    mode: str
    auxiliary: str
    quad: int
    score: float
    needs_recipient: bool


def code_event(event: EventOut) -> Coding:
    """Give an event's codes. An act to come is what the manual prints for it, without the mode of the deed."""
    planned = event.status == "planned"
    kind = PLANNED.get(event.type, event.type) if planned else event.type
    mode = event.mode or "" if kind == event.type else ""
    entry = _scores()[kind]
    return Coding(
        type=kind,
        mode=mode,
        auxiliary="" if kind != event.type else AUXILIARY.get(event.status, ""),
        quad=entry["quad"],
        score=float(entry["modes"].get(mode, entry["score"])),
        needs_recipient=entry["recipient"],
    )


@cache
def _scores() -> dict[str, Any]:
    return load_table("plover-scores")
