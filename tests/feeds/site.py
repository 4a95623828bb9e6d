"""A web server on a loopback thread that behaves as a test tells it to, and writes down what it was asked."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Asked:
    """One request as the server saw it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""


@dataclass
class Site:
    """Pages by path: bytes, (status, headers, bytes), or a function that is given the handler and does as it likes."""

    url: str = ""
    pages: dict[str, object] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def put(self, path: str, content: object, kind: str = "text/html; charset=utf-8", **headers: str) -> str:
        """Serve something, and give its address."""
        if isinstance(content, str):
            content = content.encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (200, {"Content-Type": kind, **named}, content) if isinstance(content, bytes) else content
        return self.url + path

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        headers = {name.casefold(): value for name, value in self.headers.items()}
        self.site.asked.append(Asked(self.command, self.path, headers, self.rfile.read(length)))
        page = self.site.pages.get(self.path, (404, {}, b"none"))
        if callable(page):
            page = page(self)
        if page is None:
            self.close_connection = True
            return
        status, sent, body = page  # type: ignore[misc]
        etag = sent.get("ETag")
        if etag and headers.get("if-none-match") == etag:
            status, body = 304, b""
        self.send_response(status)
        for name, value in sent.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815  # the standard library's name

    def log_message(self, *_: object) -> None:
        pass


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass  # a client that hangs up is what some tests are about


@contextmanager
def serve(host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Run a site while a test lasts, encrypted where a context is given."""
    site = Site()
    server = _Quiet((host, 0), type("Handler", (_Handler,), {"site": site}))
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site.url = f"http://{host}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def drip(chunk: bytes, pause: float, head: bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n") -> Callable:
    """A page that comes a few bytes at a time and never ends."""

    def run(handler: BaseHTTPRequestHandler) -> None:
        stop = threading.Event()
        try:
            handler.wfile.write(head)
            while not stop.wait(pause):
                handler.wfile.write(chunk)
                handler.wfile.flush()
        except OSError:
            pass

    return run
