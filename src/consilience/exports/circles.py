"""A place that is known only as a region, as a polygon: the circle that its point honestly stands for.

GeoJSON has no circle (RFC 7946). Points are found along great circles (Snyder, Map Projections: A Working Manual, 1987,
p. 31); a circle over the 180th meridian is cut there, as RFC 7946, 3.1.9 asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import asin, atan2, cos, degrees, pi, radians, sin
from typing import Any

EARTH_RADIUS_KM = 6371.0
CORNERS = 48
"""Corners of the polygon: at 48 its area is 0.3 % short of the circle's."""

DIGITS = 4
"""Decimals of a degree, about ten metres: finer than any place here is known."""

POLE = 90.0

Ring = list[tuple[float, float]]


def draw_circle(lat: float, lon: float, radius_km: float) -> dict[str, Any] | None:
    """Give the GeoJSON geometry of a circle in degrees; `None` for one that reaches a pole, which no flat ring can go around."""
    if abs(lat) + degrees(radius_km / EARTH_RADIUS_KM) >= POLE:
        return None
    ring = [_corner(lat, lon, radius_km, -2 * pi * i / CORNERS) for i in range(CORNERS)]
    parts = [part for shift in (-360.0, 0.0, 360.0) if (part := _inside([(x + shift, y) for x, y in ring]))]
    rings = [[_closed(part)] for part in parts]
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": rings[0]}
    return {"type": "MultiPolygon", "coordinates": rings}


def _corner(lat: float, lon: float, radius_km: float, bearing: float) -> tuple[float, float]:
    p, c = radians(lat), radius_km / EARTH_RADIUS_KM
    q = asin(sin(p) * cos(c) + cos(p) * sin(c) * cos(bearing))
    return lon + degrees(atan2(sin(bearing) * sin(c) * cos(p), cos(c) - sin(p) * sin(q))), degrees(q)


def _inside(ring: Ring) -> Ring:
    """The part of a ring between the 180th meridians."""
    return _clip(_clip(ring, limit=180.0, sign=-1), limit=-180.0, sign=1)


def _clip(ring: Ring, *, limit: float, sign: int) -> Ring:
    kept: Ring = []
    for a, b in pairwise([*ring[-1:], *ring]):
        was, inside = sign * (a[0] - limit) >= 0, sign * (b[0] - limit) >= 0
        if was != inside:
            share = (limit - a[0]) / (b[0] - a[0])
            kept.append((limit, a[1] + share * (b[1] - a[1])))
        if inside:
            kept.append(b)
    return kept


def _closed(ring: Sequence[tuple[float, float]]) -> list[list[float]]:
    points = [[round(x, DIGITS), round(y, DIGITS)] for x, y in ring]
    return [*points, points[0]]
