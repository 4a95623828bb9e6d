"""How well stories are told apart: ECB+, whose topics each hold two look-alike matters (two releases, two earthquakes).

Truth is the sub-topic. The address line that some files begin with gives the answer away and is dropped. `--data` also
takes a folder of JSON articles (`title`, `text`, `published`, `outlet`) beside a NAME-truth.json that maps file stem to
label. Figures: `bcubed_f1` with its precision and recall, `largest_share`, the share of the articles in the largest story;
`bcubed_f1_even` and `bcubed_f1_odd`, over topics with even and odd numbers (settings were chosen on the odd ones).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from bench.articles import day_of, plain_reading
from consilience.record.found import Reading
from consilience.stages import lineage, mentions, stories, zones
from consilience.wiring import load_models

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from consilience.record.text import Article

_TOKEN = re.compile(r'<token t_id="\d+" sentence="(\d+)" number="\d+">([^<]*)')
BATCH = 64


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article and the matter it truly belongs to."""

    article: Article
    label: str


def measure(data: Path) -> dict[str, float]:
    """Read the articles in `data`, group them and give the figures."""
    labelled = list(load(data))
    found = assign(labelled)
    truth = [one.label for one in labelled]
    precision, recall, f1 = bcubed(truth, found)
    figures = {"bcubed_f1": f1, "bcubed_precision": precision, "bcubed_recall": recall}
    figures["largest_share"] = max(found.count(story) for story in set(found)) / len(found)
    for name, parity in (("even", 0), ("odd", 1)):
        chosen = [
            i for i, label in enumerate(truth) if (number := re.match(r"\d+", label)) and int(number[0]) % 2 == parity
        ]
        if chosen:
            figures[f"bcubed_f1_{name}"] = bcubed([truth[i] for i in chosen], [found[i] for i in chosen])[2]
    return {name: round(value, 4) for name, value in figures.items()}


def explain(data: Path) -> Iterator[str]:
    """Give a line for each true matter: the stories it was cut into, and what else is in them."""
    labelled = list(load(data))
    stories_of: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one, story in zip(labelled, assign(labelled), strict=True):
        stories_of[story][one.label] += 1
    for story, labels in sorted(stories_of.items(), key=lambda item: sorted(item[1])):
        yield f"{story}: " + ", ".join(f"{label} {number}" for label, number in sorted(labels.items()))


def load(data: Path) -> Iterator[Labelled]:
    """Give the labelled articles of ECB+ (`data/TOPIC/*.xml`) or of a folder of JSON with its truth beside it."""
    for folder in sorted(path for path in data.iterdir() if path.is_dir()):
        for path in sorted(folder.glob("*.xml")):
            yield _labelled(path.stem, _text_of(path), f"{folder.name}{'plus' if 'plus' in path.stem else ''}")
    truth_file = data.parent / f"{data.name}-truth.json"
    if truth_file.exists():
        truth = json.loads(truth_file.read_text("utf-8"))
        for path in sorted(data.glob("*.json")):
            row = json.loads(path.read_text("utf-8"))
            yield _labelled(path.stem, row.get("text") or "", str(truth[path.stem]), row)


def assign(labelled: Sequence[Labelled]) -> list[str]:
    """Give the story of each article, in order; an article in several counts for the one with most of its text."""
    readings = list(_read([one.article for one in labelled]))
    home: dict[str, tuple[int, str]] = {}
    for story in stories.group(readings, lineage.trace(readings)):
        for span in story.parts:
            home[span.article] = max(home.get(span.article, (0, "")), (span.end - span.start, story.id))
    return [home.get(one.article.id, (0, one.article.id))[1] for one in labelled]


def bcubed(truth: Sequence[str], found: Sequence[str]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 (Bagga and Baldwin 1998) of a grouping against labels."""
    kinds: dict[str, set[int]] = defaultdict(set)
    groups: dict[str, set[int]] = defaultdict(set)
    for i, (label, group) in enumerate(zip(truth, found, strict=True)):
        kinds[label].add(i)
        groups[group].add(i)
    shared = [len(kinds[label] & groups[group]) for label, group in zip(truth, found, strict=True)]
    precision = sum(n / len(groups[group]) for n, group in zip(shared, found, strict=True)) / len(truth)
    recall = sum(n / len(kinds[label]) for n, label in zip(shared, truth, strict=True)) / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _labelled(name: str, text: str, label: str, row: dict[str, str] | None = None) -> Labelled:
    row = row or {}
    reading = plain_reading(name, text, outlet=row.get("outlet"), title=row.get("title"), day=day_of(row))
    return Labelled(article=reading.article, label=label)


def _text_of(path: Path) -> str:
    sentences: dict[int, list[str]] = defaultdict(list)
    for number, token in _TOKEN.findall(path.read_text("utf-8")):
        sentences[int(number)].append(unescape(token))
    if sentences.get(0, [""])[0].startswith("http"):
        del sentences[0]
    return "\n".join(" ".join(tokens) for _, tokens in sorted(sentences.items()))


def _read(articles: Sequence[Article]) -> Iterator[Reading]:
    """Layout and mentions: stories ask for no more."""
    models = load_models()
    for start in range(0, len(articles), BATCH):
        batch = articles[start : start + BATCH]
        layouts = [zones.label(article) for article in batch]
        texts = [(a.text, [s.span for s in layout.sentences]) for a, layout in zip(batch, layouts, strict=True)]
        for article, layout, parsed in zip(batch, layouts, models.parser.parse(texts), strict=True):
            found = mentions.find(article, layout, parsed, gazetteer=models.gazetteer, published=article.published)
            yield Reading(article=article, layout=layout, mentions=found.mentions)
