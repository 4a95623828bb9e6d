"""Events as other data sets write them: PLOVER, POLECAT, ACLED, UCDP GED and GeoJSON."""

from __future__ import annotations

import csv
import io
import itertools
import json
from dataclasses import replace
from math import isclose

import jsonschema
import pandas as pd
import pytest

from consilience.exports.acled.table import write as write_acled
from consilience.exports.acled.vocabulary import INTERS, SUB_EVENTS, TYPE_OF, interaction
from consilience.exports.circles import draw_circle
from consilience.exports.geojson import write as write_geojson
from consilience.exports.index import is_coded
from consilience.exports.plover.codes import _scores
from consilience.exports.plover.events import write as write_plover
from consilience.exports.plover.polecat import write as write_polecat
from consilience.exports.record.shape import DateOut, Record
from consilience.exports.ucdp.table import write as write_ucdp
from consilience.stages.events.codes import MODES
from tests.exports.conftest import OneEvent, entity

ACLED_COLUMNS = [
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
]  # fmt: skip

STRINGS = {"type": "array", "items": {"type": "string"}}
PLACES = (
    "extracted_place",
    "resolved_place",
    "city",
    "district",
    "province",
    "country",
    "feature_class",
    "feature_code",
)
ENTITY = {
    "type": "object",
    "additionalProperties": False,
    "required": ["sector"],
    "properties": {
        "code": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "sector": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "entity_text": {"type": "string"},
        "identifier_id": {"type": "string"},
        "other_sector_codes": STRINGS,
        "country_name": {"type": "string"},
    },
}
PLOVER = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "date", "actor", "event"],
    "properties": {
        "id": {"type": "string"},
        "has_event": {"type": "boolean"},
        "date": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
        "enddate": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
        "actor": {"type": "array", "items": ENTITY, "minItems": 1},
        "recipient": {"type": "array", "items": ENTITY},
        "event": {"type": "array", "items": {"enum": sorted(MODES)}, "minItems": 1},
        "event_loc": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                **{name: {"type": "string"} for name in PLACES},
                "geonameid": {"type": "integer"},
                "lat": {"type": "number"},
                "lon": {"type": "number"},
                "country_code": {"type": "string", "pattern": "^[A-Z]{3}$"},
                "resolution": {"enum": [1, 2, 3, 4, 5]},
            },
        },
        "event_text": STRINGS,
        "quad_code": {"enum": [1, 2, 3, 4]},
        "event_scale": {"type": "number", "minimum": -10, "maximum": 10},
        "mode": STRINGS,
        "context": STRINGS,
        "size": {"type": "object", "propertyNames": {"enum": ["dead", "injured", "arrested"]}},
        "text": {"type": "string"},
        "text_info": {"type": "object", "propertyNames": {"enum": ["sequence", "start", "end", "text_story"]}},
        "cite_info": {
            "type": "object",
            "propertyNames": {
                "enum": [
                    "corpus",
                    "citation",
                    "url",
                    "title",
                    "language",
                    "publication",
                    "license",
                    "copyright",
                    "coder",
                    "codebook",
                    "version",
                ]
            },
        },
        "coder": {"type": "string"},
        "coded_date": {"type": "string"},
        "coded_time": {"type": "string"},
        "consilience": {"type": "object"},
    },
}
"""The manual's record, transcribed from its chapter on data fields; `consilience` is the provider's own."""


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_plover_scores_cover_the_types_and_modes() -> None:
    """The scores speak of the very types and modes that the coder knows."""
    assert {kind: frozenset(entry["modes"]) for kind, entry in _scores().items()} == dict(MODES)


def test_plover_records_follow_the_manual(example: Record) -> None:
    """Every dated event is one line with the manual's fields; one is what is planned, one is disputed."""
    records = [json.loads(line) for line in write_plover(example).splitlines()]
    for record in records:
        jsonschema.validate(record, PLOVER)

    assert len(records) == sum(event.date is not None for event in example.events)
    assert all(set(record["mode"]) <= MODES[record["event"][0]] | {"future", "negation"} for record in records)
    assert any(record["consilience"]["disputes"] for record in records)


