"""How well stated relations are read: re3d's "in charge of", "fighting against", "military allies of" and "same as".

Data: a folder of re3d sources, or one source. Each document is woven alone. A relation of the record stands for the two
mentions that its words hold: `leads` is "in charge of", `opposes`
"fighting against", `allied_with` and `backs` "allies of". re3d also marks single deeds, so an assault of one mention on
another is "fighting against", and a place held or entered is "in charge of". "Same as" are two names of one entity, spelled
differently, that follow each other in a sentence, and a name with the role set off from it by a comma. A found relation is
right when a marked one of its kind joins overlapping words, whichever comes first where the relation has no direction.

Figures: `precision`, `recall` and `f1` over all four; `recall_named`, over marked relations whose both ends hold a name that
the program found (most ends are "the strike", "their forces"); `precision_KIND` and `recall_KIND` each.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING

from bench.articles import plain_reading
from bench.weaving import read, weave_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from consilience.record.found import Mention, Reading
    from consilience.record.text import Span
    from consilience.record.woven import Picture

GOLD = {
    "InChargeOf": "in_charge_of",
    "FightingAgainst": "fighting_against",
    "AlliesOf": "allies_of",
    "IsSynonymOf": "same_as",
}
FOUND = {"leads": "in_charge_of", "opposes": "fighting_against", "allied_with": "allies_of", "backs": "allies_of"}
REAL = frozenset({"happened", "ongoing", "background", "habitual"})
HOLDING = frozenset({"held", "entered"})
REACH = 60
"""Characters within which the role of a name is looked for in the text."""
DIRECTED = frozenset({"in_charge_of"})
SURE = 0.5
"""Marked relations below this confidence were voted down by the annotators."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Joined:
    """Two stretches of a document joined by a relation."""

    kind: str
    subject: Place
    object: Place


@dataclass(frozen=True, slots=True)
class Trial:
    """One document: its text, what is marked, what was found, and the names the program sees."""

    name: str
    text: str
    gold: tuple[Joined, ...]
    found: tuple[Joined, ...]
    names: tuple[Place, ...]


def measure(data: Path) -> dict[str, float]:
    """Weave the documents and give the figures."""
    trials = _trials(data)
    figures = _figures(trials, tuple(GOLD.values()), "")
    named = [(t, g) for t in trials for g in t.gold if _holds(t, g.subject) and _holds(t, g.object)]
    figures["recall_named"] = sum(_matched(g, t.found) for t, g in named) / max(1, len(named))
    figures["named"] = float(len(named))
    for kind in GOLD.values():
        figures |= _figures(trials, (kind,), f"_{kind}")
    return {name: round(value, 4) for name, value in figures.items()}


def explain(data: Path) -> list[str]:
    """Give each found relation that is not marked, and each marked one between names that is not found."""
    lines = []
    for trial in _trials(data):
        false = [one for one in trial.found if not _matched(one, trial.gold)]
        between = [one for one in trial.gold if _holds(trial, one.subject) and _holds(trial, one.object)]
        missed = [one for one in between if not _matched(one, trial.found)]
        lines += [f"false {one.kind}: {_shown(trial, one)}" for one in false]
        lines += [f"missed {one.kind}: {_shown(trial, one)}" for one in missed]
    return sorted(lines)


def load(folder: Path) -> Iterator[tuple[str, str, tuple[Joined, ...]]]:
    """Give the name, text and marked relations of each document of a source, duplicates dropped."""
    marked: dict[str, set[Joined]] = defaultdict(set)
    for row in _rows(folder / "relations.json"):
        if row["type"] in GOLD and float(row["confidence"]) >= SURE:
            ends = [(int(row[f"{end}Begin"]), int(row[f"{end}End"])) for end in ("source", "target")]
            marked[str(row["documentId"])].add(Joined(GOLD[row["type"]], *ends))
    for row in _rows(folder / "documents.json"):
        number = str(row["_id"])
        ordered = sorted(marked[number], key=lambda one: (one.subject, one.object, one.kind))
        yield number, str(row["text"]), tuple(ordered)


def _trials(data: Path) -> list[Trial]:
    folders = [data] if (data / "relations.json").exists() else sorted(p.parent for p in data.glob("*/relations.json"))
    return [_try(*document) for folder in folders for document in load(folder)]


def _try(name: str, text: str, gold: tuple[Joined, ...]) -> Trial:
    readings = read([plain_reading(name, text, outlet=None, title=None, day=None).article])
    picture = weave_all(readings)
    names = tuple((m.span.start, m.span.end) for m in picture.readings[0].mentions if m.form == "name")
    found = dict.fromkeys((*_stated(picture), *_done(picture), *_same(picture), *_apposed(picture)))
    return Trial(name=name, text=text, gold=gold, found=tuple(found), names=names)


