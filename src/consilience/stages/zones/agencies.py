"""News agencies in a text: the pattern of their names, and of bracketed photo credits made of them."""

from __future__ import annotations

import re
from functools import cache

from consilience.text.lexicons import load_table

_BRACKET = re.compile(r"[(\[]\s*(?P<inside>[^()\[\]\n]{2,80}?)\s*[)\]]")
_LINK_WORD = frozenset(
    {"and", "via", "with", "from", "for", "by", "of", "the", "photo", "photos", "agencies", "agency", "wires", "news"}
    | {"staff", "image", "images", "source", "credit", "courtesy", "file", "handout", "picture"}
)
_NAME_PART = re.compile(r"[A-ZÀ-ÞŠŽČĆ][\w.’'-]*|de|la|al|el|bin|von|van|di|da")
_FULL_NAME = re.compile(r"(?:Press|Presse|Agency|Agentur|News|Organi[sz]ation|Union|Association|Service)\W*$")


@cache
def agency_forms() -> dict[str, str]:
    """Form -> canonical name of each agency."""
    table: dict[str, list[str]] = load_table("agencies")["agencies"]
    return {form: name for name, forms in table.items() for form in forms}


@cache
def agency_pattern() -> re.Pattern[str]:
    """Any agency's name as a whole word, in group "agency"."""
    return re.compile(rf"(?<![\w@#.])(?<!\w-)(?P<agency>{alternation()})(?![\w@])")


@cache
def alternation() -> str:
    """The agencies' forms as an alternation, longest first."""
    return "|".join(re.escape(form) for form in sorted(agency_forms(), key=lambda form: (-len(form), form)))


@cache
def _photo_words() -> frozenset[str]:
    return frozenset(word.casefold() for word in load_table("agencies")["photo"])


def find_bracket_credits(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Brackets of `text[start:end]` that hold nothing but a credit: "(AFP)", "[Getty]", "(Name / AFP / File)".

    The bracket after an agency's full name ("Associated Press (AP)") is no credit.
    """
    return [
        (m.start(), m.end())
        for m in _BRACKET.finditer(text, start, end)
        if is_credit(m["inside"]) and not _FULL_NAME.search(text[max(start, m.start() - 30) : m.start()])
    ]


def is_credit(words: str) -> bool:
    """Whether some words are a credit: agencies, photo words and names, with at least one agency or photo word."""
    parts = [part.strip(" .,-–—:") for part in re.split(r"[/|,;]| and | via |[-–—:]\s", words)]
    known = [part for part in parts if part and _is_known(part)]
    rest = [part for part in parts if part and not _is_known(part)]
    return bool(known) and all(_is_name(part) for part in rest) and len(words.split()) <= 12


def _is_known(part: str) -> bool:
    if part in agency_forms() or part.casefold() in _photo_words():
        return True
    words = part.split()
    if words and words[0] in agency_forms() and _is_name(part):
        return True
    plain = [word for word in words if word.casefold() not in _LINK_WORD]
    if len(plain) == len(words) or not words:
        return False
    return not plain or " ".join(plain) in agency_forms() or " ".join(plain).casefold() in _photo_words() or (
        _is_name(" ".join(plain)) and words[-1].casefold() in {"agencies", "photo", "photos", "handout", "images"}
    )  # fmt: skip


def _is_name(part: str) -> bool:
    words = part.split()
    return len(words) <= 6 and all(_NAME_PART.fullmatch(word) or word.casefold() in _LINK_WORD for word in words)
