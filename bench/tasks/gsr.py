"""Events end to end, without marks: the gold standard records of PLOVER (JSON, one sentence a record).

Every reading stage runs on each sentence. Records of one sentence are taken together. `gsr_root_f1`: roots found in a sentence
against those of its records. `gsr_pair_f1`: besides, the event must have an agent whose words contain, or are contained in,
those of a source of the record, and a target likewise where the record has one; events without an agent count for the root
only. `gsr_source_recall`, `gsr_target_recall`:
records whose source, or target, some event of the sentence has in that role. The records' older types are put into those
of today (DEMAND a REQUEST, DISAPPROVE and INVESTIGATE an ACCUSE, FIGHT an ASSAULT), RETREAT and CONCEDE are one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench.articles import plain_reading
from bench.weaving import read
from consilience.stages.events.codes import export_type, root_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from consilience.record.found import EventMention, Mention, Reading

TODAY = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
NO_EVENT = frozenset({"DOCUMENT", "None", ""})


@dataclass(frozen=True, slots=True)
class Coded:
    """An event as root, words of its actors and words of those acted upon."""

    root: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]


def measure(file: Path) -> dict[str, float]:
    """Read the sentences of the records and give the figures."""
    trials = list(try_all(file))
    roots = [({g.root for g in gold}, {f.root for f in found}) for _, gold, found in trials]
    right = sum(len(wanted & given) for wanted, given in roots)
    figures = {"gsr_root_f1": _f1(right, sum(len(w) for w, _ in roots), sum(len(g) for _, g in roots))}
    pairs = [_paired(gold, found) for _, gold, found in trials]
    gold_count = sum(len(gold) for _, gold, _ in trials)
    found_count = sum(bool(one.sources) for *_, found in trials for one in found)
    figures["gsr_pair_f1"] = _f1(sum(pairs), gold_count, found_count)
    for role in ("sources", "targets"):
        asked = [(getattr(one, role), found) for _, gold, found in trials for one in gold if getattr(one, role)]
        hits = sum(any(_meet(words, getattr(f, role)) for f in found) for words, found in asked)
        figures[f"gsr_{role[:-1]}_recall"] = hits / max(1, len(asked))
    return figures


def explain(file: Path) -> list[str]:
    """Give each sentence whose roots differ, with what was wanted and found."""
    lines = []
    for text, gold, found in try_all(file):
        wanted, given = sorted({g.root for g in gold}), sorted({f.root for f in found})
        if wanted != given:
            lines.append(f"gsr {'+'.join(wanted)} read as {'+'.join(given) or 'nothing'}: {text}")
    return sorted(lines)


def load(file: Path) -> dict[str, list[Coded]]:
    """The records by sentence."""
    records: dict[str, list[Coded]] = defaultdict(list)
    for row in json.loads(file.read_text(encoding="utf-8")):
        if str(row.get("event")) not in NO_EVENT and row.get("text"):
            root = root_class(TODAY.get(row["event"], row["event"]))
            records[row["text"].strip()].append(Coded(root, _actors(row.get("source")), _actors(row.get("target"))))
    return records


def try_all(file: Path) -> Iterable[tuple[str, list[Coded], list[Coded]]]:
    """Each sentence with what its records say and what the program reads."""
    records = load(file)
    articles = [
        plain_reading(f"gsr-{i}", text, outlet=None, title=None, day=None).article for i, text in enumerate(records)
    ]
    for (text, gold), reading in zip(records.items(), read(articles), strict=True):
        yield text, gold, _coded(reading)


def _coded(reading: Reading) -> list[Coded]:
    mentions = {m.id: m for m in reading.mentions}
    return list(dict.fromkeys(_code(event, mentions) for event in reading.events))


def _code(event: EventMention, mentions: dict[str, Mention]) -> Coded:
    root = root_class(export_type(event.type, event.actuality))
    return Coded(root, _words(event.agents, mentions), _words(event.targets, mentions))


def _words(ids: Iterable[str], mentions: dict[str, Mention]) -> tuple[str, ...]:
    """The words of mentions and of those they stand for or belong to."""
    words = []
    for number in ids:
        mention: Mention | None = mentions.get(number)
        for _ in range(3):
            if mention is None:
                break
            words.append(mention.text)
            mention = mentions.get(mention.antecedent or mention.principal or "")
    return tuple(words)


def _actors(given: Any) -> tuple[str, ...]:
    rows: Sequence[Any] = given if isinstance(given, list) else ()
    return tuple(row["actorText"] for row in rows if isinstance(row, dict) and row.get("actorText"))


def _paired(gold: Sequence[Coded], found: Sequence[Coded]) -> int:
    """How many records have an event of their root and actors, each event used once."""
    left = list(found)
    count = 0
    for one in gold:
        for other in left:
            fits = not one.targets or _meet(one.targets, other.targets) or _meet(one.targets, other.sources)
            if one.root == other.root and fits and _meet(one.sources, other.sources):
                left.remove(other)
                count += 1
                break
    return count


def _meet(a: Iterable[str], b: Iterable[str]) -> bool:
    return any(_fold(x) in _fold(y) or _fold(y) in _fold(x) for x in a for y in b)


def _fold(words: str) -> str:
    return f" {' '.join(words.casefold().removeprefix('the ').split())} "


def _f1(right: int, wanted: int, given: int) -> float:
    return 2 * right / max(1, wanted + given)
