"""Gives the outlet's own claims: each event that no speaker is quoted for is told in the outlet's voice.

The claim covers the clause that tells it: the sentence, or the stretch of it that attributed words leave over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consilience.record.found import Claim, EventMention
from consilience.record.ids import make_id
from consilience.record.text import Sentence, Span
from consilience.stages.claims.contents import trim
from consilience.stages.claims.pages import Page
from consilience.stages.claims.phrases import is_finite


def read(page: Page, attributed: Sequence[Claim], *, unclaimed: Sequence[tuple[int, int]]) -> Iterator[Claim]:
    """Claims in the outlet's own voice, one a stretch, in text order.

    `unclaimed`: quoted words without a known speaker, which are not the outlet's either.
    """
    said = page.by_sentence(attributed)
    for k, sentence in enumerate(page.sentences):
        near = said.get(k, ())
        inside = page.events_from(sentence.span.start, sentence.span.end)
        open_events = [
            one
            for one in inside
            if not any(_covers(claim.span, one.span) for claim in near)
            and not any(start <= one.span.start < end for start, end in unclaimed)
        ]
        stretches: dict[tuple[int, int], list[EventMention]] = {}
        for one in open_events:
            stretches.setdefault(_stretch(page, sentence, one, near), []).append(one)
        for (start, end), events in sorted(stretches.items()):
            yield _claim(page, sentence, start, end, events)


def _covers(span: Span, inner: Span) -> bool:
    return span.start <= inner.start and inner.end <= span.end


def _stretch(page: Page, sentence: Sentence, event: EventMention, attributed: Sequence[Claim]) -> tuple[int, int]:
    """The part of the sentence around an event that no attributed words take, if it is a clause of its own; else all of
    it, as where the event is the speech act itself.
    """
    whole = _without_lead(page, sentence, attributed)
    start, end = sentence.span.start, sentence.span.end
    for claim in attributed:
        if claim.cue is not None and (_covers(event.span, claim.cue) or _covers(claim.cue, event.span)):
            return whole
        for span in (claim.span, claim.cue):
            if span is not None and start < span.end <= event.span.start:
                start = span.end
            elif span is not None and event.span.end <= span.start < end:
                end = span.start
    trimmed = trim(page, start, end)
    return trimmed if trimmed is not None and _is_clause(page, event, *trimmed) else whole


def _without_lead(page: Page, sentence: Sentence, attributed: Sequence[Claim]) -> tuple[int, int]:
    """The sentence without the attributed words it begins with ("..." | he told reporters)."""
    start, end = sentence.span.start, sentence.span.end
    for claim in attributed:
        if claim.cue is not None and claim.span.start <= start + 2 and start < claim.span.end <= claim.cue.start:
            start = claim.span.end
    return trim(page, start, end) or (sentence.span.start, end)


def _is_clause(page: Page, event: EventMention, start: int, end: int) -> bool:
    """Whether the verb that governs the event and its subject both stand in the stretch."""
    tokens = page.parsed.tokens
    k = page.sentence_at(event.span.start)
    inside = [t for t in page.tokens(*page.parsed.sentences[k]) if start <= t.start < end]
    finite = [t for t in inside if is_finite(t) and start <= tokens[t.head].start < end]
    return any(t.dep.startswith("nsubj") and start <= tokens[t.head].start < end for t in inside) and bool(finite)


def _claim(page: Page, sentence: Sentence, start: int, end: int, events: Sequence[EventMention]) -> Claim:
    article = page.article.id
    return Claim(
        id=make_id("c", article, start, end, None),
        span=Span(article=article, start=start, end=end),
        sentence=sentence.span,
        cue=None,
        speaker=None,
        speaker_text=None,
        via=None,
        anonymous=False,
        quoted=False,
        stance="asserts",
        said=None,
        answers=None,
        events=tuple(one.id for one in events),
    )
