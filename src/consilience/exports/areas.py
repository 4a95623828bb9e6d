"""What a user types as a place, as an area: "west,south,east,north" in degrees, or a name.

A name is looked for among the record's own places first, then in the gazetteer; a country is its code, any other place
the circle that its point honestly stands for. Not here: what is cut by it (`selection`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from consilience.exports.failures import NothingSelected
from consilience.exports.record.shape import EntityOut
from consilience.ports import Gazetteer
from consilience.text.names.folding import fold
from consilience.text.places.distance import kilometres

LEAST_RADIUS_KM = 5.0
"""A village's own fields and roads: less than this a report's "in X" does not tell apart."""

WHOLE_COUNTRY = "PCL"
"""How GeoNames' feature codes of countries begin."""

BOX = re.compile(r"\s*" + r"\s*,\s*".join([r"([-+]?\d+(?:\.\d+)?)"] * 4) + r"\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A box (west, south, east, north; west > east across the 180th meridian), a circle, a country, or a name alone."""

    box: tuple[float, float, float, float] | None = None
    circle: tuple[float, float, float] | None = None
    country: str | None = None
    name: str = ""

    def holds(self, lat: float | None, lon: float | None) -> bool:
        """Whether a point lies in the box or the circle; a country holds by name alone."""
        if lat is None or lon is None:
            return False
        if self.box:
            west, south, east, north = self.box
            across = west <= lon <= east if west <= east else lon >= west or lon <= east
            return across and south <= lat <= north
        if self.circle:
            return kilometres(self.circle[0], self.circle[1], lat, lon) <= self.circle[2]
        return False

    def names(self, place: EntityOut) -> bool:
        """Whether a place of the record goes by this area's name or lies in its country."""
        if self.country:
            return place.country == self.country
        return bool(self.name) and self.name in {fold(name.text) for name in place.names}


def read_area(text: str, *, places: Iterable[EntityOut], gazetteer: Gazetteer) -> Area:
    """Read a box or a place's name. Raises `NothingSelected`, in one line, where it is neither."""
    if "," in text and (found := BOX.fullmatch(text)):
        return _box(text, [float(part) for part in found.groups()])
    named = next((p for p in places if p.kind == "place" and fold(text) in {fold(n.text) for n in p.names}), None)
    if named:
        return _around(text, named.lat, named.lon, named.radius_km or 0.0, _whole(named, gazetteer))
    known = next(iter(gazetteer.find(text)), None)
    if known is None:
        raise NothingSelected(
            f"{text}: no such place in the record or the gazetteer; give west,south,east,north instead"
        )
    country = known.country if known.feature.startswith(WHOLE_COUNTRY) else None
    return _around(text, known.lat, known.lon, known.radius_km, country)


def _around(text: str, lat: float | None, lon: float | None, radius: float, country: str | None) -> Area:
    if country:
        return Area(country=country, name=fold(text))
    circle = None if lat is None or lon is None else (lat, lon, max(radius, LEAST_RADIUS_KM))
    return Area(circle=circle, name=fold(text))


def _whole(place: EntityOut, gazetteer: Gazetteer) -> str | None:
    country = gazetteer.country(place.country) if place.country else None
    return place.country if country and country.geonames_id == place.geonames_id else None


def _box(text: str, corners: list[float]) -> Area:
    west, south, east, north = corners
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise NothingSelected(f"{text}: a box is west,south,east,north in degrees, the south below the north")
    return Area(box=(west, south, east, north))
