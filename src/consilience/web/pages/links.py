"""The stable addresses of pages, of their data and of the words in an article."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from consilience.exports.record.shape import SpanOut

PAGES = {
    "story": "/story/", "conflict": "/dispute/", "event": "/event/", "entity": "/entity/", "place": "/place/",
    "claim": "/claim/", "article": "/article/", "lineage": "/lineage/", "quote": "/claim/quote/",
}  # fmt: skip

API = "/api/v1/"
PLURALS = {"story": "stories", "entity": "entities", "framing": "framing", "control": "control"}


def link(kind: str, name: str) -> str:
    """Give the path of the page of an item."""
    return PAGES[kind] + quote(name, safe="")


def link_span(span: SpanOut) -> str:
    """Give the path that opens an article at these words and marks them."""
    return f"{link('article', span.article)}?from={span.start}&to={span.end}#mark"


def link_outlet(name: str | None) -> str | None:
    """Give the path of an outlet's page; `None` for an outlet without a name."""
    return f"/outlet?{urlencode({'name': name})}" if name else None


def link_list(kind: str, **where: str | None) -> str:
    """Give the path of the full list of a kind, narrowed to what is given."""
    query = urlencode({key: value for key, value in where.items() if value})
    return f"/list/{kind}" + (f"?{query}" if query else "")


def link_search(**where: str | None) -> str:
    """Give the path of a search."""
    return "/search?" + urlencode({key: value for key, value in where.items() if value})


def link_data(kind: str, name: str = "", **where: str | None) -> str:
    """Give the path of the data behind a page, as JSON."""
    query = urlencode({key: value for key, value in where.items() if value})
    path = API + PLURALS.get(kind, kind + "s") + (f"/{quote(name, safe='')}" if name else "")
    return path + (f"?{query}" if query else "")


def link_data_search(**where: str) -> str:
    """Give the path of the results of a search, as JSON."""
    return f"{API}search?{urlencode(where)}"


def safe_url(url: str | None) -> str | None:
    """Give an address of an article only where a browser can be sent there safely: http and https, nothing else."""
    return url if url and url.lower().startswith(("http://", "https://")) else None
