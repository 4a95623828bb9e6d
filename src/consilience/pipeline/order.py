"""The order of the stages as data: printed by `consilience stages`, generated into ARCHITECTURE.md, tested against the files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage: its module under `consilience.stages`, what it takes and gives in words of the record.

    `kind`: "reading" (one article in, pure, cached, parallel) or "weaving" (many articles in).
    """

    name: str
    kind: Literal["reading", "weaving"]
    takes: str
    gives: str


STAGES: tuple[Stage, ...] = (
    Stage(name="zones", kind="reading", takes="Article", gives="Layout: Zone and Sentence; it never edits the text"),
    Stage(name="mentions", kind="reading", takes="Layout, Parsed", gives="Mention, TimeMention, Quantity"),
    Stage(
        name="events",
        kind="reading",
        takes="Parsed, mentions",
        gives="EventMention: PLOVER type, roles, place, When, actuality",
    ),
    Stage(
        name="claims",
        kind="reading",
        takes="Parsed, mentions, events",
        gives="Claim: who says it, through whom, stance",
    ),
    Stage(name="lineage", kind="weaving", takes="all readings", gives="Copy (passage to passage), Lineage"),
    Stage(name="stories", kind="weaving", takes="readings, lineages", gives="Story; days of undated reports"),
    Stage(
        name="entities",
        kind="weaving",
        takes="mentions of all",
        gives="Link (same, different, unsure, and why), Entity, places located",
    ),
    Stage(name="quotes", kind="weaving", takes="claims of all", gives="Quote: one utterance, however it was cut"),
    Stage(
        name="happenings",
        kind="weaving",
        takes="a story's event mentions",
        gives="Event, with independent reports and ultimate sources",
    ),
    Stage(
        name="conflicts",
        kind="weaving",
        takes="a story's claims and events",
        gives="Conflict (disagreement or revision), Position",
    ),
    Stage(
        name="situation", kind="weaving", takes="events, claims, entities", gives="Control of places, Relation, Framing"
    ),
    Stage(name="timeline", kind="weaving", takes="events, conflicts", gives="TimelineEntry"),
    Stage(name="brief", kind="weaving", takes="timeline, conflicts", gives="Brief: lines, each with its evidence"),
)
