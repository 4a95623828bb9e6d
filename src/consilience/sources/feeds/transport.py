"""The one door to the network: one request, one answer, every limit kept. The only file that imports httpx and httpcore.

The address that is checked is the address that is called: the name is resolved once, here, and the connection goes to a
number that `addresses` let through, so a name that changes its answer in between gains nothing. No proxy of the environment
is used, since a proxy would resolve the name again. Not here: redirects, politeness, retries (`fetching`).
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from time import monotonic
from typing import Any

import httpcore
import httpx

from consilience.sources.feeds.addresses import is_public
from consilience.sources.feeds.unpacking import ACCEPTED, OverLimit, Unpacker

Resolve = Callable[[str, int], Iterable[str]]
"""Gives the numeric addresses of a host name. Raises OSError where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of anything one request may take. `seconds`: all of it, from the name to the last byte.

    `silence`: seconds without a byte. `wire_bytes`: as sent; `plain_bytes`: unpacked, which a sitemap's standard ends at 50 MB.
    The times and the 10 MB as sent are chosen with room to spare, not measured.
    """

    seconds: float = 30.0
    silence: float = 15.0
    wire_bytes: int = 10_000_000
    plain_bytes: int = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said. `headers` by name in lower case (the last of each counts); `body` unpacked."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class Unanswered(Exception):
    """No answer to use. `code`: bad-url, address-refused, unresolved, unreachable, timeout, too-large or bad-answer."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def look_up(host: str, port: int) -> list[str]:
    """The numeric addresses of a host name, as the system's resolver gives them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Transport:
    """Asks servers, one request at a time; safe to share between threads.

    `allow_private`: also call addresses inside the host's own network. `resolve` is replaced in tests.
    """

    user_agent: str
    allow_private: bool = False
    limits: Limits = field(default_factory=Limits)
    resolve: Resolve = look_up

    def ask(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        method: str = "GET",
        content: bytes = b"",
        types: tuple[str, ...] = (),
    ) -> Answer:
        """Give the answer to one request, redirects included as they stand. Raises Unanswered.

        `types`: words of which one must stand in the content type of a good answer, before its body is taken.
        """
        target = _parse(url)
        line = _Line(self, monotonic() + self.limits.seconds)
        sent = {"Host": target.netloc.decode("ascii"), "User-Agent": self.user_agent, "Accept-Encoding": ACCEPTED}
        sent |= {"Connection": "close", **(headers or {})} | ({"Content-Length": str(len(content))} if content else {})
        try:
            with (
                httpcore.ConnectionPool(network_backend=line, ssl_context=_trust(), max_connections=1) as pool,
                pool.stream(method, _plain(target), headers=_encode(sent), content=content or None) as response,
            ):
                return self._read(url, response, types)
        except (httpcore.TimeoutException, TimeoutError) as error:
            raise Unanswered("timeout", f"no whole answer within {self.limits.seconds:g} s") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            code = "bad-answer" if isinstance(error, httpcore.ProtocolError) else "unreachable"
            raise Unanswered(code, _reason(error)) from error

    def _read(self, url: str, response: httpcore.Response, types: tuple[str, ...]) -> Answer:
        headers = {name.decode("latin-1").casefold(): value.decode("latin-1") for name, value in response.headers}
        if response.status == 200 and not accepts(types, headers.get("content-type", "")):
            raise Unanswered("wrong-type", f"is {headers['content-type'].split(';')[0][:40]}, not what was looked for")
        left, parts = self.limits.wire_bytes, []
        try:
            unpacker = Unpacker(headers.get("content-encoding", ""), limit=self.limits.plain_bytes)
            for chunk in response.iter_stream():
                left -= len(chunk)
                if left < 0:
                    raise OverLimit(f"larger than {self.limits.wire_bytes:,} bytes")
                parts.append(unpacker.unpack(chunk))
        except OverLimit as error:
            raise Unanswered("too-large", str(error)) from error
        except ValueError as error:
            raise Unanswered("bad-answer", str(error)) from error
        return Answer(url=url, status=response.status, headers=headers, body=b"".join(parts))


def accepts(types: tuple[str, ...], content_type: str) -> bool:
    """Whether a content type is among the wanted, if any are; one that is not stated is looked at."""
    kind = content_type.split(";", maxsplit=1)[0].strip().casefold()
    return not kind or not types or any(word in kind for word in types)


@dataclass(frozen=True, slots=True)
class _Line(httpcore.NetworkBackend):
    """Connects to checked addresses only, and keeps the whole of one request within its time."""

    transport: Transport
    deadline: float

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        del timeout
        error: Exception = OSError("no address")
        for address in self._checked(host, port):
            try:
                stream = httpcore.SyncBackend().connect_tcp(address, port, _left(self), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
                continue
            return _Stream(stream, self)
        raise error

    def _checked(self, host: str, port: int) -> list[str]:
        addresses = _within(lambda: list(self.transport.resolve(host, port)), _left(self), host)
        if self.transport.allow_private:
            return addresses
        public = [address for address in addresses if is_public(address)]
        if not public:
            raise Unanswered(
                "address-refused", f"{host} is inside this machine's own network (allow_private = true lets it)"
            )
        return public


@dataclass(frozen=True, slots=True)
class _Stream(httpcore.NetworkStream):
    """A connection of which no read or write outlasts the request's deadline."""

    inner: httpcore.NetworkStream
    line: _Line

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        del timeout
        return self.inner.read(max_bytes, _left(self.line))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        del timeout
        self.inner.write(buffer, _left(self.line))

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        del timeout
        return _Stream(self.inner.start_tls(ssl_context, server_hostname, _left(self.line)), self.line)

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)


def _left(line: _Line) -> float:
    """Seconds that the next step may take. Raises TimeoutError when the request's time is over."""
    left = line.deadline - monotonic()
    if left <= 0:
        raise TimeoutError
    return min(left, line.transport.limits.silence)


def _within(work: Callable[[], list[str]], seconds: float, host: str) -> list[str]:
    """Resolve in a thread that may be left behind: the system's resolver takes no time limit."""
    results: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def run() -> None:
        try:
            results.put(work())
        except (OSError, UnicodeError) as error:
            results.put(error if isinstance(error, OSError) else OSError("no such name"))

    threading.Thread(target=run, daemon=True).start()
    try:
        found = results.get(timeout=seconds)
    except queue.Empty as error:
        raise TimeoutError from error
    if isinstance(found, OSError):
        raise Unanswered("unresolved", f"{host} has no address")
    return found


def _parse(url: str) -> httpx.URL:
    try:
        target = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise Unanswered("bad-url", f"no web address: {url[:100]}") from error
    if target.scheme not in ("http", "https") or not target.host or target.userinfo:
        raise Unanswered("bad-url", f"no plain http or https address: {url[:100]}")
    return target


def _plain(target: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path)


def _encode(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("ascii"), value.encode("latin-1", "replace")) for name, value in headers.items()]


@cache
def _trust() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def _reason(error: Exception) -> str:
    words = " ".join(str(error).split())[:120]
    return f"cannot be reached ({words})" if words else "cannot be reached"
