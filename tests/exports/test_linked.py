"""Exports for newsrooms and investigators: ninjs, schema.org claims, STIX and Follow-the-Money."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from hashlib import sha1

import jsonschema
import pytest
import stix2

from consilience.exports.claims import write as write_claims
from consilience.exports.ftm.statements import COLUMNS, TYPES, files
from consilience.exports.ninjs import objects
from consilience.exports.record.shape import Record
from consilience.exports.stix import CONFIRMED
from consilience.exports.stix import write as write_stix
from tests.exports.conftest import OneEvent

TEXT = {"type": "string"}
URI = {"type": "string", "pattern": "^[a-z][a-z0-9+.-]*:[^ ]+$"}


def _list(required: tuple[str, ...] = (), **properties: dict) -> dict:
    item = {"type": "object", "additionalProperties": False, "properties": properties, "required": list(required)}
    return {"type": "array", "items": item, "minItems": 1}


LINKED = {"name": TEXT, "rel": TEXT, "uri": URI, "literal": TEXT}
NINJS = {
    "type": "object",
    "additionalProperties": False,
    "required": ["uri"],
    "properties": {
        "uri": URI,
        "type": {
            "enum": ["text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"]
        },
        "representationType": {"enum": ["full", "partial"]},
        "profile": TEXT,
        "versionCreated": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"},
        "language": TEXT,
        "title": TEXT,
        "edNote": TEXT,
        "by": TEXT,
        "located": TEXT,
        "headlines": _list(("value",), role=TEXT, contentType=TEXT, value=TEXT),
        "bodies": _list(
            ("value",),
            role=TEXT,
            contentType=TEXT,
            charCount={"type": "integer"},
            wordCount={"type": "integer"},
            value=TEXT,
        ),
        "people": _list(**LINKED),
        "organisations": _list(**LINKED),
        "places": _list(**LINKED, geoJSON={"type": "object", "required": ["type", "coordinates"]}),
        "events": _list(id=TEXT, **LINKED),
        "infoSources": _list(name=TEXT, role=TEXT, uri=URI, literal=TEXT),
        "associations": _list(("name", "uri"), type={"enum": ["text", "event"]}, name=TEXT, rel=TEXT, uri=URI),
        "altIds": _list(role=TEXT, value=TEXT),
        "standard": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"name": TEXT, "version": TEXT, "schema": URI},
        },
    },
}
"""Of IPTC's schema 3.1 the properties that we write, transcribed; like the schema's, nothing else may stand beside them."""


def test_ninjs_objects_follow_the_schema(example: Record) -> None:
    """Every article and every brief; the copies name the wire as originator and the text they carry."""
    made = {name: json.loads(content) for name, content in objects(example).items()}
    for item in made.values():
        jsonschema.validate(item, NINJS)
    copies = [article for article in example.articles if article.lineage and article.wire]
    roles = [{s["role"] for s in made[f"articles/{article.id}.json"]["infoSources"]} for article in copies]

    assert len(made) == len(example.articles) + len(example.stories)
    assert all("originator" in found for found in roles)
    assert any("passages" in found for found in roles)
    assert all("trustIndicators" not in item for item in made.values())


def test_ninjs_body_has_no_furniture(example: Record) -> None:
    """Captions, credits and furniture are no part of the body; the headline stands by itself."""
    article = next(a for a in example.articles if any(z.kind == "furniture" for z in a.zones))
    aside = [article.text[z.start : z.end].strip() for z in article.zones if z.kind in ("furniture", "credit")]
    (body,) = json.loads(objects(example)[f"articles/{article.id}.json"])["bodies"]

    assert all(words not in body["value"] for words in aside if len(words) > 20)
    assert body["charCount"] == len(body["value"])


SCHEMA_ORG = {
    "Claim": {"text", "author", "datePublished", "inLanguage", "firstAppearance", "appearance", "keywords", "about"},
    "NewsArticle": {
        "headline", "datePublished", "author", "publisher", "sourceOrganization", "isBasedOn", "inLanguage",
    },
    "Person": {"name", "alternateName", "sameAs"},
    "Organization": {"name", "alternateName", "sameAs"},
    "Place": {"name", "alternateName", "sameAs"},
    "Event": {"name"},
}  # fmt: skip
"""For each type that we write, the properties of schema.org's that we use."""


def _nodes(value: object) -> list[dict]:
    if isinstance(value, list):
        return [node for part in value for node in _nodes(part)]
    if isinstance(value, dict):
        return [value, *(node for part in value.values() for node in _nodes(part))]
    return []


def test_claims_are_schema_org_and_rate_nothing(example: Record) -> None:
    """Known types and properties only; every appearance is an article of the graph; first is the earliest."""
    graph = json.loads(write_claims(example))["@graph"]
    typed = [node for node in _nodes(graph) if "@type" in node]
    articles = {node["@id"]: node for node in graph if node["@type"] == "NewsArticle"}
    claims = [node for node in graph if node["@type"] == "Claim"]

    assert all(set(node) - {"@type", "@id"} <= SCHEMA_ORG[node["@type"]] for node in typed)
    assert len({claim["@id"] for claim in claims}) == len(claims)
    for claim in claims:
        days = [articles[one["@id"]].get("datePublished", "9999") for one in claim["appearance"]]
        assert claim["firstAppearance"] == claim["appearance"][0]
        assert days == sorted(days)


