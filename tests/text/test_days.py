"""Days written in full, as metadata and date lines write them."""

from __future__ import annotations

from datetime import date

import pytest

from consilience.text.days import find_dates, read_day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("05 April, 2019", date(2019, 4, 5)),
        ("Tuesday 4 Apr 2017 Army says", date(2017, 4, 4)),
        ("Posted on April 4 2017 by", date(2017, 4, 4)),
        ("Sept. 11th, 2012", date(2012, 9, 11)),
        ("24.08.2013(updated", date(2013, 8, 24)),
        ("Apr 052017", date(2017, 4, 5)),
        ("4/15/2017", date(2017, 4, 15)),
        ("30-04-2016", date(2016, 4, 30)),
    ],
)
def test_days_in_words(words: str, day: date) -> None:
    assert [hit.day for hit in find_dates(words)] == [day]


@pytest.mark.parametrize("words", ["4/5/2017", "in May 2011", "31 February 2011", "on Tuesday", "1,200 2,017"])
def test_what_is_no_full_day(words: str) -> None:
    assert find_dates(words) == []


@pytest.mark.parametrize(
    "value",
    ["2019-04-05", "20190405", "2019-04-05T23:30:00+02:00", "Fri, 05 Apr 2019 08:00:00 GMT", "2019-04-05 10:31:00"],
)
def test_days_in_metadata(value: str) -> None:
    assert read_day(value) == date(2019, 4, 5)
