"""How and by whom a sentence says that people were hurt: two tolls by other means, or of other attackers, are two events.

Not here: who is named as the doer of an event (`statements.Doing`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

from consilience.text.lexicons import load_table

ATTACK_NOUN = (
    r"(?:air )?(?:strike|airstrike|raid|shelling|fire|attack|bombardment|bombing|rocket|missile|shell|mortar|jet|plane|warplane"
    r"|aircraft|drone|helicopter|gunfire|sniper|ambush|assault|bomb)s?"
)
"""What an attacker is named with."""

BETWEEN = r"(?:[- ]led)?(?: \w+){0,2}? "
"""Up to two words between the attacker and what he attacks with ("Russian and regime warplanes", "US-led coalition raids")."""


def other_event(one: str, other: str) -> bool:
    """Whether two sentences, in lower case, tell of harm by different means or by different attackers."""
    return _apart(_means(one), _means(other)) or _apart(_attackers(one), _attackers(other))


def name_harm(lines: Sequence[str]) -> str:
    """A noun for what the lines tell, where more than half of them tell it by one means; "" otherwise."""
    counts = Counter(kind for line in lines for kind in _means(line.casefold()))
    best = min(counts, key=lambda kind: (-counts[kind], kind), default="")
    return load_table("matters")["harm"].get(best, "") if best and counts[best] * 2 > len(lines) else ""


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not one & other


@lru_cache(maxsize=20_000)
def _means(text: str) -> frozenset[str]:
    return frozenset(kind for kind, pattern in _patterns("means").items() if pattern.search(text))


@lru_cache(maxsize=20_000)
def _attackers(text: str) -> frozenset[str]:
    return frozenset(side for side, pattern in _patterns("attackers").items() if pattern.search(text))


@cache
def _patterns(group: str) -> dict[str, re.Pattern[str]]:
    """The words of each means or attacker as one pattern; an attacker counts only beside what he attacks with."""
    after = rf"{BETWEEN}{ATTACK_NOUN}\b" if group == "attackers" else r"\b"
    return {
        name: re.compile(rf"\b(?:{'|'.join(map(re.escape, held))})(?!-held|-controlled|-backed){after}")
        for name, held in load_table("matters")[group].items()
    }
