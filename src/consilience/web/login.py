"""Logging in and out with a browser: the token once, then a session."""

from __future__ import annotations

from html import escape
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.enums import RequestEncodingType
from litestar.handlers import HTTPRouteHandler
from litestar.params import Body, FromQuery

from consilience.web.admission import Admission
from consilience.web.problem import Refusal
from consilience.web.sessions import cookie_header

LONGEST_PATH = 2_000

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sign in - Consilience</title><link rel="stylesheet" href="/static/desk.css"></head>
<body><main><h1>Sign in to Consilience</h1>{message}
<form method="post" action="/login"><input type="hidden" name="next" value="{next}">
<p><label for="token">Token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus></p>
<p><button type="submit">Sign in</button></p></form>
<p>Whoever runs this desk gives out tokens with <code>consilience user add NAME</code>.</p></main></body></html>
"""

Ask = Request[Any, Any, Any]
Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


@get("/login", sync_to_thread=False)
def show_login(state: State, next: FromQuery[str] = "/") -> Response[str]:  # noqa: A002  # the name in the address
    """The page to log in with."""
    admission: Admission = state.admission
    if admission.accounts is None:
        return go(local_path(next))
    return login_page(next, "", status=200)


@post("/login", status_code=200)
async def log_in(request: Ask, state: State, data: Form) -> Response[str]:
    """Let somebody in whose token is right."""
    admission: Admission = state.admission
    try:
        user = await admission.by_token(
            str(data.get("token", "")).strip(), address=request.client.host if request.client else ""
        )
    except Refusal as refusal:
        return login_page(data.get("next", "/"), refusal.detail, status=refusal.status, **dict(refusal.headers))
    if user is None:
        return login_page(data.get("next", "/"), "That is no token of this desk.", status=401)
    session = admission.session(user)
    cookie = cookie_header(session, secure=request.url.scheme == "https") if session else None
    return go(local_path(data.get("next", "/")), **({"set-cookie": cookie} if cookie else {}))


@post("/logout", status_code=200, sync_to_thread=False)
def log_out(request: Ask) -> Response[str]:
    """End the session of this browser."""
    return go("/login", **{"set-cookie": cookie_header("", secure=request.url.scheme == "https")})


def go(path: str, **headers: str) -> Response[str]:
    """Send a browser on."""
    return Response("", status_code=303, media_type="text/plain", headers={"location": path, **headers})


def login_page(path: object, message: str, *, status: int, **headers: str) -> Response[str]:
    """Give the page to log in with, and what went wrong."""
    said = f'<p role="alert">{escape(message)}</p>' if message else ""
    content = PAGE.format(message=said, next=escape(local_path(path), quote=True))
    return Response(
        content, status_code=status, media_type="text/html", headers={"cache-control": "no-store", **headers}
    )


def local_path(path: object) -> str:
    """Give a path of this server to go on to; the first page for anything that a browser could take for another site."""
    text = path if isinstance(path, str) else "/"
    odd = any(ord(c) < 33 or ord(c) > 126 or c == "\\" for c in text)
    return "/" if odd or len(text) > LONGEST_PATH or not text.startswith("/") or text.startswith("//") else text


ROUTES: tuple[HTTPRouteHandler, ...] = (show_login, log_in, log_out)
