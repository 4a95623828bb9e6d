"""Full-text search."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency, Provide
from litestar.exceptions import ValidationException
from litestar.openapi.spec import Example
from litestar.params import QueryParameter
from litestar.serialization import encode_json

from consilience.desk import KINDS, Desk, Filter, Hit, Page
from consilience.web.rest.answers import Found, Mark, Search
from consilience.web.rest.asking import LONGEST_CURSOR, LONGEST_TEXT, next_url, read_filter
from consilience.web.rest.errors import answers
from consilience.web.rest.showing import url_of

HOW = 'Words, "phrases", `title:word`, `outlet:"a name"`, `body:word`, `-word` and `wor*`; the best matches first.'


@get(
    "/search",
    sync_to_thread=True,
    operation_id="search",
    summary="Search",
    description=HOW,
    tags=["search"],
    dependencies={"where": Provide(read_filter, sync_to_thread=False)},
    responses=answers(Search, about="The results."),
)
def search(
    request: Request[Any, Any, Any],
    desk: NamedDependency[Desk],
    where: NamedDependency[Filter],
    q: Annotated[
        str, QueryParameter(description=HOW, max_length=LONGEST_TEXT, examples=[Example(value='"oil port" strike')])
    ],
    kind: Annotated[
        str | None,
        QueryParameter(
            description="Only items of this kind.",
            pattern=f"^({'|'.join(KINDS)})$",
            examples=[Example(value="article")],
        ),
    ] = None,
    after: Annotated[
        str | None, QueryParameter(description="Go on from here: taken from `next`.", max_length=LONGEST_CURSOR)
    ] = None,
    limit: Annotated[int, QueryParameter(description="How many at most.", ge=1, le=100)] = 20,
) -> Response[bytes]:
    """Answer with the best matches."""
    kinds = [name for name in KINDS if name == kind]
    try:
        page = desk.search(q, kinds=kinds, where=where, after=after, limit=limit)
    except ValueError as error:
        if after is None:
            raise
        raise ValidationException("after: no cursor of this search; take it from `next`.") from error
    return Response(encode_json(show_hits(page, next_url(request, page.next))), media_type="application/json")


def show_hits(page: Page[Hit], following: str | None) -> Search:
    """Give the results as the API shows them."""
    items = tuple(
        Found(
            kind=hit.kind,
            id=hit.id,
            url=url_of(hit.kind, hit.id),
            title=hit.title,
            outlet=hit.outlet,
            first=hit.first,
            last=hit.last,
            score=hit.score,
            snippet=hit.snippet,
            start=hit.start,
            marks=_marks(hit.marks),
            title_marks=_marks(hit.title_marks),
        )
        for hit in page.items
    )
    return Search(items=items, next=following, total=page.total, exact=page.exact)


def _marks(marks: tuple[tuple[int, int], ...]) -> tuple[Mark, ...]:
    return tuple(Mark(start=start, end=end) for start, end in marks)


ROUTES = (search,)
