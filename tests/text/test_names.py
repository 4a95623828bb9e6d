"""Names as strings: cases in `cases/names`, and what holds for any string."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.stages.entities.evidence import SPELLED_AT
from consilience.text.names.folding import fold
from consilience.text.names.organization import (
    acronym_fits,
    differ_in_endings,
    is_acronym,
    known_organization,
    organization_key,
    short_for_organization,
)
from consilience.text.names.person import person_likeness, person_words, short_for_person
from consilience.text.names.spelling import spelling_likeness
from consilience.text.names.transliteration import sound_key, word_likeness

CASES = Path(__file__).parent.parent / "cases" / "names"
SIGNS = "=?#"


def rows(name: str) -> list[tuple[str, str, str]]:
    out = []
    for line in (CASES / name).read_text("utf-8").splitlines():
        sign = next((s for s in SIGNS if f" {s} " in line), "")
        if sign and not line.startswith("#"):
            one, other = line.split(f" {sign} ")
            out.append((one, sign, other))
    return out


def person_sign(one: str, other: str) -> str:
    score = person_likeness(one, other)
    return "=" if score >= 0.82 else "?" if score >= 0.7 else "#"


def organization_sign(one: str, other: str) -> str:
    if known_organization(one) and known_organization(one) == known_organization(other):
        return "="
    if organization_key(one) == organization_key(other) or differ_in_endings(one, other):
        return "="
    for short, long in ((one, other), (other, one)):
        if is_acronym(short) and acronym_fits(short, long):
            return "="
        score = short_for_organization(short, long, origin=lambda word: word == "xandrian")
        if score:
            return "=" if score >= 0.85 else "?"
    return "#"


@pytest.mark.parametrize(("one", "sign", "other"), rows("spellings.txt"))
def test_spelling_alone(one: str, sign: str, other: str) -> None:
    likeness = spelling_likeness(one, other)
    assert ("=" if likeness >= SPELLED_AT else "?" if likeness >= 0.5 else "#") == sign
    assert spelling_likeness(one, other) == spelling_likeness(other, one)


@given(st.text(max_size=30), st.text(max_size=30))
def test_spelling_likeness_is_a_share_and_symmetric(one: str, other: str) -> None:
    assert 0.0 <= spelling_likeness(one, other) == spelling_likeness(other, one) <= 1.0


@pytest.mark.parametrize(("one", "sign", "other"), rows("people.txt"))
def test_people(one: str, sign: str, other: str) -> None:
    assert person_sign(one, other) == sign
    assert person_sign(other, one) == sign


@pytest.mark.parametrize(("one", "sign", "other"), rows("organizations.txt"))
def test_organizations(one: str, sign: str, other: str) -> None:
    assert organization_sign(one, other) == sign


@pytest.mark.parametrize(
    ("name", "folded"),
    [("U.S.", "us"), ("Sana'a", "sanaa"), ("al-Bāb", "al bab"), ("Côte d'Ivoire", "cote divoire"), ("J. Roe", "j roe")],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_a_family_or_given_name_is_short_for_the_full_one() -> None:
    assert short_for_person("Tounsi", "Karim al-Tounsi") == 1.0
    assert short_for_person("Karim", "Karim al-Tounsi") == 1.0
    assert short_for_person("Samir", "Karim al-Tounsi") == 0.0
    assert short_for_person("Karim al-Tounsi", "Tounsi") == 0.0


@given(st.text(max_size=40))
def test_folding_is_stable(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert sound_key(sound_key(fold(name)).replace(" ", "")) is not None


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert person_likeness(one, other) == person_likeness(other, one)
    assert 0.0 <= person_likeness(one, other) <= 1.0
    for a, b in zip(person_words(one), person_words(other), strict=False):
        assert word_likeness(a, b) == word_likeness(b, a)
