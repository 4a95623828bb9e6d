"""Events of organised violence as a CSV file in the 49 columns of UCDP GED.

Dated events that happened, are surely of their type, and that a report counts dead of: UCDP codes an event from its first
death, and a row of noughts would say that nobody died where nobody counted. `low` and `high` are the least and the most
that any report says, `best` what most independent reports say; deaths whose side no report names are `deaths_unknown`.
`number_of_sources` counts independent reports, not outlets. UCDP's own numbers of conflicts, dyads and actors are UCDP's to
give and stay empty, as does `active_year`, which takes a year's deaths to know.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import floor
from typing import Any

from consilience.exports.actors import Actor
from consilience.exports.index import Index, Level, Place, Toll, is_coded, outlet
from consilience.exports.record.shape import DateOut, EventOut, Record
from consilience.exports.tables.sheets import write_sheet
from consilience.text.actors import ARMED, STATE, code_actor
from consilience.text.countries import Country

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office",
    "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description",
    "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip

VIOLENT = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT"})
"""Types whose dead are of violence; an accusation or a visit that a report counts dead beside has none of its own."""

WHERE_PRECISION: Mapping[Level, int] = {"town": 1, "district": 3, "province": 4, "country": 6, "unknown": 5}

YEAR_DAYS = 366
"""What no report dates to a year is background, for which UCDP has no precision."""

DATE_PRECISION = ((1, 1), (6, 2), (7, 3), (31, 4), (YEAR_DAYS, 5))
"""Days an interval may have, and UCDP's code for it: a day, 2 to 6 days, a week, a month, a year."""

IDENTIFIER_BITS = 52
"""What a spreadsheet's number holds without rounding."""

CELLS_A_ROW, CELLS_A_DEGREE = 720, 2
"""PRIO-GRID: cells of half a degree, numbered from the south-west corner (Tollefsen, Strand and Buhaug, 2012)."""


def write(record: Record) -> bytes:
    """Give the events of organised violence of a record, by date and id, as CSV."""
    index = Index(record)
    rows = [row for event in record.events if (row := _row(event, index))]
    rows.sort(key=lambda row: (row["date_start"], row["relid"]))
    return write_sheet(COLUMNS, [[row[name] for name in COLUMNS] for row in rows])


def _row(event: EventOut, index: Index) -> dict[str, Any] | None:
    toll = index.toll(event, "killed")
    if event.date is None or toll is None or toll.high < 1 or event.type not in VIOLENT or not is_coded(event):
        return None
    if _length(event.date) > YEAR_DAYS:
        return None
    return {
        **dict.fromkeys(COLUMNS),
        "id": int(event.id[1:], 16) % 2**IDENTIFIER_BITS,
        "relid": event.id,
        "year": int(event.date.start[:4]),
        "code_status": "Clear",
        **_sides(event, index),
        **_sources(event, index),
        **_where(index.place(event), index.land(event)),
        "event_clarity": 1 if event.date.start == event.date.end else 2,
        "date_prec": _date_precision(event.date),
        "date_start": event.date.start,
        "date_end": event.date.end,
        **_deaths(event, toll, index),
    }


def _sides(event: EventOut, index: Index) -> dict[str, Any]:
    actors, targets = index.opponents(event)
    one, other = _side(actors), _side(targets)
    civilian = bool(targets) and all(actor.sector not in ARMED | {"GOV", "UNK"} for actor in targets)
    other_name = "Civilians" if civilian else _name(other)
    both = bool(_name(one) and other_name)
    return {
        "type_of_violence": _violence(one, other, civilian=civilian),
        "dyad_name": f"{_name(one)} - {other_name}" if both else "",
        "side_a": _name(one),
        "side_b": other_name,
        "gwnoa": _state_number(one),
        "gwnob": "" if civilian else _state_number(other),
    }


def _side(actors: tuple[Actor, ...]) -> Actor | None:
    return next((actor for actor in actors if actor.sector != "UNK"), actors[0] if actors else None)


