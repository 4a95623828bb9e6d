"""Outlines of countries (Natural Earth 1:50m, public domain), clipped to a box, to draw a map from.

Not here: drawing (`exports`), cities (`gazetteer`).
"""

from __future__ import annotations

import json
import struct
from array import array
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

MAGIC = b"CBORDER1"
STEPS_PER_DEGREE = 32767 / 180

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One country inside the box: polygons to fill (`areas`) and lines to stroke (`lines`), as (longitude, latitude).

    `lines` leave out the edges that only come from clipping. `country`: ISO 3166 alpha-2, "" where it has none.
    """

    country: str
    name: str
    areas: tuple[tuple[Point, ...], ...]
    lines: tuple[tuple[Point, ...], ...]


def outlines(west: float, south: float, east: float, north: float) -> tuple[Outline, ...]:
    """The countries that reach into a box given in degrees (west < east, south < north), by name; empty over open sea."""
    box = (west, south, east, north)
    out = []
    for country, name, rings in _shapes():
        near = [ring for ring, (x0, y0, x1, y1) in rings if x0 <= east and x1 >= west and y0 <= north and y1 >= south]
        areas = tuple(area for ring in near if len(area := _clip_area(ring, box)) > 2)
        if areas:
            lines = tuple(line for ring in near for line in _clip_line(ring, box))
            out.append(Outline(country=country, name=name, areas=areas, lines=lines))
    return tuple(out)


Box = tuple[float, float, float, float]
Ring = tuple[Point, ...]


@cache
def _shapes() -> tuple[tuple[str, str, tuple[tuple[Ring, Box], ...]], ...]:
    data = (resources.files("consilience.data") / "map" / "borders.bin").read_bytes()
    if data[: len(MAGIC)] != MAGIC:
        raise ValueError("borders.bin is not an outline file")
    (size,) = struct.unpack_from("<I", data, len(MAGIC))
    first = len(MAGIC) + 4
    points = array("h")
    points.frombytes(data[first + size :])
    degrees = [value / STEPS_PER_DEGREE for value in points]
    pairs = list(zip(degrees[::2], degrees[1::2], strict=True))
    return tuple(
        (row["country"], row["name"], tuple(_boxed(_unwrap(tuple(pairs[start:end]))) for start, end in row["rings"]))
        for row in json.loads(data[first : first + size])
    )


def _unwrap(ring: Ring) -> Ring:
    """A ring that steps over the 180th meridian as one on its eastern side, so that no edge runs around the world."""
    steps = any(abs(a[0] - b[0]) > 180 for a, b in pairwise(ring))
    if not steps or min(y for _, y in ring) < -85:  # Antarctica runs around the world
        return ring
    return tuple((x + 360 if x < 0 else x, y) for x, y in ring)


def _boxed(ring: Ring) -> tuple[Ring, Box]:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return ring, (min(xs), min(ys), max(xs), max(ys))


def _clip_area(ring: Ring, box: Box) -> Ring:
    """The part of a polygon inside the box (Sutherland and Hodgman, 1974)."""
    points = list(ring)
    for axis, limit, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        kept: list[Point] = []
        for i, point in enumerate(points):
            before = points[i - 1]
            inside, was = sign * (point[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
            if inside != was:
                kept.append(_crossing(before, point, axis, limit))
            if inside:
                kept.append(point)
        points = kept
    return tuple(points)


def _crossing(a: Point, b: Point, axis: int, limit: float) -> Point:
    share = (limit - a[axis]) / (b[axis] - a[axis])
    other = a[1 - axis] + share * (b[1 - axis] - a[1 - axis])
    return (limit, other) if axis == 0 else (other, limit)


def _clip_line(ring: Ring, box: Box) -> list[tuple[Point, ...]]:
    """The stretches of a closed line inside the box."""
    lines: list[list[Point]] = []
    for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
        piece = _clip_piece(a, b, box)
        if piece is None:
            continue
        if lines and lines[-1][-1] == piece[0]:
            lines[-1].append(piece[1])
        else:
            lines.append(list(piece))
    return [tuple(line) for line in lines]


def _clip_piece(a: Point, b: Point, box: Box) -> tuple[Point, Point] | None:
    """One straight piece inside the box (Liang and Barsky, 1984); `None` where it misses the box."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    low, high = 0.0, 1.0
    for step, room in ((-dx, a[0] - box[0]), (dx, box[2] - a[0]), (-dy, a[1] - box[1]), (dy, box[3] - a[1])):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            low = max(low, room / step)
        else:
            high = min(high, room / step)
    if low >= high:
        return None
    start = a if low == 0 else (a[0] + low * dx, a[1] + low * dy)
    return start, b if high == 1 else (a[0] + high * dx, a[1] + high * dy)
