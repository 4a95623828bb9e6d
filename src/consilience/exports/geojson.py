"""Events and control of places as a GeoJSON feature collection (RFC 7946), honest about precision.

A town is a point; a district or province the circle it stands for, with its radius as a property; a country and a
place that no gazetteer knows have no geometry, because any would say more than the reports do.
"""

from __future__ import annotations

import json
from typing import Any

from consilience.exports.circles import draw_circle
from consilience.exports.index import Index, Place, outlet
from consilience.exports.record.shape import ControlOut, DateOut, EventOut, Record

AREAS = ("district", "province")


def write(record: Record) -> bytes:
    """Give every event and every report of control as a feature, in the record's order."""
    index = Index(record)
    features = [_event(event, index) for event in record.events]
    features += [_control(number, holding, index) for number, holding in enumerate(record.control)]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode() + b"\n"


def _feature(identifier: str, place: Place | None, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": identifier, "geometry": draw(place), "properties": {**properties, **_where(place)}}


def draw(place: Place | None) -> dict[str, Any] | None:
    """The GeoJSON geometry that a place is known by: a point, a circle's polygon, or none."""
    if place is None or place.entity.lat is None or place.entity.lon is None:
        return None
    entity = place.entity
    if place.level == "town":
        return {"type": "Point", "coordinates": [entity.lon, entity.lat]}
    if place.level in AREAS and entity.radius_km and entity.lat is not None and entity.lon is not None:
        return draw_circle(entity.lat, entity.lon, entity.radius_km)
    return None


def _where(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {"place": None, "precision": None, "radius_km": None, "province": None, "country": None}
    return {
        "place": place.entity.name,
        "precision": place.level,
        "radius_km": place.entity.radius_km,
        "province": place.division or None,
        "country": place.entity.country,
    }


def _event(event: EventOut, index: Index) -> dict[str, Any]:
    toll = index.toll(event, "killed")
    properties = {
        "kind": "event",
        "type": event.type,
        "mode": event.mode,
        "type_confidence": event.confidence,
        "status": event.status,
        "summary": event.summary,
        **_days(event.date),
        "actors": _list(index.names(event.actors)),
        "targets": _list(index.names(event.targets)),
        "killed_low": toll.low if toll else None,
        "killed_high": toll.high if toll else None,
        "independent_reports": event.independent_reports,
        "ultimate_sources": _list(event.ultimate_sources),
        "outlets": _list(dict.fromkeys(outlet(article) for article in index.reporters(event))),
        "story": event.story,
    }
    return _feature(event.id, index.place(event), properties)


def _control(number: int, holding: ControlOut, index: Index) -> dict[str, Any]:
    properties = {
        "kind": "control",
        "status": holding.status,
        "holder": _list(index.names(holding.holder)),
        **_days(holding.date),
        "disputed": holding.conflict is not None,
        "summary": " … ".join(index.words(span.article, span.start, span.end) for span in holding.spans),
    }
    return _feature(f"control-{number}", index.place_of(holding.place), properties)


def _days(date: DateOut | None) -> dict[str, Any]:
    if date is None:
        return {"date": None, "end_date": None, "date_precision": None, "date_basis": None}
    return {"date": date.start, "end_date": date.end, "date_precision": date.precision, "date_basis": date.basis}


def _list(parts: Any) -> str:
    return "; ".join(parts)
