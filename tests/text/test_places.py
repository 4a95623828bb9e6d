"""The gazetteer and which place a name means: cases in `cases/places`."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.text.places import open_gazetteer
from consilience.text.places.borders import outlines
from consilience.text.places.distance import kilometres
from consilience.text.places.keys import bare_key, exact_key, weak_key
from consilience.text.places.surroundings import read_surroundings, split_sort
from consilience.text.places.survey import NameUse, survey

CASES = Path(__file__).parent.parent / "cases" / "places" / "context.txt"
SORTS = {"PCLI": "country", "ADM1": "region", "ADM2": "region", "RGN": "region"}


def cases() -> list[tuple[str, str, str]]:
    lines = [line for line in CASES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [
        (codes.strip(), text.strip(), expected.strip()) for codes, text, expected in (line.split("|") for line in lines)
    ]


@pytest.mark.parametrize(("codes", "text", "expected"), cases())
def test_context_decides(codes: str, text: str, expected: str) -> None:
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    name = plain[start:end]
    peoples = dict.fromkeys(codes.split(), 1.0)
    use = NameUse(name=name, text=plain, start=start, end=end)
    place, why = survey([use], gazetteer=open_gazetteer(), peoples=peoples)[name]
    found = f"{place.country} {SORTS.get(place.feature, 'town')}".strip() if place else "none"
    assert found == expected, why


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Ras Lanuf", "LY", 30.5, 18.5),
        ("Sana'a", "YE", 15.35, 44.2),
        ("Deir al-Zour", "SY", 35.3, 40.1),
        ("Kharkov", "UA", 50.0, 36.2),
        ("El Geneina", "SD", 13.4, 22.4),
        ("Mekelle", "ET", 13.5, 39.5),
        ("Cabo Delgado", "MZ", -12.3, 39.6),
        ("U.A.E.", "AE", 24.0, 54.0),
    ],
)
def test_places_of_the_news_are_known(name: str, country: str, lat: float, lon: float) -> None:
    places = open_gazetteer().find(name)
    assert any(place.country == country and kilometres(place.lat, place.lon, lat, lon) < 60 for place in places)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Shaykhun", "Sheikhoun"), ("Nasiriyah", "Nasiriya"), ("Qamishli", "Kamishli"), ("Zuwara", "Zuwarah")],
)
def test_spellings_of_one_sound_share_the_weak_key(one: str, other: str) -> None:
    assert weak_key(exact_key(one)) == weak_key(exact_key(other))


def test_find_is_ordered_by_population_and_empty_for_nonsense() -> None:
    gazetteer = open_gazetteer()
    counts = [place.population for place in gazetteer.find("San Jose")]
    assert counts == sorted(counts, reverse=True)
    assert gazetteer.find("Qzxvbnmpt") == ()
    assert gazetteer.find("") == ()


def test_peoples_and_countries() -> None:
    gazetteer = open_gazetteer()
    assert gazetteer.country_of_people("Libyans") == "LY"
    assert gazetteer.country_of_people("Xandrian") is None
    libya = gazetteer.country("LY")
    assert libya is not None
    assert libya.feature == "PCLI"
    assert gazetteer.country("XX") is None


def test_surroundings() -> None:
    text = "The coastal town of Zliten, 160 km east of Tripoli, was calm."
    read = read_surroundings(text, text.index("Zliten"), text.index("Zliten") + 6)
    assert read.around == ("Tripoli",)
    assert read.sort == "town"
    assert split_sort("Idlib province") == ("Idlib", "region")
    assert split_sort("Aleppo") == ("", None)


@given(st.text(max_size=60))
def test_odd_names_never_raise(name: str) -> None:
    open_gazetteer().find(name)
    assert bare_key(exact_key(name)) is not None


def test_outlines_are_clipped_to_the_box() -> None:
    shapes = outlines(8.0, 30.0, 16.0, 36.0)
    assert shapes
    for shape in shapes:
        for line in shape.lines:
            assert all(8.0 - 1e-6 <= x <= 16.0 + 1e-6 and 30.0 - 1e-6 <= y <= 36.0 + 1e-6 for x, y in line)
            assert all(math.isfinite(x) and math.isfinite(y) for x, y in line)
    assert {"LY", "TN", "DZ"} <= {shape.country for shape in shapes}
    assert outlines(-140.0, -60.0, -130.0, -50.0) == ()
