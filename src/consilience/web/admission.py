"""Lets people in: by token or by the session of a browser; and slows down those who try secrets."""

from __future__ import annotations

import asyncio
import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from consilience.web.failures import Failures
from consilience.web.problem import Refusal
from consilience.web.sessions import find_cookie, open_session, read_session
from consilience.web.users import ALONE

if TYPE_CHECKING:
    from consilience.web.users import Accounts, User

REMEMBERED_TOKENS = 1_000


@dataclass(slots=True)
class Admission:
    """Knows who asks. `accounts` `None`: the one user of this machine, who needs to show nothing."""

    accounts: Accounts | None = None
    clock: Callable[[], float] = time.time
    failures: Failures = field(default_factory=Failures)
    _tokens: dict[bytes, tuple[str, bytes]] = field(default_factory=dict)

    async def by_token(self, token: str, *, address: str) -> User | None:
        """Give the user of a token. Raises Refusal (429) where the address has shown too many wrong ones.

        A token that was right once is not digested again, for that costs 40 ms.
        """
        if self.accounts is None:
            return ALONE
        key = sha256(token.encode("utf-8", "surrogatepass")).digest()
        if remembered := self._tokens.get(key):
            found = self.accounts.known(remembered[0])
            if found and hmac.compare_digest(found[1], remembered[1]):
                return found[0]
        if wait := self.failures.wait(address, now=self.clock()):
            raise Refusal(429, f"Too many wrong secrets; wait {wait} seconds.", ("retry-after", str(wait)))
        user = await asyncio.to_thread(self.accounts.admit_token, token)
        if user is None:
            self.failures.add(address, now=self.clock())
        elif found := self.accounts.known(user.name):
            if len(self._tokens) >= REMEMBERED_TOKENS:
                self._tokens.clear()
            self._tokens[key] = user.name, found[1]
        return user

    def by_cookie(self, header: str) -> User | None:
        """Give the user of a Cookie header."""
        if self.accounts is None:
            return ALONE
        cookie = find_cookie(header)
        return read_session(cookie, self.accounts, now=self.clock()) if cookie else None

    def session(self, user: User) -> str | None:
        """Give the cookie value that keeps a user in; `None` where nobody needs one."""
        found = self.accounts.known(user.name) if self.accounts else None
        return open_session(user.name, found[1], now=self.clock()) if found else None
