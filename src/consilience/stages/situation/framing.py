"""The labels that an outlet hangs on an actor in its own voice: "renegade", "self-styled", "opposition group".

A label counts when it stands in the name's own noun phrase (before it) or in an apposition (after it), outside quotation
marks. Labels inside a quotation are the speaker's and are left out. Tone is the lexicon's, not a verdict on the outlet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import cast

from consilience.record.found import Mention, Reading
from consilience.record.text import Span
from consilience.record.woven import Entity, Framing, Tone
from consilience.text.lexicons import load_table

BEFORE_CHARACTERS = 60
"""How far before a name its noun phrase may begin: two labels, a rank and a first name."""

AFTER_CHARACTERS = 60
"""How far into an apposition after a name a label may stand."""

PHRASE_BREAK = re.compile(
    r"[.;:!?\n\"“”]|,\s|\b(?:and|or|of|by|with|to|from|against|that|which|who|as|for|in|on|at|is|was|were|are|has|have|had)\b"
)
"""What ends a noun phrase, looking back from a name: punctuation, a verb or a function word."""

APPOSITION = re.compile(r"^\)?,?\s(?:an?|the|its|his)\s")
CLAUSE_BREAK = re.compile(r"[.;:!?\n\"“”]|,\s|\b(?:said|says|told|who|which|that|is|was|were|has|have|had)\b")


def collect_framing(readings: Sequence[Reading], entities: Sequence[Entity]) -> tuple[Framing, ...]:
    """Give every label on a person or organisation, in text order, articles by id; each label once an article and entity."""
    entity_of = {m: entity.id for entity in entities if entity.kind != "place" for m in entity.mentions}
    found: dict[tuple[str, str, str], Framing] = {}
    for reading in readings:
        for framing in _in_article(reading, entity_of):
            found.setdefault((framing.article, framing.entity, framing.label.casefold()), framing)
    return tuple(sorted(found.values(), key=lambda f: (f.span, f.entity)))


@cache
def load_labels() -> tuple[re.Pattern[str], Mapping[str, Tone]]:
    """Read the lexicon: one pattern of all labels, longest first, and the tone of each."""
    data = load_table("labels")
    tone_of = {label.casefold(): cast("Tone", tone) for tone, labels in data.items() for label in labels}
    words = "|".join(re.escape(label) for label in sorted(tone_of, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE), tone_of


def _in_article(reading: Reading, entity_of: Mapping[str, str]) -> Iterator[Framing]:
    quoted = [c.span for c in reading.claims if c.quoted]
    for mention in reading.mentions:
        entity = entity_of.get(mention.id)
        if entity is None or mention.form != "name" or any(q.start <= mention.span.start < q.end for q in quoted):
            continue
        for label, span in (*_before(reading, mention), *_after(reading, mention)):
            tone = load_labels()[1][label.casefold()]
            yield Framing(entity=entity, article=reading.article.id, label=label, span=span, tone=tone)


def _before(reading: Reading, mention: Mention) -> Iterator[tuple[str, Span]]:
    floor = max(mention.span.start - BEFORE_CHARACTERS, _sentence_start(reading, mention))
    words = reading.article.text[floor : mention.span.start]
    breaks = [m.end() for m in PHRASE_BREAK.finditer(words)]
    yield from _labels(reading, floor + (breaks[-1] if breaks else 0), mention.span.start)


def _after(reading: Reading, mention: Mention) -> Iterator[tuple[str, Span]]:
    text = reading.article.text
    words = text[mention.span.end : mention.span.end + AFTER_CHARACTERS]
    opening = APPOSITION.match(words)
    if not opening:
        return
    stop = CLAUSE_BREAK.search(words, opening.end())
    yield from _labels(
        reading, mention.span.end + opening.end(), mention.span.end + (stop.start() if stop else len(words))
    )


def _labels(reading: Reading, start: int, end: int) -> Iterator[tuple[str, Span]]:
    text = reading.article.text
    for match in load_labels()[0].finditer(text, start, end):
        yield match[0], Span(article=reading.article.id, start=match.start(), end=match.end())


def _sentence_start(reading: Reading, mention: Mention) -> int:
    return next((s.span.start for s in reading.layout.sentences if s.span.start <= mention.span.start < s.span.end), 0)
