"""The description of the API: complete, without outside requests, and true (Schemathesis asks every route by it)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from consilience.web.admission import Admission
from consilience.web.app import build_app, build_routes
from consilience.web.rest import HANDLERS
from consilience.web.rest.collections import COLLECTIONS, Collection
from tests.web.rest.conftest import Site, fill

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]
UNBOUNDED = "/api/v1/changes/stream"
"""It does not end by itself; `test_changing` listens to it."""


@schemathesis.serializer("application/x-ndjson")
def write_lines(context: Any, value: Any) -> Any:
    """Lines as they are; whatever else is sent for them as JSON."""
    if isinstance(value, bytes):
        return value
    text = value if isinstance(value, str) else json.dumps(value)
    return text.encode("utf-8", "replace")


OPERATIONS = sorted(
    (method, f"/api/v1{path}".rstrip("/").replace(":str}", "}"))
    for handler in HANDLERS
    if handler.resolve_include_in_schema()
    for path in handler.paths
    for method in handler.http_methods
)


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Any:
    store, _ = fill(tmp_path_factory.mktemp("openapi") / "desk.db")
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", build_app(store))


@pytest.mark.parametrize(("method", "path"), [o for o in OPERATIONS if o[1] != UNBOUNDED], ids=str)
def test_every_route_does_as_described(described: Any, method: str, path: str) -> None:
    """Whatever is sent, fitting or not: no server error, and only answers that the description has."""
    operation = described[path][method]

    @given(case=st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)))
    @settings(max_examples=14, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def ask(case: Case) -> None:
        case.call_and_validate(checks=CHECKS)

    ask()


@pytest.mark.parametrize("collection", COLLECTIONS, ids=lambda c: c.name)
def test_what_is_there_is_as_described(described: Any, collection: Collection) -> None:
    """Real items and full lists fit their shapes, of every kind."""
    listed = described[collection.path]["GET"].Case(query={"limit": 200, "full": True})
    found = listed.call_and_validate(checks=CHECKS).json()["items"]
    one = described[f"{collection.path}/{{name}}"]["GET"]

    for card in found[:3]:
        assert one.Case(path_parameters={"name": card["id"]}).call_and_validate(checks=CHECKS).status_code == 200


def test_every_route_is_described(site: Site) -> None:
    """Each route says what it is for, each parameter what it does, each error is a problem, and operations have own names."""
    description = site.get("/api/v1/openapi.json")
    names = []
    for path, item in description["paths"].items():
        for operation in item.values():
            names.append(operation["operationId"])
            assert operation["summary"], path
            assert operation["description"], path
            for parameter in operation.get("parameters", ()):
                assert parameter["description"], (path, parameter["name"])
            for status, answer in operation["responses"].items():
                if status.startswith(("4", "5")):
                    assert list(answer["content"]) == ["application/problem+json"], (path, status)
                    assert answer["content"]["application/problem+json"]["examples"], (path, status)

    assert len(names) == len(set(names)) >= 38


def test_the_page_for_people_asks_nothing_outside(site: Site) -> None:
    """It names every route, has no script and no address of another host."""
    page = site.client.get("/api/v1/docs").text
    description = site.get("/api/v1/openapi.json")

    assert all(path in page for path in description["paths"])
    assert "<script" not in page
    assert "//" not in page.replace("https://harbourpost.example", "")


def test_the_shapes_are_those_of_the_record(site: Site) -> None:
    """An event in the API has every key of an event in the record, and its links."""
    shapes = site.get("/api/v1/openapi.json")["components"]["schemas"]
    event = next(shape for name, shape in shapes.items() if name.endswith("Event"))

    assert {"id", "type", "actors", "reports", "independent_reports", "links"} <= set(event["properties"])


def test_every_route_is_in_the_description(tmp_path: Path) -> None:
    """No route under /api/v1 is left out but the description itself."""
    store, _ = fill(tmp_path / "desk.db")
    routes = build_routes(store, Admission())
    described = set(routes.openapi_schema.to_schema()["paths"])
    there = {route.path_format for route in routes.routes if route.path.startswith("/api/v1")}

    assert {path for path in there - described if not path.startswith("/api/v1/docs")} == {"/api/v1/openapi.json"}
