"""Sessions of browsers: a signed cookie that says who and until when. The server keeps nothing.

The signing key hangs on the user's secret: removing a user or giving a new secret ends their sessions. Signing out takes the
cookie away from the browser; a copy of it made before would serve until it expires.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consilience.web.users import Accounts, User

COOKIE = "consilience_session"
LASTS = 12 * 3600
"""Seconds: a working day."""


def open_session(name: str, key: bytes, *, now: float) -> str:
    """Give the cookie's value for a user who has just shown their secret."""
    payload = f"{name}.{int(now) + LASTS}"
    return f"{payload}.{_sign(payload, key)}"


def read_session(value: str, accounts: Accounts, *, now: float) -> User | None:
    """Give the user of a cookie's value; `None` where it is forged, has expired, or the user is gone."""
    payload, _, signature = value.rpartition(".")
    name, _, expires = payload.partition(".")
    found = accounts.known(name)
    if found is None or not (expires.isascii() and expires.isdigit() and len(expires) < 12):
        return None
    user, key = found
    fits = hmac.compare_digest(_sign(payload, key).encode(), signature.encode("utf-8", "surrogatepass"))
    return user if fits and now < int(expires) else None


def find_cookie(header: str) -> str | None:
    """Give the session's value from a Cookie header."""
    try:
        morsel = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return None
    return morsel.value if morsel else None


def cookie_header(value: str, *, secure: bool) -> str:
    """Give the Set-Cookie header that opens a session, or, with an empty value, ends it."""
    lasts = LASTS if value else 0
    return f"{COOKIE}={value}; Path=/; Max-Age={lasts}; HttpOnly; SameSite=Strict{'; Secure' if secure else ''}"


def _sign(payload: str, key: bytes) -> str:
    return hmac.new(key, payload.encode(), sha256).hexdigest()
