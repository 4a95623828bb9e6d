"""Follow-the-Money statements: one row for each value of each entity, with where it was read; and the entities as JSON.

Two files, as the tools of that family read them: `entities.ftm.json` (one entity a line) and `statements.csv`. A
statement's id is the model's own (SHA-1 over data set, entity, property and value); `origin` is the article that says it.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from hashlib import sha1
from io import StringIO

from consilience.exports.ftm.entities import Proxy, build
from consilience.exports.record.shape import Record

DATASET = "consilience"

COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
    "external", "first_seen", "last_seen", "id",
)  # fmt: skip

TYPES: Mapping[str, str] = {
    "title": "string", "author": "string", "publishedAt": "date", "publisher": "string", "sourceUrl": "url",
    "language": "language", "fileName": "string", "bodyText": "text", "name": "name", "alias": "name",
    "country": "country", "wikidataId": "identifier", "full": "address", "latitude": "number", "longitude": "number",
    "summary": "text", "date": "date", "startDate": "date", "endDate": "date", "location": "address",
    "addressEntity": "entity", "involved": "entity", "keywords": "string", "notes": "text", "proof": "entity",
    "document": "entity", "resolved": "entity", "detectedSchema": "string", "contextCountry": "country",
    "director": "entity", "organization": "entity", "member": "entity", "subject": "entity", "object": "entity",
    "role": "string", "candidate": "entity", "match": "entity", "confidenceScore": "number", "criteria": "string",
    "matcher": "string",
}  # fmt: skip
"""The model's type of each property that we write."""


def files(record: Record) -> dict[str, bytes]:
    """Give the entities and the statements of a record, by file name."""
    proxies = list(build(record))
    return {"entities.ftm.json": _entities(proxies), "statements.csv": _statements(proxies, seen=record.generated[:19])}


def _entities(proxies: list[Proxy]) -> bytes:
    lines = [
        json.dumps(
            {"id": proxy.id, "schema": proxy.schema, "properties": proxy.properties, "datasets": [DATASET]},
            ensure_ascii=False,
        )
        for proxy in proxies
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _statements(proxies: list[Proxy], *, seen: str) -> bytes:
    """Values stand as they are: a statement's id is made of its value, and the file is read by programs."""
    out = StringIO()
    writer = csv.writer(out, dialect=csv.unix_dialect)
    writer.writerow(COLUMNS)
    for proxy in proxies:
        rows = [
            _row(proxy, prop, TYPES[prop], value, seen=seen)
            for prop, values in proxy.properties.items()
            for value in values
        ]
        writer.writerows(rows)
        checksum = sha1(proxy.schema.encode(), usedforsecurity=False)
        for key in sorted(row[-1] for row in rows):
            checksum.update(key.encode())
        writer.writerow(_row(proxy, "id", "id", checksum.hexdigest(), seen=seen))
    return out.getvalue().encode()


def _row(proxy: Proxy, prop: str, kind: str, value: str, *, seen: str) -> tuple[str, ...]:
    key = sha1(f"{DATASET}.{proxy.id}.{prop}.{value}".encode(), usedforsecurity=False).hexdigest()
    origin = proxy.origins.get((prop, value), "")
    return (proxy.id, proxy.id, prop, kind, proxy.schema, value, DATASET, origin, "", "", "f", seen, seen, key)
