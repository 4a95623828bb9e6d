"""Numbers in text on `tests/cases/numbers`: a text, "--- expect", then each number's words, "=", and what it says.

"19" is a plain number, "19.." at least, "..20" at most, "10..15" a range; a hedge that only blurs stands in brackets.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.text.numbers import NumberExpression, find_numbers
from consilience.text.numerals import read_cardinal, read_ordinal, read_spoken_year

CASES = Path(__file__).parent.parent / "cases" / "numbers"


def show(number: NumberExpression) -> str:
    low = "" if number.low is None else f"{number.low:.12g}"
    high = "" if number.high is None else f"{number.high:.12g}"
    line = f"{' '.join(number.text.split())} = " + (low if low == high else f"{low}..{high}")
    if low == high and number.hedge:
        line += f" ({number.hedge})"
    return line + (f" {number.symbol}" if number.symbol else "")


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_numbers(path: Path) -> None:
    text, expected = path.read_text(encoding="utf-8").split("--- expect\n")
    assert "\n".join(show(number) for number in find_numbers(text)) == expected.strip()


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("fourteen", 14), ("twenty-four", 24), ("two hundred and six", 206), ("1.3 million", 1_300_000), ("5 1/2", 5.5),
        ("two and a half", 2.5), ("half a dozen", 6), ("a dozen", 12), ("300,000", 300_000), ("grape", None),
    ],
)  # fmt: skip
def test_cardinals(words: str, value: float | None) -> None:
    assert read_cardinal(words) == value


def test_ordinals_and_spoken_years() -> None:
    assert [read_ordinal(word) for word in ("third", "21st", "twenty-first", "cat")] == [3, 21, 21, None]
    years = ("nineteen ninety-seven", "two thousand", "two thousand eleven", "ten")
    assert [read_spoken_year(words) for words in years] == [1997, 2000, 2011, None]


@given(st.text(alphabet="0123456789 ,.-–%$+to and or ten hundred million dozen", max_size=80))
def test_any_text_is_read_without_error(text: str) -> None:
    last = 0
    for number in find_numbers(text):
        assert last <= number.start < number.end <= len(text)
        assert number.low is None or number.high is None or number.low <= number.high
        last = number.end


@pytest.mark.parametrize("words", ["two ", "9", "1,000", "between 1 and ", "at least ", "12-", "resolution 1 "])
def test_hostile_text_is_read_in_linear_time(words: str) -> None:
    find_numbers(words * 6_000)


@given(st.integers(0, 10**9))
def test_numbers_with_separators_are_read_back(value: int) -> None:
    found = find_numbers(f"They counted {value:,} of them.")
    assert [number.low for number in found] == [value]
