"""News agencies that a text credits: in a line of its own, or in its own words ("told AFP", "an AFP photographer").

Not a credit: an agency that is quoted as another's report ("Reuters reported", "according to SANA").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from consilience.record.text import Credit, Span, Zone
from consilience.stages.zones.agencies import agency_forms, agency_pattern, alternation

_LISTENER = r"(?:told|tells|telling|informed|(?:spoke|speaking|talking|talked|speaks) (?:to|with)|interview with|interviewed by|(?:statement|remarks|comments|comment) to|seen by|obtained by|reviewed by|shown to|contacted by)"
_STAFF = r"(?:correspondents?|photographers?|reporters?|journalists?|stringers?|cameram[ae]n|photographs?|photos|pictures|images|footage|video|witness(?:es)?|tally|count|toll|calculations?|bureau|crew|team|news agency|staff|poll)"


def find_credits(text: str, zones: Sequence[Zone]) -> tuple[Credit, ...]:
    """Credits in text order. One in a caption credits the picture at least; its zone tells."""
    found = []
    for zone in zones:
        start, end = zone.span.start, zone.span.end
        if zone.kind in {"headline", "body", "correction"}:
            hits = [(m.start(name), m[name]) for m in _own_words().finditer(text, start, end) for name in ("a", "b") if m[name]]
        else:
            hits = [(m.start("agency"), m["agency"]) for m in agency_pattern().finditer(text, start, end)]
        for at, form in hits:
            span = Span(article=zone.span.article, start=at, end=at + len(form))
            found.append(Credit(agency=agency_forms()[form], span=span, own_words=zone.kind in {"headline", "body"}))
    return tuple(found)


@cache
def _own_words() -> re.Pattern[str]:
    names = alternation()
    return re.compile(
        rf"\b{_LISTENER}\s+(?:the\s+)?(?P<a>{names})(?!\w)|(?<![\w@#./-])(?P<b>{names})(?:['’]s|s)?\s+(?:[a-z-]+\s+){{0,2}}?{_STAFF}\b"
    )
