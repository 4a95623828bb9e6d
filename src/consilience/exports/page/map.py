"""The map of a story as inline SVG: borders and coasts from shipped public-domain data, places as honest circles.

Equirectangular with the standard parallel at the middle of the view (Snyder, Map Projections: A Working Manual, 1987,
ch. 12): true enough at the size of a country. A place known only as a region is drawn as an area, never as a pin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, log, radians

from markupsafe import Markup, escape

from consilience.exports.record.shape import EntityOut
from consilience.text.places.borders import outlines

WIDTH, HEIGHT = 760.0, 460.0
MARGIN_SHARE = 0.18
"""Room around the outermost places, as a share of the view."""

LEAST_DEGREES = 3.0
"""The smallest view: below this a map shows no border to find one's way by."""

MOST_DEGREES = 70.0
"""Places further from the story's middle than half of this are left off rather than shrink it to a dot."""

AREA_KM = 25.0
"""A place wider than this is drawn as an area."""

MOST_LABELS = 18
KM_PER_DEGREE = 111.2
LETTER_WIDTH = 7.2
"""Mean width of a letter of a label in pixels of the drawing."""

SCALE_KM = (5, 10, 20, 50, 100, 200, 500, 1000)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The part of the world in view and its scale in pixels a degree."""

    west: float
    south: float
    east: float
    north: float
    scale: float
    squeeze: float

    def point(self, lat: float, lon: float) -> tuple[float, float]:
        """Give the pixel of a place."""
        return (lon - self.west) * self.scale * self.squeeze, (self.north - lat) * self.scale


def draw_map(places: Sequence[tuple[EntityOut, int]]) -> Markup | None:
    """Give the SVG of places, each with the number of events there; `None` where nothing can be drawn."""
    drawn = [
        (e, n) for e, n in places if e.lat is not None and e.lon is not None and (e.radius_km or 0) < 300
    ]  # wider than a province: a country is no point on its own map
    drawn = _near_middle(drawn)
    if not drawn:
        return None
    frame = _frame(drawn)
    land = _land(frame)
    spots = "".join(_spot(entity, number, frame) for entity, number in drawn)
    labels = "".join(_labels(drawn, frame))
    scale = _scale(frame)
    title = escape(", ".join(entity.name for entity, _ in drawn[:MOST_LABELS]))
    return Markup(  # noqa: S704  # every text in it is escaped above and below
        f'<svg viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img" aria-label="Map: {title}">'
        f'<g class="land">{land}</g><g class="spots">{spots}</g><g class="labels">{labels}</g>{scale}</svg>'
    )


def _near_middle(places: Sequence[tuple[EntityOut, int]]) -> list[tuple[EntityOut, int]]:
    if not places:
        return []
    weight = sum(n for _, n in places)
    lat = sum((e.lat or 0) * n for e, n in places) / weight
    lon = sum((e.lon or 0) * n for e, n in places) / weight
    half = MOST_DEGREES / 2
    return [(e, n) for e, n in places if abs((e.lat or 0) - lat) < half and abs((e.lon or 0) - lon) < half]


def _frame(places: Sequence[tuple[EntityOut, int]]) -> Frame:
    lats, lons = [e.lat or 0.0 for e, _ in places], [e.lon or 0.0 for e, _ in places]
    middle_lat, middle_lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    squeeze = max(cos(radians(middle_lat)), 0.2)
    room = 1 + 2 * MARGIN_SHARE
    tall = max((max(lats) - min(lats)) * room, LEAST_DEGREES)
    wide = max((max(lons) - min(lons)) * room * squeeze, LEAST_DEGREES)
    scale = min(HEIGHT / tall, WIDTH / wide)
    half_lat, half_lon = HEIGHT / scale / 2, WIDTH / scale / squeeze / 2
    return Frame(
        west=middle_lon - half_lon, south=middle_lat - half_lat, east=middle_lon + half_lon, north=middle_lat + half_lat,
        scale=scale, squeeze=squeeze,
    )  # fmt: skip


def _land(frame: Frame) -> str:
    shapes = outlines(frame.west, frame.south, frame.east, frame.north)
    areas = "".join(f'<path d="{_path(ring, frame)}Z"/>' for shape in shapes for ring in shape.areas)
    lines = "".join(f'<path class="border" d="{_path(line, frame)}"/>' for shape in shapes for line in shape.lines)
    return areas + lines


def _path(points_of_line: Sequence[tuple[float, float]], frame: Frame) -> str:
    points = [frame.point(lat, lon) for lon, lat in points_of_line]
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _spot(entity: EntityOut, number: int, frame: Frame) -> str:
    x, y = frame.point(entity.lat or 0.0, entity.lon or 0.0)
    radius = entity.radius_km or 0.0
    label = escape(f"{entity.name}: {number} event{'' if number == 1 else 's'}")
    if radius > AREA_KM:
        pixels = radius / KM_PER_DEGREE * frame.scale
        return f'<circle class="area" cx="{x:.1f}" cy="{y:.1f}" r="{pixels:.1f}"><title>{label}</title></circle>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{4 + 2 * log(number + 1):.1f}"><title>{label}</title></circle>'


def _labels(places: Sequence[tuple[EntityOut, int]], frame: Frame) -> list[str]:
    """Name the places, busiest first, beside, above or below their spots; a label that would cover another is left out."""
    spots = [frame.point(entity.lat or 0.0, entity.lon or 0.0) for entity, _ in places]
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in spots]
    texts = []
    for (entity, _), (x, y) in zip(places[:MOST_LABELS], spots, strict=False):
        width = LETTER_WIDTH * len(entity.name)
        for left, base in ((x + 9, y + 4), (x - 9 - width, y + 4), (x - width / 2, y - 10), (x - width / 2, y + 19)):
            box = (left, base - 11, left + width, base + 3)
            inside = left > 0 and left + width < WIDTH and base > 12 and base < HEIGHT
            if inside and all(_apart(box, other) for other in taken):
                taken.append(box)
                texts.append(f'<text x="{left:.1f}" y="{base:.1f}">{escape(entity.name)}</text>')
                break
    return texts


def _apart(one: Box, other: Box) -> bool:
    return one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]


def _scale(frame: Frame) -> str:
    """A scale bar in the lower left corner, of the longest round length that stays under a fifth of the width."""
    kilometre = frame.scale / KM_PER_DEGREE
    length = max((km for km in SCALE_KM if km * kilometre <= WIDTH / 5), default=SCALE_KM[0])
    end = 16 + length * kilometre
    return (
        f'<g class="scale"><path d="M16,{HEIGHT - 20:.0f}v5H{end:.1f}v-5"/>'
        f'<text x="16" y="{HEIGHT - 25:.0f}">{length} km</text></g>'
    )
