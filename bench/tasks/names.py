"""How well spellings of one person's name are told from other people's, from the names alone: the US sanctions lists.

Right pairs: a person's name and each alias of two words or more that is not the same after case, accents, order, hyphens and
apostrophes. A right pair is a *spelling variant* when the words of the shorter name pair off with words of the longer that
are spelled alike (edit ratio of ALIKE or more); the other aliases are other names altogether, which no string shows.
Three wrong pairs stand against each right one: the alias with the three names or aliases of other people nearest in
spelling, and, for `namesake`, with three of those that share a word with it, evenly spread over the list.

Figures: the share of right pairs found at the lowest likeness at which .95 of the pairs found are right:
`variant_recall_at_p95` (variants against the nearest), `namesake_recall_at_p95` (variants against namesakes),
`recall_at_p95` (all aliases against both).
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from anyascii import anyascii
from rapidfuzz import fuzz, process

from bench.sampling import spread
from consilience.text.names.spelling import spelling_likeness

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PRECISION = 0.95
DISTRACTORS = 3
ALIKE = 60.0
OWN = 40
"""No person of the list has more names that come before those of others."""
Scored = tuple[float, bool, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person of the list: number, name, and the aliases judged."""

    number: str
    name: str
    aliases: tuple[str, ...]


def measure(data: Path) -> dict[str, float]:
    """Give the figures for the lists in `data` (ofac-sdn.csv and ofac-alt.csv, or any two NAME-sdn.csv, NAME-alt.csv)."""
    sets = _score_all(read_people(data))
    figures = {f"{name}recall_at_p95": _recall(pairs)[0] for name, pairs in sets.items()}
    figures |= {f"{name}threshold": _recall(pairs)[1] for name, pairs in sets.items()}
    figures |= {f"{name}right_pairs": float(sum(right for _, right, _, _ in pairs)) for name, pairs in sets.items()}
    return {name: round(value, 4) for name, value in figures.items()}


def explain(data: Path) -> list[str]:
    """Give the wrong pairs likest to each other and the variants least alike, one a line."""
    pairs = sorted(_score_all(read_people(data))["variant_"])
    high = [f"different {score:.2f} {a} | {b}" for score, right, a, b in reversed(pairs) if not right][:80]
    return high + [f"same {score:.2f} {a} | {b}" for score, right, a, b in pairs if right][:120]


def read_people(data: Path) -> list[Person]:
    """Read the people of the lists, in order of number."""
    [sdn], [alt] = sorted(data.glob("*sdn.csv")), sorted(data.glob("*alt.csv"))
    names = {row[0]: _western(row[1]) for row in _rows(sdn) if len(row) > 2 and "individual" in row[2]}
    aliases: dict[str, list[str]] = defaultdict(list)
    for row in _rows(alt):
        if len(row) > 3 and row[0] in names:
            alias = _western(row[3])
            if len(alias.split()) > 1 and fold(alias) != fold(names[row[0]]):
                aliases[row[0]].append(alias)
    return [Person(number=n, name=names[n], aliases=tuple(dict.fromkeys(aliases[n]))) for n in sorted(names)]


def fold(name: str) -> str:
    """A name without case, accents, hyphens, apostrophes and order."""
    return " ".join(sorted(_words(name)))


def is_variant(a: str, b: str) -> bool:
    """Whether each word of the shorter name has a word of its own in the longer that is spelled alike."""
    one, other = sorted((_words(a), _words(b)), key=len)
    left = list(other)
    for word in sorted(one, key=len, reverse=True):
        best = max(left, key=lambda w: (fuzz.ratio(word, w), w))
        if fuzz.ratio(word, best) < ALIKE:
            return False
        left.remove(best)
    return True


def _score_all(people: Sequence[Person]) -> dict[str, list[Scored]]:
    """The scored pairs of the three sets, by the prefix of their figures."""
    pool = [(i, name) for i, person in enumerate(people) for name in (person.name, *person.aliases)]
    folded = [fold(name) for _, name in pool]
    holders: dict[str, list[int]] = defaultdict(list)
    for k, words in enumerate(folded):
        for word in set(words.split()):
            holders[word].append(k)
    sets: dict[str, list[Scored]] = {"variant_": [], "namesake_": [], "": []}
    for i, person in enumerate(people):
        for alias in person.aliases:
            same_word = sorted({k for word in set(_words(alias)) for k in holders[word] if pool[k][0] != i})
            right = [_scored(person.name, alias, right=True)]
            nearest = [_scored(pool[k][1], alias, right=False) for k in _nearest(alias, i, pool, folded)]
            namesakes = [_scored(pool[k][1], alias, right=False) for k in spread(same_word, DISTRACTORS)]
            sets[""] += right + sorted({*nearest, *namesakes})
            if is_variant(person.name, alias):
                sets["variant_"] += right + nearest
                sets["namesake_"] += right + namesakes
    return sets


def _nearest(alias: str, own: int, pool: Sequence[tuple[int, str]], folded: Sequence[str]) -> list[int]:
    """Names of other people that are spelled most like the alias; one's own may stand between them."""
    ranked = process.extract(fold(alias), folded, scorer=fuzz.ratio, limit=DISTRACTORS + OWN)
    return [k for _, _, k in ranked if pool[k][0] != own][:DISTRACTORS]


def _scored(name: str, alias: str, *, right: bool) -> Scored:
    return spelling_likeness(name, alias), right, name, alias


def _recall(pairs: Sequence[Scored]) -> tuple[float, float]:
    """The greatest recall at PRECISION and the likeness it takes; pairs of one likeness are found together."""
    wanted = sum(right for _, right, _, _ in pairs)
    hits = seen = 0
    best, threshold = 0.0, 1.0
    ranked = sorted(pairs, key=lambda pair: -pair[0])
    for i, (score, right, _, _) in enumerate(ranked):
        hits, seen = hits + right, seen + 1
        last = i + 1 == len(ranked) or ranked[i + 1][0] < score
        if last and score > 0 and hits / seen >= PRECISION:
            best, threshold = hits / max(1, wanted), score
    return best, threshold


def _words(name: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", anyascii(name).casefold()))


def _western(name: str) -> str:
    family, _, given = name.partition(",")
    return f"{given} {family}".strip().title()


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        return list(csv.reader(file))
