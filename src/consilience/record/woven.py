"""Facts woven from many articles. Each carries the ids of the found facts (or spans) it was made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from consilience.record.found import ControlStatus, QuantityKind, Reading
from consilience.record.judgements import NO_JUDGEMENTS, Judgements
from consilience.record.text import Problem, Span, When

LineageKind = Literal["copy", "rewrite"]
Verdict = Literal["same", "different", "unsure"]
EntityKind = Literal["person", "organization", "place"]
EventStatus = Literal["planned", "reported", "corroborated", "disputed", "denied"]
ConflictKind = Literal["occurrence", "control", "number", "date", "place", "actor", "direction"]
ConflictNature = Literal["disagreement", "revision"]
Predicate = Literal["leads", "member_of", "spokesperson_of", "backs", "allied_with", "opposes", "based_in", "part_of"]
Tone = Literal["negative", "neutral", "positive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A passage carried from an earlier text to a later one. `similarity` 0..1 over the aligned words."""

    earlier: Span
    later: Span
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """Reports that descend from one text. An article in no lineage is its own. `wire`: the agency, or `None`."""

    id: str
    articles: tuple[str, ...]
    wire: str | None
    kind: LineageKind
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Reports of one unfolding matter. `parts`: the spans of each article that tell it."""

    id: str
    title: str
    articles: tuple[str, ...]
    parts: tuple[Span, ...]
    first: When | None
    last: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A judgement on two name groups: one thing or two. Never deleted, only outweighed; `why` in words.

    `a` and `b` are ids of mentions that stand for their groups (the first mention of each group).
    """

    a: str
    b: str
    verdict: Verdict
    score: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One real-world thing under all its names. `mentions`: ids, names, nominals and pronouns alike.

    `names`: each name form with how often it stands, most frequent first. `country`: ISO 3166 alpha-2.
    `radius_km`: honest size of what `lat`, `lon` stand for, as the gazetteer gives it; `None` where there is no point.
    """

    id: str
    kind: EntityKind
    name: str
    names: tuple[tuple[str, int], ...]
    mentions: tuple[str, ...]
    country: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    identifiers: tuple[tuple[str, str], ...] = ()
    radius_km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventQuantity:
    """A count of an event as one report gives it."""

    kind: QuantityKind
    low: float | None
    high: float | None
    unit: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening, under all its reports.

    `mentions`: ids of the event mentions merged into it. `carried`: sentences of other articles that are the same passage in
    another rendering, where the rewriter's words show no event of their own. `actors`, `targets`, `place`: entity ids.
    `independent_reports`: lineages (not outlets) that report it; `ultimate_sources`: who is behind them, in words.
    `why`: for each joined mention, what joined it. `confidence`: how sure its type is, 0..1, as the surest mention of that
    type has it; below .5 it is unsure.
    """

    id: str
    story: str
    type: str
    mode: str | None
    cameo: str
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    place: str | None
    lat: float | None
    lon: float | None
    when: When | None
    status: EventStatus
    summary: str
    quantities: tuple[EventQuantity, ...]
    mentions: tuple[str, ...]
    independent_reports: int
    ultimate_sources: tuple[str, ...]
    why: tuple[str, ...] = ()
    carried: tuple[Span, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One utterance, however each outlet cut or edited it. `text`: the fullest wording; `claims`: ids."""

    id: str
    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One answer to a question that the reports answer differently.

    `first`, `last`: when it was first and last said (publication of its reports).
    """

    statement: str
    claims: tuple[str, ...]
    spans: tuple[Span, ...]
    independent_reports: int
    ultimate_sources: tuple[str, ...]
    first: When | None = None
    last: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two or more positions that cannot all be true, ranked by independent reports, then recency. No winner."""

    id: str
    story: str
    kind: ConflictKind
    nature: ConflictNature
    about: tuple[str, ...]
    events: tuple[str, ...]
    question: str
    positions: tuple[Position, ...]
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """Who holds a place, when, as reported. `place` and `holders` are entity ids."""

    place: str
    holders: tuple[str, ...]
    when: When | None
    status: ControlStatus
    spans: tuple[Span, ...]
    conflict: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A standing relation between two entities, with every span that states it."""

    subject: str
    predicate: Predicate
    object: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """A label that an outlet hangs on an actor in its own voice ("renegade")."""

    entity: str
    article: str
    label: str
    span: Span
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One dated line of what is reported to have happened."""

    when: When
    events: tuple[str, ...]
    text: str
    citations: tuple[Span, ...]
    story: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSentence:
    """One line of the brief. `status`: "known", "disputed", "planned", "denied" or "background"."""

    text: str
    citations: tuple[Span, ...]
    status: str
    story: str
    independent_reports: int
    ultimate_sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What is known, disputed and planned, every line cited."""

    title: str
    sentences: tuple[BriefSentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The whole result: the readings, as corrected, and everything woven from them; `judgements` are those it was woven with."""

    readings: tuple[Reading, ...]
    lineages: tuple[Lineage, ...]
    stories: tuple[Story, ...]
    links: tuple[Link, ...]
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    quotes: tuple[Quote, ...]
    conflicts: tuple[Conflict, ...]
    control: tuple[Control, ...]
    relations: tuple[Relation, ...]
    framing: tuple[Framing, ...]
    timeline: tuple[TimelineEntry, ...]
    brief: Brief
    problems: tuple[Problem, ...]
    judgements: Judgements = NO_JUDGEMENTS
