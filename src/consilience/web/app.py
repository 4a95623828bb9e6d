"""The application: the API and the pages behind one guard. Which store, which users and which port is decided in `server`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from litestar import Litestar, Request, Router
from litestar.datastructures import State
from litestar.di import Provide

from consilience.desk import Desk
from consilience.store.database import Database
from consilience.store.judgements import Ledger
from consilience.web import login, pages, rest
from consilience.web.admission import Admission
from consilience.web.delivery import Delivery
from consilience.web.guard import Guard
from consilience.web.rest.changing import Listeners
from consilience.web.rest.documentation import CONFIG
from consilience.web.rest.errors import answer_error
from consilience.web.rest.exporting import Exporters
from consilience.web.users import ALONE, User

if TYPE_CHECKING:
    from consilience.web.asgi import App
    from consilience.web.users import Accounts

LARGEST_BODY = 32_000_000
"""Bytes of a request's body; a larger load of articles goes through `consilience run`, or comes in parts."""


def never() -> bool:
    """Whether the server is to stop, where nobody can tell it to."""
    return False


def build_app(
    store: Database,
    *,
    accounts: Accounts | None = None,
    hosts: frozenset[str] = frozenset(),
    stopping: Callable[[], bool] = never,
) -> App:
    """Give the application over one store.

    `accounts`: who may use it, `None` for the one user of a machine. `hosts`: the names it answers to, empty for any.
    `stopping`: asked by open streams whether they are to end.
    """
    admission = Admission(accounts=accounts)
    routes = cast("App", build_routes(store, admission, stopping=stopping))
    guard = Guard(app=routes, admission=admission, hosts=hosts)
    return Delivery(app=guard)


def build_routes(store: Database, admission: Admission, *, stopping: Callable[[], bool] = never) -> Litestar:
    """Give the routes alone, without the guard before them."""
    desk, ledger = Desk(store), Ledger(store.engine)

    def give_desk() -> Desk:
        return desk

    def give_store() -> Database:
        return store

    def give_ledger() -> Ledger:
        return ledger

    return Litestar(
        route_handlers=[
            *rest.ROUTES,
            Router(path="/", route_handlers=[*login.ROUTES, *pages.ROUTES], include_in_schema=False),
        ],
        dependencies={
            "desk": Provide(give_desk, sync_to_thread=False),
            "store": Provide(give_store, sync_to_thread=False),
            "ledger": Provide(give_ledger, sync_to_thread=False),
            "user": Provide(give_user, sync_to_thread=False),
        },
        exception_handlers={Exception: answer_error},
        logging_config=None,
        openapi_config=CONFIG,
        state=State({"stopping": stopping, "listeners": Listeners(), "exporters": Exporters(), "admission": admission}),
        request_max_body_size=LARGEST_BODY,
    )


def give_user(request: Request[Any, Any, Any]) -> User:
    """Give who asks, as the guard found."""
    user = request.scope.get("user")
    return user if isinstance(user, User) else ALONE
