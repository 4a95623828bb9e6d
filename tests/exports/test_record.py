"""The public record: its codec, its schema, and every invariant by a record that breaks it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from consilience.exports.record.codec import decode, encode, schema
from consilience.exports.record.invariants import check
from consilience.exports.record.shape import DateOut, Record, SpanOut
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


def _broken(record: Record, code: str) -> Record:
    """The record with one promise broken."""
    outside = SpanOut(article=record.articles[0].id, start=0, end=10**7)
    backwards = DateOut(start="2024-05-02", end="2024-05-01", precision="day", basis="stated")
    event = record.events[0]
    match code:
        case "span-outside":
            return replace(record, claims=_swap(record.claims, 0, span=outside))
        case "zones-gap":
            return replace(record, articles=_swap(record.articles, 0, zones=record.articles[0].zones[1:]))
        case "cites-furniture":
            return replace(record, claims=_swap(record.claims, 0, span=_aside(record)))
        case "id-twice":
            return replace(record, events=(*record.events, event))
        case "dangling-id":
            return replace(record, events=_swap(record.events, 0, actors=("e0",)))
        case "no-evidence":
            return replace(record, timeline=_swap(record.timeline, 0, citations=()))
        case "one-sided":
            return replace(record, conflicts=_swap(record.conflicts, 0, positions=record.conflicts[0].positions[:1]))
        case "same-claim-twice":
            position = next(p for c in record.conflicts for p in c.positions if p.claims)
            return replace(record, conflicts=_swap(record.conflicts, 0, positions=(position, position)))
        case "count-impossible":
            return replace(record, events=_swap(record.events, 0, independent_reports=99))
        case "not-corroborated":
            return replace(record, events=_swap(record.events, 0, independent_reports=1, status="corroborated"))
        case "date-backwards":
            return replace(record, timeline=_swap(record.timeline, 0, date=backwards))
        case "timeline-order":
            return replace(record, timeline=tuple(reversed(record.timeline)))
        case "figure-ungrounded":
            return replace(record, timeline=_swap(record.timeline, 0, text="98765 people were counted."))
    raise ValueError(code)


@pytest.mark.parametrize(
    "code",
    ["span-outside", "zones-gap", "cites-furniture", "id-twice", "dangling-id", "no-evidence", "one-sided", "same-claim-twice",
     "count-impossible", "not-corroborated", "date-backwards", "timeline-order", "figure-ungrounded"],
)  # fmt: skip
def test_broken_promise_is_told_by_code(record: Record, code: str) -> None:
    """Each invariant tells when it is broken."""
    assert code in {broken.code for broken in check(_broken(record, code))}


def test_schema_describes_every_key() -> None:
    """The JSON Schema names every key of the format."""
    definitions = schema()["$defs"]

    assert set(FORMAT_KEYS) <= set(definitions["Record"]["properties"])


@pytest.mark.parametrize("data", [b"", b"null", b"{}", b'{"articles": 3}'])
def test_what_is_no_record_is_refused(data: bytes) -> None:
    """Anything else raises ValueError with a reason."""
    with pytest.raises(ValueError, match=r"."):
        decode(data)
