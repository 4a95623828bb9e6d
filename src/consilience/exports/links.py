"""Addresses that an export gives for things: URLs that are ones, and names in our own space for what has none."""

from __future__ import annotations

import re
from urllib.parse import quote

WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
"""What RFC 3986 lets stand in a web address; anything else in an article's metadata is no address."""

GEONAMES = "https://sws.geonames.org/{}/"
WIKIDATA = "http://www.wikidata.org/entity/{}"


def web_address(text: str | None) -> str | None:
    """The text where it is a web address, else `None`."""
    return text if text and WEB.fullmatch(text) else None


def name_thing(kind: str, identifier: str) -> str:
    """A name for a thing of a record that has no address of its own: `urn:x-consilience:event:v01`."""
    return f"urn:x-consilience:{kind}:{quote(identifier, safe='')}"
