"""Distances on the globe."""

from __future__ import annotations

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

EARTH_DIAMETER_KM = 12_742.0


@lru_cache(maxsize=131_072)
def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance between two points given in degrees."""
    p, q = radians(lat), radians(other_lat)
    half = sin((p - q) / 2) ** 2 + cos(p) * cos(q) * sin(radians(lon - other_lon) / 2) ** 2
    return EARTH_DIAMETER_KM * asin(min(1.0, sqrt(half)))
