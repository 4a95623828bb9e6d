"""Stage `events` (reading): what one article says happened, in PLOVER's terms.

Here: `read`, from a parsed article and its mentions to event mentions. Rules and a lexicon, in this order: `triggers`
find the words, `roles`, `places` and `dates` fill the frame, `actuality` says whether it happened, `assembly` joins
what one sentence says twice. Not here: joining the mentions of several sentences and articles (`happenings`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from consilience.record.found import EventMention
from consilience.record.ids import make_id
from consilience.record.text import Problem, Span
from consilience.stages.events import triggers
from consilience.stages.events.assembly import Draft, assemble, carry_on, draft, show_violence, undate
from consilience.stages.events.coding import code_event, type_of
from consilience.stages.events.dates import looks_back, times_by_owner
from consilience.stages.events.mending import mend
from consilience.stages.events.passed import FRAME, joins_parties, passed_over
from consilience.stages.events.senses import agree_on_senses
from consilience.stages.events.ties import tie_dates
from consilience.stages.events.view import lay_out

if TYPE_CHECKING:
    from consilience.ports import EventCoder, Parsed
    from consilience.record.found import Found
    from consilience.record.text import Article, Layout, When
    from consilience.stages.events.lexicon import Entry
    from consilience.stages.events.view import View

VERSION = "2"


def read(
    article: Article,
    layout: Layout,
    parsed: Parsed,
    found: Found,
    *,
    published: When | None,
    coder: EventCoder | None = None,
) -> tuple[tuple[EventMention, ...], tuple[Problem, ...]]:
    """Read the events of one article, in text order.

    `parsed` must be aligned with `layout.sentences`; sentences beyond it are reported as a problem and left unread.
    `published`: the day of the report; `None` leaves events without words for their day undated. `coder`: weighs the types
    that the rules give where two parties are named, and types what they pass over; `None` leaves the rules alone.
    """
    problems = []
    if len(parsed.sentences) != len(layout.sentences):
        message = f"{len(layout.sentences)} sentences but {len(parsed.sentences)} parsed; only the first are read"
        problems.append(Problem(code="events-unaligned", article=article.id, message=message))
    headlines = frozenset(k for k, each in enumerate(layout.sentences) if each.zone == "headline")
    view = lay_out(mend(parsed, headlines), found)
    events: list[tuple[EventMention, Entry]] = []
    violent = False
    last: When | None = None
    for sentence, tokens in zip(layout.sentences, parsed.sentences, strict=False):
        found_triggers = triggers.find(view, tokens)
        words = frozenset(i for each in found_triggers for i in each.words)
        owned = times_by_owner(view, tokens, words)
        drafts = [draft(view, each, owned, words, published=published) for each in found_triggers]
        drafts = [carry_on(view, each, last) for each in drafts]
        if looks_back(last, published=published):
            drafts = [undate(each) for each in drafts]
        drafts = tie_dates(article, sentence.span, view, drafts)
        told = show_violence(view, assemble(view, drafts), tokens, violent_before=violent)
        sealed = [_seal(view, sentence.span, each) for each in told]
        entries = [each.trigger.entry for each in told]
        if coder is not None:
            sealed = [code_event(view, tokens, each, sealed, coder) for each in sealed]
            more = [
                draft(view, each, owned, words, published=published)
                for each in passed_over(view, tokens, found_triggers)
            ]
            opened = [_seal(view, sentence.span, each) for each in more if joins_parties(each)]
            typed = [type_of(view, tokens, each, sealed, coder) for each in opened]
            sealed += [each for each in typed if each is not None]
            entries += [FRAME for each in typed if each is not None]
        events.extend(sorted(zip(sealed, entries, strict=True), key=lambda each: each[0].span.start))
        last = next((each.when for each in told if each.when_span is not None), None)
        violent = any(each.type == "ASSAULT" for each in told)
    return tuple(replace(each, id=_id(each)) for each in agree_on_senses(events)), tuple(problems)


def _seal(view: View, sentence: Span, each: Draft) -> EventMention:
    tokens = [view.parsed.tokens[i] for i in each.trigger.words]
    span = Span(article=sentence.article, start=tokens[0].start, end=tokens[-1].end)
    entry = each.trigger.entry
    return EventMention(
        id="",
        span=span,
        sentence=sentence,
        type=each.type,
        mode=each.mode,
        cameo=each.cameo,
        agents=tuple(mention.id for mention in each.agents),
        targets=tuple(mention.id for mention in each.targets),
        place=each.place.id if each.place is not None else None,
        when=each.when,
        when_span=each.when_span,
        quantities=each.quantities,
        actuality=each.actuality,
        control=each.control,
        direction=entry.direction,
        confidence=each.confidence,
        why=each.why,
    )


def _id(event: EventMention) -> str:
    return make_id("v", event.span.article, event.span.start, event.span.end, event.type)
