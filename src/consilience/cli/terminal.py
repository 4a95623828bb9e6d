"""Text from articles made safe for a terminal: no character that moves the cursor, colours, rings or turns the writing round."""

from __future__ import annotations

import re

_HOSTILE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def plain(text: str) -> str:
    """Give the text with control and direction characters taken out; line breaks and tabs stay."""
    return _HOSTILE.sub("", text)


def veiled(text: str) -> str:
    """Give the text with a sign in place of each such character, so that what stands where is not moved."""
    return _HOSTILE.sub("\N{REPLACEMENT CHARACTER}", text)


def line(text: str) -> str:
    """Give the text on one line."""
    return " ".join(plain(text).split())
