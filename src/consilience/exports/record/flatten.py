"""From the inner Picture to the public Record: ids of found facts become spans and entity ids.

Nothing is decided here; a fact that the record cannot carry is a bug of a stage, not of this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from consilience.exports.record import shape
from consilience.exports.record.judged import mark
from consilience.record.credits import find_text_credit
from consilience.record.found import Claim, EventMention, Mention, Reading
from consilience.record.text import Span, When
from consilience.record.woven import Conflict, Entity, Event, Lineage, Link, Picture


def flatten(picture: Picture, *, generated: str, program: str, language_model: str) -> shape.Record:
    """Give the public record of a picture. `generated` is an ISO time, the only part that is not a function of the articles."""
    index = _Index(picture)
    record = shape.Record(
        format=shape.FORMAT,
        generated=generated,
        program=program,
        language_model=language_model,
        articles=tuple(_article(reading, index) for reading in picture.readings),
        lineages=tuple(_lineage(lineage) for lineage in picture.lineages),
        stories=tuple(
            shape.StoryOut(
                id=story.id, title=story.title, articles=story.articles, parts=_spans(story.parts),
                first=_date(story.first), last=_date(story.last),
            )
            for story in picture.stories
        ),
        entities=tuple(_entity(entity, index) for entity in picture.entities),
        events=tuple(_event(event, index) for event in picture.events),
        claims=tuple(_claim(claim, index) for reading in picture.readings for claim in reading.claims),
        quotes=tuple(shape.QuoteOut(id=q.id, text=q.text, claims=q.claims) for q in picture.quotes),
        conflicts=tuple(_conflict(conflict) for conflict in picture.conflicts),
        control=tuple(
            shape.ControlOut(
                place=c.place, holder=c.holders, date=_date(c.when), status=c.status, spans=_spans(c.spans), conflict=c.conflict
            )
            for c in picture.control
        ),
        relations=tuple(
            shape.RelationOut(subject=r.subject, predicate=r.predicate, object=r.object, spans=_spans(r.spans))
            for r in picture.relations
        ),
        framing=tuple(
            shape.FramingOut(entity=f.entity, article=f.article, label=f.label, span=_span(f.span), tone=f.tone)
            for f in picture.framing
        ),
        timeline=tuple(
            shape.TimelineOut(date=_day(t.when), events=t.events, text=t.text, citations=_spans(t.citations), story=t.story)
            for t in picture.timeline
        ),
        brief=shape.BriefOut(
            title=picture.brief.title,
            sentences=tuple(
                shape.SentenceOut(
                    text=s.text, citations=_spans(s.citations), status=s.status, story=s.story,
                    independent_reports=s.independent_reports, ultimate_sources=s.ultimate_sources,
                )
                for s in picture.brief.sentences
            ),
        ),
        links=tuple(_link(link, index) for link in picture.links),
        problems=tuple(shape.ProblemOut(code=p.code, article=p.article, message=p.message) for p in picture.problems),
    )  # fmt: skip
    return mark(record, picture)


@dataclass(frozen=True)
class _Index:
    """Look-ups over a picture, each built once."""

    picture: Picture

    @cached_property
    def mentions(self) -> dict[str, Mention]:
        return {m.id: m for r in self.picture.readings for m in r.mentions}

    @cached_property
    def event_mentions(self) -> dict[str, EventMention]:
        return {e.id: e for r in self.picture.readings for e in r.events}

    @cached_property
    def entity_of(self) -> dict[str, str]:
        return {m: entity.id for entity in self.picture.entities for m in entity.mentions}

    @cached_property
    def event_of(self) -> dict[str, str]:
        return {m: event.id for event in self.picture.events for m in event.mentions}

    @cached_property
    def claim_of(self) -> dict[str, Claim]:
        """For each event mention the innermost claim that holds it."""
        found: dict[str, Claim] = {}
        for reading in self.picture.readings:
            for claim in sorted(reading.claims, key=lambda c: c.span.start - c.span.end):
                found.update(dict.fromkeys(claim.events, claim))
        return found

    @cached_property
    def claims_of(self) -> dict[str, tuple[Claim, ...]]:
        return {reading.article.id: reading.claims for reading in self.picture.readings}

    def claim_at(self, span: Span) -> Claim | None:
        """The innermost claim whose sentence is or holds the span."""
        claims = self.claims_of.get(span.article, ())
        held = [c for c in claims if c.sentence.start <= span.start and span.end <= c.sentence.end]
        return min(held, key=lambda c: (c.span.end - c.span.start, c.span.start), default=None)

    @cached_property
    def lineage_of(self) -> dict[str, Lineage]:
        return {article: lineage for lineage in self.picture.lineages for article in lineage.articles}


def _span(span: Span) -> shape.SpanOut:
    return shape.SpanOut(article=span.article, start=span.start, end=span.end)


def _spans(spans: tuple[Span, ...]) -> tuple[shape.SpanOut, ...]:
    return tuple(_span(span) for span in spans)


def _day(when: When) -> shape.DateOut:
    return shape.DateOut(
        start=when.earliest.isoformat(), end=when.latest.isoformat(), precision=when.precision, basis=when.basis
    )


def _date(when: When | None) -> shape.DateOut | None:
    return None if when is None else _day(when)


def _article(reading: Reading, index: _Index) -> shape.ArticleOut:
    article, layout = reading.article, reading.layout
    lineage = index.lineage_of.get(article.id)
    return shape.ArticleOut(
        id=article.id,
        path=article.path,
        url=article.url,
        outlet=layout.outlet,
        title=layout.title,
        authors=article.authors,
        published=_date(article.published or layout.published),
        language=article.language,
        text=article.text,
        zones=tuple(shape.ZoneOut(start=z.span.start, end=z.span.end, kind=z.kind) for z in layout.zones),
        wire=(lineage.wire if lineage else None) or find_text_credit(layout),
        lineage=lineage.id if lineage else None,
    )


def _lineage(lineage: Lineage) -> shape.LineageOut:
    return shape.LineageOut(
        id=lineage.id,
        articles=lineage.articles,
        wire=lineage.wire,
        kind=lineage.kind,
        passages=tuple(
            shape.PassageOut(a=_span(copy.earlier), b=_span(copy.later), similarity=round(copy.similarity, 3))
            for copy in lineage.copies
        ),
    )


def _entity(entity: Entity, index: _Index) -> shape.EntityOut:
    members = [index.mentions[m] for m in entity.mentions]
    return shape.EntityOut(
        id=entity.id,
        kind=entity.kind,
        name=entity.name,
        names=tuple(shape.NameOut(text=text, count=count) for text, count in entity.names),
        mentions=tuple(_span(m.span) for m in members if m.form == "name"),
        country=entity.country,
        lat=entity.lat,
        lon=entity.lon,
        geonames_id=entity.geonames_id,
        identifiers=dict(entity.identifiers),
        references=tuple(_span(m.span) for m in members if m.form != "name"),
        radius_km=entity.radius_km,
    )


def _link(link: Link, index: _Index) -> shape.LinkOut:
    return shape.LinkOut(
        a=_span(index.mentions[link.a].span),
        b=_span(index.mentions[link.b].span),
        verdict=link.verdict,
        score=round(link.score, 3),
        why=link.why,
    )


def _event(event: Event, index: _Index) -> shape.EventOut:
    return shape.EventOut(
        id=event.id,
        type=event.type,
        mode=event.mode,
        cameo=event.cameo,
        actors=event.actors,
        targets=event.targets,
        place=event.place,
        lat=event.lat,
        lon=event.lon,
        date=_date(event.when),
        status=event.status,
        summary=event.summary,
        quantities=tuple(
            shape.QuantityOut(kind=q.kind, low=q.low, high=q.high, unit=q.unit, span=_span(q.span))
            for q in event.quantities
        ),
        reports=(
            *(_report(index.event_mentions[m], index) for m in event.mentions),
            *(_carried(span, index) for span in event.carried),
        ),
        independent_reports=event.independent_reports,
        ultimate_sources=event.ultimate_sources,
        story=event.story,
        confidence=event.confidence,
        why=event.why,
    )


def _report(mention: EventMention, index: _Index) -> shape.ReportOut:
    claim = index.claim_of.get(mention.id)
    stance = claim.stance if claim else "asserts"
    return shape.ReportOut(
        span=_span(mention.sentence),
        claim=claim.id if claim else None,
        stance="denies" if mention.actuality == "denied" else stance,
        words=_span(mention.span),
    )


def _carried(span: Span, index: _Index) -> shape.ReportOut:
    claim = index.claim_at(span)
    return shape.ReportOut(
        span=_span(span), claim=claim.id if claim else None, stance=claim.stance if claim else "asserts"
    )


def _claim(claim: Claim, index: _Index) -> shape.ClaimOut:
    events = sorted({index.event_of[e] for e in claim.events if e in index.event_of})
    return shape.ClaimOut(
        id=claim.id,
        span=_span(claim.span),
        sentence=_span(claim.sentence),
        cue=_span(claim.cue) if claim.cue else None,
        speaker=index.entity_of.get(claim.speaker) if claim.speaker else None,
        speaker_text=claim.speaker_text,
        via=claim.via,
        anonymous=claim.anonymous,
        quoted=claim.quoted,
        stance=claim.stance,
        events=tuple(events),
    )


def _conflict(conflict: Conflict) -> shape.ConflictOut:
    return shape.ConflictOut(
        id=conflict.id,
        kind=conflict.kind,
        nature=conflict.nature,
        about=conflict.about,
        events=conflict.events,
        question=conflict.question,
        positions=tuple(
            shape.PositionOut(
                statement=p.statement,
                claims=p.claims,
                spans=_spans(p.spans),
                independent_reports=p.independent_reports,
                ultimate_sources=p.ultimate_sources,
                first=_date(p.first),
                last=_date(p.last),
            )
            for p in conflict.positions
        ),
        story=conflict.story,
        why=conflict.why,
    )
