"""Events end to end, without marks: the gold standard records of PLOVER (JSON, one sentence a record).

Every reading stage runs on each sentence. Records of one sentence are taken together. `gsr_root_f1`: roots found in a sentence
against those of its records. `gsr_pair_f1`: besides, the event must have an agent whose words contain, or are contained in,
those of a source of the record, and a target likewise where the record has one; events without an agent count for the root
only. `gsr_source_recall`, `gsr_target_recall`:
records whose source, or target, some event of the sentence has in that role. `gsr_country_accuracy`,
`gsr_sector_accuracy`: actors of the records found in any role, whose words are coded with the record's country, or sector
(of those that have one). The records' older types are put into those
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
from consilience.text.actors import code_actor
from consilience.text.countries import find_country
from consilience.text.places.gazetteer import open_gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from consilience.record.found import EventMention, Mention, Reading

TODAY = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
BODIES = {"UNO": "IGO", "EUR": "IGO", "IGO": "IGO", "NGO": "NGO", "IMG": "IMG"}
"""The records' code for a body of no one state, by ours."""

NO_EVENT = frozenset({"DOCUMENT", "None", ""})


@dataclass(frozen=True, slots=True)
class Coded:
    """An event as root, words of its actors and words of those acted upon; `titled`: those with a title, with it."""

    root: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    titled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of a record: its words, its country (or IGO and the like), and its sector, "" where it has none."""

    text: str
    country: str
    sector: str


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
    return figures | _measure_actors(file, trials)


def _measure_actors(file: Path, trials: Sequence[tuple[str, list[Coded], list[Coded]]]) -> dict[str, float]:
    events = {text: found for text, _, found in trials}
    countries, sectors = [], []
    for text, actor in load_actors(file):
        words = next((each for each in _parties(events.get(text, ())) if _meet((actor.text,), each)), None)
        if words is None:
            continue
        country, sector = _code_words(sorted(words, key=lambda each: not _meet((actor.text,), (each,))))
        countries.append(country == actor.country)
        if actor.sector:
            sectors.append(sector == actor.sector)
    return {
        "gsr_country_accuracy": sum(countries) / max(1, len(countries)),
        "gsr_sector_accuracy": sum(sectors) / max(1, len(sectors)),
    }


def _parties(events: Iterable[Coded]) -> Iterable[tuple[str, ...]]:
    """The words of each party of some events, with its titles."""
    for event in events:
        for words in (event.sources, event.targets):
            yield (*words, *(each for each in event.titled if any(each.endswith(word) for word in words)))


def _code_words(words: Iterable[str]) -> tuple[str, str]:
    """The country (or international body) and the sector of an actor; the first of its mentions that tells each counts."""
    codes = [code_actor([each], gazetteer=open_gazetteer()) for each in words]
    lands = (find_country(code.country) for code in codes)
    country = next((land.alpha3 for land in lands if land), "")
    body = next((code.international for code in codes if code.international), None)
    sector = next((code.sector for code in codes if code.sector != "UNK"), "")
    return BODIES.get(body, "") if body else country, sector


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


def load_actors(file: Path) -> list[tuple[str, Actor]]:
    """The actors of the records, each with its sentence; a sector is cut to its three letters, "***" is none."""
    actors = []
    for row in json.loads(file.read_text(encoding="utf-8")):
        for role in ("source", "target"):
            given = row.get(role)
            for each in given if isinstance(given, list) else ():
                if isinstance(each, dict) and each.get("actorText") and each.get("code"):
                    sector = str(each.get("sector") or "")[:3].strip("*")
                    actors.append((row["text"].strip(), Actor(each["actorText"], each["code"][:3], sector)))
    return actors


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
    parties = [mentions[each] for each in (*event.agents, *event.targets)]
    titled = tuple(f"{each.role} {each.text}" for each in parties if each.role)
    return Coded(root, _words(event.agents, mentions), _words(event.targets, mentions), titled)


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
