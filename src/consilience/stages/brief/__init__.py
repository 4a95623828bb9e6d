"""The brief: what is known, what is disputed, what is planned, in the reports' own words, every line cited.

The most corroborated and the most disputed come first; nothing is said twice; a line that rests on a date or a habit only is
left out. Lines are sentences of reports (chosen in `lines`), never written from templates over guessed facts, so every name
and number in a line stands in its evidence.
"""

from __future__ import annotations

from collections.abc import Sequence

from consilience.provenance import Provenance
from consilience.record.found import Reading
from consilience.record.woven import Brief, BriefSentence, Conflict, Event, Story
from consilience.stages.brief.lines import choose_lines

__all__ = ["write"]


def write(
    readings: Sequence[Reading],
    stories: Sequence[Story],
    events: Sequence[Event],
    conflicts: Sequence[Conflict],
    provenance: Provenance,
) -> Brief:
    """Give the brief of all stories, the story with most independent reports first."""
    ranked = sorted(stories, key=lambda s: (-provenance.independent_reports(s.parts), s.id))
    lines: list[BriefSentence] = []
    for story in ranked:
        lines += choose_lines(story, readings, events, conflicts, provenance)
    return Brief(title=ranked[0].title if ranked else "", sentences=tuple(lines))
