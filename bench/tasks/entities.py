"""People, organisations and places joined across documents: ECB+ and MEANTIME, the program's own mentions.

All documents are read and woven together, stories found by the program. A mention (name, noun or pronoun that stands for a
named thing) counts as the marked mention it overlaps most; one that stands for no entity is a thing of its own. Figures:
`conll_f1` with its three parts, for the first corpus; for MEANTIME after it with `_meantime`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import crossdoc
from bench.articles import plain_reading
from bench.sampling import spread
from bench.weaving import read
from consilience.stages import entities, lineage, stories
from consilience.wiring import load_models

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from pathlib import Path

    from bench.crossdoc import Document, Place
    from consilience.record.found import Reading
    from consilience.record.woven import Entity

KINDS = frozenset({"person", "organization", "place"})
ByDocument = dict[str, dict[crossdoc.Place, "Hashable"]]


def measure(data: Path, *, sample: int = 0) -> dict[str, float]:
    """Read and join the documents of each corpus and give the figures; `sample`: topics of each."""
    figures: dict[str, float] = {}
    for place, (name, documents) in enumerate(crossdoc.load(data)):
        kept = take_topics(documents, sample)
        scores, marked, found = crossdoc.score(kept, find(kept), "entity")
        scores |= {"marked": float(marked), "found": float(found), "documents": float(len(kept))}
        suffix = f"_{name}" if place else ""
        figures |= {f"{figure}{suffix}": round(value, 4) for figure, value in scores.items()}
    return figures


def explain(data: Path, *, sample: int = 0) -> list[str]:
    """Give each marked thing with the entities its mentions were put into, the most scattered first."""
    lines = []
    for _, documents in crossdoc.load(data):
        kept = take_topics(documents, sample)
        lines += scattered(kept, find(kept))
    return [line for _, line in sorted(lines, key=lambda item: (-item[0], item[1]))]


def take_topics(documents: Sequence[Document], number: int) -> list[Document]:
    """The documents of `number` topics, evenly spread; of all where it is 0."""
    chosen = set(spread(sorted({d.topic for d in documents}), number))
    return [d for d in documents if d.topic in chosen]


def read_documents(documents: Sequence[Document]) -> tuple[Reading, ...]:
    """Read the documents with every reading stage."""
    return read(plain_reading(d.name, d.text, outlet=None, title=None, day=None).article for d in documents)


def find(documents: Sequence[Document]) -> ByDocument:
    """The mentions of people, organisations and places in each document, with the entity each is of."""
    readings = read_documents(documents)
    grouped = stories.group(readings, lineage.trace(readings))
    _, things = entities.resolve(readings, grouped, gazetteer=load_models().gazetteer)
    return place_mentions(readings, things)


def place_mentions(readings: Sequence[Reading], things: Sequence[Entity]) -> ByDocument:
    """Mentions by document and place, each with its entity, or with itself where it stands for none."""
    entity_of = {mention: thing.id for thing in things for mention in thing.mentions}
    placed: ByDocument = {}
    for reading in readings:
        own: dict[Place, Hashable] = {}
        for mention in reading.mentions:
            if mention.kind in KINDS:
                own[mention.span.start, mention.span.end] = entity_of.get(mention.id, mention.id)
        placed[reading.article.id] = own
    return placed


def scattered(documents: Sequence[Document], found: ByDocument) -> list[tuple[int, str]]:
    """For each marked thing of several mentions: into how many entities it fell, and the words of each."""
    parts: dict[str, dict[Hashable, list[str]]] = {}
    for document in documents:
        places = found.get(document.name, {})
        paired = {i: place for place, i in crossdoc.pair(document.entities, list(places)).items()}
        for i, one in enumerate(document.entities):
            start, end = one.places[0]
            thing = places[paired[i]] if i in paired else "missed"
            parts.setdefault(one.thing, {}).setdefault(thing, []).append(document.text[start:end])
    return [
        (len(by), f"{thing}: " + " | ".join(", ".join(words) for words in by.values()))
        for thing, by in parts.items()
        if len(by) > 1
    ]
