"""Facts corrected as analysts judged: found facts before they are woven, woven ones once they are.

The machine's own readings stay in the store as they were: what is made here is made anew at every weaving, and taking a
judgement back gives the machine's facts again. Where several judgements fill one field, the later holds.
Not here: what belongs together (the weaving stages ask that of the judgements themselves).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType

from consilience.constraints import Ground, standing_at
from consilience.ports import NO_MEMORY, Memory
from consilience.record.found import Claim, EventMention, Reading
from consilience.record.judgements import NO_JUDGEMENTS, Action, Judgement, Judgements, Target
from consilience.record.text import Article, Span
from consilience.record.woven import Entity, Event

CAMEO: Mapping[str, str] = MappingProxyType({
    "AGREE": "030", "CONSULT": "040", "SUPPORT": "050", "CONCEDE": "080", "COOPERATE": "060", "AID": "070", "RETREAT": "080",
    "REQUEST": "100", "ACCUSE": "110", "REJECT": "120", "THREATEN": "130", "PROTEST": "140", "MOBILIZE": "150",
    "SANCTION": "160", "COERCE": "170", "ASSAULT": "190",
})  # fmt: skip
"""The CAMEO root under which most triggers of each type are coded in `data/lexicons/plover`: an analyst corrects the type, and
of a corrected type no closer code is known."""

FIELDS: tuple[Action, ...] = ("date", "place", "type", "actors", "targets", "actuality", "status")
"""What can be corrected of an event."""

Reread = Callable[[tuple[Article, ...]], tuple[Reading, ...]]


def date_articles(readings: Sequence[Reading], judgements: Judgements, *, reread: Reread) -> tuple[Reading, ...]:
    """Give the readings, those of articles whose day was corrected read again with it: "on Wednesday" hangs on that day."""
    days = {}
    for reading in readings:
        for judgement in judgements.correcting(reading.article.id, "date"):
            if judgement.targets[0].kind == "article" and judgement.when:
                days[reading.article.id] = judgement.when
    dated = tuple(replace(r.article, published=days[r.article.id]) for r in readings if r.article.id in days)
    again = {reading.article.id: reading for reading in reread(dated)} if dated else {}
    return tuple(again.get(reading.article.id, reading) for reading in readings)


@dataclass(frozen=True, slots=True)
class Rulings:
    """The judgements, and for each entity that a correction leads to the mention that stands for it, by its words."""

    judgements: Judgements = NO_JUDGEMENTS
    mentions: Mapping[Span, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def find(cls, judgements: Judgements, readings: Iterable[Reading]) -> Rulings:
        """Look the mentions up in all readings: an article may be corrected to what only another names."""
        found = {judgement.id: judgement for some in judgements.corrections.values() for judgement in some}
        wanted = {span for judgement in found.values() for target in judgement.to for span in target.spans}
        articles = {span.article for span in wanted}
        here = [reading for reading in readings if reading.article.id in articles]
        return cls(judgements, {m.span: m.id for r in here for m in r.mentions if m.span in wanted})

    def mention(self, target: Target, article: str) -> str | None:
        """The mention of this article, else the first of any; `None` where no report names it any more."""
        known = [span for span in target.spans if span in self.mentions]
        return self.mentions[min(known, key=lambda s: (s.article != article, s))] if known else None

    def sleeps(self, judgement: Judgement) -> bool:
        """Whether a correction leads to what no report here names."""
        return bool(judgement.to) and not any(self.mention(target, "") for target in judgement.to)


NO_RULINGS = Rulings()


def correct(readings: Sequence[Reading], rulings: Rulings, *, memory: Memory = NO_MEMORY) -> tuple[Reading, ...]:
    """Give the readings with their events and claims as judged. Correcting twice is correcting once."""
    if not rulings.judgements.corrections:
        return tuple(readings)
    return tuple(_remembered(reading, rulings, memory) for reading in readings)


def _remembered(reading: Reading, rulings: Rulings, memory: Memory) -> Reading:
    article = reading.article.id
    found = rulings.judgements.corrections.get(article, ())
    if not found:
        return reading
    key = tuple((j.id, *(rulings.mention(target, article) for target in j.to)) for j in found)
    return memory.recall("corrected", (reading,), key, partial(_correct, reading, rulings))


def find_borrowed(reading: Reading) -> list[str]:
    """Give the mentions of other articles that the corrected facts of a reading speak of."""
    own = {mention.id for mention in reading.mentions}
    used = [m for event in reading.events for m in (*event.agents, *event.targets, event.place)]
    used += [claim.speaker for claim in reading.claims]
    return [mention for mention in dict.fromkeys(used) if mention and mention not in own]


def _correct(reading: Reading, rulings: Rulings) -> Reading:
    judgements = rulings.judgements
    events = {event.id: event for event in reading.events}
    for judgement in judgements.correcting(reading.article.id, *FIELDS, "remove"):
        for name in _meant(judgement, "event", reading.events):
            if judgement.action == "remove":
                events.pop(name, None)
            elif name in events:
                events[name] = _correct_event(events[name], judgement, rulings)
    claims = {claim.id: claim for claim in reading.claims}
    for judgement in judgements.correcting(reading.article.id, "stance", "speaker", "remove"):
        for name in _meant(judgement, "claim", reading.claims):
            if judgement.action == "remove":
                claims.pop(name, None)
            elif name in claims:
                claims[name] = _correct_claim(claims[name], judgement, rulings)
    return replace(reading, events=tuple(events.values()), claims=_tied(claims, events))


def _meant(judgement: Judgement, kind: str, facts: Iterable[EventMention | Claim]) -> tuple[str, ...]:
    """The facts of a reading that a judgement speaks of."""
    spans = [span for target in judgement.targets if target.kind == kind for span in target.spans]
    return standing_at(spans, [(fact.span, fact.id) for fact in facts]) if spans else ()


def _tied(claims: Mapping[str, Claim], events: Mapping[str, EventMention]) -> tuple[Claim, ...]:
    """The claims, with nothing said of events and claims that were removed."""
    return tuple(
        replace(
            claim,
            events=tuple(e for e in claim.events if e in events),
            answers=claim.answers if claim.answers in claims else None,
        )
        for claim in claims.values()
    )


def _correct_event(event: EventMention, judgement: Judgement, rulings: Rulings) -> EventMention:
    article = event.span.article
    found = tuple(m for target in judgement.to if (m := rulings.mention(target, article)))
    if judgement.to and not found:
        return event
    match judgement.action:
        case "date":
            return replace(event, when=judgement.when)
        case "place":
            return replace(event, place=found[0] if found else None)
        case "actors":
            return replace(event, agents=found)
        case "targets":
            return replace(event, targets=found)
        case "type":
            event_type, mode = split_type(judgement.value or "")
            return replace(event, type=event_type, mode=mode, cameo=_cameo(event, event_type))
        case "actuality":
            return replace(event, actuality=judgement.value)  # type: ignore[arg-type]  # of the closed list, see `drafts`
    return event


def split_type(value: str) -> tuple[str, str | None]:
    """Give type and mode of "TYPE/mode"; mode `None` where there is none."""
    event_type, _, mode = value.partition("/")
    return event_type, mode or None


def _cameo(event: EventMention | Event, event_type: str) -> str:
    return event.cameo if event.type == event_type else CAMEO.get(event_type, event.cameo)


def _correct_claim(claim: Claim, judgement: Judgement, rulings: Rulings) -> Claim:
    if judgement.action == "stance":
        return replace(claim, stance=judgement.value)  # type: ignore[arg-type]  # of the closed list, see `drafts`
    if judgement.to:
        speaker = rulings.mention(judgement.to[0], claim.span.article)
        return replace(claim, speaker=speaker, speaker_text=judgement.to[0].name, anonymous=False) if speaker else claim
    if judgement.value:
        return replace(claim, speaker=None, speaker_text=judgement.value)
    return replace(claim, speaker=None, speaker_text=None, via=None, anonymous=False)


def rename(entities: Sequence[Entity], readings: Sequence[Reading], judgements: Judgements) -> tuple[Entity, ...]:
    """Give the entities, those renamed by the name judged. Of the parts of a split entity the largest keeps the name given."""
    renamings = [judgement for judgement in judgements.in_force if judgement.action == "rename"]
    if not renamings:
        return tuple(entities)
    home = {mention: n for n, entity in enumerate(entities) for mention in entity.mentions}
    spoken = {span.article for judgement in renamings for target in judgement.targets for span in target.spans}
    here = [reading for reading in readings if reading.article.id in spoken]
    ground = Ground(((m.span, m.id) for r in here for m in r.mentions if m.id in home), spoken)
    named = list(entities)
    for judgement in renamings:
        votes = Counter(home[m] for target in judgement.targets for m in ground.at(target.spans))
        if votes and judgement.value:
            n = min(votes, key=lambda n: (-votes[n], entities[n].id))
            named[n] = replace(named[n], name=judgement.value)
    return tuple(named)


def settle_events(
    events: Sequence[Event], readings: Sequence[Reading], entities: Sequence[Entity], rulings: Rulings
) -> tuple[Event, ...]:
    """Give the events with the fields that were judged, whatever reports that came later say; in order as given.

    `readings` and `entities` are those the events were made of, corrected; the order of judgements is that of time.
    """
    judgements = rulings.judgements
    names = judgements.about(reading.article.id for reading in readings) if judgements.corrections else ()
    if not names:
        return tuple(events)
    event_of = {mention: event.id for event in events for mention in event.mentions}
    mentions = {mention: entity for entity in entities for mention in entity.mentions}
    judged: dict[str, Event] = {event.id: event for event in events}
    for judgement in judgements.in_force:
        if judgement.action in FIELDS and judgement.id in names and not rulings.sleeps(judgement):
            meant = {event_of[m.id]: m for m in reversed(_judged_mentions(judgement, readings)) if m.id in event_of}
            for name, mention in meant.items():
                judged[name] = _settle(judged[name], judgement, mention, mentions)
    return tuple(judged[event.id] for event in events)


def _judged_mentions(judgement: Judgement, readings: Sequence[Reading]) -> list[EventMention]:
    articles = {span.article for target in judgement.targets for span in target.spans}
    facts = {event.id: event for r in readings if r.article.id in articles for event in r.events}
    return [facts[name] for name in _meant(judgement, "event", facts.values())]


def _settle(event: Event, judgement: Judgement, mention: EventMention, entity_of: Mapping[str, Entity]) -> Event:
    """The event with the field as its judged mention has it: that was corrected before."""
    match judgement.action:
        case "date":
            return replace(event, when=judgement.when)
        case "place":
            spot = entity_of.get(mention.place or "")
            return replace(
                event, place=spot.id if spot else None, lat=spot.lat if spot else None, lon=spot.lon if spot else None
            )
        case "actors":
            return replace(event, actors=_entities(mention.agents, entity_of))
        case "targets":
            return replace(event, targets=_entities(mention.targets, entity_of))
        case "type":
            return replace(event, type=mention.type, mode=mention.mode, cameo=_cameo(event, mention.type))
        case "status":
            return replace(event, status=judgement.value)  # type: ignore[arg-type]  # of the closed list, see `drafts`
    return event


def _entities(mentions: Iterable[str], entity_of: Mapping[str, Entity]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entity_of[mention].id for mention in mentions if mention in entity_of))
