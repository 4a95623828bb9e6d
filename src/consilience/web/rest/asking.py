"""What lists can be asked: the parameters, their bounds, and the filter they make.

A parameter that a route does not know, or that is given twice, is refused by name: a filter that is passed over in silence
gives a wrong list.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Annotated, Any
from urllib.parse import urlencode

from litestar import Request
from litestar.exceptions import ValidationException
from litestar.openapi.spec import Example
from litestar.params import QueryParameter

from consilience.desk import Filter, Order

LONGEST = 100
"""Characters of an id, a type or a status; the longest of ours has 40."""

LONGEST_TEXT = 500
LONGEST_CURSOR = 500
MOST = 200

_TYPED = re.compile(r":\w+}")
"""The routes say `{name:str}` where their description says `{name}`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which stretch of a list, in which order, and whether with all there is of each item."""

    order: Order
    after: str | None
    limit: int
    full: bool


def _word(about: str, example: str) -> Any:
    return QueryParameter(description=about, max_length=LONGEST, examples=[Example(value=example)])


def read_filter(
    story: Annotated[str | None, _word("Of this story (id).", "s3f0c2b7a91d4e865")] = None,
    article: Annotated[str | None, _word("That cite this article (id).", "a5b1e7c09d2f34a86")] = None,
    entity: Annotated[str | None, _word("That are about or name this entity (id).", "e08d7f1b6c5a39e24")] = None,
    actor: Annotated[
        str | None, _word("The same as `entity`, by the name event data use.", "e08d7f1b6c5a39e24")
    ] = None,
    ref: Annotated[str | None, _word("That point at this item (id).", "v7a2c4d6e8f019b35")] = None,
    place: Annotated[str | None, _word("That happened at this place (entity id).", "e61f9a3c7b2d480e5")] = None,
    by: Annotated[str | None, _word("Said or held by this entity (id).", "e08d7f1b6c5a39e24")] = None,
    of_type: Annotated[
        str | None,
        QueryParameter(name="type", description="Of this type; see the list.", max_length=LONGEST),
    ] = None,
    status: Annotated[
        str | None, QueryParameter(description="Of this status; see the list.", max_length=LONGEST)
    ] = None,
    outlet: Annotated[str | None, _word("Of this outlet (name).", "The Harbour Post")] = None,
    since: Annotated[
        date | None,
        QueryParameter(description="That are of this day or later.", examples=[Example(value="2026-02-01")]),
    ] = None,
    until: Annotated[
        date | None,
        QueryParameter(description="That are of this day or earlier.", examples=[Example(value="2026-02-28")]),
    ] = None,
    text: Annotated[
        str | None, QueryParameter(description="That a search for these words finds.", max_length=LONGEST_TEXT)
    ] = None,
    bbox: Annotated[
        str | None,
        QueryParameter(
            description="Within: west,south,east,north in degrees; west above east crosses the date line.",
            pattern=r"^-?[0-9]{1,3}(\.[0-9]{1,9})?(,-?[0-9]{1,3}(\.[0-9]{1,9})?){3}$",
            examples=[Example(value="10.5,30,15.25,33.5")],
        ),
    ] = None,
) -> Filter:
    """Give the filter that the parameters make. Raises ValidationException where two do not go together."""
    if entity is not None and actor is not None:
        raise ValidationException("Give either entity or actor: they mean the same.")
    return Filter(
        story=story,
        article=article,
        entity=entity if actor is None else actor,
        ref=ref,
        place=place,
        by=by,
        type=of_type,
        status=status,
        outlet=outlet,
        since=since.isoformat() if since else None,
        until=until.isoformat() if until else None,
        text=text,
        bbox=_box(bbox) if bbox is not None else None,
    )


def read_window(
    order: Annotated[Order, QueryParameter(description="Newest first, oldest first, or weightiest first.")] = "recent",
    after: Annotated[
        str | None,
        QueryParameter(description="Go on from here: taken from `next` of the list before.", max_length=LONGEST_CURSOR),
    ] = None,
    limit: Annotated[int, QueryParameter(description="How many at most.", ge=1, le=MOST)] = 50,
    full: Annotated[  # noqa: FBT002
        bool,
        QueryParameter(
            description="Give all there is of each item, under `item`; a list of large ones ends early, and `next` goes on."
        ),
    ] = False,
) -> Window:
    """Give the stretch of a list that is asked for."""
    return Window(order=order, after=after, limit=limit, full=full)


def next_url(request: Request[Any, Any, Any], cursor: str | None) -> str | None:
    """Give the path of the next stretch: the same question with another cursor."""
    if cursor is None:
        return None
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "after"]
    return f"{request.scope['path']}?{urlencode([*asked, ('after', cursor)])}"


def refuse_unknown(request: Request[Any, Any, Any]) -> None:
    """Raise ValidationException where a parameter is not the route's, or given twice."""
    known = known_parameters(request)
    for name, times in Counter(name for name, _ in request.query_params.multi_items()).items():
        if name not in known:
            names = ", ".join(sorted(known)) or "none"
            raise ValidationException(f"{name[:40]}: no such parameter here; there are: {names}.")
        if times > 1:
            raise ValidationException(f"{name}: given more than once.")


def known_parameters(request: Request[Any, Any, Any]) -> frozenset[str]:
    """Give the names of the query parameters that a route documents, which are those that it takes."""
    paths = request.app.openapi_schema.paths or {}
    item = paths.get(_TYPED.sub("}", request.scope["path_template"]))
    operation = getattr(item, str(request.method).lower(), None) if item else None
    given = operation.parameters or [] if operation else []
    return frozenset(p.name for p in given if getattr(p, "param_in", None) == "query")


def _box(text: str) -> tuple[float, float, float, float]:
    west, south, east, north = (float(part) for part in text.split(","))
    if not all(map(isfinite, (west, south, east, north))) or south > north:
        raise ValidationException("bbox: needs west,south,east,north, south not above north.")
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        raise ValidationException("bbox: longitudes lie within 180 degrees, latitudes within 90.")
    return west, south, east, north
