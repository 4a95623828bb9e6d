"""Standing relations between entities, read from roles beside names and from the words between two names.

Precision first: only patterns that state the relation outright, only inside one sentence, and never inside a quotation,
since a speaker's "their terrorist leaders" is no fact of the report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import cast

from consilience.record.found import Mention, Reading
from consilience.record.text import Span
from consilience.record.woven import Entity, Predicate, Relation
from consilience.text.lexicons import load_table

REACH_CHARACTERS = 90
"""Longest stretch between two names that may state a relation: a role, an adjective or two, and a title."""

SOME_WORDS = r"(?:\s+[\w’'.-]+){0,4}"
"""What "~" stands for in the lexicon."""

SUBJECT_KINDS: Mapping[str, frozenset[str]] = {
    "leads": frozenset({"person"}),
    "spokesperson_of": frozenset({"person"}),
    "member_of": frozenset({"person"}),
    "based_in": frozenset({"person", "organization"}),
    "part_of": frozenset({"organization", "place"}),
}
OBJECT_KINDS: Mapping[str, frozenset[str]] = {
    "leads": frozenset({"organization", "place"}),
    "spokesperson_of": frozenset({"organization", "person"}),
    "member_of": frozenset({"organization"}),
    "based_in": frozenset({"place"}),
    "part_of": frozenset({"organization", "place"}),
}
"""Which kinds of entity may stand on either side; a predicate not named here takes people, organisations and places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """The compiled lexicon. `roles`: role words to predicate; `between`: pattern, predicate, whether the subject is first."""

    roles: tuple[tuple[re.Pattern[str], Predicate], ...]
    between: tuple[tuple[re.Pattern[str], Predicate, bool], ...]


def state_relations(readings: Sequence[Reading], entities: Sequence[Entity]) -> tuple[Relation, ...]:
    """Give every stated relation once, with all spans that state it, ordered by subject, predicate, object."""
    kind_of = {entity.id: entity.kind for entity in entities}
    entity_of = {m: entity.id for entity in entities for m in entity.mentions}
    spans: dict[tuple[str, Predicate, str], set[Span]] = defaultdict(set)
    for reading in readings:
        for subject, predicate, target, span in (*_from_roles(reading, entity_of), *_from_words(reading, entity_of)):
            fits = kind_of[subject] in SUBJECT_KINDS.get(predicate, kind_of.values()) and kind_of[
                target
            ] in OBJECT_KINDS.get(predicate, kind_of.values())
            if subject != target and fits:
                spans[subject, predicate, target].add(span)
    return tuple(
        Relation(subject=s, predicate=p, object=o, spans=tuple(sorted(spans[s, p, o]))) for s, p, o in sorted(spans)
    )


@cache
def load_patterns() -> Patterns:
    """Read the lexicon of relation words."""
    data = load_table("relations")
    roles = [
        (
            re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})\b", re.IGNORECASE),
            predicate,
        )
        for predicate, words in data["role"].items()
    ]
    between = [
        (_compile(pattern), cast("Predicate", predicate), side == "first")
        for side in ("first", "second")
        for predicate, patterns in data["between"][side].items()
        for pattern in patterns
    ]
    return Patterns(roles=tuple((p, cast("Predicate", name)) for p, name in roles), between=tuple(between))


def _compile(pattern: str) -> re.Pattern[str]:
    """A pattern of the lexicon as a regular expression over the words between two names; a closing bracket may go first."""
    spaced = (
        r"\s+".join(re.escape(word) for word in part.rstrip().split(" "))
        for part in pattern.removesuffix("~").split("~")
    )
    body = SOME_WORDS.join(spaced)
    tail = rf"{SOME_WORDS}[\s“\"‘]*" if pattern.endswith("~") else r"\s*"
    return re.compile(rf"\)?(?:['’]s)?{body}{tail}(?:['’]s\s+)?", re.IGNORECASE)


Found = tuple[str, Predicate, str, Span]


def _from_roles(reading: Reading, entity_of: Mapping[str, str]) -> Iterator[Found]:
    """Read "Front spokesman A" and "A, commander of the Front": the mention's role with its principal."""
    patterns = load_patterns()
    mentions = {m.id: m for m in reading.mentions}
    for mention in reading.mentions:
        owner = mentions.get(mention.principal or "")
        if mention.form != "name" or mention.kind != "person" or not mention.role or owner is None:
            continue
        subject, target = _entity(mention, mentions, entity_of), _entity(owner, mentions, entity_of)
        predicate = next((name for pattern, name in patterns.roles if pattern.search(mention.role)), None)
        if subject and target and predicate:
            yield subject, predicate, target, _cover(mention.span, owner.span)


def _from_words(reading: Reading, entity_of: Mapping[str, str]) -> Iterator[Found]:
    """Two neighbouring names of one sentence and the words between them."""
    mentions = {m.id: m for m in reading.mentions}
    quoted = [c.span for c in reading.claims if c.quoted]
    for sentence in reading.layout.sentences:
        named = [
            m
            for m in reading.mentions
            if m.form == "name"
            and sentence.span.start <= m.span.start < sentence.span.end
            and _entity(m, mentions, entity_of)
        ]
        for first, second in pairwise(named):
            if not any(q.start <= first.span.start and second.span.end <= q.end for q in quoted):
                yield from _between(reading, first, second, mentions, entity_of)


def _between(
    reading: Reading, first: Mention, second: Mention, mentions: Mapping[str, Mention], entity_of: Mapping[str, str]
) -> Iterator[Found]:
    words = reading.article.text[first.span.end : second.span.start]
    if not words or len(words) > REACH_CHARACTERS:
        return
    one, other = _entity(first, mentions, entity_of), _entity(second, mentions, entity_of)
    if not one or not other:
        return
    for pattern, predicate, subject_first in load_patterns().between:
        if pattern.fullmatch(words):
            subject, target = (one, other) if subject_first else (other, one)
            yield subject, predicate, target, _cover(first.span, second.span)


def _entity(mention: Mention, mentions: Mapping[str, Mention], entity_of: Mapping[str, str]) -> str | None:
    current: Mention | None = mention
    for _ in range(3):
        if current is None:
            return None
        if current.id in entity_of:
            return entity_of[current.id]
        current = mentions.get(current.antecedent or current.principal or "")
    return None


def _cover(a: Span, b: Span) -> Span:
    return Span(article=a.article, start=min(a.start, b.start), end=max(a.end, b.end))
