"""REST under /api/v1. `ROUTES` is all that `app` includes."""

from __future__ import annotations

from litestar import Router
from litestar.handlers import HTTPRouteHandler

from consilience.web.rest import (
    articles,
    changing,
    documentation,
    exporting,
    judging,
    lists,
    overview,
    posting,
    searching,
    sources,
)
from consilience.web.rest.asking import refuse_unknown
from consilience.web.rest.collections import ROOT

HANDLERS: tuple[HTTPRouteHandler, ...] = (
    *overview.ROUTES,
    *lists.ROUTES,
    *articles.ROUTES,
    *posting.ROUTES,
    *searching.ROUTES,
    *sources.ROUTES,
    *changing.ROUTES,
    *exporting.ROUTES,
    *judging.ROUTES,
    *documentation.ROUTES,
)

ROUTES = (Router(path=ROOT, route_handlers=HANDLERS, before_request=refuse_unknown),)
