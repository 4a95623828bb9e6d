"""How fast: words and articles a second, seconds by stage, and peak memory, over the first articles of the bulk."""

from __future__ import annotations

import lzma
import resource
from collections import defaultdict
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from consilience.pipeline.weaving import weave
from consilience.record.text import Article, Problem
from consilience.sources.intake import take_in
from consilience.wiring import Reader, load_models

if TYPE_CHECKING:
    from collections.abc import Iterator

ARTICLES = 500
"""How many articles are read: enough that start-up is under a tenth of the time."""


def measure(data: Path, *, workers: int = 1, sample: int = 0) -> dict[str, float]:
    """Read and weave the first ARTICLES (or `sample`) of a bulk file or folder (.jsonl, .jsonl.xz) and give the figures."""
    articles = _take(data, sample or ARTICLES)
    words = sum(len(article.text.split()) for article in articles)
    seconds: dict[str, float] = defaultdict(float)

    def observe(stage: str, spent: float) -> None:
        seconds[stage] += spent

    load_models()
    start = perf_counter()
    reader = Reader(language_model="english", workers=workers, observe=observe)
    readings = reader.read(articles)
    reading = perf_counter() - start
    start = perf_counter()
    picture = weave(readings, load_models(), reread=reader.read, observe=observe)
    weaving = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {
        "words_per_s": words / (reading + weaving),
        "reading_words_per_s": words / reading,
        "articles_per_s": len(articles) / (reading + weaving),
        "peak_mb": peak,
        "articles": float(len(articles)),
        "words": float(words),
        "stories": float(len(picture.stories)),
    }
    return figures | {f"seconds: {stage}": spent for stage, spent in seconds.items()}


def explain(data: Path, *, sample: int = 0) -> list[str]:  # noqa: ARG001
    """There are no errors to list in a timing."""
    return [f"{data}: timings only"]


def _take(data: Path, number: int) -> list[Article]:
    """The first articles, through the program's own intake."""
    with TemporaryDirectory() as folder:
        sample = Path(folder) / "bulk.jsonl"
        with sample.open("w", encoding="utf-8") as file:
            file.writelines(islice(_lines(data), number))
        return [item for item in take_in([sample]) if not isinstance(item, Problem)]


def _lines(data: Path) -> Iterator[str]:
    for path in [data] if data.is_file() else sorted(data.glob("*.jsonl*")):
        with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
            yield from file
