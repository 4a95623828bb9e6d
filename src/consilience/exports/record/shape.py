"""The record as the outside sees it, version "consilience/1": types only, in the order of the published format.

These are deliberately not the types the stages work with: the public names stay when the inner ones change.
The JSON Schema is generated from here. Adding a key is fine; renaming or dropping one changes the version.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from consilience.record.found import ControlStatus, Stance
from consilience.record.judgements import Action, TargetKind
from consilience.record.text import Basis, Precision, ZoneKind
from consilience.record.woven import (
    ConflictKind,
    ConflictNature,
    EntityKind,
    EventStatus,
    LineageKind,
    Predicate,
    Tone,
    Verdict,
)

FORMAT = "consilience/1"

JudgementState = Literal["in force", "undone", "overruled", "dormant"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanOut:
    """Words in an article: `text[start:end]`, code points."""

    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DateOut:
    """Days from `start` to `end`, both ISO and included."""

    start: str
    end: str
    precision: Precision
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneOut:
    """A labelled stretch of an article's text."""

    start: int
    end: int
    kind: ZoneKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleOut:
    """One report. `zones` tile `text`. `wire`: the agency it credits or is shown to copy. `lineage`: an id or null."""

    id: str
    path: str
    url: str | None
    outlet: str | None
    title: str | None
    authors: tuple[str, ...]
    published: DateOut | None
    language: str
    text: str
    zones: tuple[ZoneOut, ...]
    wire: str | None
    lineage: str | None
    judged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageOut:
    """The same passage in two reports, the earlier one first."""

    a: SpanOut
    b: SpanOut
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageOut:
    """Reports that descend from one text."""

    id: str
    articles: tuple[str, ...]
    wire: str | None
    kind: LineageKind
    passages: tuple[PassageOut, ...]
    judged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryOut:
    """Reports of one unfolding matter."""

    id: str
    title: str
    articles: tuple[str, ...]
    parts: tuple[SpanOut, ...]
    first: DateOut | None
    last: DateOut | None
    judged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameOut:
    """One name form and how often it stands."""

    text: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityOut:
    """One real-world thing under all its names. `references`: nominals and pronouns read as this thing."""

    id: str
    kind: EntityKind
    name: str
    names: tuple[NameOut, ...]
    mentions: tuple[SpanOut, ...]
    country: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    identifiers: dict[str, str]
    references: tuple[SpanOut, ...] = ()
    radius_km: float | None = None
    judged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOut:
    """A judgement on two mentions: same, different or unsure, and why."""

    a: SpanOut
    b: SpanOut
    verdict: Verdict
    score: float
    why: str
    judged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityOut:
    """A count as one report gives it; `low` or `high` null where open."""

    kind: str
    low: float | None
    high: float | None
    unit: str
    span: SpanOut


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOut:
    """One report of an event: the sentence, the claim it stands in (or null) and its stance.

    `words`: the words of the sentence that name the event; null where another rendering of the passage names it.
    """

    span: SpanOut
    claim: str | None
    stance: Stance
    words: SpanOut | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventOut:
    """One happening under all its reports. `independent_reports` counts lineages, not outlets.

    `confidence`: how sure the type is, 0..1; below .5 it is unsure. Null in records written before it was told.
    """

    id: str
    type: str
    mode: str | None
    cameo: str
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    place: str | None
    lat: float | None
    lon: float | None
    date: DateOut | None
    status: EventStatus
    summary: str
    quantities: tuple[QuantityOut, ...]
    reports: tuple[ReportOut, ...]
    independent_reports: int
    ultimate_sources: tuple[str, ...]
    story: str = ""
    why: tuple[str, ...] = ()
    judged: tuple[str, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimOut:
    """Who says what. `speaker` and `speaker_text` null: the outlet's own voice."""

    id: str
    span: SpanOut
    sentence: SpanOut
    cue: SpanOut | None
    speaker: str | None
    speaker_text: str | None
    via: str | None
    anonymous: bool
    quoted: bool
    stance: Stance
    events: tuple[str, ...]
    judged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteOut:
    """One utterance, however each outlet cut or edited it."""

    id: str
    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionOut:
    """One answer among the conflicting ones, with what stands behind it."""

    statement: str
    claims: tuple[str, ...]
    spans: tuple[SpanOut, ...]
    independent_reports: int
    ultimate_sources: tuple[str, ...]
    first: DateOut | None = None
    last: DateOut | None = None
    judged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictOut:
    """Positions that cannot all be true. No winner is picked."""

    id: str
    kind: ConflictKind
    nature: ConflictNature
    about: tuple[str, ...]
    events: tuple[str, ...]
    question: str
    positions: tuple[PositionOut, ...]
    story: str = ""
    why: str = ""
    judged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlOut:
    """Who holds a place, when, as reported."""

    place: str
    holder: tuple[str, ...]
    date: DateOut | None
    status: ControlStatus
    spans: tuple[SpanOut, ...]
    conflict: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationOut:
    """A standing relation between two entities."""

    subject: str
    predicate: Predicate
    object: str
    spans: tuple[SpanOut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FramingOut:
    """A label an outlet hangs on an actor in its own voice."""

    entity: str
    article: str
    label: str
    span: SpanOut
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineOut:
    """One dated line."""

    date: DateOut
    events: tuple[str, ...]
    text: str
    citations: tuple[SpanOut, ...]
    story: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceOut:
    """One line of the brief with the words it rests on."""

    text: str
    citations: tuple[SpanOut, ...]
    status: str
    story: str = ""
    independent_reports: int = 0
    ultimate_sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefOut:
    """The brief."""

    title: str
    sentences: tuple[SentenceOut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemOut:
    """Something that could not be read, and why."""

    code: str
    article: str | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetOut:
    """What a judgement speaks of: the item as it was called then, and the words it stood on."""

    kind: TargetKind
    id: str
    name: str
    spans: tuple[SpanOut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementOut:
    """What an analyst judged: `targets` are judged, `to` is what they are judged to belong to; `was` what the machine said then.

    `state`: "in force"; "undone"; "overruled" by the later judgement `overruled_by`; "dormant": its words are in no report here.
    """

    id: str
    by: str
    at: str
    action: Action
    targets: tuple[TargetOut, ...]
    to: tuple[TargetOut, ...]
    value: str | None
    date: DateOut | None
    note: str
    was: str | None
    undone: bool
    state: JudgementState
    overruled_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything the program knows, as one JSON object. `judged` of an item: ids of the `judgements` in force that speak of it."""

    format: str
    generated: str
    program: str
    language_model: str
    articles: tuple[ArticleOut, ...]
    lineages: tuple[LineageOut, ...]
    stories: tuple[StoryOut, ...]
    entities: tuple[EntityOut, ...]
    events: tuple[EventOut, ...]
    claims: tuple[ClaimOut, ...]
    quotes: tuple[QuoteOut, ...]
    conflicts: tuple[ConflictOut, ...]
    control: tuple[ControlOut, ...]
    relations: tuple[RelationOut, ...]
    framing: tuple[FramingOut, ...]
    timeline: tuple[TimelineOut, ...]
    brief: BriefOut
    links: tuple[LinkOut, ...] = field(default=())
    problems: tuple[ProblemOut, ...] = field(default=())
    judgements: tuple[JudgementOut, ...] = field(default=())
