"""What a story is called and when it was reported: in the words of one of its reports, never in ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.record.text import Span, When
from consilience.stages.stories.nearness import cosine
from consilience.stages.stories.parts import announces_several
from consilience.stages.stories.profiles import Terms, count_terms, weigh
from consilience.text.word_forms import words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from consilience.record.found import Reading

LONGEST = 100
"""Code points of a title taken from a lead sentence."""
FEWEST_WORDS = 4
"""A headline of fewer words ("Libya", "War in the east") says less than the lead of another report."""


def entitle(readings: Sequence[Reading], centre: Terms, *, carriers: Collection[str]) -> str:
    """Give the headline that says most of what the reports of a story have in common.

    `carriers` are articles that took their text from another: their headlines stand back, since a rewriting machine may
    have written them. Without a headline, the lead of the most central report, shortened at a word boundary.
    """
    titled = [r for r in readings if len(words(_headline(r))) >= FEWEST_WORDS]
    if titled:
        best = min(titled, key=lambda r: _rank(r, _headline(r), centre, carriers))
        return _headline(best)
    leads = [(lead, r) for r in readings if (lead := _lead(r))]
    if not leads:
        return next((title for r in readings if (title := _headline(r))), "")
    return shorten(min(leads, key=lambda item: _rank(item[1], item[0], centre, carriers))[0])


def shorten(sentence: str) -> str:
    """Cut a sentence at a word boundary within `LONGEST` code points, with an ellipsis where something is left out."""
    line = " ".join(sentence.split())
    if len(line) <= LONGEST:
        return line.rstrip(".")
    return line[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:–—- ") + " …"


def first_and_last(readings: Sequence[Reading]) -> tuple[When | None, When | None]:
    """Give the publication dates of the first and the last report; `None` where no report has one."""
    days = [when for r in readings if (when := r.layout.published or r.article.published) is not None]
    first = min(days, key=lambda when: (when.earliest, when.latest, when.basis), default=None)
    return first, max(days, key=lambda when: (when.latest, when.earliest, when.basis), default=None)


def _rank(reading: Reading, line: str, centre: Terms, carriers: Collection[str]) -> tuple[bool, float, int, str]:
    likeness = cosine(_terms(line), centre)
    apart = reading.article.id in carriers or announces_several(reading)
    return apart, -round(likeness, 6), len(line), reading.article.id


def _terms(line: str) -> Mapping[str, float]:
    return weigh(count_terms(line, [Span(article="", start=0, end=len(line))]))


def _headline(reading: Reading) -> str:
    return " ".join((reading.layout.title or reading.article.title or "").split())


def _lead(reading: Reading) -> str:
    body = next((s.span for s in reading.layout.sentences if s.zone == "body"), None)
    return reading.article.text[body.start : body.end] if body is not None else ""
