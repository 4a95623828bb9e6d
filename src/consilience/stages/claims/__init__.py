"""The claims stage: who says what in one article, and what the outlet says in its own voice.

In order: quotations are paired (`quotations`), speech words found (`cues`), their speakers (`speakers`) and words
(`contents`), the channel and time (`channels`) and the stance (`stances`); quotations that no cue took go to the speaker
they continue (`continuations`); what no one else says is the outlet's (`outlet_voice`). Nested attribution gives a claim
each: the outer speaker's, and the inner speaker's with the outer one as its channel. Not here: whether claims agree.
"""

from __future__ import annotations

from consilience.ports import Parsed
from consilience.record.found import Claim, EventMention, Found
from consilience.record.text import Article, Layout, Problem, When
from consilience.stages.claims import attributions, continuations, outlet_voice
from consilience.stages.claims.pages import lay_out

__all__ = ["read"]


def read(
    article: Article,
    layout: Layout,
    parsed: Parsed,
    found: Found,
    events: tuple[EventMention, ...],
    *,
    published: When | None,
) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """Read the claims of one article in text order.

    `parsed` is aligned with `layout.sentences`; `events` gives the event mentions to be tied to claims. `published` is
    not needed to find claims (times come resolved in `found`) and is part of the signature of all reading stages.
    A quotation without any speaker in reach gives a problem and no claim.
    """
    del published
    if not layout.sentences:
        return (), ()
    page = lay_out(article, layout, parsed, found, events)
    claims = attributions.read(page)
    claims, orphans = continuations.read(page, claims)
    problems = tuple(
        Problem(
            code="quotation-without-speaker",
            article=article.id,
            message=f"quotation at {one.start} has no speaker in reach",
        )
        for one in orphans
    )
    own = outlet_voice.read(page, claims, unclaimed=tuple((one.start, one.end) for one in orphans))
    return tuple(sorted((*claims, *own), key=lambda one: (one.span.start, one.span.end, one.id))), problems
