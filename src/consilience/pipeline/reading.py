"""One article read: zones, language model, mentions, events, claims. Pure but for the models handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from time import perf_counter
from typing import TypeVar

from consilience.ports import EventCoder, Gazetteer, Parsed, Parser
from consilience.record.found import Reading
from consilience.record.text import Article, Layout
from consilience.stages import claims, events, mentions, zones

Result = TypeVar("Result")

Observe = Callable[[str, float], None]
"""Told the name of a stage and the seconds one call of it took."""

BATCH = 32
"""Articles parsed at once. Larger batches gave no more speed on one core and cost memory."""

READABLE = frozenset({"en", "und"})
"""Languages the shipped pipeline reads; others are kept, labelled and said to be unread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """The models that the reading stages ask."""

    parser: Parser
    gazetteer: Gazetteer
    coder: EventCoder


def ignore(stage: str, seconds: float) -> None:
    """Observe nothing."""
    del stage, seconds


def read_articles(articles: Iterable[Article], models: Models, *, observe: Observe = ignore) -> Iterator[Reading]:
    """Read articles one by one, in the order given; parses in batches, so memory is bounded by the batch."""
    queue = iter(articles)
    while batch := list(islice(queue, BATCH)):
        yield from _read_batch(batch, models, observe)


def _read_batch(batch: list[Article], models: Models, observe: Observe) -> Iterator[Reading]:
    layouts = [timed("zones", observe, partial(zones.label, article)) for article in batch]
    pairs = [(article, layout) for article, layout in zip(batch, layouts, strict=True) if article.language in READABLE]
    texts = [(article.text, [s.span for s in layout.sentences]) for article, layout in pairs]
    parsed = timed("language model", observe, lambda: list(models.parser.parse(texts)))
    by_article = {article.id: p for (article, _), p in zip(pairs, parsed, strict=True)}
    for article, layout in zip(batch, layouts, strict=True):
        yield _read_one(article, layout, by_article.get(article.id), models, observe)


def _read_one(article: Article, layout: Layout, parsed: Parsed | None, models: Models, observe: Observe) -> Reading:
    if parsed is None:
        return Reading(article=article, layout=layout, problems=layout.problems)
    published = article.published or layout.published
    found = timed(
        "mentions",
        observe,
        lambda: mentions.find(article, layout, parsed, gazetteer=models.gazetteer, published=published),
    )
    happened, event_problems = timed(
        "events",
        observe,
        lambda: events.read(article, layout, parsed, found, published=published, coder=models.coder),
    )
    said, claim_problems = timed(
        "claims", observe, lambda: claims.read(article, layout, parsed, found, happened, published=published)
    )
    return Reading(
        article=replace(article, published=published),
        layout=layout,
        mentions=found.mentions,
        times=found.times,
        quantities=found.quantities,
        events=happened,
        claims=said,
        problems=layout.problems + found.problems + event_problems + claim_problems,
    )


def timed(stage: str, observe: Observe, run: Callable[[], Result]) -> Result:
    """Run a stage and tell `observe` how many seconds it took."""
    start = perf_counter()
    result = run()
    observe(stage, perf_counter() - start)
    return result
