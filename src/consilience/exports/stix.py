"""A record as a STIX 2.1 bundle: a report a story, a note an event, an opinion a side of a dispute.

People, organisations and outlets are identities, places with coordinates or a country locations. What a side of a dispute
says of an event is an `opinion` on that event's note ("agree" where the side reports it, "disagree" where it says
otherwise), and a `grouping` holds the dispute together. Ids are made from the record's own (RFC 4122, version 5), so that
the same record gives the same bundle.

Confidence is only given where the Admiralty scale's "confirmed by other sources" holds (STIX 2.1, appendix A: 90): two or
more independent reports and no dispute. Everything else "cannot be judged" and has none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from consilience.exports.index import Index, outlet
from consilience.exports.links import GEONAMES, WIKIDATA, web_address
from consilience.exports.page.words import say_date
from consilience.exports.record.shape import ArticleOut, ConflictOut, EntityOut, EventOut, PositionOut, Record, StoryOut

OURS = UUID("6f0c1f5e-7d0b-5a51-9a53-3a5c0d6f3b11")
"""The name space of our ids; any constant does, this one was drawn once."""

CONFIRMED = 90
METRES = 1000.0
CLASSES = {"person": "individual", "organization": "organization"}
AGAINST = frozenset({"denies", "doubts"})

Thing = dict[str, Any]


def write(record: Record) -> bytes:
    """Give the whole record as one bundle, objects in the order: identities, locations, notes, disputes, reports."""
    bundle = _Bundle(record)
    made = {
        "type": "bundle",
        "id": name("bundle", record.generated, *(s.id for s in record.stories)),
        "objects": bundle.objects(),
    }
    return json.dumps(made, ensure_ascii=False, indent=1).encode() + b"\n"


def name(kind: str, *parts: str) -> str:
    """The STIX id of a thing, from our own ids."""
    return f"{kind}--{uuid5(OURS, '/'.join((kind, *parts)))}"


class _Bundle:
    """Makes the objects of one record."""

    def __init__(self, record: Record) -> None:
        self.index = Index(record)
        self.record = record
        moment = datetime.fromisoformat(record.generated)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        self.moment = aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        self.author = name("identity", "program")

    def objects(self) -> list[Thing]:
        """Every object once."""
        identities = [self._program(), *(self._identity(e) for e in self.record.entities if e.kind in CLASSES)]
        outlets = sorted({outlet(article) for article in self.record.articles})
        identities += [self._thing("identity", ("outlet", o), name=o, identity_class="organization") for o in outlets]
        locations = [made for e in self.record.entities if (made := self._location(e))]
        notes = [self._note(event) for event in self.record.events]
        disputes = [made for conflict in self.record.conflicts for made in self._dispute(conflict)]
        reports = [made for story in self.record.stories if (made := self._report(story))]
        return [*identities, *locations, *notes, *disputes, *reports]

    def _thing(self, kind: str, parts: Iterable[str], **fields: Any) -> Thing:
        head = {"type": kind, "spec_version": "2.1", "id": name(kind, *parts)}
        times = {"created": self.moment, "modified": self.moment}
        author = {} if head["id"] == self.author else {"created_by_ref": self.author}
        return {
            **head,
            **author,
            **times,
            **{key: value for key, value in fields.items() if value not in (None, [], "")},
        }

    def _program(self) -> Thing:
        return self._thing("identity", ("program",), name=self.record.program, identity_class="system")

    def _identity(self, entity: EntityOut) -> Thing:
        others = [form.text for form in entity.names if form.text != entity.name]
        wikidata = entity.identifiers.get("wikidata")
        return self._thing(
            "identity",
            (entity.id,),
            name=entity.name,
            identity_class=CLASSES[entity.kind],
            description=f"Also written: {', '.join(others)}" if others else None,
            external_references=[{"source_name": "Wikidata", "url": WIKIDATA.format(wikidata)}] if wikidata else None,
        )

    def _location(self, entity: EntityOut) -> Thing | None:
        """A place with coordinates or a country; STIX has no location without either."""
        if entity.kind != "place" or (entity.lat is None and not entity.country):
            return None
        point = {"latitude": entity.lat, "longitude": entity.lon} if entity.lat is not None else {}
        precision = {"precision": entity.radius_km * METRES} if point and entity.radius_km else {}
        geonames = GEONAMES.format(entity.geonames_id) if entity.geonames_id else None
        return self._thing(
            "location",
            (entity.id,),
            name=entity.name,
            country=entity.country,
            **point,
            **precision,
            external_references=[{"source_name": "GeoNames", "url": geonames}] if geonames else None,
        )

    def _ref(self, entity: str) -> str | None:
        """The id of an entity's object; `None` for a place that no location can be made of."""
        known = self.index.entities[entity]
        if known.kind in CLASSES:
            return name("identity", entity)
        return name("location", entity) if known.lat is not None or known.country else None

    def _note(self, event: EventOut) -> Thing:
        actors = [
            self._ref(entity) for entity in (*event.actors, *event.targets, *([event.place] if event.place else []))
        ]
        articles = self.index.reporters(event)
        outlets = [name("identity", "outlet", outlet(article)) for article in articles]
        return self._thing(
            "note",
            (event.id,),
            abstract=event.summary,
            content=self._told(event),
            authors=list(event.ultimate_sources),
            object_refs=list(dict.fromkeys([*filter(None, actors), *outlets])),
            labels=[label for label in (event.type, event.mode, event.status) if label],
            confidence=CONFIRMED if event.status == "corroborated" else None,
            external_references=[self._cite(article) for article in articles],
        )

    def _told(self, event: EventOut) -> str:
        lines = [
            f"{say_date(event.date)}. {event.summary}",
            f"Independent reports: {event.independent_reports}. Ultimate sources: {'; '.join(event.ultimate_sources)}.",
        ]
        lines += [
            f"{outlet(self.index.articles[r.span.article])} ({r.stance}): "
            f"{self.index.words(r.span.article, r.span.start, r.span.end)}"
            for r in event.reports
        ]
        return "\n".join(lines)

    def _cite(self, article: ArticleOut) -> Thing:
        url = web_address(article.url)
        title = f"{article.title or article.path}, {say_date(article.published)}"
        return {"source_name": outlet(article), "description": title, **({"url": url} if url else {})}

    def _dispute(self, conflict: ConflictOut) -> list[Thing]:
        """A note on the question, an opinion a side and event, and the grouping of them all."""
        about = [ref for entity in conflict.about if (ref := self._ref(entity))]
        notes = [name("note", event) for event in conflict.events]
        question = self._thing(
            "note",
            (conflict.id,),
            abstract=conflict.question,
            content="\n".join(self._side(position) for position in conflict.positions),
            object_refs=[*notes, *about] or [self.author],
            labels=[conflict.kind, conflict.nature],
        )
        opinions = [
            self._opinion(conflict, number, position, event)
            for number, position in enumerate(conflict.positions)
            for event in conflict.events
        ]
        members = [question["id"], *notes, *(opinion["id"] for opinion in opinions)]
        grouping = self._thing(
            "grouping", (conflict.id,), name=conflict.question, context="unspecified", object_refs=members,
            labels=[conflict.kind, conflict.nature],
        )  # fmt: skip
        return [question, *opinions, grouping]

    def _side(self, position: PositionOut) -> str:
        sources = "; ".join(position.ultimate_sources)
        return f"{position.statement} (independent reports: {position.independent_reports}; sources: {sources})"

    def _opinion(self, conflict: ConflictOut, number: int, position: PositionOut, event: str) -> Thing:
        reported = {report.span for report in self.index.events[event].reports if report.stance not in AGAINST}
        agrees = any(
            span.article == told.article and span.start < told.end and told.start < span.end
            for span in position.spans
            for told in reported
        )
        return self._thing(
            "opinion",
            (conflict.id, str(number), event),
            opinion="agree" if agrees else "disagree",
            explanation=self._side(position),
            authors=list(position.ultimate_sources),
            object_refs=[name("note", event)],
        )

    def _report(self, story: StoryOut) -> Thing | None:
        """A story; `None` for one in which nothing happened, since a report must hold something."""
        events = [name("note", event.id) for event in self.record.events if event.story == story.id]
        disputes = [name("grouping", conflict.id) for conflict in self.record.conflicts if conflict.story == story.id]
        if not events and not disputes:
            return None
        lines = [line for line in self.record.brief.sentences if line.story == story.id]
        return self._thing(
            "report",
            (story.id,),
            name=story.title or story.id,
            description="\n".join(f"{line.status.capitalize()}: {line.text}" for line in lines),
            published=f"{story.last.end}T00:00:00.000Z" if story.last else self.moment,
            object_refs=[*events, *disputes],
            external_references=[self._cite(self.index.articles[article]) for article in story.articles],
        )
