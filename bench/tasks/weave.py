"""How fast readings are woven, and whether the cost of an article stays flat as they grow in number.

The first ARTICLES of the bulk (`--sample N` for fewer or more) are read once; a quarter, a half and all of them are then
woven afresh. Figures: `articles_per_s` over all, `ms_per_article_AT_N` for each number, `story_of_50_s` (the fifty articles
of the largest story or stories, woven alone; `story_of_50_stories` says how many stories they are), `peak_mb`, and the
seconds of each stage over all.
"""

from __future__ import annotations

import resource
from collections import defaultdict
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING

from bench.articles import day_of, plain_reading, rows
from bench.weaving import read
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

ARTICLES = 1_000
STORY = 50
WARM_UP = 10
"""Articles woven before the clock starts, so that lexicons are loaded."""


def measure(data: Path, *, sample: int = 0) -> dict[str, float]:
    """Read and weave the first articles of a bulk file or folder and give the figures."""
    number = sample or ARTICLES
    readings = read(
        plain_reading(r["id"], r["text"], outlet=r.get("outlet"), title=r.get("title"), day=day_of(r)).article
        for r in islice(rows(data), number)
    )
    _time(readings[:WARM_UP], ignore)
    figures: dict[str, float] = {}
    stages: dict[str, float] = defaultdict(float)

    def observe(stage: str, spent: float) -> None:
        stages[stage] += spent

    for part in (len(readings) // 4, len(readings) // 2, len(readings)):
        stages.clear()
        picture, seconds = _time(readings[:part], observe)
        figures[f"ms_per_article_at_{part}"] = 1000 * seconds / max(1, part)
        figures["articles_per_s"] = part / max(1e-9, seconds)
    largest = _largest(readings, picture)
    story, seconds = _time(largest, ignore)
    figures |= {"story_of_50_s": seconds, "story_of_50_articles": float(len(largest))}
    figures["story_of_50_stories"] = float(len(story.stories))
    figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures |= {"articles": float(len(readings)), "stories": float(len(picture.stories))}
    return figures | {f"seconds: {stage}": spent for stage, spent in stages.items()}


def explain(data: Path, *, sample: int = 0) -> list[str]:
    """There are no errors to list in a timing."""
    return [f"{data}: timings only, over {sample or ARTICLES} articles"]


def _time(readings: Sequence[Reading], observe: Observe) -> tuple[Picture, float]:
    """Weave and give the seconds it took, without those of reading undated articles again."""
    reading = 0.0

    def reread(articles: tuple[Article, ...]) -> tuple[Reading, ...]:
        nonlocal reading
        begun = perf_counter()
        again = read(articles)
        reading += perf_counter() - begun
        return again

    start = perf_counter()
    picture = weave(readings, load_models(), reread=reread, observe=observe)
    return picture, perf_counter() - start - reading


def _largest(readings: Sequence[Reading], picture: Picture) -> list[Reading]:
    """Fifty articles from the largest stories."""
    ranked = sorted(picture.stories, key=lambda story: (-len(story.articles), story.id))
    names = list(dict.fromkeys(name for story in ranked for name in story.articles))[:STORY]
    by_name = {reading.article.id: reading for reading in readings}
    return [by_name[name] for name in names]
