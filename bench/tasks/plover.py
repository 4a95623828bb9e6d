"""How well the events stage names the PLOVER root of what a marked source does to a marked target (plv-train.tsv).

The two marked phrases are given to the stage as mentions; every event it reads from the sentence is a candidate, and
the one that has most of the pair in its roles is the answer. RETREAT and CONCEDE count as one root (YIELD), as in the
data. A sentence without an event counts as wrong.

Figures: `root_macro_f1`, `penta_macro_f1` over the four quads, `actor_pair_f1` (the answer has the source among its agents and
the target in its roles, against the sentences answered and all). Where the gold standard records (`gsr`) stand beside the
file, or are given in its place, their figures follow.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from bench.articles import plain_reading
from bench.tasks import gsr
from consilience.models.parser import load_parser
from consilience.record.found import EventMention, Found, Mention, MentionKind
from consilience.record.text import Span
from consilience.stages import events
from consilience.stages.events.codes import export_type, root_class
from consilience.stages.events.lexicon import in_class

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from consilience.ports import Parsed, Parser
    from consilience.record.found import Reading

MARK = re.compile(r"</?[st]>")
KINDS: dict[str, MentionKind] = {"PERSON": "person", "GPE": "place", "LOC": "place", "FAC": "facility"}
NONE = "-"
BOTH = 3
"""How `_pairing` counts an event that has both marked phrases in their roles."""
QUADS = {
    "AGREE": "1", "CONSULT": "1", "SUPPORT": "1", "YIELD": "2", "AID": "2", "COOPERATE": "2", "REQUEST": "3", "ACCUSE": "3",
    "REJECT": "3", "THREATEN": "3", "PROTEST": "4", "SANCTION": "4", "MOBILIZE": "4", "COERCE": "4", "ASSAULT": "4",
}  # fmt: skip
"""The quad of each root, as nearly all rows of the data have it."""


class Row(NamedTuple):
    """One marked sentence and what the stage made of it."""

    sentence: str
    gold: str
    quad: str
    answer: str
    paired: bool
    why: str


def measure(data: Path) -> dict[str, float]:
    """Give the figures of a file of marked sentences (.tsv), of the gold standard records (.txt), or of both."""
    records = _records(data)
    return (_measure_marked(data) if data.suffix == ".tsv" else {}) | (gsr.measure(records) if records else {})


def _measure_marked(data: Path) -> dict[str, float]:
    rows = list(_read(data))
    right = sum(row.gold == row.answer for row in rows)
    answered = sum(row.answer != NONE for row in rows)
    paired = sum(row.paired for row in rows)
    return {
        "root_macro_f1": _macro_f1([(row.gold, row.answer) for row in rows]),
        "penta_macro_f1": _macro_f1([(row.quad, QUADS.get(row.answer, NONE)) for row in rows]),
        "actor_pair_f1": 2 * paired / max(answered + len(rows), 1),
        "accuracy": right / max(len(rows), 1),
        "precision": right / max(answered, 1),
        "answered": answered / max(len(rows), 1),
    }


def _records(data: Path) -> Path | None:
    if data.suffix == ".txt":
        return data
    return next(iter(sorted(data.parent.glob("plover-gsr/*.txt"))), None)


def explain(data: Path) -> list[str]:
    """Give the confusions, commonest first, each with sentences and the trigger that led astray."""
    records = _records(data)
    if data.suffix != ".tsv":
        return gsr.explain(data)
    rows = [row for row in _read(data) if row.gold != row.answer]
    counts = Counter((row.gold, row.answer) for row in rows)
    lines = []
    for (gold, answer), count in counts.most_common():
        lines.append(f"{count:4d}  {gold} read as {answer}")
        lines += [
            f"        {row.sentence[:200]}  <{row.why}>" for row in rows if (row.gold, row.answer) == (gold, answer)
        ]
    return lines + (gsr.explain(records) if records else [])


def _read(data: Path) -> Iterator[Row]:
    parser = load_parser()
    with data.open(encoding="utf-8", newline="") as lines:
        for i, row in enumerate(csv.DictReader(lines, delimiter="\t")):
            marked = row["marked_sentence"]
            answer = _answer(parser, f"plv-{i}", marked)
            root = root_class(export_type(answer.type, answer.actuality)) if answer else NONE
            paired = answer is not None and _pairing(answer)[0] == BOTH
            why = answer.why if answer else ""
            yield Row(MARK.sub("", marked), row["gold_root"], row["gold_penta"], root, paired, why)


def _answer(parser: Parser, name: str, marked: str) -> EventMention | None:
    text, pairs = _unmark(marked)
    reading = plain_reading(name, text, outlet=None, title=None, day=None)
    [parsed] = parser.parse([(text, [each.span for each in reading.layout.sentences])])
    mentions = tuple(
        Mention(
            id=f"{role}{k}",
            span=Span(article=name, start=start, end=end),
            kind=_kind(parsed, start, end),
            form="name",
            text=text[start:end],
        )
        for k, (role, start, end) in enumerate(pairs)
    )
    found = _read_events(reading, parsed, mentions)
    return max(found, key=_pairing, default=None)


def _read_events(reading: Reading, parsed: Parsed, mentions: tuple[Mention, ...]) -> tuple[EventMention, ...]:
    found, _ = events.read(reading.article, reading.layout, parsed, Found(mentions=mentions), published=None)
    return found


def _pairing(event: EventMention) -> tuple[int, float, int]:
    sources = any(each.startswith("s") for each in event.agents)
    targets = any(each.startswith("t") for each in (*event.targets, *event.agents))
    return (BOTH - 1) * sources + targets, event.confidence, -event.span.start


def _kind(parsed: Parsed, start: int, end: int) -> MentionKind:
    for name in parsed.names:
        if parsed.tokens[name.first].start >= start and parsed.tokens[name.last - 1].end <= end and name.label in KINDS:
            return KINDS[name.label]
    inside = [token for token in parsed.tokens if start <= token.start < end]
    return "group" if any(in_class(token.text, "person") for token in inside) else "organization"


def _unmark(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """Give the sentence without its marks, and each marked phrase as (role, start, end)."""
    text, at, pairs = "", 0, []
    opened: dict[str, int] = {}
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        role = mark.group()[-2]
        if mark.group().startswith("</"):
            start = opened.pop(role, len(text))
            phrase = text[start:].rstrip(" ,.;:")
            if phrase:
                pairs.append((role, start, start + len(phrase)))
        else:
            opened[role] = len(text)
    return text + marked[at:], pairs


def _macro_f1(pairs: list[tuple[str, str]]) -> float:
    """Mean F1 over the gold labels of (gold, answer) pairs."""
    scores = []
    for label in sorted({gold for gold, _ in pairs}):
        hits = sum(gold == label == answer for gold, answer in pairs)
        said = sum(answer == label for _, answer in pairs)
        wanted = sum(gold == label for gold, _ in pairs)
        scores.append(2 * hits / (said + wanted) if said + wanted else 0.0)
    return sum(scores) / max(len(scores), 1)
