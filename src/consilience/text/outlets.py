"""Names of outlets as addresses and share handles give them: "@The_DailyPost" -> "The Daily Post".

Not here: which words of an article name its outlet (`stages/zones/identity`).
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_SOCIAL = (
    "twitter.com",
    "x.com",
    "facebook.com",
    "t.co",
    "youtube.com",
    "youtu.be",
    "instagram.com",
    "t.me",
    "bit.ly",
    "google.com",
    "goo.gl",
    "ow.ly",
    "linkedin.com",
    "apple.com",
    "tinyurl.com",
    "wikipedia.org",
)
"""Sites whose addresses say nothing about the outlet."""


def read_handle(handle: str) -> str:
    """The name a share handle spells: underscores and capitals part words; one without either is left as it is."""
    words = [word for part in handle.lstrip("@").split("_") for word in _CAMEL.findall(part)]
    return " ".join(words)


def read_domain(url: str) -> str | None:
    """The domain of an address without "www.", or `None` where it is none, or one of a social or short-link site."""
    parts = urlsplit(url if "//" in url else f"//{url}")
    domain = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("en.")
    is_site = re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", domain) is not None
    return domain if is_site and not domain.endswith(_SOCIAL) else None
