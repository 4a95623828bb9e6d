"""Disagreement told from difference: pairs of short reports, each run through the whole program as a story of its own.

Reads a pairs file (`bench/conflicts/pairs-b.txt` says its form), or a folder of them. Figures: `disagreement_precision`,
`disagreement_recall`, `macro_f1` over the six labels, and the F1 of each label. Of a folder the plain figures are those of
`pairs-b.txt`; those of another set stand behind its letter, and what a set gave when it was run first, before anything was
made by it, behind `first` (`first.toml`). Reading is done once for all reports, weaving once a pair.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from consilience.pipeline.reading import read_articles
from consilience.provenance import Provenance
from consilience.record.ids import make_id
from consilience.record.text import Article, Span, When
from consilience.record.woven import Story
from consilience.stages import conflicts, entities, happenings
from consilience.wiring import load_models

if TYPE_CHECKING:
    from pathlib import Path

    from consilience.record.found import Reading
    from consilience.record.woven import Conflict

LABELS = ("disagreement", "revision", "scope", "precision", "same", "unrelated")

MAIN_SET = "b"
"""The set that the target speaks of."""

SHOWN = ("disagreement_precision", "disagreement_recall", "macro_f1", "pairs")
"""Figures given of every set of a folder."""

_HEAD = re.compile(r"\[(\d+)\] (.+), (\d{4}-\d\d-\d\d)")
_PAIR = re.compile(r"-> (\d+) (\d+) ([a-z]+)(?:: (.+))?")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports of one incident, the label they were given, and what it rests on."""

    incident: str
    a: Article
    b: Article
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the program makes of a pair: its label, and the conflicts it wrote."""

    pair: Pair
    label: str
    conflicts: tuple[Conflict, ...]


def measure(data: Path) -> dict[str, float]:
    """Label every pair of a file, or of each file of a folder, and give the figures."""
    if not data.is_dir():
        return _measure_set(data)
    first = tomllib.loads((data / "first.toml").read_text(encoding="utf-8"))
    figures = _measure_set(data / f"pairs-{MAIN_SET}.txt")
    for path in sorted(data.glob("pairs-*.txt")):
        letter = path.stem.removeprefix("pairs-")
        if letter != MAIN_SET:
            found = _measure_set(path)
            figures |= {f"{letter}_{name}": found[name] for name in SHOWN}
        figures |= {f"{letter}_first_{name}": float(first[letter][name]) for name in SHOWN if letter in first}
    return figures


def _measure_set(data: Path) -> dict[str, float]:
    answers = answer(read_pairs(data))
    scores = {label: _score(answers, label) for label in LABELS}
    precision, recall, _ = scores["disagreement"]
    figures = {
        "disagreement_precision": precision,
        "disagreement_recall": recall,
        "macro_f1": sum(f1 for _, _, f1 in scores.values()) / len(LABELS),
        "accuracy": sum(a.label == a.pair.label for a in answers) / len(answers),
        "pairs": float(len(answers)),
    }
    return {name: round(value, 4) for name, value in figures.items()} | {
        f"{label}_f1": round(scores[label][2], 4) for label in LABELS
    }


def explain(data: Path) -> list[str]:
    """Every pair labelled otherwise, by kind of error, with both texts; of a folder, its main set's."""
    path = data / f"pairs-{MAIN_SET}.txt" if data.is_dir() else data
    wrong = [a for a in answer(read_pairs(path)) if a.label != a.pair.label]
    kinds = Counter((a.pair.label, a.label) for a in wrong)
    lines = [f"{count:4} {gold} taken for {found}" for (gold, found), count in kinds.most_common()]
    for item in sorted(wrong, key=lambda a: (LABELS.index(a.pair.label), a.label, a.pair.incident)):
        pair = item.pair
        lines.append(f"{pair.label} taken for {item.label}: {pair.incident} ({pair.note})")
        lines += [
            f"    {article.published and article.published.earliest} {article.text}" for article in (pair.a, pair.b)
        ]
        lines += [f"    {c.kind} {c.nature}: {c.why}" for c in item.conflicts]
    return lines


def read_pairs(data: Path) -> list[Pair]:
    """Read a pairs file. Raises ValueError, naming the line, where it breaks the form."""
    pairs: list[Pair] = []
    incident, reports, number = "", dict[str, Article](), None
    for count, raw in enumerate(data.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if line.startswith("== "):
            incident, reports, number = line[3:], {}, None
        elif head := _HEAD.fullmatch(line):
            number = head
        elif found := _PAIR.fullmatch(line):
            if found[3] not in LABELS:
                raise ValueError(f"{data}:{count}: unknown label {found[3]}")
            pairs.append(Pair(incident, reports[found[1]], reports[found[2]], found[3], found[4] or ""))
        elif line and not line.startswith("#"):
            if number is None:
                raise ValueError(f"{data}:{count}: a text without outlet and day")
            reports[number[1]] = _article(line, number[2], date.fromisoformat(number[3]))
    return pairs


def answer(pairs: list[Pair]) -> list[Answer]:
    """Read every report once, then weave each pair as one story and say what the program makes of it."""
    articles = {article.id: article for pair in pairs for article in (pair.a, pair.b)}
    readings = {r.article.id: r for r in read_articles(articles.values(), load_models())}
    return [_answer(pair, (readings[pair.a.id], readings[pair.b.id])) for pair in pairs]


def _answer(pair: Pair, readings: tuple[Reading, Reading]) -> Answer:
    story = _story(readings)
    _, things = entities.resolve(readings, (story,), gazetteer=load_models().gazetteer)
    provenance = Provenance.build(readings, (), things)
    events = happenings.merge(readings, (), (story,), things, provenance)
    found = conflicts.compare(readings, (story,), things, events, provenance)
    label = conflicts.judge_reports(readings, story, things, events, provenance)
    return Answer(pair, label, found)


def _story(readings: tuple[Reading, Reading]) -> Story:
    days = sorted((r.article.published for r in readings if r.article.published), key=lambda w: w.earliest)
    return Story(
        id=make_id("s", *(r.article.id for r in readings)),
        title="",
        articles=tuple(sorted(r.article.id for r in readings)),
        parts=tuple(Span(article=r.article.id, start=0, end=len(r.article.text)) for r in readings),
        first=days[0],
        last=days[-1],
    )


def _article(text: str, outlet: str, day: date) -> Article:
    return Article(
        id=make_id("a", None, outlet, text),
        path=f"{outlet}.txt",
        url=None,
        outlet=outlet,
        title=None,
        authors=(),
        published=When(earliest=day, latest=day, precision="day", basis="stated"),
        language="en",
        text=text,
    )


def _score(answers: list[Answer], label: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of one label."""
    right = sum(a.label == a.pair.label == label for a in answers)
    found = sum(a.label == label for a in answers)
    gold = sum(a.pair.label == label for a in answers)
    precision, recall = right / found if found else 0.0, right / gold if gold else 0.0
    return precision, recall, 2 * right / (found + gold) if found + gold else 0.0
