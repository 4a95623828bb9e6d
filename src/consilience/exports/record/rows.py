"""Each part of a record as an item: its title, what it hangs on, and the columns that lists sort and filter by."""

from __future__ import annotations

from collections.abc import Iterable

from consilience.exports.record import codec, shape
from consilience.exports.record.crossing import Crossing, entities_of, words_at
from consilience.record.ids import make_id
from consilience.record.items import Item
from consilience.record.text import CITABLE_ZONES

TITLE_LENGTH = 300
"""Code points of a title made of running text: two lines of a list."""


def _ids(*names: Iterable[str] | str | None) -> tuple[str, ...]:
    """Ids once each, in order, without those that are none."""
    found: set[str] = set()
    for name in names:
        found.update([name] if isinstance(name, str) else name or ())
    return tuple(sorted(found - {""}))


def _cited(spans: Iterable[shape.SpanOut]) -> tuple[str, ...]:
    return _ids(span.article for span in spans)


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"


def _days(date: shape.DateOut | None) -> dict[str, str | None]:
    return {"first": date.start if date else None, "last": date.end if date else None}


def readable(article: shape.ArticleOut) -> str:
    """The article's text with everything but its own words blanked, so that offsets stay: what a search should look in."""
    pieces = [
        article.text[zone.start : zone.end] if zone.kind in CITABLE_ZONES else " " * (zone.end - zone.start)
        for zone in article.zones
    ]
    return "".join(pieces) if article.zones else article.text


def cut_article(article: shape.ArticleOut, crossing: Crossing) -> Item:
    """Give a report as an item."""
    named = crossing.named.get(article.id, [])
    return Item(
        kind="article",
        id=article.id,
        content=codec.encode_item(article),
        title=_title(article.title or article.text[:TITLE_LENGTH]),
        stories=_ids(story.id for story in crossing.stories.get(article.id, ())),
        articles=(article.id,),
        entities=_ids(name for _, _, name in named),
        refs=_ids(article.lineage),
        type=article.language,
        status=article.published.basis if article.published else None,
        outlet=article.outlet,
        weight=float(len(named)),
        words=readable(article),
        **_days(article.published),  # type: ignore[arg-type]
    )


def cut_lineage(lineage: shape.LineageOut, crossing: Crossing) -> Item:
    """Give reports of one text as an item."""
    first, last = crossing.publication(lineage.articles)
    head = crossing.articles.get(lineage.articles[0]) if lineage.articles else None
    return Item(
        kind="lineage",
        id=lineage.id,
        content=codec.encode_item(lineage),
        title=_title((head.title if head else None) or lineage.wire or lineage.id),
        stories=_ids(story.id for name in lineage.articles for story in crossing.stories.get(name, ())),
        articles=_ids(lineage.articles),
        type=lineage.kind,
        outlet=lineage.wire,
        first=first,
        last=last,
        weight=float(len(lineage.articles)),
        figures=(("articles", len(lineage.articles)), ("passages", len(lineage.passages))),
    )


def cut_story(story: shape.StoryOut, crossing: Crossing, *, events: int, disputes: int) -> Item:
    """Give a story, with how many events and disagreements it has as an item."""
    roots = {crossing.articles[name].lineage or name for name in story.articles if name in crossing.articles}
    figures = {"articles": len(story.articles), "independent": len(roots), "events": events, "disputes": disputes}
    return Item(
        kind="story",
        id=story.id,
        content=codec.encode_item(story),
        title=_title(story.title),
        stories=(story.id,),
        articles=_ids(story.articles),
        entities=_ids(crossing.entities_in(story.parts)),
        first=story.first.start if story.first else None,
        last=story.last.end if story.last else None,
        weight=float(len(story.articles)),
        figures=tuple(figures.items()),
    )


def cut_entity(entity: shape.EntityOut, crossing: Crossing) -> Item:
    """Give an entity as an item."""
    spans = (*entity.mentions, *entity.references)
    articles = _cited(spans)
    first, last = crossing.publication(articles)
    return Item(
        kind="entity",
        id=entity.id,
        content=codec.encode_item(entity),
        title=_title(entity.name),
        stories=_ids(crossing.stories_of(spans)),
        articles=articles,
        entities=(entity.id,),
        type=entity.kind,
        status=entity.country,
        first=first,
        last=last,
        lat=entity.lat,
        lon=entity.lon,
        weight=float(len(entity.mentions)),
        words="\n".join(name.text for name in entity.names),
        figures=(("mentions", len(entity.mentions)), ("articles", len(articles))),
    )


