"""News agencies that a text credits: in a line of its own, or in its own words ("told AFP", "an AFP photographer").

Not a credit: an agency that is quoted as another's report ("Reuters reported", "according to SANA").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.record.text import Credit, Span, Zone
from consilience.stages.zones.agencies import agency_forms, agency_pattern
from consilience.stages.zones.cues import own_words

if TYPE_CHECKING:
    from collections.abc import Sequence


def find_credits(text: str, zones: Sequence[Zone]) -> tuple[Credit, ...]:
    """Credits in text order. One in a caption credits the picture at least; its zone tells."""
    found = []
    for zone in zones:
        start, end = zone.span.start, zone.span.end
        if zone.kind in {"headline", "body", "correction"}:
            found_words = own_words().finditer(text, start, end)
            hits = [(m.start(name), m[name]) for m in found_words for name in ("told", "staff") if m[name]]
        else:
            named = agency_pattern().finditer(text, start, end)
            hits = [
                (m.start("agency"), m["agency"])
                for m in named
                if zone.kind != "furniture" or text[m.start() - 1] != "/"
            ]
        for at, form in hits:
            span = Span(article=zone.span.article, start=at, end=at + len(form))
            found.append(Credit(agency=agency_forms()[form], span=span, own_words=zone.kind in {"headline", "body"}))
    return tuple(found)
