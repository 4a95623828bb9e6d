"""Claims as schema.org linked data: who says what, where it first appeared and where it was carried. No ratings.

One `Claim` for each utterance: a quotation however it was cut, or the same words by the same speaker. `firstAppearance` is
the earliest article, `appearance` all of them. The stance stands in `keywords`, since schema.org has no word for it.
We do not adjudicate, so there is no ClaimReview.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from consilience.exports.index import Index, outlet, published
from consilience.exports.links import GEONAMES, WIKIDATA, name_thing
from consilience.exports.record.shape import ArticleOut, ClaimOut, EntityOut, Record
from consilience.text.lexicons import load_table
from consilience.text.names.folding import fold

CONTEXT = "https://schema.org"
KINDS = {"person": "Person", "organization": "Organization", "place": "Place"}


def write(record: Record) -> bytes:
    """Give the claims of a record and the articles they appear in as one JSON-LD graph."""
    index = Index(record)
    claims = [_claim(group, text, index) for text, group in _utterances(record, index)]
    cited = {claim.span.article for claim in record.claims}
    articles = [_article(article, index) for article in record.articles if article.id in cited]
    return (
        json.dumps({"@context": CONTEXT, "@graph": [*claims, *articles]}, ensure_ascii=False, indent=1).encode() + b"\n"
    )


def _utterances(record: Record, index: Index) -> Iterable[tuple[str, list[ClaimOut]]]:
    """Claims that are one utterance, with its fullest words, in the record's order."""
    quotes = {claim: quote for quote in record.quotes for claim in quote.claims}
    groups: dict[str, list[ClaimOut]] = defaultdict(list)
    for claim in record.claims:
        quote = quotes.get(claim.id)
        words = index.words(claim.span.article, claim.span.start, claim.span.end)
        speaker = claim.speaker or fold(claim.speaker_text or "") or claim.span.article
        groups[quote.id if quote else f"{speaker}|{claim.stance}|{fold(words) or claim.id}"].append(claim)
    for group in groups.values():
        quote = quotes.get(group[0].id)
        spans = [claim.span for claim in group]
        yield quote.text if quote else max((index.words(s.article, s.start, s.end) for s in spans), key=len), group


def _claim(group: list[ClaimOut], text: str, index: Index) -> dict[str, Any]:
    articles = sorted({claim.span.article for claim in group}, key=lambda one: published(index.articles[one]))
    first = index.articles[articles[0]]
    fields = {
        "@type": "Claim",
        "@id": name_thing("claim", min(claim.id for claim in group)),
        "text": text,
        "author": _author(group[0], first, index),
        "datePublished": first.published.start if first.published else None,
        "inLanguage": first.language,
        "firstAppearance": {"@id": index.address(first.id)},
        "appearance": [{"@id": index.address(article)} for article in articles],
        "keywords": sorted({claim.stance for claim in group}),
        "about": [{"@type": "Event", "name": index.events[event].summary} for event in _events(group)],
    }
    return {name: value for name, value in fields.items() if value}


def _events(group: list[ClaimOut]) -> list[str]:
    return sorted({event for claim in group for event in claim.events})


def _author(claim: ClaimOut, article: ArticleOut, index: Index) -> dict[str, Any]:
    """Who says it: the speaker, the words for one who is not named, or the outlet in its own voice."""
    if claim.speaker:
        return _thing(index.entities[claim.speaker])
    if claim.speaker_text:
        return {"@type": "Organization" if _is_body(claim.speaker_text) else "Person", "name": claim.speaker_text}
    return {"@type": "Organization", "name": outlet(article)}


def _is_body(words: str) -> bool:
    """Whether a nominal names a body ("the health ministry of the north") rather than people."""
    head = re.split(r"\b(?:of|in|from|at|for|to|who|which)\b|,", words, maxsplit=1)[0].split()
    return bool(head) and head[-1].casefold() in load_table("actor-nouns")["organization"].split()


def _thing(entity: EntityOut) -> dict[str, Any]:
    wikidata = entity.identifiers.get("wikidata")
    same = [WIKIDATA.format(wikidata)] if wikidata else []
    same += [GEONAMES.format(entity.geonames_id)] if entity.geonames_id else []
    thing: dict[str, Any] = {"@type": KINDS[entity.kind], "@id": name_thing("entity", entity.id), "name": entity.name}
    others = [name.text for name in entity.names if name.text != entity.name]
    return thing | ({"alternateName": others} if others else {}) | ({"sameAs": same} if same else {})


def _article(article: ArticleOut, index: Index) -> dict[str, Any]:
    fields = {
        "@type": "NewsArticle",
        "@id": index.address(article.id),
        "headline": article.title,
        "datePublished": article.published.start if article.published else None,
        "author": [{"@type": "Person", "name": author} for author in article.authors],
        "publisher": {"@type": "Organization", "name": article.outlet} if article.outlet else None,
        "sourceOrganization": {"@type": "Organization", "name": article.wire} if article.wire else None,
        "isBasedOn": [{"@id": index.address(source)} for source in index.taken_from(article.id)],
        "inLanguage": article.language,
    }
    return {name: value for name, value in fields.items() if value}
