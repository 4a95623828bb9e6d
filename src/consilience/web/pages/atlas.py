"""The map: events where the reports place them, as precise as the place is known and no more.

`places` feeds the drawn map that works everywhere, `features` the movable one. Not here: drawing (`exports/page/map`, `map.js`).
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from markupsafe import Markup

from consilience.exports.page.map import AREA_KM, draw_map
from consilience.exports.record.shape import EntityOut, EventOut
from consilience.record.listing import Filter
from consilience.text.places.borders import outlines
from consilience.web.pages.bearers import read_head
from consilience.web.pages.facts import EventRow, say_day, show_event
from consilience.web.pages.links import link
from consilience.web.pages.shelf import Entry, Listing, Shelf
from consilience.web.pages.strip import draw_strip

WIDE_KM = 300.0
"""A place wider than this is a country: listed below the map, not drawn on it."""

DECIMALS = 2
"""Of a degree: a kilometre, finer than the borders are."""

EVERYWHERE = (-180.0, -90.0, 180.0, 90.0)
"""An area, west, south, east, north, that whatever has a place lies in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """A map and what it shows. `features`: GeoJSON. `left_off`: events whose place is a country or not known."""

    features: str
    svg: Markup
    shown: int
    total: int
    left_off: tuple[EventRow, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AtlasView:
    """Everything the map page shows."""

    map: MapView | None
    events: tuple[EventRow, ...]
    total: int
    next: str | None
    strip: Markup | None


def list_to_draw(shelf: Shelf, where: Filter, *, limit: int) -> Listing[EventOut]:
    """Give the latest events; where there are more than the limit, the latest of those whose place is known."""
    total = shelf.desk.rows("event", where=where, limit=1).total
    drawable = where if total <= limit else replace(where, bbox=EVERYWHERE)
    found = shelf.list(EventOut, drawable, order="recent", limit=limit)
    return replace(found, total=total) if found.total else shelf.list(EventOut, where, order="recent", limit=limit)


def show_atlas(shelf: Shelf, events: Listing[EventOut]) -> AtlasView:
    """Give the view of the map page for a list of events."""
    rows = tuple(show_event(shelf, entry) for entry in events)
    return AtlasView(
        map=show_map(shelf, events.entries),
        events=rows,
        total=events.total,
        next=events.next,
        strip=draw_strip([row.first for row in rows], "events"),
    )


def show_map(shelf: Shelf, events: Sequence[Entry[EventOut]]) -> MapView | None:
    """Give the map of these events; `None` where no place can be drawn."""
    named = shelf.items("entity", [entry.of.place for entry in events if entry.of.place])
    places = {item.id: read_head(item) for item in named}
    drawn = [entry for entry in events if _is_drawn(places.get(entry.of.place or ""))]
    counted: dict[str, int] = defaultdict(int)
    for entry in drawn:
        counted[entry.of.place or ""] += 1
    svg = draw_map(sorted(((places[p], n) for p, n in counted.items()), key=lambda item: (-item[1], item[0].id)))
    if svg is None:
        return None
    days = [entry.of.date.start for entry in drawn if entry.of.date]
    return MapView(
        features=json.dumps({"type": "FeatureCollection", "features": [_feature(e.of, places) for e in drawn]}),
        svg=svg,
        shown=len(drawn),
        total=len(events),
        left_off=tuple(show_event(shelf, entry) for entry in events if entry not in drawn),
        first=min(days, default=""),
        last=max(days, default=""),
    )


def _is_drawn(place: EntityOut | None) -> bool:
    return place is not None and place.lat is not None and place.lon is not None and (place.radius_km or 0) < WIDE_KM


def _feature(event: EventOut, places: dict[str, EntityOut]) -> dict[str, object]:
    place = places[event.place or ""]
    radius = place.radius_km or 0.0
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": {
            "href": link("event", event.id),
            "summary": event.summary,
            "place": place.name,
            "day": event.date.start if event.date else "",
            "until": event.date.end if event.date else "",
            "said": say_day(event.date),
            "status": event.status,
            "independent": event.independent_reports,
            "radius": radius if radius > AREA_KM else 0,
        },
    }


@cache
def borders() -> tuple[bytes, bytes]:
    """Give the outlines of all countries as GeoJSON, plain and gzipped. Made once, in about a second."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": shape.name},
            "geometry": {"type": "MultiPolygon", "coordinates": [[_ring(area)] for area in shape.areas]},
        }
        for shape in outlines(-180.0, -90.0, 180.0, 90.0)
    ]
    plain = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")).encode()
    return plain, gzip.compress(plain, 6, mtime=0)


def _ring(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    steps = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in points]
    ring = [point for i, point in enumerate(steps) if not i or point != steps[i - 1]]
    return ring if ring[0] == ring[-1] else [*ring, ring[0]]
