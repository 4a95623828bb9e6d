"""Which items of a picture the judgements speak of, and how each judgement stands.

A judgement is found by the words it speaks of, as it was when it was applied. Not here: what it did (`pipeline`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from consilience.constraints import Ground
from consilience.exports.record import shape
from consilience.record.judgements import Judgement, Target, TargetKind
from consilience.record.text import Span, When
from consilience.record.woven import Link, Picture

Thing = tuple[Span, str]
Out = TypeVar(
    "Out", shape.ArticleOut, shape.LineageOut, shape.StoryOut, shape.EntityOut, shape.EventOut, shape.ClaimOut, shape.ConflictOut,
    shape.PositionOut, shape.LinkOut,
)  # fmt: skip

AS: dict[TargetKind, TargetKind] = {"passage": "article"}
"""Kinds that are marked on an item of another kind: a moved passage on its article."""


@dataclass(frozen=True)
class Marks:
    """The judgements in force, by the items they speak of."""

    picture: Picture

    def of(self, kind: TargetKind, name: str) -> tuple[str, ...]:
        """Give the judgements that speak of an item, in order of time. Positions are "CONFLICT/NUMBER", links `link_key`."""
        return self._marks.get((kind, name), ())

    @cached_property
    def _marks(self) -> dict[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for judgement in self.picture.judgements.in_force:
            for key in dict.fromkeys(key for target in judgement.targets for key in self._found(target)):
                found[key].append(judgement.id)
        return {key: tuple(ids) for key, ids in found.items()}

    def _found(self, target: Target) -> Iterator[tuple[str, str]]:
        kind = AS.get(target.kind, target.kind)
        if target.kind in ("article", "passage"):
            held = {span.article for span in target.spans}
            yield from (("article", r.article.id) for r in self.picture.readings if r.article.id in held)
        elif kind == "link":
            yield from (("entity", name) for name in self._ground["entity"].at(target.spans))
            yield from (("link", name) for name in self._ground["link"].at(target.spans))
        elif kind in self._ground:
            yield from ((kind, name) for name in self._ground[kind].at(target.spans))

    @cached_property
    def _ground(self) -> dict[str, Ground[str]]:
        """The items of each kind that can be marked, by their words in the articles that judgements speak of."""
        spoken = self.picture.judgements.spoken
        return {kind: Ground(things, spoken) for kind, things in self._things().items()}

    def _things(self) -> dict[str, Iterable[Thing]]:
        picture = self.picture
        mentions = {m.id: m.span for r in picture.readings for m in r.mentions}
        deeds = {e.id: e.span for r in picture.readings for e in r.events}
        return {
            "lineage": ((span, x.id) for x in picture.lineages for c in x.copies for span in (c.earlier, c.later)),
            "story": ((span, story.id) for story in picture.stories for span in story.parts),
            "entity": ((mentions[m], e.id) for e in picture.entities for m in e.mentions),
            "event": ((deeds[m], event.id) for event in picture.events for m in event.mentions),
            "claim": ((claim.span, claim.id) for r in picture.readings for claim in r.claims),
            "conflict": ((s, c.id) for c in picture.conflicts for p in c.positions for s in p.spans),
            "position": (
                (s, f"{c.id}/{n}") for c in picture.conflicts for n, p in enumerate(c.positions) for s in p.spans
            ),
            "link": ((mentions[m], link_key(x)) for x in picture.links for m in (x.a, x.b)),
        }

    @cached_property
    def _articles(self) -> frozenset[str]:
        return frozenset(reading.article.id for reading in self.picture.readings)

    def is_dormant(self, judgement: Judgement) -> bool:
        """Whether nothing is there that the judgement speaks of. What was removed is not there either, while its article is."""
        if judgement.action == "undo":
            return False
        if not any(span.article in self._articles for target in judgement.targets for span in target.spans):
            return True
        lost = [t for t in judgement.targets if t.kind in self._ground and not any(True for _ in self._found(t))]
        return judgement.action != "remove" and len(lost) == len(judgement.targets)


def link_key(link: Link) -> str:
    """Give what a link is known by here: the mentions it is between, and what it says."""
    return f"{link.a}-{link.b}-{link.verdict}-{link.why}"


def mark(record: shape.Record, picture: Picture) -> shape.Record:
    """Give the record of a picture with all its judgements, and the ids of those in force on what they speak of."""
    if not picture.judgements.every:
        return record
    marks = Marks(picture)
    keys = [link_key(link) for link in picture.links]
    return replace(
        record,
        articles=tuple(_marked(x, marks.of("article", x.id)) for x in record.articles),
        lineages=tuple(_marked(x, marks.of("lineage", x.id)) for x in record.lineages),
        stories=tuple(_marked(x, marks.of("story", x.id)) for x in record.stories),
        entities=tuple(_marked(x, marks.of("entity", x.id)) for x in record.entities),
        events=tuple(_marked(x, marks.of("event", x.id)) for x in record.events),
        claims=tuple(_marked(x, marks.of("claim", x.id)) for x in record.claims),
        conflicts=tuple(_conflict(x, marks) for x in record.conflicts),
        links=tuple(_marked(x, marks.of("link", key)) for x, key in zip(record.links, keys, strict=True)),
        judgements=tuple(_judgement(judgement, picture, marks) for judgement in picture.judgements.every),
    )


def _marked(item: Out, judged: tuple[str, ...]) -> Out:
    return replace(item, judged=judged) if judged else item


def _conflict(conflict: shape.ConflictOut, marks: Marks) -> shape.ConflictOut:
    positions = tuple(_marked(p, marks.of("position", f"{conflict.id}/{n}")) for n, p in enumerate(conflict.positions))
    return replace(_marked(conflict, marks.of("conflict", conflict.id)), positions=positions)


def _judgement(judgement: Judgement, picture: Picture, marks: Marks) -> shape.JudgementOut:
    settled = picture.judgements
    return shape.JudgementOut(
        id=judgement.id,
        by=judgement.by,
        at=judgement.at.isoformat(),
        action=judgement.action,
        targets=tuple(_targets(judgement.targets)),
        to=tuple(_targets(judgement.to)),
        value=judgement.value,
        date=_date(judgement.when),
        note=judgement.note,
        was=judgement.was,
        undone=judgement.id in settled.undone,
        state=_state(judgement, picture, marks),
        overruled_by=settled.overruled.get(judgement.id),
    )  # fmt: skip


def _date(when: When | None) -> shape.DateOut | None:
    if when is None:
        return None
    days = when.earliest.isoformat(), when.latest.isoformat()
    return shape.DateOut(start=days[0], end=days[1], precision=when.precision, basis=when.basis)


def _state(judgement: Judgement, picture: Picture, marks: Marks) -> shape.JudgementState:
    if judgement.id in picture.judgements.undone:
        return "undone"
    if judgement.id in picture.judgements.overruled:
        return "overruled"
    return "dormant" if marks.is_dormant(judgement) else "in force"


def _targets(targets: Iterable[Target]) -> Iterator[shape.TargetOut]:
    for target in targets:
        spans = tuple(shape.SpanOut(article=s.article, start=s.start, end=s.end) for s in target.spans)
        yield shape.TargetOut(kind=target.kind, id=target.id, name=target.name, spans=spans)