def _violence(one: Actor | None, other: Actor | None, *, civilian: bool) -> int | str:
    """1 where a state is a side and both are known, 2 between others, 3 on civilians; "" where a side is not known."""
    if one is None or one.sector not in ARMED | {"GOV"}:
        return ""
    if civilian:
        return 3
    if other is None or other.sector not in ARMED | {"GOV"}:
        return ""
    return 1 if {one.sector, other.sector} & STATE else 2


def _name(actor: Actor | None) -> str:
    if actor is None or (actor.entity.kind == "place" and actor.sector != "GOV"):
        return ""
    if actor.sector in STATE and actor.country:
        return f"Government of {actor.country.name}"
    return actor.body.name if actor.body else actor.name


def _state_number(actor: Actor | None) -> str:
    return actor.country.gw if actor and actor.country and actor.sector in STATE else ""


def _sources(event: EventOut, index: Index) -> dict[str, Any]:
    articles = index.reporters(event)
    days = [article.published.start if article.published else "" for article in articles]
    titles = [(article.title or "").replace(";", ",") for article in articles]
    names = [outlet(article).replace(";", ",") for article in articles]
    whole = [f'"{name}, {day}, {title}"' for name, day, title in zip(names, days, titles, strict=True)]
    return {
        "number_of_sources": event.independent_reports,
        "source_article": ";".join(whole),
        "source_office": ";".join(names),
        "source_date": ";".join(days),
        "source_headline": ";".join(titles),
        "source_original": ";".join(event.ultimate_sources),
    }


def _where(place: Place | None, land: Country | None) -> dict[str, Any]:
    country = {
        "country": land.name if land else "",
        "country_id": land.gw if land else "",
        "region": land.ucdp_region if land else "",
    }
    if place is None:
        return {**country, "where_prec": WHERE_PRECISION["country"] if land else ""}
    entity = place.entity
    known = entity.lat is not None and entity.lon is not None
    return {
        **country,
        "where_prec": WHERE_PRECISION[place.level],
        "where_coordinates": entity.name,
        "where_description": "; ".join(name.text for name in entity.names),
        "adm_1": place.division or (entity.name if place.level == "province" else ""),
        "adm_2": entity.name if place.level == "district" else "",
        "latitude": entity.lat,
        "longitude": entity.lon,
        "geom_wkt": f"POINT ({entity.lon} {entity.lat})" if known else "",
        "priogrid_gid": _cell(entity.lat or 0.0, entity.lon or 0.0) if known else "",
    }


def _cell(lat: float, lon: float) -> int:
    row = floor((lat + 90) * CELLS_A_DEGREE)
    column = min(floor((lon + 180) * CELLS_A_DEGREE), CELLS_A_ROW - 1)
    return row * CELLS_A_ROW + column + 1


def _length(when: DateOut) -> int:
    """Days of an interval, both ends included."""
    return (date.fromisoformat(when.end) - date.fromisoformat(when.start)).days + 1


def _date_precision(when: DateOut) -> int:
    length = _length(when)
    return next((code for most, code in DATE_PRECISION if length <= most), DATE_PRECISION[-1][1])


def _deaths(event: EventOut, toll: Toll, index: Index) -> dict[str, int]:
    """Deaths by side, as far as the counted nouns tell ("two civilians"); the parts add up to `best`."""
    best = toll.best
    civilians = max((figure for figure in _civilian_figures(event) if figure <= best), default=0)
    if best and event.targets and all(actor.sector == "CVL" for actor in index.sides(event)[1]):
        civilians = best
    return {
        "deaths_a": 0,
        "deaths_b": 0,
        "deaths_civilians": civilians,
        "deaths_unknown": best - civilians,
        "best": best,
        "high": toll.high,
        "low": toll.low,
    }


def _civilian_figures(event: EventOut) -> list[int]:
    return [
        int(quantity.low)
        for quantity in event.quantities
        if quantity.kind == "killed" and quantity.low is not None and code_actor([quantity.unit]).sector == "CVL"
    ]