def cut_event(event: shape.EventOut, crossing: Crossing) -> Item:
    """Give an event as an item."""
    spans = [report.span for report in event.reports]
    return Item(
        kind="event",
        id=event.id,
        content=codec.encode_item(event),
        title=_title(event.summary),
        stories=_ids(event.story or crossing.stories_of(spans)),
        articles=_cited(spans),
        entities=_ids(entities_of(event)),
        refs=_ids(report.claim for report in event.reports if report.claim),
        type=event.type,
        status=event.status,
        place=event.place,
        lat=event.lat,
        lon=event.lon,
        weight=float(event.independent_reports),
        figures=(("independent", event.independent_reports), ("sources", len(event.ultimate_sources))),
        **_days(event.date),  # type: ignore[arg-type]
    )


def cut_claim(claim: shape.ClaimOut, crossing: Crossing) -> Item:
    """Give a claim as an item."""
    article = crossing.articles.get(claim.span.article)
    by_outlet = claim.speaker is None and claim.speaker_text is None and not claim.anonymous
    return Item(
        kind="claim",
        id=claim.id,
        content=codec.encode_item(claim),
        title=_title(words_at(crossing, claim.span)),
        stories=_ids(crossing.stories_of([claim.span])),
        articles=(claim.span.article,),
        entities=_ids(claim.speaker, crossing.entities_in([claim.span])),
        refs=_ids(claim.events),
        type=claim.stance,
        status="outlet" if by_outlet else "anonymous" if claim.anonymous else "named",
        outlet=article.outlet if article else None,
        by=claim.speaker,
        weight=float(len(claim.events)),
        **_days(article.published if article else None),  # type: ignore[arg-type]
    )


def cut_quote(quote: shape.QuoteOut, crossing: Crossing) -> Item:
    """Give an utterance as an item."""
    claims = [crossing.claims[name] for name in quote.claims if name in crossing.claims]
    spans = [claim.span for claim in claims]
    speakers = _ids(claim.speaker for claim in claims if claim.speaker)
    articles = _cited(spans)
    outlets = {crossing.articles[name].outlet for name in articles if name in crossing.articles}
    first, last = crossing.publication(articles)
    return Item(
        kind="quote",
        id=quote.id,
        content=codec.encode_item(quote),
        title=_title(quote.text),
        stories=_ids(crossing.stories_of(spans)),
        articles=articles,
        entities=_ids(speakers, crossing.entities_in(spans)),
        refs=_ids(quote.claims),
        outlet=outlets.pop() if len(outlets) == 1 else None,
        by=speakers[0] if len(speakers) == 1 else None,
        first=first,
        last=last,
        weight=float(len(quote.claims)),
        figures=(("claims", len(quote.claims)),),
    )


def cut_conflict(conflict: shape.ConflictOut, crossing: Crossing) -> Item:
    """Give a dispute as an item."""
    spans = [span for position in conflict.positions for span in position.spans]
    articles = _cited(spans)
    first, last = crossing.publication(articles)
    return Item(
        kind="conflict",
        id=conflict.id,
        content=codec.encode_item(conflict),
        title=_title(conflict.question),
        stories=_ids(conflict.story or crossing.stories_of(spans)),
        articles=articles,
        entities=_ids(conflict.about, crossing.events_entities(conflict.events)),
        refs=_ids(conflict.events, (claim for position in conflict.positions for claim in position.claims)),
        type=conflict.kind,
        status=conflict.nature,
        first=first,
        last=last,
        weight=float(sum(position.independent_reports for position in conflict.positions)),
        words="\n".join(position.statement for position in conflict.positions),
        figures=(("positions", len(conflict.positions)),),
    )


