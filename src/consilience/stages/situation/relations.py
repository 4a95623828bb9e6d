"""Standing relations between entities, read from roles beside names and from the words between two names.

Precision first: only patterns that state the relation outright, only inside one sentence, and never inside a quotation,
since a speaker's "their terrorist leaders" is no fact of the report.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import cast

from consilience.record.found import Mention, Reading
from consilience.record.text import Span
from consilience.record.woven import Entity, EntityKind, Predicate, Relation
from consilience.text.lexicons import load_table

REACH_CHARACTERS = 90
"""Longest stretch between two names that may state a relation: a role, an adjective or two, and a title."""

CLAUSE_WORDS = "said|says|told|that|who|which|whose|is|was|are|were|has|have|had|and|or|but|against|from"
TAKEN_BACK_CHARACTERS = 12
"""How far before a name "former" may stand and still belong to it."""

SOME_WORDS = rf"(?:\s+(?!(?:{CLAUSE_WORDS})\b)[\w’'.-]+){{0,4}}"
"""What "~" stands for in the lexicon: words that open no clause of their own."""

TITLES = r"(?:,?\s+(?-i:[A-Z])[\w’'.-]*){0,4},?"
"""What "^" stands for in the lexicon: ranks and titles, with or without commas."""

GOES_ON = re.compile(r"\w|-\w|['’]s?\s")
"""What follows a name that only qualifies another word: "the Kutaisi-based body", "Moro's men", letters of a longer word."""

LONGER_NAME = re.compile(r"\s[A-Z][a-z]+ [A-Z]")
"""Capitalised words right after a name: a part of the body, whose head is not the body's."""

BODY_BETWEEN = re.compile(
    r"\b(?:group|organi[sz]ation|monitor|network|observatory|agency|institute|centre|center|watchdog|body)\b"
)
"""A body named by its noun between a place and a person."""

