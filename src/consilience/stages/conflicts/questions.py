"""The words in which a conflict asks its question: clear to somebody who reads it alone, with where and when.

Not here: what is asked, and how the positions stand to each other (`counts`, `series`, `denials`, `stated`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from consilience.record.text import When
from consilience.record.woven import Entity
from consilience.stages.conflicts.deeds import canon, read_tokens
from consilience.stages.conflicts.material import Material
from consilience.stages.conflicts.means import name_harm

COUNTED = {
    "KILL": "were killed",
    "WOUND": "were wounded",
    "ARREST": "were arrested",
    "ABDUCT": "were taken captive",
    "DISPLACE": "were displaced",
    "MISSING": "are missing",
    "ESCAPE": "escaped",
    "MARCH": "took part in the protest",
    "STRIKE": "took part in the strike",
    "BURN": "were burned",
    "DESTROY": "were destroyed",
}
"""A deed counted, as a question asks for it."""

QUOTED_CHARACTERS = 160
"""A statement asked about is quoted on one line; a longer one is cut at a word."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def ask_count(deed: str, unit: str, lines: Sequence[str], place: Entity | None, when: When | None) -> str:
    """Ask how many, with what happened where and when as far as it is known.

    `deed`: what was counted, in capitals, else ""; `unit`: the noun counted, else ""; `lines`: sentences that give figures.
    """
    noun = f" {unit}" if unit and not (deed and unit == "people") else ""
    told = COUNTED.get(deed, "")
    if not told:
        about = _common_words(lines, unit)
        told = f"({about})" if about else ""
        head = f"What {_MEASURES[unit]}" if unit in _MEASURES else f"How many{noun}"
    else:
        head = f"How many{noun}"
    harm = name_harm(lines) if deed in ("KILL", "WOUND") else ""
    parts = [head, told, f"in the {harm}" if harm else "", _where(place), _on(when)]
    return " ".join(part for part in parts if part) + "?"


_MEASURES = {
    "%": "share in percent",
    "percent": "share in percent",
    "$": "sum in dollars",
    "€": "sum in euros",
    "magnitude": "magnitude",
}
"""Units that are measured and not counted."""


def quote(line: str) -> str:
    """A statement in quotation marks on one line, cut at a word where it is long."""
    text = " ".join(line.split()).strip("“”\"' ")
    if len(text) > QUOTED_CHARACTERS:
        text = text[:QUOTED_CHARACTERS].rsplit(" ", 1)[0].rstrip(",;:") + " …"
    return f"“{text}”"


def shared_day(days: Iterable[When]) -> When | None:
    """The day that most statements name, of those as often named the earliest."""
    counts = Counter((when.earliest, when.latest) for when in days)
    best = min(counts, key=lambda key: (-counts[key], key), default=None)
    return When(earliest=best[0], latest=best[1], precision="day", basis="stated") if best else None


def narrowest(material: Material, places: Iterable[str], lines: Sequence[str]) -> Entity | None:
    """The place among these that the lines say something happened in or at, the least wide of them."""
    known = [material.entities[p] for p in sorted(places) if p in material.entities]
    known = [e for e in known if any(_is_where(name, line) for name, _ in e.names for line in lines)]
    return min(known, key=lambda e: (e.radius_km if e.radius_km is not None else 0.0, e.name), default=None)


def _is_where(name: str, line: str) -> bool:
    return bool(
        re.search(
            rf"\b(?:in|at|near|on|of|outside|inside|around|off)\s+(?:[\w-]+\s+){{0,3}}?{re.escape(name)}\b(?!-| [a-z]+s\b)",
            line,
        )
    )


def _where(place: Entity | None) -> str:
    return f"in {place.name}" if place else ""


def _on(when: When | None) -> str:
    if when is None or when.precision != "day":
        return ""
    if when.earliest == when.latest:
        return f"on {_day(when.earliest)}"
    return f"between {_day(when.earliest)} and {_day(when.latest)}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _common_words(lines: Sequence[str], unit: str) -> str:
    """Up to three telling words of the first line that stand in all, in its order: what a bare unit is of."""
    kept: list[set[str]] = [{canon(w) for w, _ in read_tokens(line, 0, len(line), [])} for line in lines]
    if not kept:
        return ""
    common = set.intersection(*kept) - {canon(unit)}
    first = [
        w for w, at in read_tokens(lines[0], 0, len(lines[0]), []) if canon(w) in common and not lines[0][at].isupper()
    ]
    return ", ".join(list(dict.fromkeys(w.lower() for w in first))[:3])
