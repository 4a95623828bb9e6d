"""Which agency a text is credited to. A credit under a picture is the picture's."""

from __future__ import annotations

from consilience.record.text import Layout


def find_text_credit(layout: Layout) -> str | None:
    """Give the agency that byline, dateline, sign-off or credit lines name; `None` where they name none or several."""
    captions = [zone.span for zone in layout.zones if zone.kind == "caption"]
    agencies = {
        credit.agency
        for credit in layout.credits
        if not credit.own_words and not any(c.start <= credit.span.start < c.end for c in captions)
    }
    return agencies.pop() if len(agencies) == 1 else None
