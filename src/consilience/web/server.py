"""Runs the application: the port, the clerk beside it, and how both end. The door for uvicorn."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn

from consilience.desk.clerk import hired
from consilience.settings import SHIPPED_LANGUAGE_MODEL
from consilience.store.database import open_database
from consilience.web.app import build_app
from consilience.web.users import TokenFile, UserFile

if TYPE_CHECKING:
    from consilience.web.asgi import App
    from consilience.web.users import Accounts

PATIENCE_S = 3
"""Seconds that answers on their way have to finish once the server is told to stop."""

MOST_CONNECTIONS = 256
BACKLOG = 128
LAST_PORT = 65_535


class ServerError(Exception):
    """The server cannot start. The message is one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """Where a server listens, over which store, and for whom. `workers`: processes of the clerk that read articles."""

    host: str
    port: int
    database: Path
    users: Path | None = None
    token_file: Path | None = None
    workers: int = 1
    language_model: str = SHIPPED_LANGUAGE_MODEL


class _Server(uvicorn.Server):
    """Tells the open streams when the server is to stop, for they would not end by themselves."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        self.stopping = True

    stopping = False


def serve(settings: ServerSettings, *, tell: Callable[[str], None]) -> None:
    """Serve until told to stop by SIGINT or SIGTERM. `tell` hears the address once it can be reached.

    Raises ServerError, UsersError, StoreError: each in one line.
    """
    accounts = find_accounts(settings)
    with closing(listen(settings.host, settings.port)) as port, open_database(settings.database) as store:
        server: _Server | None = None
        hosts = frozenset() if accounts else own_names(settings.host)
        app = build_app(store, accounts=accounts, hosts=hosts, stopping=lambda: bool(server and server.stopping))
        server = _Server(_config(app))
        tell(address_of(port))
        signal.signal(signal.SIGTERM, _leave)
        with hired(settings.database, language_model=settings.language_model, workers=settings.workers):
            try:
                server.run(sockets=[port])
            except KeyboardInterrupt:
                return


def run_app(app: App, port: socket.socket) -> None:
    """Run an application on a listening socket until told to stop, without a clerk."""
    _Server(_config(app)).run(sockets=[port])


def find_accounts(settings: ServerSettings) -> Accounts | None:
    """Give who may use the server. Raises ServerError where others could reach it and nobody is named."""
    if settings.users and settings.token_file:
        raise ServerError("give either --users or --token-file, not both")
    if settings.users:
        return UserFile(settings.users)
    if settings.token_file:
        return TokenFile(settings.token_file)
    if is_loopback(settings.host):
        return None
    message = f"{settings.host}: others can reach this address; say who may with --users FILE or --token-file FILE"
    raise ServerError(f"{message} ('consilience user add NAME' makes one)")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address. A name other than localhost may lead anywhere."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def own_names(host: str) -> frozenset[str]:
    """Give the names that a server on loopback answers to."""
    return frozenset({"localhost", "127.0.0.1", "::1", host.lower()})


def listen(host: str, port: int) -> socket.socket:
    """Give a socket that listens. Raises ServerError where the address cannot be had."""
    if not 0 <= port <= LAST_PORT:
        raise ServerError(f"port {port}: ports go from 0 to {LAST_PORT}; name another with --port")
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise ServerError(f"{host}: no such address here ({error.strerror})") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise ServerError(
            f"port {port} on {host} cannot be had ({error.strerror}); name another with --port"
        ) from error
    return listener


def address_of(listener: socket.socket) -> str:
    """Give the address of a listening socket as a browser takes it."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _config(app: App) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="on",
        ws="none",
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=PATIENCE_S,
    )


def _leave(_signal: int, _frame: FrameType | None) -> None:
    """What SIGTERM does once the server has stopped: leave in order, so that the clerk is told too."""
    sys.exit(0)
