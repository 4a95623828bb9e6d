"""What people type into a search box, turned into a full-text query that is always well formed.

Words must all be there; `"a phrase"` as it stands; `title:word`, `outlet:"Reef Post"`, `body:word` in that field only; `-word`
not; `word*` any word that starts so. Anything else is taken for words: no text raises and none reaches the database's own syntax.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilience.record.items import Kind

FIELDS = ("title", "body", "outlet")

MOST_TERMS = 32
"""Terms of one query; more are left out. A pasted paragraph should search, and not hold the store up."""

MOST_CHARACTERS = 2_000

_TERM = re.compile(r'(-)?(?:(title|body|outlet):)?(?:"([^"]*)"?|([^\s"]+))', re.IGNORECASE)
_WORD = re.compile(r"[^\W_]")


def as_match(text: str, kinds: Sequence[Kind] = ()) -> str | None:
    """Give the full-text query of a text, among items of these kinds (none: all); `None` where it asks for nothing."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for negated, field, phrase, word in _TERM.findall(text[:MOST_CHARACTERS])[:MOST_TERMS]:
        term = _term(field.lower(), phrase or word.rstrip("*"), starts=word.endswith("*"))
        if term:
            (unwanted if negated else wanted).append(term)
    if not wanted:
        return None
    match = f"({' AND '.join(wanted)})"
    if unwanted:
        match = f"({match} NOT ({' OR '.join(unwanted)}))"
    return f"{match} AND kind : ({' OR '.join(kinds)})" if kinds else match


def _term(field: str, words: str, *, starts: bool) -> str | None:
    if not _WORD.search(words):
        return None
    columns = field or f"{{{' '.join(FIELDS)}}}"
    quoted = words.replace('"', " ").replace("\x00", " ")
    return f'({columns} : "{quoted}"{" *" if starts else ""})'
