"""Events as PLOVER records: one JSON object a line, the field names and entity objects of the manual 0.8b.

Dated events only, since a record must have a date. A denied event has the auxiliary mode "negation", a planned one is
what the manual prints for it or has "future". Numbers of dead, injured and arrested are the least that any report says.
What we know beyond the manual stands under `consilience`, as the manual lets a provider add fields.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from consilience.exports.actors import Actor
from consilience.exports.index import Index, Level, Place, outlet
from consilience.exports.plover.codes import Coding, code_event
from consilience.exports.record.shape import ArticleOut, EventOut, Record, ReportOut

RESOLUTION: Mapping[Level, int] = {"town": 4, "district": 3, "province": 2, "country": 1}
"""The manual's scale, from 5 (within a town) to 1 (country)."""

SIZES = {"dead": "killed", "injured": "wounded", "arrested": "arrested"}
CODEBOOK, VERSION = "PLOVER", "0.8b"


def write(record: Record) -> bytes:
    """Give the dated events of a record as JSON lines in the record's order."""
    index = Index(record)
    lines = [json.dumps(_event(event, index), ensure_ascii=False) for event in record.events if event.date]
    return "".join(f"{line}\n" for line in lines).encode()


def _event(event: EventOut, index: Index) -> dict[str, Any]:
    coding = code_event(event)
    actors, recipients = index.sides(event)
    first = event.reports[0]
    start, end = (event.date.start, event.date.end) if event.date else ("", "")
    place = index.place(event)
    fields = {
        "id": event.id,
        "has_event": True,
        "date": start,
        "enddate": end if end != start else None,
        "actor": [_entity(actor) for actor in actors] or [{"sector": "UNK"}],
        "recipient": [_entity(actor) for actor in recipients]
        or ([{"sector": "UNK"}] if coding.needs_recipient else []),
        "event": [coding.type],
        "event_loc": _location(place) if place else None,
        "event_text": list(dict.fromkeys(_named(report, index) for report in event.reports if report.words)),
        "quad_code": coding.quad,
        "event_scale": coding.score,
        "mode": [mode for mode in (coding.mode, coding.auxiliary) if mode],
        "context": [],
        "size": _size(event, index),
        "text": index.words(first.span.article, first.span.start, first.span.end),
        "text_info": {"start": first.span.start, "end": first.span.end},
        "cite_info": _citation(index.articles[first.span.article], record=index.record),
        "coder": index.record.program,
        "coded_date": index.record.generated[:10],
        "coded_time": index.record.generated[11:],
        "consilience": _more(event, coding, index),
    }
    return {name: value for name, value in fields.items() if value is not None and value != {}}


def _entity(actor: Actor) -> dict[str, Any]:
    wikidata = actor.entity.identifiers.get("wikidata")
    fields = {
        "code": actor.code,
        "sector": actor.sector,
        "entity_text": actor.name,
        "identifier_id": wikidata,
        "other_sector_codes": list(actor.sectors[1:]) or None,
        "country_name": actor.country.name if actor.country else None,
    }
    return {name: value for name, value in fields.items() if value}


def _location(place: Place) -> dict[str, Any]:
    entity = place.entity
    fields = {
        "extracted_place": entity.names[0].text if entity.names else entity.name,
        "resolved_place": entity.name if entity.geonames_id or entity.lat is not None else None,
        "geonameid": entity.geonames_id,
        "lat": entity.lat,
        "lon": entity.lon,
        "city": entity.name if place.level == "town" else None,
        "district": entity.name if place.level == "district" else None,
        "province": place.division or (entity.name if place.level == "province" else None),
        "country": place.country.name if place.country else None,
        "country_code": place.country.alpha3 if place.country else None,
        "feature_class": ("P" if place.feature.startswith("PP") else "A") if place.feature else None,
        "feature_code": place.feature or None,
        "resolution": RESOLUTION.get(place.level),
    }
    return {name: value for name, value in fields.items() if value is not None}


def _size(event: EventOut, index: Index) -> dict[str, int]:
    tolls = {name: index.toll(event, kind) for name, kind in SIZES.items()}
    return {name: toll.low for name, toll in tolls.items() if toll}


def _named(report: ReportOut, index: Index) -> str:
    words = report.words or report.span
    return index.words(words.article, words.start, words.end)


def _citation(article: ArticleOut, *, record: Record) -> dict[str, Any]:
    fields = {
        "citation": article.path,
        "url": article.url,
        "title": article.title,
        "language": article.language,
        "publication": outlet(article),
        "coder": record.language_model,
        "codebook": CODEBOOK,
        "version": VERSION,
    }
    return {name: value for name, value in fields.items() if value}


def _more(event: EventOut, coding: Coding, index: Index) -> dict[str, Any]:
    """What the manual has no field for: who stands behind the event, and that it is disputed."""
    return {
        "status": event.status,
        "cameo": event.cameo,
        "type_confidence": event.confidence,
        "type": event.type if event.type != coding.type else None,
        "date_precision": event.date.precision if event.date else None,
        "date_basis": event.date.basis if event.date else None,
        "story": event.story,
        "independent_reports": event.independent_reports,
        "ultimate_sources": list(event.ultimate_sources),
        "disputes": [conflict.question for conflict in index.disputes.get(event.id, ())],
        "reports": [
            {
                "outlet": outlet(index.articles[report.span.article]),
                "url": index.articles[report.span.article].url,
                "text": index.words(report.span.article, report.span.start, report.span.end),
                "stance": report.stance,
            }
            for report in event.reports
        ],
    }
