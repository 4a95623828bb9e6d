"""How fast readings are woven, whether the cost of an article stays flat as they grow in number, and what one more costs.

The first BASE articles of the bulk are read once; beyond them they are recast as others (`bench.recasting`), so that each
thousand is of matters and people of its own. SIZES of them (with `--sample N` only up to N; the articles as they are where
there are fewer than BASE) are woven, each afresh and in this process. Figures: `articles_per_s` and `peak_mb` at the largest,
`ms_per_article_AT_N` and `peak_mb_AT_N` for each size, `add_one_s` (the median of ADDED single articles added to a loom that
holds the largest size up to LOOM_SIZE, given in `add_one_at`), `story_of_50_s` (the fifty articles of the largest stories,
woven alone; `story_of_50_stories` says how many stories they are), and the seconds of each stage at the largest. Seconds are
of processor time, so that what else the machine does hardly shows; reading undated articles again is left out.
"""

from __future__ import annotations

import resource
from collections import defaultdict
from dataclasses import replace
from itertools import islice
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

from bench.articles import day_of, plain_reading, rows
from bench.recasting import recast
from bench.weaving import read
from consilience.pipeline.loom import Loom
from consilience.pipeline.reading import ignore
from consilience.pipeline.weaving import weave
from consilience.wiring import load_models

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from consilience.pipeline.reading import Observe
    from consilience.record.found import Reading
    from consilience.record.text import Article
    from consilience.record.woven import Picture

BASE = 1_000
SIZES = (1_000, 3_000, 10_000, 30_000)
LOOM_SIZE = 10_000
ADDED = 3
STORY = 50
WARM_UP = 10
"""Articles woven before the clock starts, so that lexicons are loaded."""


def measure(data: Path, *, sample: int = 0) -> dict[str, float]:
    """Read and weave the first articles of a bulk file or folder and give the figures."""
    limit = sample or SIZES[-1]
    base = _read(data, min(limit, BASE))
    sizes = [size for size in SIZES if BASE <= size <= limit] if len(base) == BASE else [len(base)]
    readings = _recast(base, sizes[-1])
    _time(base[:WARM_UP], ignore)
    figures: dict[str, float] = {}
    stages: dict[str, float] = defaultdict(float)

    def observe(stage: str, spent: float) -> None:
        stages[stage] += spent

    for size in sizes:
        stages.clear()
        picture, seconds = _time(readings[:size], observe)
        figures |= {f"ms_per_article_at_{size}": 1000 * seconds / size, f"peak_mb_at_{size}": _peak()}
        figures["articles_per_s"] = size / max(1e-9, seconds)
    figures |= {"articles": float(sizes[-1]), "stories": float(len(picture.stories)), "peak_mb": _peak()}
    held = max(size for size in sizes if size <= max(LOOM_SIZE, sizes[0]))
    figures |= {"add_one_s": _add_one(readings[:held], base), "add_one_at": float(held)}
    told, seconds = _time(_largest(readings, picture), ignore)
    figures |= {"story_of_50_s": seconds, "story_of_50_stories": float(len(told.stories))}
    return figures | {f"seconds: {stage}": spent for stage, spent in stages.items()}


def explain(data: Path, *, sample: int = 0) -> list[str]:
    """There are no errors to list in a timing."""
    return [f"{data}: timings only, over {sample or SIZES[-1]} articles"]


def _read(data: Path, number: int) -> tuple[Reading, ...]:
    return read(
        plain_reading(r["id"], r["text"], outlet=r.get("outlet"), title=r.get("title"), day=day_of(r)).article
        for r in islice(rows(data), number)
    )


def _recast(base: Sequence[Reading], number: int) -> list[Reading]:
    return [recast(base[i % len(base)], i // len(base)) for i in range(number)]


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _time(readings: Sequence[Reading], observe: Observe) -> tuple[Picture, float]:
    """Weave and give the seconds it took, without those of reading undated articles again."""
    again = _Again(readings)
    start = process_time()
    picture = weave(readings, load_models(), reread=again, observe=observe)
    return picture, process_time() - start


class _Again:
    """Gives a dated article's reading as it was read undated, but for the day: reading is not what is timed here."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._known = {reading.article.id: reading for reading in readings}

    def __call__(self, articles: tuple[Article, ...]) -> tuple[Reading, ...]:
        return tuple(replace(self._known[article.id], article=article) for article in articles)


def _add_one(readings: Sequence[Reading], base: Sequence[Reading]) -> float:
    """The median of the seconds that one more article takes: another of the base, recast as none of the readings is."""
    more = [recast(base[i], len(readings) // len(base) + 1) for i in range(ADDED)]
    loom = Loom(load_models(), reread=_Again([*readings, *more]))
    loom.add(readings)
    spent = []
    for reading in more:
        start = process_time()
        loom.add([reading])
        spent.append(process_time() - start)
    return median(spent)


def _largest(readings: Sequence[Reading], picture: Picture) -> list[Reading]:
    """Fifty articles from the largest stories."""
    ranked = sorted(picture.stories, key=lambda story: (-len(story.articles), story.id))
    names = list(dict.fromkeys(name for story in ranked for name in story.articles))[:STORY]
    known = {reading.article.id: reading for reading in readings}
    return [known[name] for name in names]
