"""Actors' sectors and countries from the words that name them."""

from __future__ import annotations

import pytest

from consilience.text.actors import LONGEST, UNKNOWN, code_actor, is_contested
from consilience.text.countries import countries, find_country
from consilience.text.lexicons import load_table
from consilience.text.names.folding import fold
from consilience.text.places.gazetteer import open_gazetteer

CASES = [
    ("the Malagasy army", "MIL", "MG"),
    ("police", "COP", None),
    ("riot police", "COP", None),
    ("mutinous soldiers", "REB", None),
    ("rebels", "REB", None),
    ("rebel army", "REB", None),
    ("Ministry of Defence of Kenya", "MIL", "KE"),
    ("Health Ministry", "GOV", None),
    ("President Ana Vidal", "GOV", None),
    ("Colonel Ana Vidal", "MIL", None),
    ("the Peruvian government", "GOV", "PE"),
    ("protesters", "CVL", None),
    ("residents", "CVL", None),
    ("secret police", "SPY", None),
    ("Supreme Court", "JUD", None),
    ("Harbour Gazette", "JRN", None),
    ("Dockers' Union of Tamatave", "LAB", None),
    ("South Sudan's parliament", "LEG", "SS"),
    ("Ana Vidal", "UNK", None),
    ("", "UNK", None),
]


@pytest.mark.parametrize(("words", "sector", "country"), CASES)
def test_words_tell_the_sector(words: str, sector: str, country: str | None) -> None:
    """The longest entry decides; a name without one is UNK."""
    code = code_actor([words], gazetteer=open_gazetteer())

    assert (code.sector, code.country) == (sector, country)


def test_bodies_of_no_one_state() -> None:
    """Whole names in their own case: "who" is no organisation."""
    assert code_actor(["the United Nations"]).international == "UNO"
    assert code_actor(["WHO"]).international == "UNO"
    assert code_actor(["who"]) == UNKNOWN
    assert code_actor(["Islamic State"]).international == "IMG"


def test_a_rank_is_said_to_be_one() -> None:
    """A colonel may lead rebels; a defence minister does not."""
    assert code_actor(["Colonel Ana Vidal"]).by_rank
    assert not code_actor(["Defence Minister Ana Vidal"]).by_rank
    assert not code_actor(["Ana Vidal"]).by_rank


def test_order_of_names_does_not_matter() -> None:
    """The names are a set."""
    names = ["Vidal", "General Vidal", "Interior Minister Vidal"]

    assert code_actor(names) == code_actor(reversed(names))


def test_lexicon_has_no_entry_that_cannot_be_found() -> None:
    """No entry is longer than the look-up, none stands in two sectors."""
    seen: dict[str, str] = {}
    for sector, text in load_table("actor-sectors")["sectors"].items():
        for entry in (fold(part) for part in text.split(",") if part.strip()):
            assert 1 <= len(entry.split()) <= LONGEST
            assert seen.setdefault(entry, sector) == sector


def test_country_codes_are_whole() -> None:
    """Every row has both ISO codes and a region; codes are unique; three rows are as the lists print them."""
    rows = countries().values()

    assert len({row.alpha3 for row in rows}) == len(rows)
    assert all(len(row.alpha2) == 2 and len(row.alpha3) == 3 and row.name for row in rows)
    found = find_country("MG")
    assert found
    assert (found.alpha3, found.numeric, found.cow, found.acled_region) == ("MDG", "450", "580", "Eastern Africa")
    germany, yemen = find_country("DE"), find_country("YE")
    assert germany
    assert yemen
    assert (germany.cow, germany.gw, yemen.cow, yemen.gw) == ("255", "260", "679", "678")
    assert find_country(None) is None


def test_well_known_organs_have_a_home() -> None:
    """A name that does not say whose it is, but that everybody knows."""
    assert code_actor(["the Kremlin"]).country == "RU"
    assert code_actor(["Kremlin spokesman"]).country == "RU"


def test_bodies_lend_their_code_to_their_people() -> None:
    """A name that begins with an acronym in capitals, or a body's whole name."""
    assert code_actor(["UN envoy"]).international == "UNO"
    assert code_actor(["African Union peacekeepers"]).international == "IGO"
    assert code_actor(["Commonwealth Avenue"]).international is None


def test_labels_can_contest_a_name() -> None:
    """What outlets call self-styled."""
    assert is_contested(["opposition", "Self-styled"])
    assert not is_contested(["opposition"])