def test_plover_writes_an_act_to_come_as_the_manual_does(one_event: OneEvent) -> None:
    """A planned visit is an AGREE, a planned assault has the mode "future", a denied one "negation"."""
    visit = json.loads(write_plover(one_event("CONSULT", "visit", status="planned")))
    assault = json.loads(write_plover(one_event("ASSAULT", "aerial", status="planned")))
    denied = json.loads(write_plover(one_event("ASSAULT", "aerial", status="denied")))

    assert (visit["event"], visit["mode"], visit["quad_code"]) == (["AGREE"], [], 1)
    assert (assault["event"], assault["mode"]) == (["ASSAULT"], ["aerial", "future"])
    assert denied["mode"] == ["aerial", "negation"]


def test_plover_decides_where_the_manual_does_not(one_event: OneEvent) -> None:
    """SANCTION is material conflict and has a recipient; ACCUSE is negative."""
    sanction = json.loads(write_plover(one_event("SANCTION", "expel", actors=("Kenyan government",))))
    accuse = json.loads(write_plover(one_event("ACCUSE")))

    assert (sanction["quad_code"], sanction["event_scale"]) == (4, -5.5)
    assert sanction["recipient"] == [{"sector": "UNK"}]
    assert sanction["actor"][0] | {"entity_text": ""} == {
        "code": "KEN", "sector": "GOV", "entity_text": "", "country_name": "Kenya",
    }  # fmt: skip
    assert accuse["event_scale"] == -3


def test_polecat_has_its_columns(example: Record) -> None:
    """Tab-separated, 40 columns, read by pandas; only what happened and has a day."""
    frame = pd.read_csv(io.BytesIO(write_polecat(example)), sep="\t", keep_default_na=False)

    assert frame.shape[1] == 40
    assert list(frame.columns[:6]) == ["Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code"]
    happened = [event for event in example.events if is_coded(event)]
    assert list(frame["Event ID"]) == [event.id for event in happened]


def test_acled_opens_as_acled_does(example: Record) -> None:
    """The columns in order, the types pandas expects, every value from ACLED's own lists."""
    frame = pd.read_csv(io.BytesIO(write_acled(example)), parse_dates=["event_date"])

    assert list(frame.columns) == ACLED_COLUMNS
    assert pd.api.types.is_datetime64_any_dtype(frame["event_date"])
    assert pd.api.types.is_integer_dtype(frame["fatalities"])
    assert set(frame["sub_event_type"]) <= set(TYPE_OF)
    assert all(sub in SUB_EVENTS[kind] for kind, sub in zip(frame["event_type"], frame["sub_event_type"], strict=True))
    assert set(frame["inter1"].dropna()) <= set(INTERS)
    assert set(frame["time_precision"]) <= {1, 2, 3}
    assert set(frame["geo_precision"].dropna()) <= {1, 2, 3}
    assert frame["event_id_cnty"].is_unique
    assert frame["notes"].str.contains("independent report").all()


