"""The labels that an outlet hangs on an actor in its own voice: "renegade", "self-styled", "opposition group".

A label counts when it stands in the noun phrase of a name (before it), in an apposition (after it), or in a nominal that stands
for a named actor ("the renegade general"), outside quotation marks. Labels inside a quotation are the speaker's and are left
out. Tone is the lexicon's, not a verdict on the outlet. Who an indefinite nominal stands for: `described`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import cast

from consilience.record.found import Mention, Reading
from consilience.record.text import Span
from consilience.record.woven import Entity, Framing, Tone
from consilience.stages.situation.described import find_described
from consilience.text.lexicons import load_table

BEFORE_CHARACTERS = 60
"""How far before a name its noun phrase may begin: two labels, a rank and a first name."""

AFTER_CHARACTERS = 60
"""How far into an apposition after a name a label may stand."""

PHRASE_BREAK = re.compile(
    r"[.;:!?\n\"“”()]|,\s|\s[-–—]\s|\b(?:and|or|of|by|with|to|from|against|that|which|who|whose|as|for|in|on|at|is|was|were|are|be|been"
    r"|has|have|had|can|cannot|could|will|would|may|might|said|says|told|demands?|including|like|such|than|near|after|before"
    r"|during|while|when|where|because|although|between|among|into|over|under|about|not|also)\b"
)
"""What ends a noun phrase, looking back from a name: punctuation, a verb or a function word."""

BRIDGE = re.compile(r"(?:[ ,]+the)?\s+|(?:\s+(?!the\b|an?\b|its\b|his\b|her\b|their\b)[\w’'.-]*(?<![a-rt-z]s)){1,4}\s+")
"""What may stand between a label and its name: nothing, a lost comma's "the", or a few words none of which is a plural or opens
another phrase ("renegade army colonel", not "rebel bastions the Observatory")."""

MODIFIER = re.compile(
    r"-\w|['’]?s?\s(?:affiliate|ally|officials?|sources?|members?|fighters?|leaders?|envoy|capital|strongholds?|bastion|territory|positions?|targets?|flags?)\b"
)
"""After a name that only qualifies another word: its labels are that word's ("a former Front ally")."""

OF_BODIES = re.compile(r"\b(?:group|organi[sz]ation|militia|watchdog|junta|regime|tank|gang)$", re.IGNORECASE)
"""Labels that only a body can bear."""

APPOSITION = re.compile(r"^\)?,?\s(?:an?|the|its|his)\s")
CLAUSE_BREAK = re.compile(
    r"[.;:!?\n\"“”()]|,\s|\b(?:said|says|told|who|which|that|is|was|were|has|have|had|for|in|to|with|by|from|against|at|near"
    r"|based|(?<!alliance )(?<!coalition )(?<!group )of)\b"
)
"""What ends an apposition: its head noun stands before any of these, but for "an alliance of opposition groups"."""


def collect_framing(readings: Sequence[Reading], entities: Sequence[Entity]) -> tuple[Framing, ...]:
    """Give every label on a person or organisation, in text order, articles by id; each label once an article and entity."""
    entity_of = {m: entity.id for entity in entities if entity.kind != "place" for m in entity.mentions}
    found: dict[tuple[str, str, str], Framing] = {}
    for reading in sorted(readings, key=lambda r: r.article.id):
        for framing in sorted(_in_article(reading, entity_of), key=lambda f: f.span):
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
    described = find_described(reading, entity_of)
    quoted = [claim.span for claim in reading.claims if claim.quoted]
    ends = sorted(mention.span.end for mention in reading.mentions if mention.form == "name")
    starts = [sentence.span.start for sentence in reading.layout.sentences]
    for mention in reading.mentions:
        named = mention.form == "name"
        entity = entity_of.get(mention.id) if named else described.get(mention.id)
        at = mention.span.start
        if entity is None or any(span.start <= at < span.end for span in quoted):
            continue
        floor = max(*(row[k - 1] if (k := bisect_right(row, at)) else 0 for row in (ends, starts)), 0)
        labels = (*_before(reading, mention, floor), *_after(reading, mention)) if named else _within(reading, mention)
        for label, span in labels:
            if mention.kind == "person" and OF_BODIES.search(label):
                continue  # "a leader of the X militant group A B": the group's label, not the man's
            tone = load_labels()[1][label.casefold()]
            yield Framing(entity=entity, article=reading.article.id, label=label, span=span, tone=tone)


def _before(reading: Reading, mention: Mention, floor: int) -> Iterator[tuple[str, Span]]:
    """The labels in the noun phrase of a name, which begins behind `floor`: the name or the sentence's start before it."""
    text = reading.article.text
    if MODIFIER.match(text, mention.span.end):
        return
    floor = max(mention.span.start - BEFORE_CHARACTERS, floor)
    breaks = [m.end() for m in PHRASE_BREAK.finditer(text[floor : mention.span.start])]
    for label, span in _labels(reading, floor + (breaks[-1] if breaks else 0), mention.span.start):
        if BRIDGE.fullmatch(text[span.end : mention.span.start]):
            yield label, span


def _after(reading: Reading, mention: Mention) -> Iterator[tuple[str, Span]]:
    text = reading.article.text
    words = text[mention.span.end : mention.span.end + AFTER_CHARACTERS]
    opening = APPOSITION.match(words)
    if not opening:
        return
    stop = CLAUSE_BREAK.search(words, opening.end())
    begin = mention.span.end + opening.end()
    end = mention.span.end + (stop.start() if stop else len(words))
    named = [m.span.start for m in reading.mentions if m.form == "name" and begin <= m.span.start < end]
    if not named:
        yield from _labels(reading, begin, end)


def _within(reading: Reading, mention: Mention) -> Iterator[tuple[str, Span]]:
    """The labels that a nominal carries in its own words ("the renegade general")."""
    yield from _labels(reading, mention.span.start, mention.span.end)


def _labels(reading: Reading, start: int, end: int) -> Iterator[tuple[str, Span]]:
    text = reading.article.text
    for match in load_labels()[0].finditer(text, start, end):
        yield match[0], Span(article=reading.article.id, start=match.start(), end=match.end())
