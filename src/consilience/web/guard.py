"""Stands before everything else: who asks, from where, and whether they may.

On loopback without accounts whoever reaches the server is the one user. What keeps other web sites out there is that Host must
name this machine (a name rebound to 127.0.0.1 does not) and that what changes something must come from our own pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from consilience.web.problem import MEDIA_TYPE, Refusal, encode_problem

if TYPE_CHECKING:
    from consilience.web.admission import Admission
    from consilience.web.asgi import App, Message, Receive, Scope, Send
    from consilience.web.users import User

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN_PATHS = ("/login", "/logout", "/static/")
"""Reached without a login: the page to log in with and what it is drawn with. They show nothing of the store."""

FORMS = frozenset({"", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain"})
"""Bodies that a page of another site can send without the browser asking us first."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self' blob:; child-src blob:; manifest-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""No inline script or style, nothing from elsewhere. `blob:` is for the map's workers."""

HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


@dataclass(slots=True)
class Guard:
    """An ASGI application before another one. `hosts` empty: any Host is taken."""

    app: App
    admission: Admission
    hosts: frozenset[str] = frozenset()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or turn it away."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": None})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            """Send with our headers."""
            if message["type"] == "http.response.start":
                message["headers"] = with_headers(message["headers"])
            await send(message)

        headers = read_headers(scope["headers"])
        try:
            self._check_place(scope, headers)
            user = await self._find_user(scope, headers)
            self._check_role(scope, user)
        except Refusal as refusal:
            await refuse(refusal, scope, headers, send_guarded)
            return
        scope["user"] = user
        await self.app(scope, receive, send_guarded)

    def _check_place(self, scope: Scope, headers: dict[str, str]) -> None:
        host = headers.get("host", "")
        if self.hosts and host_name(host) not in self.hosts:
            raise Refusal(421, "This server does not go by that name; use the address it was started with.")
        if scope["method"] in SAFE:
            return
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        ours = site in ("same-origin", "none") if site else origin is not None
        if (site and not ours) or (origin is not None and urlsplit(origin).netloc != host):
            raise Refusal(403, "This request comes from another site.")
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind in FORMS and not ours and scope["method"] == "POST":
            raise Refusal(403, "Send JSON, with its content type; forms are taken from our own pages only.")

    async def _find_user(self, scope: Scope, headers: dict[str, str]) -> User | None:
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return await self.admission.by_token(token.strip(), address=address_of(scope))
        return self.admission.by_cookie(headers.get("cookie", ""))

    def _check_role(self, scope: Scope, user: User | None) -> None:
        if is_open(scope["path"]):
            return
        if user is None:
            raise Refusal(401, "Give a token: Authorization: Bearer TOKEN.", ("www-authenticate", "Bearer"))
        if user.role != "editor" and scope["method"] not in SAFE:
            raise Refusal(403, f"{user.name} may read but not change anything.")


def is_open(path: str) -> bool:
    """Whether a path is reached without a login."""
    return any(path == name or (name.endswith("/") and path.startswith(name)) for name in OPEN_PATHS)


def address_of(scope: Scope) -> str:
    """Give the address that a request came from."""
    client = scope.get("client")
    return client[0] if client else ""


def host_name(host: str) -> str:
    """Give the name in a Host header, without the port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def read_headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Give the headers by lower-case name; of one that comes twice the last."""
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in raw}


def with_headers(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Give headers with ours added where they are not there."""
    given = list(headers)
    names = {name.lower() for name, _ in given}
    return [*given, *((name, value) for name, value in HEADERS if name not in names)]


async def refuse(refusal: Refusal, scope: Scope, headers: dict[str, str], send: Send) -> None:
    """Turn a request away: a browser without a login is shown the way to it, all else gets a problem."""
    extra = [(name.encode(), value.encode()) for name, value in refusal.headers]
    status, body, kind = refusal.status, encode_problem(refusal.status, refusal.detail), MEDIA_TYPE.encode()
    if status == 401 and scope["method"] in SAFE and "text/html" in headers.get("accept", ""):
        query = scope["query_string"].decode("latin-1")
        wanted = quote(scope["path"] + (f"?{query}" if query else ""), safe="/")
        status, body, kind = 303, b"", b"text/plain"
        extra = [(b"location", f"/login?next={wanted}".encode())]
    length = str(len(body)).encode()
    every = [(b"content-type", kind), (b"content-length", length), (b"cache-control", b"no-store"), *extra]
    await send({"type": "http.response.start", "status": status, "headers": every})
    content = b"" if scope["method"] == "HEAD" else body
    await send({"type": "http.response.body", "body": content, "more_body": False})
