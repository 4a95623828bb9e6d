"""Event mentions of one happening joined across documents: ECB+ (or MEANTIME), CoNLL F1.

`conll_f1`: the program's own event mentions, those it makes no event of each alone. `conll_f1_gold_mentions`: the marked
triggers are given; each takes type, roles, place and day from the program's event mention that overlaps it most, and is told
as happened where the program saw none there (no type, no roles). Stories are the program's own in both.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bench import crossdoc
from bench.tasks.entities import ByDocument, read_documents, take_topics
from consilience.provenance import Provenance
from consilience.record.found import EventMention, Reading
from consilience.record.text import Span
from consilience.stages import entities, happenings, lineage, stories
from consilience.wiring import load_models

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.crossdoc import Document

TOLD = frozenset({"happened", "ongoing", "planned", "denied", "background"})


def measure(data: Path, *, sample: int = 0) -> dict[str, float]:
    """Read and weave the documents and give the figures; `sample`: topics."""
    figures: dict[str, float] = {}
    for place, (name, documents) in enumerate(crossdoc.load(data)):
        kept = take_topics(documents, sample)
        suffix = f"_{name}" if place else ""
        readings = read_documents(kept)
        for mode, sheet in (("", readings), ("_gold_mentions", give_triggers(kept, readings))):
            scores, marked, found = crossdoc.score(kept, join(sheet), "event")
            scores |= {"marked": float(marked), "found": float(found)}
            figures |= {f"{figure}{mode}{suffix}": round(value, 4) for figure, value in scores.items()}
    return figures


def explain(data: Path, *, sample: int = 0) -> list[str]:
    """Give, with the marked triggers, each marked happening and the words it was cut into."""
    lines = []
    for _, documents in crossdoc.load(data):
        kept = take_topics(documents, sample)
        found = join(give_triggers(kept, read_documents(kept)))
        for document in kept:
            for one in document.events:
                thing = found.get(document.name, {}).get(one.places[0], "missed")
                words = document.text[one.places[0][0] : one.places[0][1]]
                lines.append(f"{one.thing} {thing} {document.name}: {words}")
    return sorted(lines)


def join(readings: Sequence[Reading]) -> ByDocument:
    """The place of each event mention by document, with the happening it was merged into or its own id."""
    lineages = lineage.trace(readings)
    grouped = stories.group(readings, lineages)
    _, things = entities.resolve(readings, grouped, gazetteer=load_models().gazetteer)
    provenance = Provenance.build(readings, lineages, things)
    events = happenings.merge(readings, lineages, grouped, things, provenance)
    event_of = {mention: event.id for event in events for mention in event.mentions}
    return {r.article.id: {(e.span.start, e.span.end): event_of.get(e.id, e.id) for e in r.events} for r in readings}


def give_triggers(documents: Sequence[Document], readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings with the marked triggers for their event mentions."""
    return tuple(
        replace(reading, events=tuple(_given(document, reading)))
        for document, reading in zip(documents, readings, strict=True)
    )


def _given(document: Document, reading: Reading) -> list[EventMention]:
    own = {(e.span.start, e.span.end): e for e in reading.events}
    paired = {i: own[place] for place, i in crossdoc.pair(document.events, list(own)).items()}
    given = []
    for i, one in enumerate(document.events):
        span = Span(article=document.name, start=one.places[0][0], end=one.places[0][1])
        event = paired.get(i)
        if event is None:
            event = _bare(span, reading)
        actuality = event.actuality if event.actuality in TOLD else "happened"
        given.append(replace(event, id=f"{document.name}:{i}", span=span, actuality=actuality))
    return sorted(given, key=lambda e: (e.span.start, e.span.end, e.id))


def _bare(span: Span, reading: Reading) -> EventMention:
    inside = (s.span for s in reading.layout.sentences if s.span.start <= span.start < s.span.end)
    return EventMention(
        id="",
        span=span,
        sentence=next(inside, span),
        type="",
        mode=None,
        cameo="",
        agents=(),
        targets=(),
        place=None,
        when=None,
        when_span=None,
        quantities=(),
        actuality="happened",
        control=None,
        direction=None,
        confidence=0.0,
        why="marked",
    )
