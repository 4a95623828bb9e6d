"""How a page answers: filled, or missing with what to do."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response

from consilience.web.pages.render import render

Html = Response[str]
Ask = Request[Any, Any, Any]


def page(request: Ask, template: str, **values: object) -> Html:
    """Answer with a page."""
    here = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    base = f"{request.url.scheme}://{request.url.netloc}"
    return Response(render(template, here=here, base=base, **values), media_type="text/html")


def missing(request: Ask, what: str) -> Html:
    """Answer that there is no such page, and what to do."""
    answer = page(request, "missing", what=what)
    answer.status_code = 404
    return answer
