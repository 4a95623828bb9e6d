"""The public record: its codec, its schema, and every invariant by a record that breaks it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from consilience.exports.record.codec import decode, encode, schema
from consilience.exports.record.invariants import check
from consilience.exports.record.shape import DateOut, PositionOut, Record, SpanOut
from tests.conftest import EXAMPLE

FORMAT_KEYS = (
    "articles", "lineages", "stories", "entities", "events", "claims", "quotes", "conflicts", "control", "relations", "framing",
    "timeline", "brief", "format", "generated", "program", "language_model",
)  # fmt: skip


@pytest.fixture(scope="module")
def record() -> Record:
    """The golden record of the example."""
    return decode((EXAMPLE / "record.json").read_bytes())


def test_golden_record_is_whole(record: Record) -> None:
    """It breaks no invariant and has every key of the format."""
    data = json.loads(encode(record))

    assert check(record) == ()
    assert set(FORMAT_KEYS) <= set(data)
    assert data["format"] == "consilience/1"


def _swap(items: tuple[Any, ...], i: int, **changes: Any) -> tuple[Any, ...]:
    return (*items[:i], replace(items[i], **changes), *items[i + 1 :])


def _aside(record: Record) -> SpanOut:
    """A span in a zone that nothing may cite."""
    return next(
        SpanOut(article=a.id, start=z.start, end=z.end)
        for a in record.articles
        for z in a.zones
        if z.kind in ("furniture", "caption", "credit")
    )


OUTSIDE = 10**7
BACKWARDS = DateOut(start="2024-05-02", end="2024-05-01", precision="day", basis="stated")


def _with_claim_at(record: Record, span: SpanOut) -> Record:
    return replace(record, claims=_swap(record.claims, 0, span=span))


def _with_event(record: Record, **changes: Any) -> Record:
    return replace(record, events=_swap(record.events, 0, **changes))


def _with_entry(record: Record, **changes: Any) -> Record:
    return replace(record, timeline=_swap(record.timeline, 0, **changes))


def _with_positions(record: Record, positions: tuple[PositionOut, ...]) -> Record:
    return replace(record, conflicts=_swap(record.conflicts, 0, positions=positions))


def _claimed(record: Record) -> PositionOut:
    return next(p for c in record.conflicts for p in c.positions if p.claims)


BREAKS: dict[str, Callable[[Record], Record]] = {
    "span-outside": lambda r: _with_claim_at(r, SpanOut(article=r.articles[0].id, start=0, end=OUTSIDE)),
    "zones-gap": lambda r: replace(r, articles=_swap(r.articles, 0, zones=r.articles[0].zones[1:])),
    "cites-furniture": lambda r: _with_claim_at(r, _aside(r)),
    "id-twice": lambda r: replace(r, events=(*r.events, r.events[0])),
    "dangling-id": lambda r: _with_event(r, actors=("e0",)),
    "no-evidence": lambda r: _with_entry(r, citations=()),
    "one-sided": lambda r: _with_positions(r, r.conflicts[0].positions[:1]),
    "same-claim-twice": lambda r: _with_positions(r, (_claimed(r), _claimed(r))),
    "count-impossible": lambda r: _with_event(r, independent_reports=99),
    "not-corroborated": lambda r: _with_event(r, independent_reports=1, status="corroborated"),
    "date-backwards": lambda r: _with_entry(r, date=BACKWARDS),
    "timeline-order": lambda r: replace(r, timeline=tuple(reversed(r.timeline))),
    "figure-ungrounded": lambda r: _with_entry(r, text="98765 people were counted."),
}
"""For each code of an invariant, how to break it."""


@pytest.mark.parametrize("code", sorted(BREAKS))
def test_broken_promise_is_told_by_code(record: Record, code: str) -> None:
    """Each invariant tells when it is broken."""
    assert code in {broken.code for broken in check(BREAKS[code](record))}


def test_schema_describes_every_key() -> None:
    """The JSON Schema names every key of the format."""
    definitions = schema()["$defs"]

    assert set(FORMAT_KEYS) <= set(definitions["Record"]["properties"])


def test_record_follows_its_published_schema() -> None:
    """What the program writes is what `docs/record.schema.json` promises to those who read it with other tools."""
    published = json.loads((EXAMPLE.parents[1] / "docs/record.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(published)
    jsonschema.Draft202012Validator(published).validate(
        json.loads((EXAMPLE / "record.json").read_text(encoding="utf-8"))
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"{}",
        b'{"articles": 3}',
        (EXAMPLE / "record.json").read_bytes().replace(b"consilience/1", b"consilience/2", 1),
    ],
)
def test_what_is_no_record_is_refused(data: bytes) -> None:
    """Anything else raises ValueError with a reason."""
    with pytest.raises(ValueError, match=r"."):
        decode(data)
