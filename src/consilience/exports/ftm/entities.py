"""A record as Follow-the-Money entities: Article, Person, Organization, Address, Event, Mention, Similar and links.

Written to the published model (schemata, property names and their ranges) by our own code: the library that defines it
has no wheel for all its parts. Not here: statement rows (`statements`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha1

from consilience.exports.index import Index, outlet
from consilience.exports.links import web_address
from consilience.exports.record.shape import ArticleOut, EntityOut, EventOut, LinkOut, Record, RelationOut, SpanOut

SCHEMATA = {"person": "Person", "organization": "Organization", "place": "Address"}
LANGUAGES = {"en": "eng", "fr": "fra", "ar": "ara", "es": "spa", "de": "deu", "ru": "rus", "pt": "por", "it": "ita"}
"""ISO 639-1 to 639-3, which the model takes; any other language is left out rather than guessed."""

MEMBERS = frozenset({"member_of", "spokesperson_of"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """One entity of the model. `properties`: values by property; `origins`: for a value, the article it was read in."""

    id: str
    schema: str
    properties: Mapping[str, tuple[str, ...]]
    origins: Mapping[tuple[str, str], str]


def build(record: Record) -> Iterator[Proxy]:
    """Give the entities of a record, in the order: articles, things, events, mentions, links, likenesses."""
    index = Index(record)
    for article in record.articles:
        yield _article(article)
    for entity in record.entities:
        yield _thing(entity)
    for event in record.events:
        yield _event(event, index)
    for entity in record.entities:
        if entity.kind != "place":
            yield from _mentions(entity)
    for relation in record.relations:
        yield _relation(relation, index)
    yield from _likenesses(record)


def _proxy(
    key: str,
    schema: str,
    properties: Mapping[str, list[str | None]],
    origins: Mapping[tuple[str, str], str] | None = None,
) -> Proxy:
    kept = {name: tuple(dict.fromkeys(v for v in values if v)) for name, values in properties.items()}
    return Proxy(id=key, schema=schema, properties={n: v for n, v in kept.items() if v}, origins=origins or {})


def _article(article: ArticleOut) -> Proxy:
    return _proxy(
        article.id,
        "Article",
        {
            "title": [article.title],
            "author": list(article.authors),
            "publishedAt": [article.published.start if article.published else None],
            "publisher": [article.outlet],
            "sourceUrl": [web_address(article.url)],
            "language": [LANGUAGES.get(article.language)],
            "fileName": [article.path.rsplit("/", 1)[-1]],
            "bodyText": [article.text],
        },
    )


def _thing(entity: EntityOut) -> Proxy:
    names = [form.text for form in entity.names if form.text != entity.name]
    country = entity.country.lower() if entity.country else None
    shared: dict[str, list[str | None]] = {"name": [entity.name], "alias": [*names], "country": [country]}
    shared["wikidataId"] = [entity.identifiers.get("wikidata")]
    if entity.kind == "place":
        known = entity.lat is not None and entity.lon is not None
        shared |= {
            "full": [entity.name],
            "latitude": [str(entity.lat) if known else None],
            "longitude": [str(entity.lon) if known else None],
        }
    return _proxy(entity.id, SCHEMATA[entity.kind], shared)


def _event(event: EventOut, index: Index) -> Proxy:
    sentences = {index.words(r.span.article, r.span.start, r.span.end): r.span.article for r in reversed(event.reports)}
    place = index.entities[event.place] if event.place else None
    acting = [entity for entity in (*event.actors, *event.targets) if index.entities[entity].kind != "place"]
    counts = f"{event.independent_reports} independent reports; ultimate sources: {'; '.join(event.ultimate_sources)}"
    proofs = [article.id for article in index.reporters(event)]
    start, end = (event.date.start, event.date.end) if event.date else (None, None)
    origins = {("summary", text): article for text, article in sentences.items()}
    origins |= {("proof", article): article for article in proofs}
    return _proxy(
        event.id,
        "Event",
        {
            "name": [event.summary],
            "summary": [*reversed(sentences)],
            "date": [start if start == end else None],
            "startDate": [start if start != end else None],
            "endDate": [end if start != end else None],
            "location": [place.name if place else None],
            "addressEntity": [place.id if place else None],
            "country": [place.country.lower() if place and place.country else None],
            "involved": [*acting],
            "keywords": [event.type, event.mode, f"status:{event.status}"],
            "notes": [counts],
            "proof": [*proofs],
            "publisher": [outlet(index.articles[article]) for article in proofs],
        },
        origins,
    )


def _mentions(entity: EntityOut) -> Iterator[Proxy]:
    """One mention for each article that names an entity."""
    country = entity.country.lower() if entity.country else None
    for article in dict.fromkeys(span.article for span in entity.mentions):
        yield _proxy(
            _key("mention", entity.id, article),
            "Mention",
            {
                "document": [article],
                "resolved": [entity.id],
                "name": [entity.name],
                "detectedSchema": [SCHEMATA[entity.kind]],
                "contextCountry": [country],
            },
            {("document", article): article},
        )


def _relation(relation: RelationOut, index: Index) -> Proxy:
    one, other = index.entities[relation.subject], index.entities[relation.object]
    proofs: list[str | None] = [*dict.fromkeys(span.article for span in relation.spans)]
    schema, ends = _ends(relation.predicate, legal=one.kind != "place" and other.kind == "organization")
    properties: dict[str, list[str | None]] = {
        ends[0]: [one.id],
        ends[1]: [other.id],
        "role": [relation.predicate.replace("_", " ")],
        "proof": proofs,
    }
    key = _key("relation", relation.subject, relation.predicate, relation.object)
    return _proxy(key, schema, properties, {("proof", article): article for article in proofs if article})


def _ends(predicate: str, *, legal: bool) -> tuple[str, tuple[str, str]]:
    """The model's schema for a relation and its two ends; places and people lead nothing that it calls a body."""
    if legal and predicate == "leads":
        return "Directorship", ("director", "organization")
    if legal and predicate in MEMBERS:
        return "Membership", ("member", "organization")
    return "UnknownLink", ("subject", "object")


def _likenesses(record: Record) -> Iterator[Proxy]:
    """Pairs of entities that may be one and were not merged."""
    at: dict[SpanOut, str] = {span: e.id for e in record.entities for span in (*e.mentions, *e.references)}
    best: dict[tuple[str, str], LinkOut] = {}
    for link in record.links:
        pair = sorted(filter(None, (at.get(link.a), at.get(link.b))))
        if link.verdict == "unsure" and len(pair) == 2 and pair[0] != pair[1]:
            best[pair[0], pair[1]] = max(best.get((pair[0], pair[1]), link), link, key=lambda one: (one.score, one.why))
    for (one, other), link in sorted(best.items()):
        properties: dict[str, list[str | None]] = {
            "candidate": [one], "match": [other], "confidenceScore": [str(link.score)], "criteria": [link.why],
            "matcher": [record.program],
        }  # fmt: skip
        yield _proxy(_key("similar", one, other), "Similar", properties)


def _key(*parts: str) -> str:
    return sha1("/".join(parts).encode(), usedforsecurity=False).hexdigest()
