"""Natural Earth shapes out of the TopoJSON that the npm package `world-atlas` carries."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Point = tuple[float, float]
Ring = list[Point]


def country_rings(path: Path) -> dict[int, tuple[str, list[Ring]]]:
    """Each country's outer rings by ISO numeric code (negative numbers where it has none), as (longitude, latitude)."""
    world = json.loads(path.read_text("utf-8"))
    arcs = _decoded(world)
    out: dict[int, tuple[str, list[Ring]]] = {}
    for at, shape in enumerate(world["objects"]["countries"]["geometries"]):
        polygons = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}.get(shape["type"], [])
        rings = [_ring(polygon[0], arcs) for polygon in polygons]
        code = int(shape["id"]) if shape.get("id") else -at - 1
        name, before = out.get(code, (shape["properties"]["name"], []))
        out[code] = (name, before + rings)
    return out


def country_points(path: Path) -> dict[int, Point]:
    """The middle (latitude, longitude) of each country's largest polygon, by ISO numeric code."""
    out = {}
    for code, (_, rings) in country_rings(path).items():
        lon, lat = _centroid(max(rings, key=lambda ring: abs(_area(ring))))
        out[code] = (lat, lon)
    return out


def _decoded(world: dict) -> list[Ring]:  # type: ignore[type-arg]
    (sx, sy), (tx, ty) = world["transform"]["scale"], world["transform"]["translate"]
    arcs = []
    for arc in world["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def _ring(indices: list[int], arcs: list[Ring]) -> Ring:
    ring: Ring = []
    for i in indices:
        points = arcs[i] if i >= 0 else arcs[~i][::-1]
        ring += points[1:] if ring else points
    return ring


def _area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def _centroid(ring: Ring) -> Point:
    area = _area(ring) or 1e-9
    pairs = list(pairwise(ring))
    x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (6 * area)
    y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (6 * area)
    return x, y
