"""How well spelling variants of people's names are told from namesakes. Data: the US sanctions list (SDN) and its aliases.

Right pairs: a person's name and each "a.k.a." of at least two words. Wrong pairs: names of two different people that
share a family or given word by sound, the hardest ones there are. Many aliases are other names altogether (noms de
guerre): no string method finds those, so the recall is a floor.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from consilience.text.names.person import person_likeness, person_words
from consilience.text.names.transliteration import skeleton, word_likeness

if TYPE_CHECKING:
    from pathlib import Path

PRECISION = 0.95
MOST_IN_BLOCK = 40


def measure(data: Path) -> dict[str, float]:
    """Recall of right pairs at the lowest threshold that keeps precision at .95, over all aliases and over variants."""
    right, wrong = _pairs(data)
    scored = sorted(((person_likeness(*pair), 1) for pair in right), reverse=True)
    scored += sorted(((person_likeness(*pair), 0) for pair in wrong), reverse=True)
    variants = sum(_is_variant(*pair) for pair in right)
    best, threshold, hits, seen = 0, 1.0, 0, 0
    for score in sorted({score for score, _ in scored if score}, reverse=True):
        hits = sum(kind for value, kind in scored if value >= score)
        seen = sum(value >= score for value, _ in scored)
        if hits / seen >= PRECISION:
            best, threshold = hits, score
    return {
        "recall_at_p95": best / len(right),
        "recall_at_p95_of_variants": min(1.0, best / variants),
        "threshold": threshold,
        "right_pairs": len(right),
        "wrong_pairs": len(wrong),
    }


def explain(data: Path) -> list[str]:
    """Wrong pairs scored high and variants scored low, one a line."""
    right, wrong = _pairs(data)
    high = sorted(((person_likeness(*pair), pair) for pair in wrong), reverse=True)[:60]
    low = [pair for pair in right if _is_variant(*pair) and person_likeness(*pair) < 0.5][:60]
    return [f"different {score:.2f} {a} | {b}" for score, (a, b) in high] + [f"same, missed {a} | {b}" for a, b in low]


def _pairs(data: Path) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    people = {
        row[0]: _western(row[1]) for row in _rows(data / "ofac-sdn.csv") if len(row) > 2 and "individual" in row[2]
    }
    aliases = [(row[0], _western(row[3])) for row in _rows(data / "ofac-alt.csv") if len(row) > 3 and row[0] in people]
    right = [(people[number], alias) for number, alias in aliases if len(alias.split()) > 1]
    blocks: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for number, name in sorted(people.items()):
        tokens = person_words(name)
        for word in {skeleton(tokens[0]), skeleton(tokens[-1])}:
            blocks[word].append((number, name))
    wrong = {
        (a[1], b[1])
        for block in blocks.values()
        for a, b in combinations(block[:MOST_IN_BLOCK], 2)
        if a[0] != b[0] and a[1] != b[1]
    }
    return right, sorted(wrong)


def _is_variant(a: str, b: str) -> bool:
    """Whether two names share a word by sound at each end of the shorter: not a nom de guerre."""
    one, other = sorted((person_words(a), person_words(b)), key=len)
    return all(any(word_likeness(word, x) for x in other) for word in (one[0], one[-1]))


def _western(name: str) -> str:
    family, _, given = name.partition(",")
    return f"{given} {family}".strip().title()


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        return list(csv.reader(file))
