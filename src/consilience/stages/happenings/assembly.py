"""A cluster of event mentions written as one Event: the best-supported value of each field, and the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from consilience.provenance import Provenance
from consilience.record.ids import make_id
from consilience.record.text import Article, Span, When
from consilience.record.woven import Event, EventQuantity, EventStatus
from consilience.stages.happenings.clusters import Cluster
from consilience.stages.happenings.frames import Frame, Things
from consilience.stages.happenings.renderings import Renderings

BASIS_RANK = {"stated": 0, "resolved": 1, "inferred": 2}
PRECISION_RANK = {"day": 0, "week": 1, "month": 2, "season": 3, "year": 4, "decade": 5}

SUMMARY_CHARACTERS = 240
"""A summary is one sentence of a report; a longer one is cut at a word. Two lines of a terminal or page."""


def assemble(cluster: Cluster, story: str, things: Things, renderings: Renderings, provenance: Provenance) -> Event:
    """Write a cluster as an event. Denials count as reports but not towards independent support."""
    frames = cluster.frames
    lead = choose_lead(frames)
    telling = [f for f in frames if f.mention.actuality != "denied"] or frames
    told = {f.mention.sentence for f in frames}
    carried = tuple(sorted({s for f in telling for s in renderings.of(f.mention.sentence)} - told))
    spans = (*(f.mention.sentence for f in telling), *carried)
    independent = provenance.independent_reports(spans)
    place = _most_common(f.place for f in telling)
    spot = things.entities[place] if place else None
    return Event(
        id=make_id("v", story, lead.mention.type, *sorted(f.mention.id for f in frames)),
        story=story,
        type=lead.mention.type,
        mode=lead.mention.mode,
        cameo=lead.mention.cameo,
        actors=_ranked(f.agents for f in telling),
        targets=_ranked(f.targets - f.agents for f in telling),
        place=place,
        lat=spot.lat if spot else None,
        lon=spot.lon if spot else None,
        when=choose_when([f.mention.when for f in telling]),
        status=_status(frames, independent),
        summary=shorten(_words(lead.article, lead.mention.sentence)),
        quantities=_quantities(frames),
        mentions=tuple(f.mention.id for f in frames),
        independent_reports=independent,
        ultimate_sources=provenance.ultimate_sources([*(f.mention.span for f in telling), *carried]),
        why=tuple(cluster.why),
        carried=carried,
        confidence=max(f.mention.confidence for f in frames if f.mention.type == lead.mention.type),
    )


def choose_lead(frames: Sequence[Frame]) -> Frame:
    """The mention that tells most: quotable, surest type, most arguments, then the earliest in the order of ids."""
    return min(frames, key=_quality)


def _quality(frame: Frame) -> tuple[bool, bool, float, str, int]:
    denied = frame.mention.actuality == "denied"
    return denied, not frame.quotable, -_fullness(frame), frame.article.id, frame.mention.span.start


def choose_when(dates: Iterable[When | None]) -> When | None:
    """The best-founded date: basis first, then precision, then how many mentions say it, then the earliest."""
    known = [date for date in dates if date]
    if not known:
        return None
    votes = Counter((d.earliest, d.latest) for d in known)
    return min(
        known,
        key=lambda d: (
            BASIS_RANK[d.basis] == 2,
            PRECISION_RANK[d.precision],
            -votes[(d.earliest, d.latest)],
            BASIS_RANK[d.basis],
            d.earliest,
        ),
    )


def shorten(text: str) -> str:
    """Words of a report on one line, cut at a word with an ellipsis when longer than SUMMARY_CHARACTERS."""
    line = " ".join(text.split())
    if len(line) <= SUMMARY_CHARACTERS:
        return line
    return line[:SUMMARY_CHARACTERS].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _fullness(frame: Frame) -> float:
    mention = frame.mention
    arguments = bool(frame.agents) + bool(frame.targets) + bool(frame.place) + bool(mention.when_span)
    return mention.confidence + arguments


def _words(article: Article, span: Span) -> str:
    return article.text[span.start : span.end]


def _most_common(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _ranked(groups: Iterable[frozenset[str]]) -> tuple[str, ...]:
    counts = Counter(value for group in groups for value in group)
    return tuple(sorted(counts, key=lambda value: (-counts[value], value)))


def _status(frames: Sequence[Frame], independent: int) -> EventStatus:
    actualities = {frame.mention.actuality for frame in frames}
    if actualities == {"denied"}:
        return "denied"
    if actualities <= {"planned", "denied"}:
        return "planned"
    return "corroborated" if independent > 1 else "reported"


def _quantities(frames: Sequence[Frame]) -> tuple[EventQuantity, ...]:
    seen = {q.id: q for frame in frames for q in frame.quantities}
    ordered = sorted(seen.values(), key=lambda q: q.span)
    return tuple(EventQuantity(kind=q.kind, low=q.low, high=q.high, unit=q.unit, span=q.span) for q in ordered)
