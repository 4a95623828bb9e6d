"""Records for the tests of exports: the example's, and small ones of one event each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from consilience.exports.record.codec import decode
from consilience.exports.record.shape import (
    DateOut,
    EntityOut,
    EventOut,
    NameOut,
    QuantityOut,
    Record,
    ReportOut,
    SpanOut,
)
from tests.conftest import EXAMPLE

OneEvent = Callable[..., Record]


@pytest.fixture(scope="session")
def example() -> Record:
    """The golden record of the example."""
    return decode((EXAMPLE / "record.json").read_bytes())


def entity(name: str, *, kind: Any = "organization", **more: Any) -> EntityOut:
    """An entity whose id is its name."""
    plain: dict[str, Any] = {"country": None, "lat": None, "lon": None, "geonames_id": None, "identifiers": {}}
    return EntityOut(
        id=f"e-{name}", kind=kind, name=name, names=(NameOut(text=name, count=1),), mentions=(), **(plain | more)
    )


ANTSIRANANA = entity(
    "Antsiranana", kind="place", country="MG", lat=-12.3173, lon=49.2919, geonames_id=1069129, radius_km=8.0
)


@pytest.fixture
def one_event(example: Record) -> OneEvent:
    """Makes a record of one event told by the sentence given, with actors and targets by name."""

    def make(
        kind: str,
        mode: str | None = None,
        *,
        cameo: str = "180",
        actors: tuple[str, ...] = (),
        targets: tuple[str, ...] = (),
        sentence: str = "It was told that it happened.",
        place: EntityOut | None = ANTSIRANANA,
        killed: tuple[tuple[float, float | None, str], ...] = (),
        day: DateOut | None = DateOut(start="2024-05-14", end="2024-05-14", precision="day", basis="stated"),  # noqa: B008
        **more: Any,
    ) -> Record:
        span = SpanOut(article="a1", start=0, end=len(sentence))
        article = replace(example.articles[1], id="a1", text=sentence, zones=(), lineage=None)
        event = EventOut(
            id="v0123456789abcdef", type=kind, mode=mode, cameo=cameo, actors=tuple(f"e-{a}" for a in actors),
            targets=tuple(f"e-{t}" for t in targets), place=place.id if place else None, lat=place.lat if place else None,
            lon=place.lon if place else None, date=day, status=more.get("status", "reported"), summary=sentence,
            quantities=tuple(
                QuantityOut(kind="killed", low=low, high=high, unit=unit, span=span) for low, high, unit in killed
            ),
            reports=(ReportOut(span=span, claim=None, stance="asserts"),), independent_reports=1,
            ultimate_sources=("a doctor",), story="", confidence=more.get("confidence"),
        )  # fmt: skip
        entities = (*(entity(name) for name in (*actors, *targets)), *((place,) if place else ()))
        keys = ("lineages", "stories", "claims", "quotes", "conflicts", "control", "relations", "framing", "timeline")
        empty: dict[str, Any] = dict.fromkeys((*keys, "links", "problems"), ())
        return replace(example, **empty, articles=(article,), entities=entities, events=(event,))

    return make
