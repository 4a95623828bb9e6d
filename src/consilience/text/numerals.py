"""Number words and digits as values: "fourteen" 14, "1.3 million" 1300000, "two and a half" 2.5, "300,000".

Not here: finding numbers in running text (`numbers`), and numbers inside dates (`dates`).
"""

from __future__ import annotations

import re
from functools import cache

from consilience.text.lexicons import load_table

_PIECE = re.compile(r"\d+/\d+|\d[\d,]*(?:\.\d+)?|[^\W\d_]+")


def read_cardinal(words: str) -> float | None:
    """The value of a cardinal in words, digits or both; `None` if it is none.

    Takes "twenty-four", "two hundred and six", "1.3 million", "5 1/2", "two and a half", "a dozen", "half a dozen".
    """
    pieces = _PIECE.findall(words.lower())
    if not pieces:
        return None
    if pieces[0] == "half" and len(pieces) > 1:
        rest = read_cardinal(" ".join(pieces[1:]))
        return rest / 2 if rest else None
    return _add_up([piece for piece in pieces if piece not in {"and", "of"}])


def read_ordinal(word: str) -> int | None:
    """The value of an ordinal: "third" 3, "21st" 21, "twenty-first" 21; `None` if it is none."""
    digits = re.fullmatch(r"(\d{1,4})(?:st|nd|rd|th)", word)
    if digits:
        return int(digits[1])
    ordinals = load_table("number-words")["ordinals"]
    head, _, last = word.replace(" ", "-").rpartition("-")
    if last not in ordinals:
        return None
    tens = read_cardinal(head) if head else 0.0
    return None if tens is None else int(tens) + int(ordinals[last])


def read_spoken_year(words: str) -> int | None:
    """A year as it is said: "nineteen ninety-seven" 1997, "two thousand" 2000, "two thousand eleven" 2011."""
    values = [_units().get(piece) for piece in _PIECE.findall(words.lower()) if piece != "thousand"]
    known = [int(value) for value in values if value is not None]
    if len(known) != len(values) or not known:
        return None
    if "thousand" in words:
        year = known[0] * 1000 + sum(known[1:])
    elif known[0] in {18, 19, 20} and len(known) > 1:
        year = known[0] * 100 + sum(known[1:])
    else:
        return None
    return year if 1500 <= year <= 2100 else None


def _add_up(pieces: list[str]) -> float | None:
    total, current, seen = 0.0, 0.0, False
    scales = _scales()
    for piece in pieces:
        if piece in scales:
            factor = scales[piece]
            current = (current if seen and current else 1.0) * factor
            if factor >= 1000:
                total, current = total + current, 0.0
            seen = True
            continue
        value = _value(piece)
        if value is None:
            if piece in {"a", "an"}:
                continue
            return None
        current += value
        seen = True
    return total + current if seen else None


def _value(piece: str) -> float | None:
    if piece == "half":
        return 0.5
    if "/" in piece:
        above, below = piece.split("/")
        return int(above) / int(below) if int(below) else None
    if piece[0].isdigit():
        return float(piece.replace(",", ""))
    return _units().get(piece)


@cache
def _units() -> dict[str, float]:
    return {word: float(value) for word, value in load_table("number-words")["units"].items()}


@cache
def _scales() -> dict[str, float]:
    table = load_table("number-words")
    return {word: float(value) for word, value in (*table["scales"].items(), *table["groups"].items())}
