"""Events in the 40 columns of POLECAT, tab-separated with a line of names, as that data set is published.

Dated events that happened and are surely of their type: POLECAT has no column for what is planned, denied or unsure.
What no report names is empty. Several actors are separated by ";", the sectors of one by ",".
"""

from __future__ import annotations

from typing import Any

from consilience.exports.actors import Actor
from consilience.exports.index import Index, is_coded, outlet
from consilience.exports.plover.codes import code_event
from consilience.exports.record.shape import ArticleOut, EntityOut, EventOut, Record
from consilience.exports.tables.sheets import say_cell

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip

LANGUAGES = {"en": "English"}


def write(record: Record) -> bytes:
    """Give the dated events that happened, in the record's order."""
    index = Index(record)
    rows = [_row(event, index) for event in record.events if is_coded(event)]
    lines = ["\t".join(COLUMNS), *("\t".join(_cell(row[name]) for name in COLUMNS) for row in rows)]
    return "".join(f"{line}\n" for line in lines).encode()


def _row(event: EventOut, index: Index) -> dict[str, Any]:
    coding = code_event(event)
    actors, recipients = index.sides(event)
    first = index.articles[event.reports[0].span.article]
    return {
        **_side("Actor", actors),
        **_side("Recipient", recipients),
        **_where(event, index),
        **_told(first, index),
        "Event ID": event.id,
        "Event Date": event.date.start if event.date else "",
        "Event Type": coding.type,
        "Event Mode": coding.mode,
        "Intensity": coding.score,
        "Quad Code": coding.quad,
        "Contexts": "",
        "Version": f"PLOVER 0.8b, {index.record.program}",
    }


def _side(side: str, actors: tuple[Actor, ...]) -> dict[str, Any]:
    lands = [actor.country for actor in actors]
    return {
        f"{side} Name": _list(actor.name for actor in actors),
        f"{side} Country": _list(
            land.alpha3 if land else actor.code for land, actor in zip(lands, actors, strict=True)
        ),
        f"{side} COW": _list(land.cow if land else "" for land in lands),
        f"Primary {side} Sector": _list(actor.sector for actor in actors),
        f"{side} Sectors": _list(",".join(actor.sectors) for actor in actors),
        f"{side} Title": "",
        f"{side} Name Raw": _list(actor.entity.names[0].text if actor.entity.names else actor.name for actor in actors),
        f"Wikipedia {side} ID": _list(actor.entity.identifiers.get("wikipedia", "") for actor in actors),
    }


def _where(event: EventOut, index: Index) -> dict[str, Any]:
    place = index.place(event)
    if place is None:
        names = ("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID")
        return dict.fromkeys((*names, "Raw Placename", "Feature Type"), "")
    entity = place.entity
    return {
        "Placename": entity.name,
        "City": entity.name if place.level == "town" else "",
        "District": entity.name if place.level == "district" else "",
        "Province": place.division or (entity.name if place.level == "province" else ""),
        "Country": place.country.alpha3 if place.country else "",
        "Latitude": entity.lat,
        "Longitude": entity.lon,
        "GeoNames ID": entity.geonames_id,
        "Raw Placename": entity.names[0].text if entity.names else entity.name,
        "Feature Type": place.feature,
    }


def _told(article: ArticleOut, index: Index) -> dict[str, Any]:
    named = index.named_in(article.id)
    return {
        "Source": outlet(article),
        "Publication Date": article.published.start if article.published else "",
        "Story People": _names(named, "person"),
        "Story Organizations": _names(named, "organization"),
        "Story Locations": _names(named, "place"),
        "Language": LANGUAGES.get(article.language, article.language),
    }


def _names(entities: tuple[EntityOut, ...], kind: str) -> str:
    return _list(entity.name for entity in entities if entity.kind == kind)


def _list(parts: Any) -> str:
    given = [str(part).replace(";", ",") for part in parts]
    return ";".join(given) if any(given) else ""


def _cell(value: Any) -> str:
    return say_cell(" ".join(value.split()) if isinstance(value, str) else value)
