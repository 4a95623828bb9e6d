"""The sources of a claim as a chain."""

from __future__ import annotations

from dataclasses import dataclass

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.serialization import encode_json

from consilience.desk import Desk
from consilience.desk.chains import Role, trace
from consilience.exports.record.shape import DateOut, SpanOut
from consilience.web.rest.errors import answers
from consilience.web.rest.lists import Name
from consilience.web.rest.showing import url_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOut:
    """One stage of the way a claim came. `url`: its entity, or the article it stands in; null where it is neither."""

    role: Role
    who: str
    entity: str | None
    span: SpanOut | None
    date: DateOut | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The sources of a claim, the outlet that prints it first, the ultimate source last."""

    claim: str
    steps: tuple[StepOut, ...]


@get(
    "/claims/{name:str}/sources",
    sync_to_thread=True,
    operation_id="list_sources",
    summary="List the sources of a claim",
    description="From the outlet that prints it, through the texts it was carried from, the agency they credit and the channel "
    "it came by, to the ultimate source.",
    tags=["claims"],
    responses=answers(Chain, 404, about="The chain."),
)
def list_sources(desk: NamedDependency[Desk], name: Name) -> Response[bytes]:
    """Answer with the chain."""
    steps = trace(desk, name)
    if steps is None:
        raise NotFoundException(f"{name}: no such claim; it may have been woven into another.")
    shown = tuple(
        StepOut(role=s.role, who=s.who, entity=s.entity, span=s.span, date=s.date, url=_url(s.entity, s.span))
        for s in steps
    )
    return Response(encode_json(Chain(claim=name, steps=shown)), media_type="application/json")


def _url(entity: str | None, span: SpanOut | None) -> str | None:
    if entity:
        return url_of("entity", entity)
    return url_of("article", span.article) if span else None


ROUTES = (list_sources,)
