"""What there is: the collections, how much of each, the outlets."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from litestar.serialization import encode_json

from consilience.desk import Desk
from consilience.exports.record.shape import FORMAT
from consilience.web.rest.answers import Counts, Outlet, Outlets, Overview, Place
from consilience.web.rest.collections import COLLECTIONS, ROOT
from consilience.web.rest.errors import answers
from consilience.wiring import PROGRAM

MOST_OUTLETS = 500


@get(
    "/",
    sync_to_thread=True,
    operation_id="overview",
    summary="What there is",
    description="The collections, where each is and how many items it has.",
    tags=["overview"],
    responses=answers(Overview, about="The collections."),
)
def overview(desk: NamedDependency[Desk]) -> Response[bytes]:
    """Answer with the collections."""
    counts = desk.counts()
    places = tuple(
        Place(name=c.name, url=c.path, about=c.about, count=counts.get(c.kind, 0) if c.only is None else None)
        for c in COLLECTIONS
    )
    found = Overview(
        program=PROGRAM,
        format=FORMAT,
        openapi=f"{ROOT}/openapi.json",
        documentation=f"{ROOT}/docs",
        collections=places,
    )
    return Response(encode_json(found), media_type="application/json")


@get(
    "/counts",
    sync_to_thread=True,
    operation_id="counts",
    summary="How many of each",
    description="The number of items of each kind, and the `seq` of the last change.",
    tags=["overview"],
    responses=answers(Counts, about="The counts."),
)
def counts(desk: NamedDependency[Desk]) -> Response[bytes]:
    """Answer with the counts."""
    found = Counts(counts=dict(desk.counts()), last_change=desk.last_change())
    return Response(encode_json(found), media_type="application/json")


@get(
    "/outlets",
    sync_to_thread=True,
    operation_id="list_outlets",
    summary="List outlets",
    description="The outlets, those with most articles first. `url` leads to an outlet's articles.",
    tags=["outlets"],
    responses=answers(Outlets, about="The outlets."),
)
def outlets(
    desk: NamedDependency[Desk],
    limit: Annotated[int, QueryParameter(description="How many at most.", ge=1, le=MOST_OUTLETS)] = MOST_OUTLETS,
) -> Response[bytes]:
    """Answer with the outlets."""
    items = tuple(
        Outlet(name=o.name, articles=o.articles, url=f"{ROOT}/articles?{urlencode({'outlet': o.name})}")
        for o in desk.outlets(limit=limit)
    )
    return Response(encode_json(Outlets(items=items)), media_type="application/json")


ROUTES = (overview, counts, outlets)