CODED = [
    ({"kind": "ASSAULT", "mode": "drone"}, "Air/drone strike"),
    ({"kind": "ASSAULT", "mode": "suicide-attack"}, "Suicide bomb"),
    ({"kind": "ASSAULT", "mode": "explosives", "sentence": "He threw a hand grenade at the gate."}, "Grenade"),
    ({"kind": "ASSAULT", "mode": "explosives"}, "Remote explosive/landmine/IED"),
    (
        {"kind": "ASSAULT", "mode": "unconventional", "sentence": "A chlorine gas attack hit the camp."},
        "Chemical weapon",
    ),
    ({"kind": "ASSAULT", "mode": "unconventional"}, None),
    ({"kind": "ASSAULT", "cameo": "190"}, "Armed clash"),
    ({"kind": "ASSAULT", "targets": ("the army",)}, "Armed clash"),
    ({"kind": "ASSAULT", "targets": ("villagers",), "cameo": "190"}, "Attack"),
    ({"kind": "ASSAULT", "killed": ((3, 3, "civilians"),)}, "Attack"),
    ({"kind": "ASSAULT", "killed": ((3, 3, "people"),)}, "Attack"),
    ({"kind": "ASSAULT"}, None),
    ({"kind": "ASSAULT", "mode": "abduct"}, "Abduction/forced disappearance"),
    ({"kind": "ASSAULT", "mode": "abduct", "targets": ("soldiers",)}, None),
    ({"kind": "ASSAULT", "mode": "crowd-control"}, "Protest with intervention"),
    (
        {"kind": "ASSAULT", "mode": "crowd-control", "killed": ((1, 1, "people"),)},
        "Excessive force against protesters",
    ),
    ({"kind": "COERCE", "mode": "seize", "cameo": "192", "actors": ("the army",)}, "Government regains territory"),
    ({"kind": "COERCE", "mode": "seize", "cameo": "192", "actors": ("rebels",)}, "Non-state actor overtakes territory"),
    ({"kind": "COERCE", "mode": "seize", "cameo": "192"}, None),
    (
        {"kind": "COERCE", "mode": "seize", "cameo": "192", "sentence": "They took the town without a fight."},
        "Non-violent transfer of territory",
    ),
    ({"kind": "PROTEST", "mode": "demo"}, "Peaceful protest"),
    ({"kind": "PROTEST", "mode": "riot"}, "Violent demonstration"),
    ({"kind": "PROTEST", "mode": "strike"}, None),
    ({"kind": "ACCUSE"}, None),
    ({"kind": "ASSAULT", "mode": "drone", "status": "planned"}, None),
    ({"kind": "ASSAULT", "mode": "drone", "status": "denied"}, None),
    ({"kind": "ASSAULT", "mode": "drone", "day": None}, None),
]


@pytest.mark.parametrize(("event", "sub"), CODED, ids=lambda value: str(value)[:60])
def test_acled_codes_what_its_code_book_codes(one_event: OneEvent, event: dict, sub: str | None) -> None:
    """Type, mode, sides and words decide; what they leave open is not coded."""
    rows = _rows(write_acled(one_event(event["kind"], **{k: v for k, v in event.items() if k != "kind"})))

    assert [row["sub_event_type"] for row in rows] == ([sub] if sub else [])


def test_an_unsure_type_is_coded_where_that_can_be_said(one_event: OneEvent) -> None:
    """PLOVER records and GeoJSON say how sure; tables that have no column for it leave the event out."""
    unsure = one_event("ASSAULT", "drone", confidence=0.4)

    assert json.loads(write_plover(unsure))["consilience"]["type_confidence"] == 0.4
    assert json.loads(write_geojson(unsure))["features"][0]["properties"]["type_confidence"] == 0.4
    assert not _rows(write_acled(unsure))
    assert not _rows(write_ucdp(one_event("ASSAULT", killed=SIX, confidence=0.4)))
    assert len(write_polecat(unsure).splitlines()) == 1


def test_background_is_no_event(one_event: OneEvent) -> None:
    """What no report dates to a month ACLED does not code, to a year UCDP does not."""
    quarter = DateOut(start="2024-01-01", end="2024-03-31", precision="season", basis="stated")
    decade = DateOut(start="2011-01-01", end="2020-12-31", precision="decade", basis="stated")

    assert not _rows(write_acled(one_event("ASSAULT", "drone", day=quarter)))
    assert _rows(write_ucdp(one_event("ASSAULT", killed=SIX, day=quarter)))
    assert not _rows(write_ucdp(one_event("ASSAULT", killed=SIX, day=decade)))


def test_acled_row_says_what_is_known(one_event: OneEvent) -> None:
    """Sides, crowd, place and the least number of dead; the range stands in the notes."""
    killed = ((3.0, 3.0, "villagers"), (7.0, 9.0, "villagers"))
    record = one_event("ASSAULT", "firearms", actors=("rebels",), targets=("villagers",), killed=killed)
    second = replace(record.articles[0], id="a2")
    event = record.events[0]
    span = replace(event.quantities[1].span, article="a2")
    event = replace(event, quantities=(event.quantities[0], replace(event.quantities[1], span=span)))
    (row,) = _rows(write_acled(replace(record, articles=(*record.articles, second), events=(event,))))

    assert row["fatalities"] == "3"
    assert "range from 3 to 9" in row["notes"]
    assert (row["inter1"], row["inter2"], row["interaction"]) == ("Rebel group", "Civilians", "Rebel group-Civilians")
    assert row["civilian_targeting"] == "Civilian targeting"
    assert (row["iso"], row["country"], row["region"], row["admin1"]) == (
        "450",
        "Madagascar",
        "Eastern Africa",
        "Diana",
    )
    assert (row["location"], row["geo_precision"], row["source_scale"]) == ("Antsiranana", "1", "")


