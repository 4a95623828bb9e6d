"""The way a claim came: from the outlet that prints it, back through the texts its words were carried from, the agency that
these credit and the channel it came by, to who is behind it.

Not here: how many independent reports there are. The record says that; this says who stands where between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from consilience.exports.record.shape import ArticleOut, ClaimOut, DateOut, EntityOut, LineageOut, SpanOut

if TYPE_CHECKING:
    from consilience.desk.asking import Desk

Role = Literal["prints it", "carried from", "credited agency", "channel", "ultimate source"]

MOST_STEPS = 8
"""Copies of copies that are followed; those seen in print are two or three deep."""

COVERED = 0.5
"""Words are carried where a copy covers at least this share of them, as in `provenance`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One stage of the way. `entity`: who it is among the entities; `span`: the words that show it; `None` where none do.

    `date`: when that text was published, where the step is a text.
    """

    role: Role
    who: str
    entity: str | None = None
    span: SpanOut | None = None
    date: DateOut | None = None


def trace(desk: Desk, name: str) -> tuple[Step, ...] | None:
    """Give the steps of a claim by its id, the outlet first, the ultimate source last; `None` where there is no such claim."""
    claim: ClaimOut | None = desk.read("claim", name)
    article = _article(desk, claim.span.article) if claim else None
    if claim is None or article is None:
        return None
    steps = [_text("prints it", article, claim.span), *_carriers(desk, claim.span)]
    lineage = _lineage(desk, article)
    agency = lineage.wire if lineage else article.wire
    if agency and agency not in {step.who for step in steps}:
        steps.append(Step(role="credited agency", who=agency))
    if claim.via:
        steps.append(Step(role="channel", who=claim.via))
    return (*steps, _source(desk, claim, steps[-1]))


def carried_from(span: SpanOut, lineage: LineageOut | None) -> SpanOut | None:
    """Give the passage that most of these words were carried from; `None` where no copy covers half of them."""
    found: list[tuple[int, SpanOut]] = []
    for passage in lineage.passages if lineage else ():
        if passage.b.article == span.article:
            shared = min(passage.b.end, span.end) - max(passage.b.start, span.start)
            found.append((shared, passage.a))
    best, source = max(found, key=lambda one: (one[0], one[1].article, -one[1].start), default=(0, span))
    return source if best > 0 and best >= COVERED * (span.end - span.start) else None


def _carriers(desk: Desk, span: SpanOut) -> list[Step]:
    """The texts that the words were carried from, one after the other."""
    steps: list[Step] = []
    seen = {span.article}
    while len(steps) < MOST_STEPS:
        article = _article(desk, span.article)
        source = carried_from(span, _lineage(desk, article)) if article else None
        giver = _article(desk, source.article) if source else None
        if source is None or giver is None or giver.id in seen:
            break
        steps.append(_text("carried from", giver, source))
        span = source
        seen.add(giver.id)
    return steps


def _source(desk: Desk, claim: ClaimOut, last: Step) -> Step:
    """Who is behind the claim: the one who says it; without one, the text it was first in speaks for itself."""
    if claim.speaker is None and claim.speaker_text is None:
        who = "unnamed" if claim.anonymous else last.who
        return Step(role="ultimate source", who=who, span=claim.cue)
    entity: EntityOut | None = desk.read("entity", claim.speaker) if claim.speaker else None
    who = entity.name if entity else claim.speaker_text or "unnamed"
    return Step(role="ultimate source", who=who, entity=claim.speaker, span=claim.cue)


def _text(role: Role, article: ArticleOut, span: SpanOut) -> Step:
    return Step(role=role, who=article.outlet or article.title or article.path, span=span, date=article.published)


def _article(desk: Desk, name: str) -> ArticleOut | None:
    found: ArticleOut | None = desk.read("article", name)
    return found


def _lineage(desk: Desk, article: ArticleOut) -> LineageOut | None:
    found: LineageOut | None = desk.read("lineage", article.lineage) if article.lineage else None
    return found
