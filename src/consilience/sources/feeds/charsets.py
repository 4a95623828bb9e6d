"""The text of fetched bytes: by byte order mark, else what the server says, else what the page says, else by trial."""

from __future__ import annotations

import codecs
import re

from consilience.sources.text_file import decode

LOOKED_AT = 2048
"""Bytes searched for a page's own word: HTML asks for it within the first 1024."""

_HEADER = re.compile(r"charset\s*=\s*[\"']?(?P<name>[\w.:-]{1,40})", re.IGNORECASE)
_OWN = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*(?P<name>[\w.:-]{1,40})", re.IGNORECASE)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WIDER = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "gb2312": "gb18030"}
"""As browsers do: pages that name the smaller set use the larger."""


def decode_page(data: bytes, content_type: str = "") -> str:
    """Give the text of a page or feed. Never fails: what no charset fits is read with replacement characters."""
    if data.startswith(_MARKS):
        return decode(data) or data.decode("utf-8", "replace")
    stated = _HEADER.search(content_type)
    own = _OWN.search(data[:LOOKED_AT])
    names = [stated["name"] if stated else "", own["name"].decode("ascii", "replace") if own else ""]
    for name in filter(None, names):
        text = _try(data, name.casefold())
        if text is not None:
            return text
    return decode(data) or data.decode("utf-8", "replace")


def _try(data: bytes, name: str) -> str | None:
    """The text by a named charset; `None` where Python has none of that name, it makes no text, or does not fit."""
    try:
        known = codecs.lookup(_WIDER.get(name, name))
        text, _ = known.decode(data)
    except (LookupError, UnicodeError, ValueError):
        return None
    return text if isinstance(text, str) else None