SUBJECT_KINDS: Mapping[str, frozenset[EntityKind]] = {
    "leads": frozenset({"person"}),
    "spokesperson_of": frozenset({"person"}),
    "member_of": frozenset({"person"}),
    "based_in": frozenset({"person", "organization"}),
    "part_of": frozenset({"organization", "place"}),
}
ALL_KINDS: frozenset[EntityKind] = frozenset({"person", "organization", "place"})
OBJECT_KINDS: Mapping[str, frozenset[EntityKind]] = {
    "leads": frozenset({"organization", "place"}),
    "spokesperson_of": frozenset({"organization", "person"}),
    "member_of": frozenset({"organization"}),
    "based_in": frozenset({"place"}),
    "part_of": frozenset({"organization", "place"}),
}
"""Which kinds of entity may stand on either side; a predicate not named here takes people, organisations and places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """The compiled lexicon. `roles`: role words to predicate; `between`: pattern, predicate, whether the subject is first.
    `any_between`: all those patterns in one. `of_place`: offices of a country, region or town; `taken_back`: words that undo a
    role ("former"). `leads_body`, `leads_after`: the words between a body and its leader, in either order.
    """

    roles: tuple[tuple[re.Pattern[str], Predicate], ...]
    between: tuple[tuple[re.Pattern[str], Predicate, bool], ...]
    any_between: re.Pattern[str]
    of_place: re.Pattern[str]
    taken_back: re.Pattern[str]
    leads_body: re.Pattern[str]
    leads_after: re.Pattern[str]


def state_relations(readings: Sequence[Reading], entities: Sequence[Entity]) -> tuple[Relation, ...]:
    """Give every stated relation once, with all spans that state it, ordered by subject, predicate, object."""
    kind_of = {entity.id: entity.kind for entity in entities}
    entity_of = {m: entity.id for entity in entities for m in entity.mentions}
    spans: dict[tuple[str, Predicate, str], set[Span]] = defaultdict(set)
    for reading in readings:
        for subject, predicate, target, span in (*_from_roles(reading, entity_of), *_from_words(reading, entity_of)):
            words = reading.article.text[span.start : span.end]
            fits = subject != target and _fits(kind_of[subject], predicate, kind_of[target], words)
            if fits and not _is_taken_back(reading.article.text, span.start):
                spans[subject, predicate, target].add(span)
    return tuple(
        Relation(subject=s, predicate=p, object=o, spans=tuple(sorted(spans[s, p, o]))) for s, p, o in sorted(spans)
    )


def _is_taken_back(text: str, at: int) -> bool:
    """Whether the words right before a pair of names undo the role between them ("the former")."""
    return bool(load_patterns().taken_back.search(text, max(at - TAKEN_BACK_CHARACTERS, 0), at))


def _fits(subject: EntityKind, predicate: Predicate, target: EntityKind, words: str) -> bool:
    """Whether entities of these kinds can be so related; a place is led only from an office that places have."""
    if subject not in SUBJECT_KINDS.get(predicate, ALL_KINDS) or target not in OBJECT_KINDS.get(predicate, ALL_KINDS):
        return False
    return not (predicate == "leads" and target == "place") or bool(load_patterns().of_place.search(words))


@cache
def load_patterns() -> Patterns:
    """Read the lexicon of relation words."""
    data = load_table("relations")
    head = {name: _words(words) for name, words in data["role"].items()}
    between = [
        (_compile(pattern), cast("Predicate", predicate), side == "first")
        for side in ("first", "second")
        for predicate, patterns in data["between"][side].items()
        for pattern in patterns
    ]
    plain = _words(data["office"]["plain"])
    return Patterns(
        roles=tuple(
            (re.compile(rf"\b{words}(?:\s+(?-i:[A-Z])[\w’'.-]*)*$", re.IGNORECASE), cast("Predicate", name))
            for name, words in head.items()
        ),
        between=tuple(between),
        any_between=re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _, _ in between), re.IGNORECASE),
        of_place=re.compile(rf"\b{_words(data['office']['of_place'])}\b", re.IGNORECASE),
        taken_back=re.compile(rf"\b{_words(data['office']['taken_back'])}\b", re.IGNORECASE),
        leads_body=re.compile(rf"(?:['’]s)?(?:\s+{plain})*\s+{head['leads']}\b{TITLES}\s*", re.IGNORECASE),
        leads_after=re.compile(rf".{{0,40}}\b{head['leads']}\s+(?:of|for){SOME_WORDS}\s*", re.IGNORECASE),
    )


def _words(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"


def _compile(pattern: str) -> re.Pattern[str]:
    """A pattern of the lexicon as a regular expression over the words between two names; a closing bracket may go first."""
    spaced = (
        r"\s+".join(re.escape(word) for word in part.rstrip().split(" ")) for part in pattern.rstrip("~^").split("~")
    )
    body = SOME_WORDS.join(spaced)
    # After "-backed" a plural ends the phrase: the next name is another thing ("-backed militias Ankara considers").
    whole = r"(?<![a-rt-z]s)" if pattern.startswith("-") else ""
    tail = (
        rf"{SOME_WORDS}{whole}[\s“\"‘]*"
        if pattern.endswith("~")
        else rf"{TITLES}\s*"
        if pattern.endswith("^")
        else r"\s*"
    )
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
        held = {name for part in mention.role.split(";") for pattern, name in patterns.roles if _holds(part, pattern)}
        if not subject or not target or GOES_ON.match(reading.article.text, max(owner.span.end, mention.span.end)):
            continue
        for predicate in sorted(held):
            if predicate != "leads" or _leads(reading.article.text, mention, owner):
                yield subject, predicate, target, _cover(mention.span, owner.span)


def _holds(role: str, pattern: re.Pattern[str]) -> bool:
    """Whether the head of a role is one of these words: what stands before "of", with titles after it."""
    head = re.split(r"\s(?:of|for|at|in|with)\b", role.strip(), maxsplit=1)[0]
    return bool(pattern.search(head)) and not load_patterns().taken_back.search(head)


def _leads(text: str, person: Mention, owner: Mention) -> bool:
    """Whether the words between make the person head of the body itself, not of a part of it ("rights chief")."""
    if owner.span.end <= person.span.start:
        return bool(load_patterns().leads_body.fullmatch(text[owner.span.end : person.span.start][:REACH_CHARACTERS]))
    between = text[person.span.end : owner.span.start]
    longer = LONGER_NAME.match(text, owner.span.end)
    return not longer and bool(load_patterns().leads_after.fullmatch(between[:REACH_CHARACTERS]))


def _from_words(reading: Reading, entity_of: Mapping[str, str]) -> Iterator[Found]:
    """Two neighbouring names of one sentence and the words between them."""
    mentions = {m.id: m for m in reading.mentions}
    quoted = [c.span for c in reading.claims if c.quoted]
    starts = [sentence.span.start for sentence in reading.layout.sentences]
    told: dict[int, list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        if (mention.form == "name" or _is_short_form(mention)) and _entity(mention, mentions, entity_of):
            told[bisect_right(starts, mention.span.start) - 1].append(mention)
    for at, sentence in enumerate(reading.layout.sentences):
        named = [mention for mention in told.get(at, ()) if mention.span.start < sentence.span.end]
        for first, second in pairwise(named):
            if not any(q.start <= first.span.start and second.span.end <= q.end for q in quoted):
                yield from _between(reading, first, second, mentions, entity_of)


def _is_short_form(mention: Mention) -> bool:
    """A body named by its noun alone after its full name: "the front"."""
    return mention.form == "nominal" and mention.kind == "organization" and bool(mention.antecedent)


def _between(
    reading: Reading, first: Mention, second: Mention, mentions: Mapping[str, Mention], entity_of: Mapping[str, str]
) -> Iterator[Found]:
    text = reading.article.text
    words = text[first.span.end : second.span.start]
    goes_on = GOES_ON.match(text, second.span.end) or LONGER_NAME.match(text, second.span.end)
    if not words or len(words) > REACH_CHARACTERS or goes_on or load_patterns().taken_back.search(words):
        return
    one, other = _entity(first, mentions, entity_of), _entity(second, mentions, entity_of)
    if not one or not other or not load_patterns().any_between.fullmatch(words):
        return
    for pattern, predicate, subject_first in load_patterns().between:
        theirs = predicate == "based_in" and second.kind == "person" and BODY_BETWEEN.search(words)
        if pattern.fullmatch(words) and not theirs:  # "the head of the X-based group A B": the group is based there
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
