"""Time expressions against TimeML: found, and resolved to the same value. Measures as TempEval-3 task A does.

Reads a folder of `.tml` files. Anchor: the document's creation time. Tense: guessed from the words, with no parse.
"""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from consilience.text.dates import find_times, guess_tense, resolve, spoken_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from consilience.record.text import When

_TIMEX = re.compile(r"<TIMEX3([^>]*)>|</TIMEX3>|<[^>]+>")
_VALUE = re.compile(r'value="([^"]*)"')
_CREATED = re.compile(r"<TIMEX3[^>]*CREATION_TIME[^>]*>")
_TEXT = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Time:
    """One time expression, gold or found: offsets in the text, and TIMEX3 value."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """One TimeML document: its text without markup, its day, and its gold expressions."""

    name: str
    text: str
    created: date | None
    gold: tuple[Time, ...]


def measure(data: Path) -> dict[str, float]:
    """`strict_f1` (same extent), `relaxed_f1` (extents overlap, one to one), `value_f1` (overlap and equal value)."""
    counts: Counter[str] = Counter()
    for document in read_documents(data):
        found = read_times(document)
        pairs = pair(document.gold, found)
        counts["gold"] += len(document.gold)
        counts["found"] += len(found)
        counts["relaxed"] += len(pairs)
        counts["strict"] += sum((a.start, a.end) == (b.start, b.end) for a, b in pairs)
        counts["value"] += sum(a.value == b.value for a, b in pairs)
    total = counts["gold"] + counts["found"]
    return {
        f"{name}_f1": round(2 * counts[name] / total, 4) if total else 0.0 for name in ("strict", "relaxed", "value")
    }


def explain(data: Path) -> list[str]:
    """Every error in one line: its kind, the document, the words in question, and the values."""
    lines: dict[str, list[str]] = defaultdict(list)
    for document in read_documents(data):
        found = read_times(document)
        pairs = pair(document.gold, found)
        gold_paired, found_paired = {a for a, _ in pairs}, {b for _, b in pairs}
        for time in document.gold:
            if time not in gold_paired:
                lines["missed"].append(f"{document.name}: {_shown(document, time)} = {time.value}")
        for time in found:
            if time not in found_paired:
                lines["invented"].append(f"{document.name}: {_shown(document, time)} = {time.value}")
        for a, b in pairs:
            if (a.start, a.end) != (b.start, b.end):
                lines["extent"].append(f"{document.name}: {_shown(document, a)} / {_shown(document, b)}")
            if a.value != b.value:
                lines["value"].append(
                    f"{document.name} {document.created}: {_shown(document, a)} = {a.value}, not {b.value}"
                )
    return [f"{kind}: {line}" for kind in sorted(lines) for line in lines[kind]]


def read_documents(data: Path) -> Iterator[Document]:
    """The `.tml` files under a folder, in order of name."""
    for path in sorted(data.rglob("*.tml")):
        source = path.read_text(encoding="utf-8", errors="replace")
        created = _CREATED.search(source)
        value = _VALUE.search(created[0]) if created else None
        body = _TEXT.search(source)
        text, gold = _strip(body[1] if body else "")
        yield Document(path.stem, text, date.fromisoformat(value[1][:10]) if value else None, gold)


def read_times(document: Document) -> tuple[Time, ...]:
    """What the program finds in a document, resolved in text order."""
    previous: When | None = None
    found = []
    for expression in find_times(document.text):
        tense = guess_tense(document.text, expression.start, expression.end)
        value, when = resolve(expression, anchor=document.created, tense=tense, previous=previous)
        previous = spoken_of(expression, when) or previous
        found.append(Time(expression.start, expression.end, value))
    return tuple(found)


def pair(gold: tuple[Time, ...], found: tuple[Time, ...]) -> list[tuple[Time, Time]]:
    """Gold and found expressions that overlap, one to one: equal extents first, then in text order."""
    equal = {(time.start, time.end): time for time in found}
    pairs = [(time, equal[time.start, time.end]) for time in gold if (time.start, time.end) in equal]
    done = {a for a, _ in pairs}
    used = {b for _, b in pairs}
    for a in (time for time in gold if time not in done):
        b = next((b for b in found if b not in used and b.start < a.end and a.start < b.end), None)
        if b:
            used.add(b)
            pairs.append((a, b))
    return sorted(pairs, key=lambda item: item[0].start)


def _strip(markup: str) -> tuple[str, tuple[Time, ...]]:
    """Text without tags, with its TIMEX3 expressions. Lines wrapped in the middle of a sentence are joined."""
    text, gold, opened, last = "", [], None, 0
    for m in _TIMEX.finditer(markup):
        text += html.unescape(markup[last : m.start()])
        last = m.end()
        if m[1] is not None:
            value = _VALUE.search(m[1])
            opened = (len(text), value[1] if value else "")
        elif m[0] == "</TIMEX3>" and opened:
            gold.append(Time(opened[0], len(text), opened[1]))
            opened = None
    return text + html.unescape(markup[last:]), tuple(gold)


def _shown(document: Document, time: Time) -> str:
    context = document.text[max(0, time.start - 25) : time.start] + "[" + document.text[time.start : time.end] + "]"
    return " ".join((context + document.text[time.end : time.end + 20]).split())
