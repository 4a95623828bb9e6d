"""One article, whether it is read yet or only kept, and the versions of its address."""

from __future__ import annotations

from dataclasses import dataclass

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.serialization import encode_json

from consilience.desk import Desk
from consilience.exports.record.shape import ArticleOut, DateOut
from consilience.record.text import Article, When
from consilience.store.database import Database
from consilience.web.rest.answers import Links
from consilience.web.rest.collections import BY_KIND
from consilience.web.rest.errors import answers
from consilience.web.rest.lists import Name
from consilience.web.rest.showing import show_one

ARTICLES = BY_KIND["article"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleState(ArticleOut):
    """One report. `read`: whether it has been read; before that it has no zones, wire, lineage, nor anything found in it."""

    read: bool
    links: Links


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionOut:
    """One text of an address. `number` counts from 1 as they were taken in; `taken`: ISO time in UTC."""

    article: str
    url: str
    number: int
    taken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The texts of an address, the first taken first; an article without an address is its only version."""

    address: str | None
    items: tuple[VersionOut, ...]


@get(
    "/articles/{name:str}",
    sync_to_thread=True,
    operation_id="get_articles",
    summary="Get one article",
    description="An article, read or still waiting to be read.",
    tags=["articles"],
    responses=answers(ArticleState, 404, about="The article."),
)
def get_article(desk: NamedDependency[Desk], store: NamedDependency[Database], name: Name) -> Response[bytes]:
    """Answer with the article."""
    item = desk.get("article", name)
    if item is not None:
        shown = show_one(item, ARTICLES, desk.backlinks("article", name))
        return Response(b'{"read":true,' + shown[1:], media_type="application/json")
    return Response(encode_json(waiting(find(store, name))), media_type="application/json")


@get(
    "/articles/{name:str}/versions",
    sync_to_thread=True,
    operation_id="list_versions",
    summary="List the versions of an article",
    description="The texts that were taken in from the article's address, the first taken first.",
    tags=["articles"],
    responses=answers(Versions, 404, about="The versions."),
)
def list_versions(desk: NamedDependency[Desk], store: NamedDependency[Database], name: Name) -> Response[bytes]:
    """Answer with the versions."""
    address = find(store, name).url
    items = tuple(
        VersionOut(article=v.article, url=ARTICLES.url(v.article), number=v.number, taken=v.taken)
        for v in (desk.versions(address) if address else ())
    )
    return Response(encode_json(Versions(address=address, items=items)), media_type="application/json")


def find(store: Database, name: str) -> Article:
    """Give an article that is kept. Raises NotFoundException for one that is not."""
    article = store.article(name)
    if article is None:
        raise NotFoundException(f"{name}: no such article.")
    return article


def waiting(article: Article) -> ArticleState:
    """Give an article that is not read yet."""
    none = Links(self=ARTICLES.url(article.id), page=None, stories=(), articles=(), entities=(), refs=(), related=())
    return ArticleState(
        id=article.id,
        path=article.path,
        url=article.url,
        outlet=article.outlet,
        title=article.title,
        authors=article.authors,
        published=_date(article.published) if article.published else None,
        language=article.language,
        text=article.text,
        zones=(),
        wire=None,
        lineage=None,
        read=False,
        links=none,
    )


def _date(when: When) -> DateOut:
    days = when.earliest.isoformat(), when.latest.isoformat()
    return DateOut(start=days[0], end=days[1], precision=when.precision, basis=when.basis)


ROUTES = (get_article, list_versions)