def test_acled_demonstration_has_its_crowd(one_event: OneEvent) -> None:
    """People without a name are ACLED's own "Protesters (Country)", alone."""
    (row,) = _rows(write_acled(one_event("PROTEST", "demo")))

    assert (row["actor1"], row["interaction"]) == ("Protesters (Madagascar)", "Protesters only")
    assert (row["tags"], row["disorder_type"]) == ("crowd size=no report", "Demonstrations")


def test_acled_side_of_unknown_kind_leaves_the_interaction_open(one_event: OneEvent) -> None:
    """With a second side whose kind is not known, the first is not "only"."""
    (row,) = _rows(write_acled(one_event("ASSAULT", cameo="190", actors=("the army",), targets=("Morning Star",))))

    assert (row["actor2"], row["inter1"], row["inter2"], row["interaction"]) == ("Morning Star", "State forces", "", "")


def test_interaction_has_one_order() -> None:
    """The kinds stand in the order of their old numbers, whoever began."""
    assert interaction("Civilians", "State forces") == "State forces-Civilians"
    assert interaction("", "Rebel group") == "Rebel group only"
    assert interaction("", "") == ""


def test_formulas_in_tables_are_text(one_event: OneEvent) -> None:
    """What begins like a formula is marked as text in every table; numbers stay numbers."""
    record = one_event("ASSAULT", "drone", sentence="=HYPERLINK(1) went off.")
    record = replace(record, articles=tuple(replace(a, outlet="@Daily") for a in record.articles))
    (row,) = _rows(write_acled(record))
    (polecat,) = csv.DictReader(io.StringIO(write_polecat(record).decode()), delimiter="\t")

    assert row["source"] == "'@Daily"
    assert row["latitude"] == "-12.3173"
    assert polecat["Source"] == "'@Daily"


def test_ucdp_has_its_columns_and_sums(example: Record) -> None:
    """49 columns; low, best and high in order; deaths by side add up to the best estimate."""
    frame = pd.read_csv(io.BytesIO(write_ucdp(example)))
    parts = frame[["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]].sum(axis=1)

    assert frame.shape[1] == 49
    assert len(frame)
    assert (frame["low"] <= frame["best"]).all()
    assert (frame["best"] <= frame["high"]).all()
    assert (parts == frame["best"]).all()
    assert frame["id"].is_unique
    assert (frame["id"] < 2**53).all()
    assert set(frame["where_prec"].dropna()) <= set(range(1, 8))


SIX = ((6, 6, "people"),)
UCDP = [
    ({"cameo": "190", "actors": ("the army",), "targets": ("rebels",)}, "1"),
    ({"cameo": "190", "actors": ("militiamen",), "targets": ("rebels",)}, "2"),
    ({"cameo": "180", "actors": ("rebels",), "targets": ("villagers",)}, "3"),
    ({"cameo": "190", "actors": ("rebels",)}, ""),
    ({"cameo": "190"}, ""),
]


@pytest.mark.parametrize(("event", "kind"), UCDP)
def test_ucdp_types_of_violence(one_event: OneEvent, event: dict, kind: str) -> None:
    """State-based, non-state, one-sided; empty where a side is not known."""
    (row,) = _rows(write_ucdp(one_event("ASSAULT", killed=SIX, **event)))

    assert row["type_of_violence"] == kind
    assert (row["priogrid_gid"], row["where_prec"], row["adm_1"]) == (str(155 * 720 + 458 + 1), "1", "Diana")


def test_ucdp_leaves_out_what_is_no_organised_violence(one_event: OneEvent) -> None:
    """No statement, and nothing that nobody is counted dead of: UCDP codes an event from its first death."""
    assert not _rows(write_ucdp(one_event("ACCUSE", killed=((5, 5, "people"),))))
    assert not _rows(write_ucdp(one_event("ASSAULT", "beat")))
    assert not _rows(write_ucdp(one_event("ASSAULT", cameo="190", actors=("the army",), targets=("rebels",))))
    assert not _rows(write_ucdp(one_event("ASSAULT", cameo="190", killed=((0, 0, "people"),))))
    assert _rows(write_ucdp(one_event("ASSAULT", "beat", killed=((1, 1, "man"),))))


@pytest.mark.parametrize(
    ("end", "precision"), [("14", "1"), ("19", "2"), ("20", "3"), ("31", "4")], ids=["day", "days", "week", "month"]
)
def test_ucdp_date_precision(one_event: OneEvent, end: str, precision: str) -> None:
    """By the length of the interval."""
    day = DateOut(start="2024-05-14", end=f"2024-05-{end}", precision="day", basis="stated")
    (row,) = _rows(write_ucdp(one_event("ASSAULT", killed=SIX, day=day)))

    assert row["date_prec"] == precision


POSITION = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
RING = {"type": "array", "items": POSITION, "minItems": 4}


def _geometry_schema(kind: str, coordinates: dict) -> dict:
    properties = {"type": {"const": kind}, "coordinates": coordinates}
    return {"type": "object", "required": ["type", "coordinates"], "properties": properties}


GEOJSON = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "id", "geometry", "properties"],
                "properties": {
                    "type": {"const": "Feature"},
                    "properties": {"type": "object"},
                    "geometry": {
                        "oneOf": [
                            {"type": "null"},
                            _geometry_schema("Point", POSITION),
                            _geometry_schema("Polygon", {"items": RING}),
                            _geometry_schema("MultiPolygon", {"items": {"items": RING}}),
                        ]
                    },
                },
            },
        },
    },
}


