"""Which passages of an article tell which story: the whole body for most, a share each for round-ups and live blogs.

A passage in passing does not split an article: it must be a run of sentences long enough to stand alone, and far more
like the other story than like its own. Not here: which articles make a story.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from consilience.record.text import Span
from consilience.stages.stories.nearness import cosine
from consilience.stages.stories.profiles import Terms, count_terms, weigh
from consilience.text.word_forms import WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from consilience.record.found import Reading

ALIKE = 0.15
"""Least likeness of a passage to the story it is given to. A paragraph of 60 words reaches .2 to .5 with its own
story."""
MARGIN = 2.0
"""And it must be this much more like that story than like any other."""
LEAST_WORDS = 40
"""Words a passage must have to stand alone in another story."""
LEAST_SHARE = 0.2
"""And its share of the body; half of it where the headline says that the article is a round-up."""

Part = tuple[int, Span]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, or three sentences: its sentences, its terms, and its words counted."""

    spans: tuple[Span, ...]
    terms: Terms
    size: int


def divide(reading: Reading, own: int, centres: Mapping[int, Terms]) -> tuple[Part, ...]:
    """Give the parts of an article: (story number, span), in order.

    `own` is the story that the article as a whole belongs to, `centres` the mean terms of the stories it may touch,
    its own included. An article without a body sentence has no part.
    """
    body = [s.span for s in reading.layout.sentences if s.zone == "body"]
    if not body:
        return ()
    whole = ((own, Span(article=reading.article.id, start=body[0].start, end=body[-1].end)),)
    if len(centres) < 2:
        return whole
    passages = [_read(reading, spans) for spans in _passages(reading, body)]
    told = [_story_of(passage, own, centres) for passage in passages]
    runs = [
        (story, [p for _, p in run]) for story, run in groupby(zip(told, passages, strict=True), key=lambda x: x[0])
    ]
    kept = _settle(reading, own, runs)
    return tuple((s, _cover(run)) for s, run in kept) if len({s for s, _ in kept}) > 1 else whole


def _read(reading: Reading, spans: Sequence[Span]) -> Passage:
    text = reading.article.text
    size = sum(len(WORD.findall(text, span.start, span.end)) for span in spans)
    return Passage(spans=tuple(spans), terms=weigh(count_terms(text, spans)), size=size)


def _passages(reading: Reading, body: Sequence[Span]) -> Iterator[list[Span]]:
    """The body in paragraphs; where it has none, in threes of sentences."""
    text = reading.article.text
    passage: list[Span] = []
    broken = any("\n" in text[a.end : b.start] for a, b in pairwise(body))
    for sentence in body:
        gap = bool(passage) and "\n" in text[passage[-1].end : sentence.start]
        if passage and (gap or (not broken and len(passage) == 3)):
            yield passage
            passage = []
        passage.append(sentence)
    if passage:
        yield passage


def _story_of(passage: Passage, own: int, centres: Mapping[int, Terms]) -> int:
    ranked = sorted(((cosine(passage.terms, centre), story) for story, centre in centres.items()), reverse=True)
    (best, story), second = ranked[0], ranked[1][0]
    return story if best >= ALIKE and best >= MARGIN * second else own


def _settle(reading: Reading, own: int, runs: Sequence[tuple[int, list[Passage]]]) -> list[tuple[int, list[Span]]]:
    """Give short runs back to the story around them, then join neighbours of one story."""
    total = sum(passage.size for _, run in runs for passage in run)
    share = LEAST_SHARE / 2 if announces_several(reading) else LEAST_SHARE
    settled: list[tuple[int, list[Span]]] = []
    for story, run in runs:
        spans = [span for passage in run for span in passage.spans]
        size = sum(passage.size for passage in run)
        stands = size >= LEAST_WORDS and size >= share * total and len(spans) > 1
        at = story if stands else settled[-1][0] if settled else own
        if settled and settled[-1][0] == at:
            settled[-1][1].extend(spans)
        else:
            settled.append((at, spans))
    return settled


def announces_several(reading: Reading) -> bool:
    """Whether the headline says that the article tells of several matters ("news in brief", "live updates")."""
    title = f" {(reading.layout.title or reading.article.title or '').casefold()} "
    return any(cue in title for cue in _cues())


@cache
def _cues() -> tuple[str, ...]:
    lines = files("consilience").joinpath("data/lexicons/roundup-cues.txt").read_text("utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _cover(spans: Sequence[Span]) -> Span:
    return Span(article=spans[0].article, start=spans[0].start, end=spans[-1].end)
