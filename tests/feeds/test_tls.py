"""Encrypted connections: to the checked address, under the name that was asked for, and only with a certificate of that name."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from consilience.sources.feeds import transport
from consilience.sources.feeds.transport import Limits, Transport, Unanswered
from tests.feeds.site import Site, serve

TLS = Path(__file__).parent / "tls"


@pytest.fixture
def secure(monkeypatch: pytest.MonkeyPatch):
    """A site with a certificate for reef.example, which the program is told to trust."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "cert.pem", TLS / "key.pem")
    monkeypatch.setattr(transport, "_trust", lambda: ssl.create_default_context(cafile=str(TLS / "cert.pem")))
    with serve(tls=context) as site:
        yield site


def ask(site: Site, host: str):
    port = site.url.rsplit(":", 1)[1]
    there = Transport(
        user_agent="t", allow_private=True, limits=Limits(seconds=5), resolve=lambda host, port: ["127.0.0.1"]
    )
    return there.ask(f"https://{host}:{port}/page")


def test_name_is_checked_though_the_number_is_called(secure: Site) -> None:
    """The connection goes to an address; the certificate must be of the name."""
    secure.put("/page", "encrypted")

    assert ask(secure, "reef.example").body == b"encrypted"
    with pytest.raises(Unanswered) as refused:
        ask(secure, "other.example")
    assert refused.value.code == "unreachable"


def test_unknown_issuer_is_refused(secure: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A certificate that nobody vouches for is not accepted."""
    monkeypatch.setattr(transport, "_trust", ssl.create_default_context)
    with pytest.raises(Unanswered) as refused:
        ask(secure, "reef.example")

    assert "CERTIFICATE_VERIFY_FAILED" in str(refused.value)
