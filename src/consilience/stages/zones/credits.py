"""News agencies that a text credits: in a line of its own, or in its own words ("told AFP", "an AFP photographer").

Not a credit: an agency that is quoted as another's report ("Reuters reported", "according to SANA").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from consilience.record.text import Credit, Span, Zone
from consilience.stages.zones.agencies import agency_forms, agency_pattern
from consilience.stages.zones.cues import own_words

if TYPE_CHECKING:
    from collections.abc import Sequence


_UNLISTED = re.compile(
    r"^(?:[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,40}(?:, [A-Z][\w .'’-]{2,40}?)? \((?P<dateline>[A-Z]{2,6})\) ?[-–—]"
    r"|\((?P<signed>[A-Z]{2,6})\)[ \t]*$)",
    re.MULTILINE,
)
"""Agencies by their place alone: the bracket of a dateline ("BOSASO, Somalia (XYZ) -") and a sign-off alone on its line.
No list knows every local agency; nothing else stands there in capitals."""


def find_credits(text: str, zones: Sequence[Zone]) -> tuple[Credit, ...]:
    """Credits in text order. One in a caption credits the picture at least; its zone tells."""
    found = _find_unlisted(text, zones)
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
    return tuple(sorted(found, key=lambda credit: credit.span))


def _find_unlisted(text: str, zones: Sequence[Zone]) -> list[Credit]:
    if not zones:
        return []
    article = zones[0].span.article
    hits = [(m.start(name), m[name]) for m in _UNLISTED.finditer(text) for name in ("dateline", "signed") if m[name]]
    return [
        Credit(agency=form, span=Span(article=article, start=at, end=at + len(form)), own_words=False)
        for at, form in hits
        if form not in agency_forms()
    ]
