"""The addresses of the pages. Each handler asks the desk, makes one view and fills one template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Redirect

from consilience.desk import Desk
from consilience.record.listing import Filter
from consilience.store.database import Database
from consilience.store.judgements import Ledger
from consilience.web.pages.answers import Ask, Html, missing, page
from consilience.web.pages.article import show_article
from consilience.web.pages.assets import assets
from consilience.web.pages.atlas import borders, list_to_draw, show_atlas
from consilience.web.pages.claim import show_claim_page
from consilience.web.pages.corrections import show_judged
from consilience.web.pages.dispute import show_dispute_page
from consilience.web.pages.entity import show_entity
from consilience.web.pages.event import show_event_page
from consilience.web.pages.judging import forms, judge
from consilience.web.pages.lineage import show_lineage
from consilience.web.pages.links import link, link_data, link_data_search
from consilience.web.pages.lists import NARROWED, show_list
from consilience.web.pages.outlet import show_outlet
from consilience.web.pages.search import KIND_WORDS, Asked, is_day, show_search
from consilience.web.pages.shelf import Shelf
from consilience.web.pages.story import show_story
from consilience.web.pages.today import show_today

if TYPE_CHECKING:
    from collections.abc import Callable

    from consilience.record.items import Kind

MOST_ON_MAP = 200
FOREVER = "public, max-age=31536000, immutable"


@get("/", sync_to_thread=True)
def today(request: Ask, desk: NamedDependency[Desk], after: FromQuery[str | None] = None) -> Html:
    """The first page."""
    try:
        view = show_today(Shelf(desk), after=after)
    except ValueError:
        return missing(request, "That stretch of the list is no longer there.")
    return page(request, "today", view=view, data=link_data("story"))


def _shown(kind: Kind, template: str, show: Callable[[Shelf, str], Any]) -> Callable[[Ask, Desk, Database, str], Html]:
    """A handler of a page that is made from one id."""

    def handler(
        request: Ask, desk: NamedDependency[Desk], store: NamedDependency[Database], name: FromPath[str]
    ) -> Html:
        shelf = Shelf(desk)
        view = show(shelf, name)
        if view is None:
            return missing(request, f"There is no {kind} “{name}”. It may have been merged into another one.")
        judged = show_judged(shelf, Ledger(store.engine), kind, name)
        return page(request, template, view=view, data=link_data(kind, name), judged=judged, kind=kind)

    handler.__name__ = f"show_{template}"
    handler.__doc__ = f"The page of one {kind}."
    return handler


story = get("/story/{name:str}", sync_to_thread=True)(_shown("story", "story", show_story))
dispute = get("/dispute/{name:str}", sync_to_thread=True)(_shown("conflict", "dispute", show_dispute_page))
event = get("/event/{name:str}", sync_to_thread=True)(_shown("event", "event", show_event_page))
claim = get("/claim/{name:str}", sync_to_thread=True)(_shown("claim", "claim", show_claim_page))
lineage = get("/lineage/{name:str}", sync_to_thread=True)(_shown("lineage", "lineage", show_lineage))
place = get("/place/{name:str}", sync_to_thread=True)(_shown("entity", "entity", show_entity))


@get("/entity/{name:str}", sync_to_thread=True)
def entity(
    request: Ask, desk: NamedDependency[Desk], store: NamedDependency[Database], name: FromPath[str]
) -> Html | Redirect:
    """The page of a person or organisation; that of a place stands at its own address."""
    shelf = Shelf(desk)
    view = show_entity(shelf, name)
    if view is None:
        return missing(request, f"There is no entity “{name}”. It may have been merged into another one.")
    if view.kind == "place":
        return Redirect(link("place", name), status_code=307)
    judged = show_judged(shelf, Ledger(store.engine), "entity", name)
    return page(request, "entity", view=view, data=link_data("entity", name), judged=judged, kind="entity")


@get("/article/{name:str}", sync_to_thread=True)
def article(
    request: Ask,
    desk: NamedDependency[Desk],
    store: NamedDependency[Database],
    name: FromPath[str],
    start: Annotated[str, QueryParameter(name="from")] = "",
    end: Annotated[str, QueryParameter(name="to")] = "",
    against: FromQuery[str | None] = None,
) -> Html:
    """The page of an article, with the words from `from` to `to` marked."""
    mark = (int(start), int(end)) if _is_offset(start) and _is_offset(end) else None
    shelf = Shelf(desk)
    view = show_article(shelf, name, mark=mark, against=against)
    if view is None:
        return missing(request, f"There is no article “{name}”.")
    judged = show_judged(shelf, Ledger(store.engine), "article", name)
    return page(request, "article", view=view, data=link_data("article", name), judged=judged, kind="article")


def _is_offset(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 12


@get("/outlets", sync_to_thread=True)
def outlets(request: Ask, desk: NamedDependency[Desk]) -> Html:
    """All outlets."""
    return page(request, "outlets", outlets=Shelf(desk).desk.outlets(), data="/api/v1/outlets")


@get("/outlet", sync_to_thread=True)
def outlet(request: Ask, desk: NamedDependency[Desk], name: FromQuery[str] = "") -> Html:
    """The page of an outlet."""
    view = show_outlet(Shelf(desk), name)
    if view is None:
        return missing(request, f"There is no article of an outlet named “{name}”.")
    return page(request, "outlet", view=view, data=link_data("article", outlet=name))


@get("/list/{kind:str}", sync_to_thread=True)
def listing(
    request: Ask, desk: NamedDependency[Desk], kind: FromPath[str], after: FromQuery[str | None] = None
) -> Html:
    """A full list of one kind."""
    where = {key: request.query_params[key] for key in NARROWED if key in request.query_params}
    try:
        view = show_list(Shelf(desk), kind, where, after=after)
    except ValueError:
        return missing(request, "That stretch of the list is no longer there.")
    if view is None:
        return missing(request, f"There is no list of “{kind}”.")
    return page(request, "list", view=view, data=link_data(kind, "", **view.where))


@get("/search", sync_to_thread=True)
def search(
    request: Ask,
    desk: NamedDependency[Desk],
    q: FromQuery[str] = "",
    kind: FromQuery[str] = "",
    outlet: FromQuery[str] = "",
    since: FromQuery[str] = "",
    until: FromQuery[str] = "",
    story: FromQuery[str] = "",
    after: FromQuery[str | None] = None,
) -> Html:
    """The search."""
    asked = Asked(q=q, kind=kind, outlet=outlet, since=since, until=until, story=story)
    try:
        view = show_search(Shelf(desk), asked, after=after)
    except ValueError:
        return missing(request, "That stretch of the results is no longer there.")
    return page(
        request,
        "search",
        view=view,
        kinds=KIND_WORDS,
        data=link_data_search(**asked.pairs()) if q.strip() and not view.problem else "",
    )


@get("/map", sync_to_thread=True)
def atlas(
    request: Ask,
    desk: NamedDependency[Desk],
    since: FromQuery[str] = "",
    until: FromQuery[str] = "",
    story: FromQuery[str] = "",
    type: FromQuery[str] = "",  # noqa: A002  # the name in the address
) -> Html:
    """The map of events."""
    shelf = Shelf(desk)
    since, until = (since if is_day(since) else ""), (until if is_day(until) else "")
    where = Filter(since=since or None, until=until or None, story=story or None, type=type or None)
    events = list_to_draw(shelf, where, limit=MOST_ON_MAP)
    named = shelf.item("story", story) if story else None
    return page(
        request, "map", view=show_atlas(shelf, events), since=since, until=until, story=named, type=type,
        data=link_data("event", "", since=since, until=until, story=story, type=type),
    )  # fmt: skip


@get("/static/borders.json", sync_to_thread=True)
def outlines(request: Ask) -> Response[bytes]:
    """The borders of the movable map."""
    plain, packed = borders()
    gzipped = "gzip" in request.headers.get("accept-encoding", "")
    headers = {"cache-control": "public, max-age=86400", "vary": "Accept-Encoding"}
    if gzipped:
        headers["content-encoding"] = "gzip"
    return Response(packed if gzipped else plain, media_type="application/geo+json", headers=headers)


@get("/static/{name:str}", sync_to_thread=False)
def asset(request: Ask, name: FromPath[str]) -> Response[bytes]:
    """A style sheet, script or library."""
    found = assets().get(name)
    if found is None:
        return Response(b"no such file\n", status_code=404, media_type="text/plain")
    fresh = request.query_params.get("v") == found.digest
    return Response(
        found.content, media_type=found.media_type, headers={"cache-control": FOREVER if fresh else "no-cache"}
    )


@get("/{rest:path}", sync_to_thread=True)
def elsewhere(request: Ask, rest: FromPath[str]) -> Html:
    """Any other address: a page that says so. What is missing in the API stays a problem in JSON."""
    if rest.startswith("/api"):
        raise NotFoundException
    return missing(request, f"Nothing stands at “{rest}”.")


ROUTES = (
    today, story, dispute, event, claim, lineage, place, entity, article, outlets, outlet, listing, search, atlas, outlines,
    asset, forms, judge, elsewhere,
)  # fmt: skip
