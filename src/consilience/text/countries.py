"""Codes of countries in the lists that other data sets use: ISO 3166, Correlates of War, Gleditsch and Ward, regions.

Not here: where countries lie (`text.places`), how their people are called (the gazetteer's `country_of_people`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from consilience.text.names.folding import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One row of `data/places/countries.tsv`. A code is "" where its list has none for this country.

    `alpha2`, `alpha3`, `numeric`: ISO 3166-1 (numeric without leading zeros). `cow`, `gw`: numbers of states.
    """

    alpha2: str
    alpha3: str
    numeric: str
    name: str
    cow: str
    gw: str
    acled_region: str
    ucdp_region: str
    acled_name: str


@cache
def countries() -> Mapping[str, Country]:
    """Every country by its ISO alpha-2 code."""
    text = (files("consilience") / "data" / "places" / "countries.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {row[0]: _country(row) for row in rows}


def find_country(code: str | None) -> Country | None:
    """The country with this ISO alpha-2 code; `None` for no code and for one that is no country's."""
    return countries().get(code) if code else None


@cache
def country_names() -> Mapping[str, str]:
    """ISO alpha-2 by the folded English name of each country ("south sudan" -> "SS")."""
    return {fold(name): row.alpha2 for row in countries().values() for name in (row.name, row.acled_name) if name}


def _country(row: list[str]) -> Country:
    alpha2, alpha3, numeric, name, cow, gw, acled_region, ucdp_region, acled_name = row
    return Country(
        alpha2=alpha2, alpha3=alpha3, numeric=numeric, name=name, cow=cow, gw=gw,
        acled_region=acled_region, ucdp_region=ucdp_region, acled_name=acled_name,
    )  # fmt: skip
