"""What an article is about, as weighted terms and weighted places. Leads weigh more than tails.

Terms weigh by their rarity in news at large and not in the batch: five reports of one matter share all that matters, and
counting within the batch would wipe it out. Not here: how alike two profiles are (`nearness`).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
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

HOUSE_ARTICLES = 4
HOUSE_SHARE = 0.6
OTHERS_SHARE = 0.1
"""A term in 60% of an outlet's articles and in at most 10% of all others' is a house word. Without this, two weeks of 179
articles gave two stories that held nothing together but the outlet."""

_SOFT = re.compile(r"[aeiouwyh]")

Terms = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Profile:
    """An article as terms (unit length) and places (weights as counted); `day` is `None` where it is not known."""

    article: str
    terms: Terms
    places: Terms
    day: date | None


def profiles(readings: Sequence[Reading]) -> list[Profile]:
    """Give the profiles of articles, in order, without their outlets' house words.

    Empty terms for an article without a citable sentence.
    """
    counts = [_counts(reading) for reading in readings]
    house = house_words([_outlet(reading) for reading in readings], counts)
    return [
        _profile(reading, {form: n for form, n in count.items() if form not in house.get(_outlet(reading), ())})
        for reading, count in zip(readings, counts, strict=True)
    ]


def house_words(outlets: Sequence[str], counts: Sequence[Terms]) -> dict[str, frozenset[str]]:
    """Give the terms that stand in most articles of one outlet and in few of the others: its name, its footer, its style.

    Only for outlets with at least `HOUSE_ARTICLES` articles and where others have as many.
    """
    holders: dict[str, Counter[str]] = defaultdict(Counter)
    everywhere: Counter[str] = Counter()
    for outlet, count in zip(outlets, counts, strict=True):
        holders[outlet].update(count.keys())
        everywhere.update(count.keys())
    numbers: Counter[str] = Counter(outlets)
    found = {}
    for outlet, number in sorted(numbers.items()):
        others = len(outlets) - number
        if outlet and number >= HOUSE_ARTICLES and others >= HOUSE_ARTICLES:
            found[outlet] = frozenset(
                form
                for form, n in holders[outlet].items()
                if n >= HOUSE_SHARE * number and everywhere[form] - n <= OTHERS_SHARE * others
            )
    return found


def _profile(reading: Reading, counts: Terms) -> Profile:
    when = reading.layout.published or reading.article.published
    return Profile(
        article=reading.article.id,
        terms=weigh(counts),
        places=_places(reading),
        day=when.earliest if when is not None else None,
    )


def _outlet(reading: Reading) -> str:
    return reading.layout.outlet or reading.article.outlet or ""


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


def place_words(name: str) -> dict[str, float]:
    """Give the words of a place name that tell it apart, with how much, folded so that transliterations meet.

    Folded to the first letter and the hard consonants. By words, because "Al-Bab" and "Al-Bab city" are one place.
    """
    found = {}
    for word in words(name):
        distinct = rarity(term(word.form)) - COMMON_PLACE
        if distinct > 0 and len(word.form) > 2:
            found[word.form[0] + _SOFT.sub("", term(word.form)[1:])] = distinct
    return found


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
        if mention.kind == "place" and mention.form == "name":
            for key, distinct in place_words(mention.text).items():
                weights[key] += distinct * _standing(mention.span, body)
    return dict(sorted(weights.items()))


def _standing(span: Span, body: list[Span]) -> float:
    at = next((i for i, sentence in enumerate(body) if sentence.start <= span.start < sentence.end), None)
    if at is None:
        return HEADLINE_PLACE
    return next((weight for until, weight in PLACE_WEIGHTS if at < until), 1.0)
