"""The part of a reading that one story tells. A round-up tells several; any other article gives its whole body to one."""

from __future__ import annotations

from dataclasses import replace

from consilience.record.found import Reading
from consilience.record.text import Span
from consilience.record.woven import Story


def take_part(reading: Reading, story: Story) -> Reading:
    """Give the reading with the events and claims of this story only; the reading itself where all its body is the story's.

    A headline goes with the whole: where an article is split, its headline is of no single story.
    """
    parts = [part for part in story.parts if part.article == reading.article.id]
    body = [s.span for s in reading.layout.sentences if s.zone == "body"]
    if not body or any(part.start <= body[0].start and body[-1].end <= part.end for part in parts):
        return reading
    return replace(
        reading,
        events=tuple(event for event in reading.events if _inside(event.sentence, parts)),
        claims=tuple(claim for claim in reading.claims if _inside(claim.sentence, parts)),
    )


def _inside(span: Span, parts: list[Span]) -> bool:
    return any(part.start < span.end and span.start < part.end for part in parts)
