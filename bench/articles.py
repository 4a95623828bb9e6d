"""Articles for measuring: rows of a crawl as plain readings, without the reading stages.

Lineage and stories look at text, layout, outlet and day only, so they can be measured on bare sentences.
"""

from __future__ import annotations

import json
import lzma
from datetime import date
from typing import TYPE_CHECKING

from consilience.record.found import Reading
from consilience.record.text import Article, Layout, Sentence, Span, When, Zone
from consilience.text.sentences import cut_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def rows(data: Path) -> Iterator[dict[str, str]]:
    """Give the articles of a .jsonl or .jsonl.xz file, or of all such files in a folder, in order of names."""
    files = sorted(data.glob("*.jsonl*")) if data.is_dir() else [data]
    for file in files:
        read = lzma.open if file.suffix == ".xz" else open
        with read(file, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def day_of(row: dict[str, str]) -> date | None:
    """The publication day of a row, or `None` where it has none that can be read."""
    try:
        return date.fromisoformat((row.get("published") or "")[:10])
    except ValueError:
        return None


def plain_reading(name: str, text: str, *, outlet: str | None, title: str | None, day: date | None) -> Reading:
    """Give a reading whose whole text is body, cut into sentences."""
    when = When(earliest=day, latest=day, precision="day", basis="stated") if day else None
    article = Article(
        id=name,
        path=name,
        url=None,
        outlet=outlet,
        title=title,
        authors=(),
        published=when,
        language="en",
        text=text,
    )
    spans = [Span(article=name, start=start, end=end) for start, end in cut_sentences(text)]
    layout = Layout(
        zones=(Zone(span=Span(article=name, start=0, end=len(text)), kind="body"),) if text else (),
        sentences=tuple(Sentence(span=span, zone="body") for span in spans),
        title=title,
        outlet=outlet,
        published=when,
        credits=(),
    )
    return Reading(article=article, layout=layout)
