"""The packaged gazetteer: names of places to candidate places, from the table made of GeoNames.

Answers `ports.Gazetteer`. Not here: which candidate a text means (`resolution`).
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from consilience.ports import GazetteerPlace
from consilience.text.names.folding import fold
from consilience.text.places.keys import bare_key, exact_key, hashed, weak_key
from consilience.text.places.table import Table, open_table

if TYPE_CHECKING:
    from collections.abc import Mapping


NAMES_KEPT = 20_000
"""Names whose places are kept once looked up: those of a week of news."""


class PlaceTable:
    """GeoNames places over an open table. Safe to share between threads: nothing changes after opening."""

    __slots__ = ("_countries", "_find", "_is_filed", "_peoples", "_table")

    def __init__(self, table: Table, peoples: Mapping[str, str]) -> None:
        self._table = table
        self._peoples = peoples
        self._find = lru_cache(maxsize=NAMES_KEPT)(self._look_up)
        self._is_filed = lru_cache(maxsize=NAMES_KEPT)(self._look_for)
        count = table.columns["countries"]
        self._countries = {table.lists["country"][table.columns["country"][row]]: row for row in count}

    def find(self, name: str) -> tuple[GazetteerPlace, ...]:
        """All places that carry this name or an alternate of it, most populous first; empty if none.

        Case, accents, hyphens, apostrophes and a leading "al-"/"el-" are folded. Only where that finds nothing,
        spelling variants of one sound are ("Sheikhoun" for "Shaykhun").
        """
        return self._find(name)

    def _look_up(self, name: str) -> tuple[GazetteerPlace, ...]:
        key = exact_key(name)
        if not key:
            return ()
        rows = self._filed("key", key) or self._without_article(key) or self._filed("weak", weak_key(key))
        return tuple(sorted((self._place(row) for row in rows), key=_order))

    def is_exact(self, name: str) -> bool:
        """Whether the name itself is filed, and not only a spelling variant of it."""
        return self._is_filed(name)

    def _look_for(self, name: str) -> bool:
        key = exact_key(name)
        return bool(key and (self._filed("key", key) or self._without_article(key)))

    def country(self, code: str) -> GazetteerPlace | None:
        """The country with this ISO alpha-2 code."""
        row = self._countries.get(code)
        return None if row is None else self._place(row)

    def country_of_people(self, demonym: str) -> str | None:
        """ISO alpha-2 code for a demonym ("Libyan", "Libyans" -> "LY"); `None` if it is none."""
        key = fold(demonym).removeprefix("the ")
        return self._peoples.get(key) or self._peoples.get(key.removesuffix("s"))

    def _without_article(self, key: str) -> list[int]:
        """Rows of the name without its Arabic article, in countries that have one ("Ed Roe" is no town of Roe)."""
        bare = bare_key(key)
        if bare == key:
            return []
        countries, lists = self._table.columns["country"], self._table.lists
        return [row for row in self._filed("key", bare) if lists["country"][countries[row]] in lists["article"]]

    def _filed(self, index: str, key: str) -> list[int]:
        return list(self._table.rows(index, *hashed(key))) if key else []

    def _place(self, row: int) -> GazetteerPlace:
        columns, lists = self._table.columns, self._table.lists
        return GazetteerPlace(
            geonames_id=columns["id"][row],
            name=self._table.text(row),
            lat=round(columns["lat"][row], 4),
            lon=round(columns["lon"][row], 4),
            country=lists["country"][columns["country"][row]],
            admin1=lists["admin1"][columns["admin1"][row]],
            feature=lists["feature"][columns["feature"][row]],
            population=columns["population"][row],
            radius_km=float(columns["radius"][row]),
        )


@cache
def open_gazetteer() -> PlaceTable:
    """The gazetteer shipped with the package, opened once."""
    with resources.as_file(resources.files("consilience.data") / "places" / "places.bin") as path:
        return PlaceTable(open_table(Path(path)), _peoples())


@cache
def _peoples() -> dict[str, str]:
    text = (resources.files("consilience.data") / "lexicons" / "demonyms.txt").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {fold(people): code for code, peoples in rows for people in peoples.split("|")}


def _order(place: GazetteerPlace) -> tuple[int, int]:
    return -place.population, place.geonames_id
