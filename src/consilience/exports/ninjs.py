"""Articles and the brief as IPTC ninjs 3.1 objects, one file each.

`infoSources` carries the lineage: who published, whose wire text it is, whose passages it carries, whom it quotes.
`trustIndicators` stay away: we have no document about anybody's trustworthiness to link. Times of day that no article
gives are not made up: the day of publication stands in `edNote`.
"""

from __future__ import annotations

import json
from typing import Any

from consilience.exports.geojson import draw
from consilience.exports.index import Index, outlet
from consilience.exports.links import GEONAMES, WIKIDATA, name_thing
from consilience.exports.page.words import say_date
from consilience.exports.record.shape import ArticleOut, EntityOut, EventOut, Record, StoryOut

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
GROUPS = {"person": "people", "organization": "organisations", "place": "places"}
ASIDE = frozenset({"furniture", "caption", "credit", "headline", "byline", "dateline"})
"""Zones that are no part of the body."""


def objects(record: Record) -> dict[str, bytes]:
    """Give one ninjs object for each story's brief and each article, by file name."""
    index = Index(record)
    files = {f"briefs/{story.id}.json": _brief(story, index) for story in record.stories}
    files |= {f"articles/{article.id}.json": _article(article, index) for article in record.articles}
    return {name: json.dumps(made, ensure_ascii=False, indent=1).encode() + b"\n" for name, made in files.items()}


def _article(article: ArticleOut, index: Index) -> dict[str, Any]:
    body = "".join(article.text[z.start : z.end] for z in article.zones if z.kind not in ASIDE).strip()
    fields = {
        "uri": index.address(article.id),
        "type": "text",
        "representationType": "full",
        "profile": "text-only",
        "language": article.language,
        "edNote": f"Published {say_date(article.published)}."
        if article.published
        else "No day of publication is known.",
        "headlines": [{"role": "main", "contentType": "text/plain", "value": article.title}] if article.title else [],
        "bodies": [_text("main", body)] if body else [],
        "by": ", ".join(article.authors),
        "located": _dateline(article),
        **_named(index.named_in(article.id), index),
        "events": [_event(event, "reports") for event in index.reported_in(article.id)],
        "infoSources": _sources(article, index),
        "associations": [_association(other, "isBasedOn", index) for other in index.taken_from(article.id)],
        "altIds": [{"role": "consilience", "value": article.id}],
        "standard": STANDARD,
    }
    return {name: value for name, value in fields.items() if value}


def _brief(story: StoryOut, index: Index) -> dict[str, Any]:
    lines = [line for line in index.record.brief.sentences if line.story == story.id]
    body = "\n".join(f"{line.status.capitalize()}: {line.text}" for line in lines)
    events = [event for event in index.record.events if event.story == story.id]
    places = {event.place: index.entities[event.place] for event in events if event.place}
    fields = {
        "uri": name_thing("story", story.id),
        "type": "composite",
        "representationType": "full",
        "profile": "brief",
        "versionCreated": index.record.generated,
        "language": "en",
        "title": story.title,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": story.title}] if story.title else [],
        "bodies": [_text("main", body)] if body else [],
        "edNote": "The lines are the reports' own words; where they differ no side is picked.",
        **_named(tuple(places.values()), index),
        "events": [_event(event, "about") for event in events],
        "infoSources": [{"name": index.record.program, "role": "aggregator"}],
        "associations": [_association(article, "isBasedOn", index) for article in story.articles],
        "altIds": [{"role": "consilience", "value": story.id}],
        "standard": STANDARD,
    }
    return {name: value for name, value in fields.items() if value}


def _text(role: str, text: str) -> dict[str, Any]:
    counts = {"charCount": len(text), "wordCount": len(text.split())}
    return {"role": role, "contentType": "text/plain", **counts, "value": text}


def _dateline(article: ArticleOut) -> str:
    """The words of the dateline, as they stand."""
    zone = next((zone for zone in article.zones if zone.kind == "dateline"), None)
    return " ".join(article.text[zone.start : zone.end].split()).strip(" -—–(") if zone else ""


def _named(entities: tuple[EntityOut, ...], index: Index) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {group: [] for group in GROUPS.values()}
    for entity in entities:
        found[GROUPS[entity.kind]].append(_mentioned(entity, index))
    return found


def _mentioned(entity: EntityOut, index: Index) -> dict[str, Any]:
    wikidata = entity.identifiers.get("wikidata")
    geonames = GEONAMES.format(entity.geonames_id) if entity.geonames_id else None
    shape = draw(index.place_of(entity.id)) if entity.kind == "place" else None
    fields = {
        "name": entity.name,
        "rel": "mentions",
        "uri": WIKIDATA.format(wikidata) if wikidata else geonames or name_thing("entity", entity.id),
        "geoJSON": shape,
    }
    return {name: value for name, value in fields.items() if value}


def _event(event: EventOut, relation: str) -> dict[str, Any]:
    code = "/".join(part for part in (event.type, event.mode) if part)
    uri = name_thing("event", event.id)
    return {"id": event.id, "name": event.summary, "rel": relation, "uri": uri, "literal": code}


def _sources(article: ArticleOut, index: Index) -> list[dict[str, str]]:
    """Who stands behind an article, each role and name once: publisher, wire, texts it took passages from, speakers."""
    found = [("publisher", article.outlet or ""), ("originator", article.wire or "")]
    found += [("passages", outlet(index.articles[other])) for other in index.taken_from(article.id)]
    for claim in index.said_in(article.id):
        speaker = index.entities[claim.speaker].name if claim.speaker else claim.speaker_text or ""
        found.append(("quoted", speaker))
    return [{"name": name, "role": role} for role, name in dict.fromkeys(found) if name]


def _association(article: str, relation: str, index: Index) -> dict[str, Any]:
    other = index.articles[article]
    return {"name": other.title or outlet(other), "rel": relation, "uri": index.address(article), "type": "text"}
