"""Events as a CSV file in ACLED's 31 columns, so that it opens in the notebooks that analysts have.

Dated events that happened, are surely of their type and that ACLED codes, the reported and disputed ones alike; the
notes say how many independent reports there are, who is behind them, and what is disputed. What cannot be known is
empty: an actor whom no report names, `source_scale`, `admin2` and `admin3`. `fatalities` is the least that any report
says, 0 where none counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from consilience.exports.acled.codes import code_sub_event, hits_civilians, inter_of
from consilience.exports.acled.vocabulary import CIVILIAN_TARGETING, COLUMNS, TYPE_OF, Inter, disorder, interaction
from consilience.exports.actors import Actor
from consilience.exports.index import Index, Level, Place, is_coded, outlet
from consilience.exports.page.words import count, say_date
from consilience.exports.record.shape import DateOut, EventOut, Record
from consilience.exports.tables.sheets import write_sheet
from consilience.text.countries import Country

WEEK_DAYS = 7
"""An interval of up to a week is precision 2, whatever it was called."""

MONTH_DAYS = 31
"""An event that no report dates to a month is background, which ACLED does not code: its widest precision is a month."""

GEO_PRECISION: Mapping[Level, int] = {"town": 1, "district": 2, "province": 3, "country": 3}

ENDS = frozenset(".!?…")

CROWDS: Mapping[str, Inter] = {"Protests": "Protesters", "Riots": "Rioters"}


def write(record: Record) -> bytes:
    """Give the events of a record that ACLED codes, by date and id, as CSV."""
    index = Index(record)
    rows = [row for event in record.events if (row := _row(event, index))]
    rows.sort(key=lambda row: (row["event_date"], row["event_id_cnty"]))
    return write_sheet(COLUMNS, [[row[name] for name in COLUMNS] for row in rows])


def _row(event: EventOut, index: Index) -> dict[str, Any] | None:
    sub = code_sub_event(event, index)
    if sub is None or event.date is None or not is_coded(event) or _length(event.date) > MONTH_DAYS:
        return None
    land = index.land(event)
    toll = index.toll(event, "killed")
    return {
        **dict.fromkeys(COLUMNS),
        "event_id_cnty": f"{land.alpha3 if land else ''}{event.id}",
        **_days(event.date),
        "disorder_type": disorder(sub),
        "event_type": TYPE_OF[sub],
        "sub_event_type": sub,
        **_sides(event, sub, index),
        **_where(index.place(event), land),
        "source": "; ".join(dict.fromkeys(outlet(article).replace(";", ",") for article in index.reporters(event))),
        "notes": _notes(event, index),
        "fatalities": toll.low if toll else 0,
        "tags": _tags(event, sub, index),
        "timestamp": _stamp(index.record.generated),
    }


def _days(when: DateOut) -> dict[str, Any]:
    length = _length(when)
    precision = 1 if length == 1 else 2 if length <= WEEK_DAYS else 3
    return {"event_date": when.start, "year": int(when.start[:4]), "time_precision": precision}


def _length(when: DateOut) -> int:
    """Days of an interval, both ends included."""
    return (date.fromisoformat(when.end) - date.fromisoformat(when.start)).days + 1


def _sides(event: EventOut, sub: str, index: Index) -> dict[str, Any]:
    actors, targets = index.opponents(event)
    land = index.land(event)
    home = land.alpha2 if land else None
    crowd = CROWDS.get(TYPE_OF[sub], "")
    civilians = TYPE_OF[sub] == "Violence against civilians" or (not crowd and hits_civilians(event, index))
    names, inter = _side(actors, home, crowd)
    other, other_inter = _side(targets, home, "")
    if crowd and not names:
        names, inter = (_of(crowd, land),), crowd
    if (
        other and not names and not civilians
    ):  # the code book's columns do not tell who began: the known side comes first
        names, inter, other, other_inter = other, other_inter, (), ""
    if civilians and not other:
        other, other_inter = (_of("Civilians", land),), "Civilians"
    return {
        "actor1": names[0] if names else "",
        "assoc_actor_1": "; ".join(names[1:]),
        "inter1": inter,
        "actor2": other[0] if other else "",
        "assoc_actor_2": "; ".join(other[1:]),
        "inter2": other_inter,
        "interaction": "" if (names and not inter) or (other and not other_inter) else interaction(inter, other_inter),
        "civilian_targeting": CIVILIAN_TARGETING if civilians else "",
    }


def _side(actors: tuple[Actor, ...], home: str | None, crowd: Inter) -> tuple[tuple[str, ...], Inter]:
    """Names of one side, its body before the person, and the kind of the first whose kind is known."""
    acting = [actor for actor in actors if actor.entity.kind != "place" or actor.sector == "GOV"]
    names = tuple(dict.fromkeys(name for actor in acting for name in _called(actor)))
    kinds = [inter_of(actor, home=home, crowd=crowd) for actor in acting]
    return names, next((kind for kind in kinds if kind), "")


def _called(actor: Actor) -> tuple[str, ...]:
    if actor.entity.kind == "place" and actor.country:
        return (f"Government of {actor.country.acled_name or actor.country.name}",)
    return (actor.body.name, actor.name) if actor.body else (actor.name,)


def _of(people: str, land: Country | None) -> str:
    """People without a name, as ACLED calls them: "Protesters (Madagascar)"."""
    return f"{people} ({land.acled_name or land.name})" if land else people


def _where(place: Place | None, land: Country | None) -> dict[str, Any]:
    country = {
        "iso": land.numeric if land else "",
        "region": land.acled_region if land else "",
        "country": (land.acled_name or land.name) if land else "",
    }
    if place is None:
        return country
    return {
        **country,
        "admin1": place.division or (place.entity.name if place.level == "province" else ""),
        "location": place.entity.name,
        "latitude": place.entity.lat,
        "longitude": place.entity.lon,
        "geo_precision": GEO_PRECISION.get(place.level, ""),
    }


def _notes(event: EventOut, index: Index) -> str:
    """One paragraph, as ACLED's notes are: when and where, what, who says so, what is disputed, the range of the dead."""
    parts = [f"On {say_date(event.date)}: {event.summary.rstrip('.')}."]
    parts.append(
        f"{count(event.independent_reports, 'independent report')}; source: {', '.join(event.ultimate_sources)}."
    )
    parts += [f"Disputed: {conflict.question}" for conflict in index.disputes.get(event.id, ())]
    place = index.place(event)
    if index.land(event) and not (place and place.country):
        parts.append("The country is that of the story's other places.")
    toll = index.toll(event, "killed")
    if toll and toll.high != toll.low:
        parts.append(f"Reported fatalities range from {toll.low} to {toll.high}.")
    elif toll is None:
        parts.append("No report counts fatalities.")
    return " ".join(parts)


def _tags(event: EventOut, sub: str, index: Index) -> str:
    """The size of a crowd, which ACLED tags every demonstration with."""
    if TYPE_OF[sub] not in CROWDS:
        return ""
    crowd = index.toll(event, "people")
    size = (
        "no report" if crowd is None else str(crowd.low) if crowd.low == crowd.high else f"{crowd.low} to {crowd.high}"
    )
    return f"crowd size={size}"


def _stamp(generated: str) -> int:
    """Seconds since 1970, as ACLED stamps rows; a record's time without a zone is UTC."""
    moment = datetime.fromisoformat(generated)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
