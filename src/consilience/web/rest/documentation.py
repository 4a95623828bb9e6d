"""The OpenAPI description of the API, and its page for people: one page of our own, without scripts and outside requests."""

from __future__ import annotations

from html import escape
from typing import Any

from litestar import Request, Response, get
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import OpenAPIRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme, Server
from litestar.serialization import encode_json

from consilience.web.rest.collections import ROOT
from consilience.wiring import PROGRAM

ABOUT = """What many reports of the same days say happened, who says so, how many independent reports stand behind it, and where
they disagree. Every item has a stable id; every list is paged by cursor and can be narrowed; every answer has an entity tag.
On a server of one's own machine no token is needed."""


class Manual(OpenAPIRenderPlugin):
    """The description as one page for people."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """Give the page."""
        del request
        info = openapi_schema["info"]
        parts = [
            _operation(path, method, asked)
            for path, item in openapi_schema["paths"].items()
            for method, asked in item.items()
        ]
        shapes = [_shape(name, shape) for name, shape in openapi_schema["components"]["schemas"].items()]
        return PAGE.format(
            title=escape(info["title"]), about=escape(info["description"]), version=escape(info["version"]),
            json=f"{ROOT}/openapi.json", operations="".join(parts), shapes="".join(shapes),
        ).encode()  # fmt: skip


PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}: the API</title><link rel="stylesheet" href="/static/desk.css"></head>
<body><main><h1>{title}: the API</h1><p>{about}</p>
<p>Version {version}. For machines: <a href="{json}">openapi.json</a>.</p>
<h2>Routes</h2>{operations}<h2>Shapes</h2>{shapes}</main></body></html>
"""


def _operation(path: str, method: str, asked: dict[str, Any]) -> str:
    rows = "".join(_parameter(p) for p in asked.get("parameters", ()))
    table = (
        f"<table><thead><tr><th>parameter</th><th>in</th><th>form</th><th>what it does</th></tr></thead>{rows}</table>"
    )
    answers = "".join(
        f"<li><b>{escape(status)}</b> {escape(answer.get('description') or '')} {_shapes_of(answer)}</li>"
        for status, answer in asked["responses"].items()
    )
    return (
        f'<section><h3 id="{escape(asked["operationId"])}"><code>{method.upper()} {escape(path)}</code></h3>'
        f"<p>{escape(asked.get('summary') or '')}. {escape(asked.get('description') or '')}</p>"
        f"{table if rows else ''}<ul>{answers}</ul></section>"
    )


def _parameter(asked: dict[str, Any]) -> str:
    form = encode_json(asked.get("schema", {})).decode()
    name = escape(asked["name"]) + (" (needed)" if asked.get("required") else "")
    about = escape(asked.get("description") or "")
    return f"<tr><td><code>{name}</code></td><td>{asked['in']}</td><td><code>{escape(form)}</code></td><td>{about}</td></tr>"


def _shapes_of(answer: dict[str, Any]) -> str:
    references = [content.get("schema", {}).get("$ref", "") for content in answer.get("content", {}).values()]
    names = [reference.rpartition("/")[2] for reference in references if reference]
    return " ".join(f'<a href="#{escape(name)}">{escape(name)}</a>' for name in names)


def _shape(name: str, shape: dict[str, Any]) -> str:
    form = escape(encode_json(shape).decode())
    head = f'<h3 id="{escape(name)}">{escape(name)}</h3><p>{escape(shape.get("description") or "")}</p>'
    return f"<section>{head}<pre>{form}</pre></section>"


CONFIG = OpenAPIConfig(
    title="Consilience",
    version=PROGRAM.split()[-1],
    description=ABOUT,
    path=f"{ROOT}/docs",
    servers=[Server(url="/")],
    render_plugins=[Manual(path="/")],
    components=Components(
        security_schemes={
            "token": SecurityScheme(type="http", scheme="bearer", description="A token of `consilience user add`."),
        }
    ),
    security=[{}, {"token": []}],
)


@get("/openapi.json", sync_to_thread=False, include_in_schema=False)
def openapi(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Answer with the OpenAPI description."""
    return Response(encode_json(request.app.openapi_schema.to_schema()), media_type="application/json")


ROUTES = (openapi,)