def test_one_utterance_is_one_claim(example: Record) -> None:
    """A quotation that several outlets carry appears once, in all of them."""
    quote = max(example.quotes, key=lambda quote: len(quote.claims))
    claims = [node for node in json.loads(write_claims(example))["@graph"] if node.get("text") == quote.text]
    of = {claim.id: claim.span.article for claim in example.claims}

    assert len(claims) == 1
    assert len(claims[0]["appearance"]) == len({of[claim] for claim in quote.claims})


def test_stix_is_read_by_its_own_library(example: Record) -> None:
    """The bundle parses strictly; every reference resolves; ids are unique and the same each time."""
    bundle = stix2.parse(write_stix(example).decode(), allow_custom=False, version="2.1")
    ids = [thing.id for thing in bundle.objects]
    kinds = Counter(thing.type for thing in bundle.objects)
    refs = {ref for thing in bundle.objects for ref in getattr(thing, "object_refs", [])}

    assert len(set(ids)) == len(ids)
    assert refs <= set(ids)
    assert kinds["report"] == len(example.stories)
    assert kinds["note"] == len(example.events) + len(example.conflicts)
    assert kinds["grouping"] == len(example.conflicts)


def test_stix_carries_a_dispute_as_opinions(example: Record) -> None:
    """Somebody agrees, somebody disagrees; what is disputed has no confidence, what is confirmed has."""
    objects_ = json.loads(write_stix(example))["objects"]
    opinions = {thing["opinion"] for thing in objects_ if thing["type"] == "opinion"}
    notes = [thing for thing in objects_ if thing["type"] == "note"]

    assert opinions == {"agree", "disagree"}
    assert all(("confidence" in note) == ("corroborated" in note["labels"]) for note in notes)
    assert {note["confidence"] for note in notes if "confidence" in note} == {CONFIRMED}


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_ftm_statements_say_what_the_entities_say(example: Record) -> None:
    """One row for each value with the model's id of it; each entity has its checksum row."""
    made = files(example)
    entities = [json.loads(line) for line in made["entities.ftm.json"].splitlines()]
    rows = _rows(made["statements.csv"])
    values = {(e["id"], prop, value) for e in entities for prop, all_ in e["properties"].items() for value in all_}
    told = {(row["entity_id"], row["prop"], row["value"]) for row in rows if row["prop"] != "id"}

    assert tuple(rows[0]) == COLUMNS
    assert told == values
    assert len({row["id"] for row in rows}) == len(rows)
    assert sum(row["prop"] == "id" for row in rows) == len(entities)
    first = rows[0]
    key = f"{first['dataset']}.{first['entity_id']}.{first['prop']}.{first['value']}"
    assert first["id"] == sha1(key.encode(), usedforsecurity=False).hexdigest()


def test_ftm_facts_name_their_article(example: Record) -> None:
    """What an event's report says has the article as origin; every reference is an entity."""
    made = files(example)
    ids = {json.loads(line)["id"] for line in made["entities.ftm.json"].splitlines()}
    rows = _rows(made["statements.csv"])
    articles = {article.id for article in example.articles}
    summaries = [row for row in rows if row["schema"] == "Event" and row["prop"] == "summary"]

    assert summaries
    assert {row["origin"] for row in summaries} <= articles
    assert all(row["value"] in ids for row in rows if row["prop_type"] == "entity")


def test_ftm_is_read_by_its_own_library(example: Record) -> None:
    """The library that defines the model takes every entity whole and computes the same statement ids."""
    ftm = pytest.importorskip("followthemoney", reason="it needs PyICU, which has no wheel")
    from followthemoney.statement.serialize import read_csv_statements

    made = files(example)
    for line in made["entities.ftm.json"].splitlines():
        data = json.loads(line)
        proxy = ftm.model.get_proxy(data, cleaned=False)
        assert {name: sorted(proxy.get(name)) for name in data["properties"]} == {
            name: sorted(set(values)) for name, values in data["properties"].items()
        }
        assert all(ftm.model.get(data["schema"]).get(name).type.name == TYPES[name] for name in data["properties"])
    for statement in read_csv_statements(io.BytesIO(made["statements.csv"])):
        assert statement.prop == "id" or statement.generate_key() == statement.id


def test_two_versions_of_an_article_are_two(one_event: OneEvent) -> None:
    """An edited text at one address keeps its own name, so that no two things share one."""
    record = one_event("ACCUSE")
    older = replace(record.articles[0], url="https://paper.example/a", id="a1")
    record = replace(record, articles=(older, replace(older, id="a2")))
    uris = [json.loads(content)["uri"] for content in objects(record).values()]

    assert len(set(uris)) == len(uris) == 2
