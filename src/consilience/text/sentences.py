"""Where sentences end, by rules, in linear time. The text is pointed into, never changed.

A period ends a sentence unless it belongs to an abbreviation, an initial, a number or an address, or goes on in lower
case. Line breaks end sentences too, except in hard-wrapped text. Not here: which sentences are report (`stages/zones`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from consilience.text.lexicons import load_table
from consilience.text.words import fold, function_words

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_SENTENCE = 1200
"""Longer runs without any end are cut at a space: the longest of 29,885 sentences in two treebanks has 771 code points."""

WRAPPED_LINES = 6
WRAPPED_SHARE = 0.4
"""A text is hard-wrapped if at least this share of its (six or more) single line breaks go on in lower case."""

_OPEN = "\"'“‘«([{"
_CLOSE = "\"'”’»)\\]}"
_END = re.compile(
    rf"(?P<stop>[.!?…]+)(?P<close>[{_CLOSE}]*)(?=(?P<gap>\s*)(?P<open>[{re.escape(_OPEN)}–—-]*\s?)(?P<next>\S|$))"
)
_BEFORE = re.compile(r"\S+$")
_NEXT_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_LINE_BREAK = re.compile(r"\n\s*")
_DOMAIN = frozenset(
    {"com", "org", "net", "gov", "edu", "co", "uk", "js", "tv", "info", "io", "html", "htm", "php", "pdf"}
)
_SPEAKER = re.compile(
    r"(?:[A-Z][\w.’'-]* ){1,4}(?:said|says|asked|asks|told|added|wrote|replied|shouted|cried|tweeted)\b"
)
"""After a quoted question or call the sentence goes on with its speaker ("\"Why?\" Jane Roe asked")."""

_WINDOW = 40
"""How far back a word is looked for: the longest abbreviation or initials are far shorter."""

STRETCHES_KEPT = 512
"""Stretches whose sentences are kept: those of some ten articles, whose parts are asked for by several rules in turn."""


def cut_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Sentences of `text[start:end]` as half-open offsets into `text`, trimmed of white space, in order.

    Every code point that is not white space lies in exactly one sentence.
    """
    return list(_cut(text, start, len(text) if end is None else end))


@lru_cache(maxsize=STRETCHES_KEPT)
def _cut(text: str, start: int, stop: int) -> tuple[tuple[int, int], ...]:
    cuts = sorted({*_line_ends(text, start, stop), *_sentence_ends(text, start, stop), stop})
    sentences: list[tuple[int, int]] = []
    at = start
    for cut in cuts:
        for piece in _bounded(text, at, cut):
            trimmed = trim(text, *piece)
            if trimmed[0] < trimmed[1]:
                sentences.append(trimmed)
        at = max(at, cut)
    return tuple(sentences)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch without white space at either end; empty stretches stay empty."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def ends_sentence(text: str) -> bool:
    """Whether a stretch of text ends the way a sentence does: a stop, and perhaps closing marks."""
    return re.search(rf"[.!?…][{_CLOSE}]*\s*$", text[-12:]) is not None


@cache
def _abbreviations(kind: str) -> frozenset[str]:
    return frozenset(load_table("abbreviations")[kind])


def _line_ends(text: str, start: int, end: int) -> Iterator[int]:
    breaks = list(_LINE_BREAK.finditer(text, start, end))
    single = [m for m in breaks if m.group().count("\n") == 1]
    running = [m for m in single if m.end() < end and text[m.end()].islower()]
    wrapped = len(single) >= WRAPPED_LINES and len(running) >= WRAPPED_SHARE * len(single)
    for m in breaks:
        if not (
            wrapped and m.group().count("\n") == 1 and not ends_sentence(text[max(start, m.start() - 12) : m.start()])
        ):
            yield m.end()


def _sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    for m in _END.finditer(text, start, end):
        if m.end() < end and _is_end(text, start, m):
            yield m.end()


def _is_end(text: str, start: int, m: re.Match[str]) -> bool:
    following = _NEXT_WORD.match(text, m.start("next"))
    word = following.group() if following else ""
    if not m["gap"]:
        return _is_glued_end(text, start, m, word)
    if _is_bare_quote(m["close"], m["gap"], m["open"], m["next"]):
        return False
    if m["next"].islower() or m["next"] in ",;:)]%&":
        return False
    if m["close"] and m["stop"][-1] in "!?" and _SPEAKER.match(text, m.start("next")):
        return False
    if m["stop"] != "." or m["close"]:
        return bool(word) or not m["next"].isalnum()
    return not _is_abbreviation(_word_before(text, start, m.start()), word)


def _is_bare_quote(close: str, gap: str, opening: str, following: str) -> bool:
    """A straight quote mark between a period and a lower-case word closes a quotation inside a running sentence."""
    return bool(close) and not gap and not opening and following.islower()


def _is_glued_end(text: str, start: int, m: re.Match[str], word: str) -> bool:
    """A period right before a capital: an end whose space was lost ("in the city.The army"), unless part of an address."""
    before = _word_before(text, start, m.start())
    if m["open"] or not word[:1].isupper() or (len(word) == 1 and word not in {"A", "I"}):
        return bool(m["close"]) and bool(m["open"]) and word[:1].isupper()
    if m["close"]:
        return True
    plain = before.lstrip(_OPEN).isalpha() and before[-2:].islower() and len(before) > 1
    after = text[m.end() : m.end() + len(word) + 1]
    is_acronym = word.isupper() and len(word) > 1
    return plain and word.casefold() not in _DOMAIN and not is_acronym and after[-1:] not in {"@", ".", "/"}


def _word_before(text: str, start: int, at: int) -> str:
    found = _BEFORE.search(text, max(start, at - _WINDOW), at)
    return found.group() if found else ""


def _is_abbreviation(before: str, following: str) -> bool:
    word = before.lstrip(_OPEN).casefold().rpartition("-")[2] or before.casefold()
    is_initial = len(word) == 1 and before[-1:].isalpha() and before[-1:].isupper()
    if is_initial:
        return not _starts_sentence(following)
    if word in _abbreviations("before_name"):
        return bool(following)
    if word in _abbreviations("before_number"):
        return following[:1].isdigit()
    is_dotted = re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word) is not None
    if word in _abbreviations("either") or is_dotted:
        return not _starts_sentence(following)
    return False


def _starts_sentence(word: str) -> bool:
    """A capitalised function word: what follows "the U.S." in "... the U.S. The army" but not in "the U.S. Army"."""
    return word[:1].isupper() and not word[1:].isupper() and fold(word) in function_words()


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_SENTENCE:
        space = text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        cut = space + 1 if space > 0 else start + MAX_SENTENCE
        yield start, cut
        start = cut
    if start < end:
        yield start, end
