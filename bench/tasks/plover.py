"""How well the events stage names the PLOVER root of what a marked source does to a marked target (plv-train.tsv).

The two marked phrases are given to the stage as mentions; every event it reads from the sentence is a candidate, and
the one that has most of the pair in its roles is the answer. RETREAT and CONCEDE count as one root (YIELD), as in the
data. A sentence without an event counts as wrong.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from bench.articles import plain_reading
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


class Row(NamedTuple):
    """One marked sentence and what the stage made of it."""

    sentence: str
    gold: str
    answer: str
    why: str


def measure(data: Path) -> dict[str, float]:
    """Give root accuracy, macro-F1 over the gold roots, precision where the stage answers, and how often it does."""
    rows = list(_read(data))
    right = sum(row.gold == row.answer for row in rows)
    answered = sum(row.answer != NONE for row in rows)
    return {
        "accuracy": right / max(len(rows), 1),
        "macro_f1": _macro_f1(rows),
        "precision": right / max(answered, 1),
        "answered": answered / max(len(rows), 1),
    }


def explain(data: Path) -> list[str]:
    """Give the confusions, commonest first, each with sentences and the trigger that led astray."""
    rows = [row for row in _read(data) if row.gold != row.answer]
    counts = Counter((row.gold, row.answer) for row in rows)
    lines = []
    for (gold, answer), count in counts.most_common():
        lines.append(f"{count:4d}  {gold} read as {answer}")
        lines += [
            f"        {row.sentence[:200]}  <{row.why}>" for row in rows if (row.gold, row.answer) == (gold, answer)
        ]
    return lines


def _read(data: Path) -> Iterator[Row]:
    parser = load_parser()
    with data.open(encoding="utf-8", newline="") as lines:
        for i, row in enumerate(csv.DictReader(lines, delimiter="\t")):
            marked = row["marked_sentence"]
            answer = _answer(parser, f"plv-{i}", marked)
            root = root_class(export_type(answer.type, answer.actuality)) if answer else NONE
            yield Row(MARK.sub("", marked), row["gold_root"], root, answer.why if answer else "")


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
    return 2 * sources + targets, event.confidence, -event.span.start


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


def _macro_f1(rows: list[Row]) -> float:
    scores = []
    for root in sorted({row.gold for row in rows}):
        hits = sum(row.gold == root == row.answer for row in rows)
        said = sum(row.answer == root for row in rows)
        wanted = sum(row.gold == root for row in rows)
        scores.append(2 * hits / (said + wanted) if said + wanted else 0.0)
    return sum(scores) / max(len(scores), 1)
