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

LEAST_STRETCH = 20
"""Characters. What attributed words leave over in a sentence is cited alone only if it is at least this long."""


def read(page: Page, attributed: Sequence[Claim], *, unclaimed: Sequence[tuple[int, int]]) -> Iterator[Claim]:
    """Claims in the outlet's own voice, one a stretch, in text order.

    `unclaimed`: quoted words without a known speaker, which are not the outlet's either.
    """
    for sentence in page.sentences:
        inside = [one for one in page.events if sentence.span.start <= one.span.start < sentence.span.end]
        open_events = [
            one
            for one in inside
            if not any(_covers(claim.span, one.span) for claim in attributed)
            and not any(start <= one.span.start < end for start, end in unclaimed)
        ]
        stretches: dict[tuple[int, int], list[EventMention]] = {}
        for one in open_events:
            stretches.setdefault(_stretch(page, sentence, one, attributed), []).append(one)
        for (start, end), events in sorted(stretches.items()):
            yield _claim(page, sentence, start, end, events)


def _covers(span: Span, inner: Span) -> bool:
    return span.start <= inner.start and inner.end <= span.end


def _stretch(page: Page, sentence: Sentence, event: EventMention, attributed: Sequence[Claim]) -> tuple[int, int]:
    """The part of the sentence around an event that no attributed words take; all of it where the event is the speech
    act itself or the part is too short to be read alone.
    """
    start, end = sentence.span.start, sentence.span.end
    for claim in attributed:
        if (claim.cue is not None and _covers(event.span, claim.cue)) or (
            claim.cue is not None and _covers(claim.cue, event.span)
        ):
            return start, end
        if claim.span.end <= event.span.start:
            start = max(start, claim.span.end)
        elif claim.span.start >= event.span.end:
            end = min(end, claim.span.start)
        if claim.cue is not None and claim.cue.end <= event.span.start:
            start = max(start, claim.cue.end)
        elif claim.cue is not None and claim.cue.start >= event.span.end:
            end = min(end, claim.cue.start)
    trimmed = trim(page, start, end)
    if trimmed is None or trimmed[1] - trimmed[0] < LEAST_STRETCH:
        return sentence.span.start, sentence.span.end
    return trimmed


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
