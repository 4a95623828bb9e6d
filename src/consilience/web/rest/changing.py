"""What changed: as a list, and as a stream of server-sent events.

One look a second at one number tells whether there is anything to send, for every listener the same. A stream ends after a
while and the listener comes back with the last number it saw; so a user who was removed does not listen for ever.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from time import monotonic
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.exceptions import ServiceUnavailableException, ValidationException
from litestar.openapi.spec import Example
from litestar.params import QueryParameter
from litestar.response import Stream
from litestar.serialization import encode_json

from consilience.desk import Change, Desk
from consilience.web.rest.answers import Changed, Changes
from consilience.web.rest.errors import answers
from consilience.web.rest.showing import url_of

MOST_CHANGES = 1_000
LATEST = 2**53 - 1
"""The largest `seq` that every JSON reader reads right."""

MOST_LISTENERS = 64
TICK_S = 1.0
HEARTBEAT_S = 15.0
"""Proxies cut what is silent for 30 or 60 seconds."""

LASTS_S = 600.0

SINCE = QueryParameter(description="After the change with this `seq`.", ge=0, le=LATEST, examples=[Example(value=0)])


@dataclass(slots=True)
class Listeners:
    """How many listen now."""

    number: int = field(default=0)


@get(
    "/changes",
    sync_to_thread=True,
    operation_id="list_changes",
    summary="List what changed",
    description="Items added, changed or gone, oldest first. Ask on with `since` set to `last`.",
    tags=["changes"],
    responses=answers(Changes, about="The changes."),
)
def list_changes(
    desk: NamedDependency[Desk],
    since: Annotated[int, SINCE] = 0,
    limit: Annotated[int, QueryParameter(description="How many at most.", ge=1, le=MOST_CHANGES)] = MOST_CHANGES,
) -> Response[bytes]:
    """Answer with the changes."""
    found = desk.changes(since, limit=limit + 1)
    items = tuple(show_change(change) for change in found[:limit])
    last = items[-1].seq if items else max(since, desk.last_change())
    return Response(
        encode_json(Changes(items=items, last=last, more=len(found) > limit)), media_type="application/json"
    )


@get(
    "/changes/stream",
    operation_id="stream_changes",
    summary="Be told what changes",
    description="Server-sent events: `change` with a change as data and its `seq` as id. A listener that comes back with "
    f"Last-Event-ID goes on from there; without it and `since`, from now. A comment comes every {HEARTBEAT_S:.0f} seconds, and the "
    f"stream ends after {LASTS_S / 60:.0f} minutes: come back then.",
    tags=["changes"],
    media_type="text/event-stream",
    responses=answers(str, 503, about="The events."),
)
async def stream_changes(
    request: Request[Any, Any, Any],
    desk: NamedDependency[Desk],
    state: State,
    since: Annotated[int | None, SINCE] = None,
) -> Stream:
    """Answer with events as they come."""
    listeners: Listeners = state.listeners
    if listeners.number >= MOST_LISTENERS:
        raise ServiceUnavailableException(
            f"{MOST_LISTENERS} are listening already; come back later.", headers={"retry-after": "30"}
        )
    last = _last_seen(request.headers.get("last-event-id"))
    start = last if last is not None else since if since is not None else await asyncio.to_thread(desk.last_change)
    return Stream(tell_changes(desk, start, state), media_type="text/event-stream", headers={"x-accel-buffering": "no"})


async def tell_changes(desk: Desk, since: int, state: State) -> AsyncIterator[bytes]:
    """Give events from a change on, until the stream's time is over or the server stops."""
    listeners: Listeners = state.listeners
    listeners.number += 1
    try:
        yield b"retry: 3000\n\n"
        began = said = monotonic()
        while monotonic() - began < LASTS_S and not state.stopping():
            found = await asyncio.to_thread(desk.changes, since, limit=MOST_CHANGES)
            if found:
                since, said = found[-1].seq, monotonic()
                yield b"".join(_event(change) for change in found)
            elif monotonic() - said >= HEARTBEAT_S:
                said = monotonic()
                yield b": still here\n\n"
            if len(found) < MOST_CHANGES:
                await asyncio.sleep(TICK_S)
    finally:
        listeners.number -= 1


def show_change(change: Change) -> Changed:
    """Give a change as the API shows it."""
    url = url_of(change.kind, change.id)
    return Changed(seq=change.seq, at=change.at, kind=change.kind, id=change.id, what=change.what, url=url)


def _event(change: Change) -> bytes:
    return b"id: %d\nevent: change\ndata: %s\n\n" % (change.seq, encode_json(show_change(change)))


def _last_seen(header: str | None) -> int | None:
    if header is None:
        return None
    if not (header.isascii() and header.isdigit() and len(header) <= 16):
        raise ValidationException("Last-Event-ID: needs the id of the last event, a number.")
    return int(header)


ROUTES = (list_changes, stream_changes)
