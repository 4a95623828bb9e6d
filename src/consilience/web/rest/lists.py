"""The routes of the collections: a list and one item of each, made from the table in `collections`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException, ValidationException
from litestar.handlers import HTTPRouteHandler
from litestar.params import PathParameter

from consilience.desk import Desk, Filter, Item, Page
from consilience.web.rest.answers import linked, listing_of
from consilience.web.rest.asking import LONGEST, Window, next_url, read_filter, read_window
from consilience.web.rest.collections import COLLECTIONS, Collection
from consilience.web.rest.errors import answers
from consilience.web.rest.showing import show_list, show_one

JSON = "application/json"
Name = Annotated[str, PathParameter(description="Its id.", max_length=LONGEST, min_length=1)]
MOST_CONTENTS = 500_000
"""Bytes of contents after which a list ends early. Ten much-named entities have more: every mention is a span."""

FIRST_CONTENTS = 5
"""Items asked for with contents at first; then twice as many each time, until there are enough or they are large enough."""

EMPTY: Page[Item] = Page(items=(), next=None, total=0)


def list_route(collection: Collection) -> HTTPRouteHandler:
    """Give the route of a collection's list."""

    def list_items(
        request: Request[Any, Any, Any],
        desk: NamedDependency[Desk],
        where: NamedDependency[Filter],
        window: NamedDependency[Window],
    ) -> Response[bytes]:
        narrowed = collection.narrow(where)
        page = EMPTY if narrowed is None else ask_page(desk, collection, narrowed, window)
        body = show_list(page, collection, full=window.full, following=next_url(request, page.next))
        return Response(body, media_type=JSON)

    about = f"{collection.about} `type`: {collection.types}. `status`: {collection.statuses}."
    return get(
        f"/{collection.name}",
        sync_to_thread=True,
        operation_id=f"list_{collection.name}",
        summary=f"List {collection.name}",
        description=about,
        tags=[collection.name],
        media_type=JSON,
        dependencies={
            "where": Provide(read_filter, sync_to_thread=False),
            "window": Provide(read_window, sync_to_thread=False),
        },
        responses=answers(listing_of(collection.kind), about="A stretch of the list."),
    )(list_items)


def one_route(collection: Collection) -> HTTPRouteHandler:
    """Give the route of one item of a collection."""

    def get_item(desk: NamedDependency[Desk], name: Name) -> Response[bytes]:
        item = desk.get(collection.kind, name)
        if item is None or collection.only not in (None, item.type):
            raise NotFoundException(f"{name}: no such {collection.one}; it may have been woven into another.")
        return Response(show_one(item, collection, desk.backlinks(item.kind, name)), media_type=JSON)

    return get(
        f"/{collection.name}/{{name:str}}",
        sync_to_thread=True,
        operation_id=f"get_{collection.name}",
        summary=f"Get one {collection.one}",
        description=collection.about,
        tags=[collection.name],
        media_type=JSON,
        responses=answers(linked(collection.kind), 404, about=f"The {collection.one}."),
    )(get_item)


def ask_page(desk: Desk, collection: Collection, where: Filter, window: Window) -> Page[Item]:
    """Ask for a page. Raises ValidationException for a cursor that is none of this list."""
    try:
        if window.full:
            return _ask_full(desk, collection, where, window)
        return desk.rows(collection.kind, where=where, order=window.order, after=window.after, limit=window.limit)
    except ValueError as error:
        if window.after is None:
            raise
        raise ValidationException("after: no cursor of this list; take it from `next`, with the same order.") from error


def _ask_full(desk: Desk, collection: Collection, where: Filter, window: Window) -> Page[Item]:
    """A page with contents, cut short where these get large: `next` goes on from there."""
    items: list[Item] = []
    cursor, some = window.after, FIRST_CONTENTS
    while True:
        limit = min(some, window.limit - len(items))
        page = desk.page(collection.kind, where=where, order=window.order, after=cursor, limit=limit)
        items += page.items
        cursor, some = page.next, 2 * some
        size = sum(len(item.content) for item in items)
        if cursor is None or len(items) >= window.limit or size > MOST_CONTENTS:
            return replace(page, items=tuple(items))


ROUTES: tuple[HTTPRouteHandler, ...] = (
    *(list_route(collection) for collection in COLLECTIONS),
    *(one_route(collection) for collection in COLLECTIONS if collection.name != "articles"),
)
