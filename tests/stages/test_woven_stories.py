"""Weaving stages held against small stories in text: `tests/cases/{happenings,conflicts,situation,brief}/*.txt`.

Expected lines:
  conflicts   `KIND NATURE: words | words`         exactly these conflicts, each word group on a side of its own
  happenings  `TYPE N independent M reports: words` one such event; `apart: words | words` not one event
  situation   `PREDICATE: subject | object`, `control STATUS: place | holder`, `label TONE: label | entity | outlet`, `no ...`
  brief       `known|disputed|planned: words`, `no line: words`, `day YYYY-MM-DD: words`
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from consilience.record.text import Span
from consilience.record.woven import Conflict, Event, Picture
from tests.casefiles import find_cases, split_case, split_reports
from tests.conftest import Weaver

Check = Callable[[Picture, str], bool]


def _words(picture: Picture, spans: tuple[Span, ...]) -> str:
    text = {r.article.id: r.article.text for r in picture.readings}
    return " / ".join(" ".join(text[s.article][s.start : s.end].split()) for s in spans)


def _name(picture: Picture, entity: str | None) -> str:
    return next((e.name for e in picture.entities if e.id == entity), "")


def _sides(picture: Picture, conflict: Conflict) -> list[str]:
    return [f"{p.statement} / {_words(picture, p.spans)}" for p in conflict.positions]


def _on_own_sides(sides: list[str], wanted: list[str]) -> bool:
    taken: set[int] = set()
    for words in wanted:
        side = next((i for i, text in enumerate(sides) if i not in taken and words in text), None)
        if side is None:
            return False
        taken.add(side)
    return True


def _is_conflict(picture: Picture, line: str) -> bool:
    head, words = line.split(":", 1)
    kind, nature = head.split()
    wanted = [part.strip() for part in words.split("|")]
    return any(
        c.kind == kind and c.nature == nature and _on_own_sides(_sides(picture, c), wanted) for c in picture.conflicts
    )


def _sentences(picture: Picture, event: Event) -> str:
    spans = tuple(e.sentence for r in picture.readings for e in r.events if e.id in event.mentions)
    return _words(picture, (*spans, *event.carried))


EVENT = re.compile(r"(?P<type>[A-Z]+) (?P<independent>\d+) independent (?P<reports>\d+) reports?: (?P<words>.+)")


def _is_event(picture: Picture, line: str) -> bool:
    if line.startswith("apart:"):
        wanted = [part.strip() for part in line.removeprefix("apart:").split("|")]
        return not any(all(words in _sentences(picture, e) for words in wanted) for e in picture.events)
    found = EVENT.fullmatch(line)
    assert found, line
    reports = {e.id: e.span.article for r in picture.readings for e in r.events}
    return any(
        e.type == found["type"]
        and e.independent_reports == int(found["independent"])
        and len({reports[m] for m in e.mentions} | {s.article for s in e.carried}) == int(found["reports"])
        and found["words"] in _sentences(picture, e)
        for e in picture.events
    )


def _stated(picture: Picture) -> Iterator[str]:
    outlets = {r.article.id: r.layout.outlet or "" for r in picture.readings}
    for r in picture.relations:
        yield f"{r.predicate}: {_name(picture, r.subject)} | {_name(picture, r.object)}"
    for c in picture.control:
        for holder in c.holders:
            yield f"control {c.status}: {_name(picture, c.place)} | {_name(picture, holder)}"
    for f in picture.framing:
        yield f"label {f.tone}: {f.label} | {_name(picture, f.entity)} | {outlets[f.article]}"


def _is_stated(picture: Picture, line: str) -> bool:
    stated = set(_stated(picture))
    return line.removeprefix("no ") not in stated if line.startswith("no ") else line in stated


def _is_line(picture: Picture, line: str) -> bool:
    head, words = (part.strip() for part in line.split(":", 1))
    lines = [(s.status, s.text) for s in picture.brief.sentences]
    if head == "no line":
        return not any(words in text for _, text in lines)
    if head.startswith("day "):
        return any(
            t.when.earliest.isoformat() == head.removeprefix("day ") and words in t.text for t in picture.timeline
        )
    return any(status == head and words in text for status, text in lines)


def _cases(stage: str) -> list[Path]:
    return find_cases(stage)


def _check(path: Path, weaver: Weaver, holds: Check) -> Picture:
    given, expected = split_case(path)
    picture = weaver(split_reports(given))

    assert [line for line in expected if not holds(picture, line)] == []
    return picture


@pytest.mark.parametrize("path", _cases("conflicts"), ids=lambda p: p.stem)
def test_conflicts(path: Path, weaver: Weaver) -> None:
    """Exactly the expected conflicts come out."""
    picture = _check(path, weaver, _is_conflict)

    assert len(picture.conflicts) == len(split_case(path)[1])


@pytest.mark.parametrize("path", _cases("happenings"), ids=lambda p: p.stem)
def test_happenings(path: Path, weaver: Weaver) -> None:
    """The expected events are one each, with their counts."""
    _check(path, weaver, _is_event)


@pytest.mark.parametrize("path", _cases("situation"), ids=lambda p: p.stem)
def test_situation(path: Path, weaver: Weaver) -> None:
    """The expected relations, control and labels are stated, the others are not."""
    _check(path, weaver, _is_stated)


@pytest.mark.parametrize("path", _cases("brief"), ids=lambda p: p.stem)
def test_brief(path: Path, weaver: Weaver) -> None:
    """The expected lines stand in the brief and timeline, the others do not."""
    _check(path, weaver, _is_line)
