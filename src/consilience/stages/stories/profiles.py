"""What an article is about, as weighted terms and weighted places. Leads weigh more than tails.

Terms weigh by their rarity in news at large and not in the batch: five reports of one matter share all that matters, and
counting within the batch would wipe it out. Not here: how alike two profiles are (`nearness`).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consilience.text.frequency import common, rarity
from consilience.text.word_forms import words

if TYPE_CHECKING:
    from datetime import date

    from consilience.record.found import Reading
    from consilience.record.text import Span

LEAD_WORDS = 40
LEAD_WEIGHT = 3.0
"""The headline and the first 40 body words count three times: B-cubed F1 .90 on ECB+, .88 where all words count
once."""
MAX_WORDS = 500
"""Body words looked at: what an article is about stands at its top."""
PLACE_WEIGHTS = ((2, 3.0), (5, 2.0))
"""What a place named in the first two, the next three body sentences weighs; later 1, in the headline 4."""
HEADLINE_PLACE = 4.0
COMMON_PLACE = 3.0
"""Rarity up to which a place tells nothing apart: countries and world cities that news names every day."""

_SOFT = re.compile(r"[aeiouwyh]")

Terms = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Profile:
    """An article as terms (unit length) and places (weights as counted); `day` is `None` where it is not known."""

    article: str
    terms: Terms
    places: Terms
    day: date | None


def profile(reading: Reading) -> Profile:
    """Give the profile of an article; empty terms for one without a citable sentence."""
    when = reading.layout.published or reading.article.published
    return Profile(
        article=reading.article.id,
        terms=weigh(_counts(reading)),
        places=_places(reading),
        day=when.earliest if when is not None else None,
    )


def weigh(counts: Terms) -> Terms:
    """Turn counts of terms into weights of unit length: logarithm of the count times rarity."""
    weights = {form: (1 + math.log(n) if n >= 1 else n) * rarity(form) for form, n in counts.items()}
    length = math.sqrt(sum(w * w for w in weights.values()))
    return {form: w / length for form, w in weights.items()} if length else {}


def count_terms(text: str, spans: Iterable[Span]) -> dict[str, float]:
    """Count the terms in stretches of a text, each word once; plurals with their singulars, common words left out."""
    counts: dict[str, float] = defaultdict(float)
    for span in spans:
        for word in words(text, span.start, span.end):
            if word.form not in common():
                counts[term(word.form)] += 1
    return counts


def term(form: str) -> str:
    """Fold a plural into its singular, by the letters alone."""
    return form[:-1] if len(form) > 4 and form.endswith("s") and not form.endswith(("ss", "us", "is")) else form


def place_key(name: str) -> str:
    """Fold a place name so that its transliterations meet: the first letter and the hard consonants of each word."""
    forms = [word.form for word in words(name) if word.form not in {"al", "el", "the"}]
    return " ".join(form[0] + _SOFT.sub("", form[1:]) for form in forms)


def _counts(reading: Reading) -> dict[str, float]:
    text, layout = reading.article.text, reading.layout
    counts: dict[str, float] = defaultdict(float)
    title = layout.title or reading.article.title or ""
    for word in words(title):
        if word.form not in common():
            counts[term(word.form)] += LEAD_WEIGHT
    seen = 0
    for sentence in layout.sentences:
        if sentence.zone == "body" and seen < MAX_WORDS:
            for word in words(text, sentence.span.start, sentence.span.end):
                seen += 1
                if word.form not in common():
                    counts[term(word.form)] += LEAD_WEIGHT if seen <= LEAD_WORDS else 1.0
    return counts


def _places(reading: Reading) -> dict[str, float]:
    body = [s.span for s in reading.layout.sentences if s.zone == "body"]
    weights: dict[str, float] = defaultdict(float)
    for mention in reading.mentions:
        key = place_key(mention.text) if mention.kind == "place" and mention.form == "name" else ""
        if key:
            distinct = max(rarity(word.form) for word in words(mention.text)) - COMMON_PLACE
            weights[key] += max(0.0, distinct) * _standing(mention.span, body)
    return {key: weight for key, weight in sorted(weights.items()) if weight > 0}


def _standing(span: Span, body: list[Span]) -> float:
    at = next((i for i, sentence in enumerate(body) if sentence.start <= span.start < sentence.end), None)
    if at is None:
        return HEADLINE_PLACE
    return next((weight for until, weight in PLACE_WEIGHTS if at < until), 1.0)