def _stated(picture: Picture) -> Iterator[Joined]:
    """The relations of the record, as the two nearest mentions of subject and object inside each span."""
    at = _mentions_of(picture)
    for relation in picture.relations:
        if relation.predicate not in FOUND:
            continue
        for span in relation.spans:
            ends = [_inside(at[entity], span) for entity in (relation.subject, relation.object)]
            if all(ends):
                yield Joined(FOUND[relation.predicate], ends[0][0], ends[1][0])


def _done(picture: Picture) -> Iterator[Joined]:
    """Assaults of one mention on another; places held or entered."""
    for reading in picture.readings:
        at = {m.id: (m.span.start, m.span.end) for m in reading.mentions}
        for event in reading.events:
            if event.type == "ASSAULT" and event.actuality in REAL:
                for agent, target in product(event.agents, event.targets):
                    yield Joined("fighting_against", at[agent], at[target])
            if event.control in HOLDING and event.actuality in REAL and event.place in at:
                for agent in event.agents:
                    yield Joined("in_charge_of", at[agent], at[event.place])


def _apposed(picture: Picture) -> Iterator[Joined]:
    """A name and the role that a comma sets off from it, before or after."""
    for reading in picture.readings:
        text = reading.article.text
        for mention in _named(reading):
            start, end, at = mention.span.start, mention.span.end, -1
            role = mention.role
            if not role:
                continue
            if text[end : end + 1] == ",":
                at = text.find(role, end, end + REACH + len(role))
            elif text[start - 2 : start] == ", ":
                at = text.rfind(role, max(0, start - REACH), start)
            if at >= 0:
                yield Joined("same_as", (start, end), (at, at + len(role)))


def _same(picture: Picture) -> Iterator[Joined]:
    """Two names of one entity, spelled differently, one after the other in a sentence."""
    entity_of = {mention: entity.id for entity in picture.entities for mention in entity.mentions}
    for reading in picture.readings:
        for sentence in reading.layout.sentences:
            named = [m for m in _named(reading) if sentence.span.start <= m.span.start < sentence.span.end]
            for a, b in pairwise(named):
                if entity_of.get(a.id, a.id) == entity_of.get(b.id) and a.text.casefold() != b.text.casefold():
                    yield Joined("same_as", (a.span.start, a.span.end), (b.span.start, b.span.end))


def _named(reading: Reading) -> list[Mention]:
    return [m for m in reading.mentions if m.form == "name"]


def _mentions_of(picture: Picture) -> Mapping[str, list[Place]]:
    """Places of the mentions of each entity, those that stand for it included."""
    mentions = {m.id: m for reading in picture.readings for m in reading.mentions}
    places: dict[str, list[Place]] = defaultdict(list)
    for entity in picture.entities:
        for number in entity.mentions:
            if number in mentions:
                places[entity.id].append((mentions[number].span.start, mentions[number].span.end))
    return places


def _inside(places: Sequence[Place], span: Span) -> list[Place]:
    return [place for place in places if span.start <= place[0] and place[1] <= span.end]


def _figures(trials: Sequence[Trial], kinds: Sequence[str], suffix: str) -> dict[str, float]:
    gold = [(t, one) for t in trials for one in t.gold if one.kind in kinds]
    found = [(t, one) for t in trials for one in t.found if one.kind in kinds]
    precision = sum(_matched(one, t.gold) for t, one in found) / max(1, len(found))
    recall = sum(_matched(one, t.found) for t, one in gold) / max(1, len(gold))
    figures = {f"precision{suffix}": precision, f"recall{suffix}": recall}
    figures[f"f1{suffix}"] = 2 * precision * recall / max(1e-9, precision + recall)
    return figures | {f"marked{suffix}": float(len(gold)), f"found{suffix}": float(len(found))}


def _matched(one: Joined, others: Sequence[Joined]) -> bool:
    for other in others:
        if other.kind != one.kind:
            continue
        if _touch(one.subject, other.subject) and _touch(one.object, other.object):
            return True
        if one.kind not in DIRECTED and _touch(one.subject, other.object) and _touch(one.object, other.subject):
            return True
    return False


def _touch(a: Place, b: Place) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _holds(trial: Trial, place: Place) -> bool:
    return any(_touch(place, name) for name in trial.names)


def _shown(trial: Trial, one: Joined) -> str:
    start, end = min(one.subject[0], one.object[0]), max(one.subject[1], one.object[1])
    ends = [trial.text[a:b] for a, b in (one.subject, one.object)]
    return " ".join(f"{ends[0]} -> {ends[1]} in: {trial.text[max(0, start - 30) : end + 30]}".split())


def _rows(path: Path) -> Iterator[dict[str, str]]:
    for line in path.read_text(encoding="utf-8-sig").split("\n"):
        if line.strip():
            yield json.loads(line)
