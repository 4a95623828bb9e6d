"""Times in text on `tests/cases/dates` and publication days on `tests/cases/publication`.

A case is a text, a line "--- expect", then one line for each time expression: its words, "=", its value, and after "|" its days
where they differ from the value; "stated" where the words give the date in full; then the word that makes it an end.
`@written` is the day of writing. `@near` are the days of sibling reports.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.record.text import When
from consilience.text.dates import find_times, guess_tense, resolve, spoken_of, tied_event
from consilience.text.dates.calendars import easter
from consilience.text.dates.publication import guess_day, guess_day_from_words, tensed_times

CASES = Path(__file__).parent.parent / "cases"
SHOWN_BOUNDS = {"since", "until", "from", "by", "after"}


def read_case(path: Path) -> tuple[dict[str, str], str, str]:
    text, expected = path.read_text(encoding="utf-8").split("--- expect\n")
    fields: dict[str, str] = {}
    while text.startswith("@"):
        line, text = text.split("\n", 1)
        name, value = line[1:].split(" ", 1)
        fields[name] = value
    return fields, text, expected.strip()


def show_days(when: When | None) -> str:
    if when is None:
        return "none"
    return str(when.earliest) if when.earliest == when.latest else f"{when.earliest}..{when.latest}"


def show(text: str, anchor: date | None) -> str:
    """The times of a text as the cases write them."""
    lines, previous = [], None
    for time in find_times(text):
        tense = guess_tense(text, time.start, time.end)
        value, when = resolve(time, anchor=anchor, tense=tense, previous=previous)
        previous = spoken_of(time, when) or previous
        days = show_days(when)
        line = f"{' '.join(time.text.split())} = {value}" + (f" | {days}" if days != value else "")
        line += " stated" if when and when.basis == "stated" else ""
        lines.append(line + (f" {time.bound}" if time.bound in SHOWN_BOUNDS else ""))
    return "\n".join(lines)


@pytest.mark.parametrize("path", sorted((CASES / "dates").glob("*.txt")), ids=lambda path: path.stem)
def test_times(path: Path) -> None:
    fields, text, expected = read_case(path)
    assert show(text, date.fromisoformat(fields["written"]) if "written" in fields else None) == expected


@pytest.mark.parametrize("path", sorted((CASES / "publication").glob("*.txt")), ids=lambda path: path.stem)
def test_publication_day(path: Path) -> None:
    fields, text, expected = read_case(path)
    times = tensed_times(text)
    near = [date.fromisoformat(day) for day in fields.get("near", "").split()]
    found = guess_day(times, near=near) if near else guess_day_from_words(times)
    assert show_days(found) + (" resolved" if found and found.basis == "resolved" else "") == expected


def test_no_day_without_sibling_reports() -> None:
    assert guess_day(tensed_times("The bridge fell on Friday."), near=[]) is None


@pytest.mark.parametrize(("year", "day"), [(2019, "2019-04-21"), (2021, "2021-04-04"), (2024, "2024-03-31")])
def test_easter(year: int, day: str) -> None:
    assert str(easter(year)) == day


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("The order came less than a month after they met.", "2021-05-10..2021-06-10"),
        ("The call comes one day after the march.", "2021-06-09"),
        ("Eight years after the war the town is empty.", "2012-12-10..2013-12-09"),
        ("It came days after the war.", "none"),
        ("They stayed two days.", "none"),
    ],
)
def test_events_that_a_duration_is_tied_to(sentence: str, days: str) -> None:
    told = When(earliest=date(2021, 6, 10), latest=date(2021, 6, 10), precision="day", basis="stated")
    assert show_days(tied_event(find_times(sentence)[0], told=told)) == days


@pytest.mark.parametrize(
    "words", ["two ", "Easter ", "9", "from 2011 to ", "the past two ", "Monday, ", "\n ", "Jan. "]
)
def test_hostile_text_is_read_in_linear_time(words: str) -> None:
    find_times(words * 6_000)


VOCABULARY = """on Monday last next two 3 days ago later year years the of May 4 2017 to - , . 's week month early late past a
before after since in half quarter night 10:35 a.m. 99999999999999999999 '99 1980s every first twenty hundred"""
WORDS = st.sampled_from(VOCABULARY.split())


@given(st.lists(WORDS, max_size=25), st.dates(), st.sampled_from(["past", "present", "future", None]))
def test_any_words_are_read_without_error(words: list[str], anchor: date, tense: str | None) -> None:
    text = " ".join(words)
    previous = None
    last = 0
    for time in find_times(text):
        assert last <= time.start < time.end <= len(text)
        assert text[time.start : time.end] == time.text
        last = time.end
        value, when = resolve(time, anchor=anchor, tense=tense, previous=previous)  # type: ignore[arg-type]
        assert value
        assert when is None or when.earliest <= when.latest
        tied = tied_event(time, told=when) if when else None
        assert tied is None or tied.earliest <= tied.latest
        previous = spoken_of(time, when) or previous


@given(st.text(max_size=300))
def test_any_text_is_read_without_error(text: str) -> None:
    for time in find_times(text):
        assert text[time.start : time.end] == time.text
        resolve(time, anchor=None, tense=None, previous=None)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2050, 1, 1)))
def test_days_written_in_full_are_read_back(day: date) -> None:
    for text in (f"{day:%d %B %Y}", f"{day:%B} {day.day}, {day.year}", f"{day:%A, %d %b %Y}", day.isoformat()):
        (time,) = find_times(f"It was on {text} in town.")
        assert resolve(time, anchor=None, tense=None, previous=None)[0] == str(day)


@given(st.dates(min_value=date(1900, 1, 8), max_value=date(2050, 1, 1)), st.integers(0, 6))
def test_a_weekday_told_in_the_past_is_at_most_six_days_back(day: date, back: int) -> None:
    told = date.fromordinal(day.toordinal() - back)
    (time,) = find_times(f"They met on {told:%A}.")
    assert resolve(time, anchor=day, tense="past", previous=None)[0] == str(told)