def test_geojson_is_a_feature_collection(example: Record) -> None:
    """Every event and every holding is a feature with its own id."""
    collection = json.loads(write_geojson(example))
    jsonschema.validate(collection, GEOJSON)
    features = collection["features"]

    assert len(features) == len(example.events) + len(example.control)
    assert len({feature["id"] for feature in features}) == len(features)


def _geometry(content: bytes) -> dict:
    return json.loads(content)["features"][0]["geometry"]


def test_geojson_draws_no_more_than_is_known(one_event: OneEvent) -> None:
    """A town is a point, a province a ring around it, a country and an unknown place are nothing."""
    near = {"country": "MG", "lat": -13.5, "lon": 49.0}
    town = one_event("ASSAULT")
    province = one_event("ASSAULT", place=entity("Diana", kind="place", radius_km=120.0, **near))
    country = one_event("ASSAULT", place=entity("Madagascar", kind="place", radius_km=700.0, **near))
    unknown = one_event("ASSAULT", place=entity("the old bridge", kind="place"))

    assert _geometry(write_geojson(town)) == {"type": "Point", "coordinates": [49.2919, -12.3173]}
    assert _geometry(write_geojson(province))["type"] == "Polygon"
    assert _geometry(write_geojson(country)) is None
    assert _geometry(write_geojson(unknown)) is None


def _area(ring: list[list[float]]) -> float:
    """Signed area: positive where the ring runs counter-clockwise, as RFC 7946 wants outer rings to."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring)) / 2


def test_circle_runs_the_right_way_and_closes() -> None:
    """Counter-clockwise, first corner last, as high as the radius says."""
    drawn = draw_circle(10.0, 20.0, 111.2)
    assert drawn
    (ring,) = drawn["coordinates"]

    assert ring[0] == ring[-1]
    assert _area(ring) > 0
    assert isclose(max(y for _, y in ring), 11.0, abs_tol=0.01)


def test_circle_is_cut_at_the_date_line_and_none_at_the_pole() -> None:
    """Fiji's circle is two polygons inside the world; one around the pole cannot be drawn flat."""
    drawn = draw_circle(-17.0, 179.5, 150.0)
    assert drawn
    assert drawn["type"] == "MultiPolygon"
    assert all(-180 <= x <= 180 for (ring,) in drawn["coordinates"] for x, _ in ring)
    assert len(drawn["coordinates"]) == 2
    assert draw_circle(89.9, 0.0, 50.0) is None
