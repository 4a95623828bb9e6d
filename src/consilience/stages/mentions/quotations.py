"""Which tokens stand inside quotation marks. Not here: who is quoted, which is for `stages.claims`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consilience.ports import Parsed, Token

OPENING = frozenset({"“", "``"})
CLOSING = frozenset({"”", "''"})
STRAIGHT = '"'


def find_quoted(parsed: Parsed, text: str) -> list[bool]:
    """Give for each token whether it stands inside double quotation marks. A paragraph's end closes what was left open."""
    quoted = []
    inside = False
    before = 0
    for token in parsed.tokens:
        if "\n\n" in text[before : token.start]:
            inside = False
        before = token.end
        if token.text in OPENING | CLOSING | {STRAIGHT}:
            inside = _opens(token, text)
        quoted.append(inside)
    return quoted


def _opens(token: Token, text: str) -> bool:
    """Tell whether a mark opens a quotation; a straight one does where a word follows it and no word stands before it."""
    if token.text != STRAIGHT:
        return token.text in OPENING
    before = text[token.start - 1] if token.start else " "
    after = text[token.end] if token.end < len(text) else " "
    return not after.isspace() and (before.isspace() or before in "([—–-")