def cut_control(control: shape.ControlOut, crossing: Crossing) -> Item:
    """Give who holds a place as an item."""
    place = crossing.entities.get(control.place)
    days = _days(control.date)
    names = [crossing.entities[name].name for name in control.holder if name in crossing.entities]
    return Item(
        kind="control",
        id=make_id("k", control.place, *sorted(control.holder), days["first"], days["last"], control.status),
        content=codec.encode_item(control),
        title=_title(f"{place.name if place else control.place}: {control.status}, {', '.join(names)}"),
        stories=_ids(crossing.stories_of(control.spans)),
        articles=_cited(control.spans),
        entities=_ids(control.place, control.holder),
        refs=_ids(control.conflict),
        status=control.status,
        place=control.place,
        by=control.holder[0] if len(control.holder) == 1 else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        weight=float(len(control.spans)),
        **days,  # type: ignore[arg-type]
    )


def cut_relation(relation: shape.RelationOut, crossing: Crossing) -> Item:
    """Give a standing relation as an item."""
    names = [crossing.entities[name].name for name in (relation.subject, relation.object) if name in crossing.entities]
    articles = _cited(relation.spans)
    first, last = crossing.publication(articles)
    return Item(
        kind="relation",
        id=make_id("r", relation.subject, relation.predicate, relation.object),
        content=codec.encode_item(relation),
        title=_title(f" {relation.predicate} ".join(names)),
        stories=_ids(crossing.stories_of(relation.spans)),
        articles=articles,
        entities=_ids(relation.subject, relation.object),
        type=relation.predicate,
        first=first,
        last=last,
        weight=float(len(relation.spans)),
    )


def cut_framing(framing: shape.FramingOut, crossing: Crossing) -> Item:
    """Give a label as an item."""
    article = crossing.articles.get(framing.article)
    return Item(
        kind="framing",
        id=make_id("f", framing.article, framing.span.start, framing.span.end, framing.entity, framing.label),
        content=codec.encode_item(framing),
        title=_title(framing.label),
        stories=_ids(crossing.stories_of([framing.span])),
        articles=_ids(framing.article),
        entities=_ids(framing.entity),
        status=framing.tone,
        outlet=article.outlet if article else None,
        **_days(article.published if article else None),  # type: ignore[arg-type]
    )


def cut_timeline(entry: shape.TimelineOut, crossing: Crossing, place: int) -> Item:
    """Give a line of a timeline, by its place among the lines of its story as an item."""
    return Item(
        kind="timeline",
        id=make_id("d", entry.story, entry.date.start, entry.date.end, entry.text),
        content=codec.encode_item(entry),
        title=_title(entry.text),
        stories=_ids(entry.story or crossing.stories_of(entry.citations)),
        articles=_cited(entry.citations),
        entities=_ids(crossing.events_entities(entry.events), crossing.entities_in(entry.citations)),
        refs=_ids(entry.events),
        weight=float(-place),
        **_days(entry.date),  # type: ignore[arg-type]
    )


def cut_sentence(sentence: shape.SentenceOut, crossing: Crossing, place: int) -> Item:
    """Give a line of the brief, by its place among the lines of its story as an item."""
    articles = _cited(sentence.citations)
    first, last = crossing.publication(articles)
    return Item(
        kind="sentence",
        id=make_id("b", sentence.story, sentence.text),
        content=codec.encode_item(sentence),
        title=_title(sentence.text),
        stories=_ids(sentence.story or crossing.stories_of(sentence.citations)),
        articles=articles,
        entities=_ids(crossing.entities_in(sentence.citations)),
        status=sentence.status,
        first=first,
        last=last,
        weight=float(-place),
        figures=(("independent", sentence.independent_reports), ("sources", len(sentence.ultimate_sources))),
    )


def cut_link(link: shape.LinkOut, crossing: Crossing) -> Item:
    """Give a judgement on two mentions as an item."""
    ends = (link.a, link.b)
    key = [part for span in ends for part in (span.article, span.start, span.end)]
    return Item(
        kind="link",
        id=make_id("n", *key),
        content=codec.encode_item(link),
        title=_title(f"{words_at(crossing, link.a)} / {words_at(crossing, link.b)}"),
        articles=_cited(ends),
        entities=_ids(crossing.entities_in(ends)),
        type=link.verdict,
        weight=float(link.score),
    )
