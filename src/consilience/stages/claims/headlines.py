"""Reads the source tag of a headline: "Shelling kills nine: monitor", "Minister: talks have failed".

A tag is short, at one end, set off by a colon or dash, and names a person, a body, or a kind of source. Where a crawl
lost the colon, a source noun that ends the headline is taken for one only if nothing ties it to the words before.
"""

from __future__ import annotations

import re
from functools import cache

from consilience.record.text import Sentence
from consilience.stages.claims.contents import trim
from consilience.stages.claims.pages import Page
from consilience.text.lexicons import load_words

LONGEST_TAG = 6
"""Words. Longer ends of headlines after a colon are second clauses, not sources."""
LEAST_WORDS = 3
"""Words that must be left to be claimed."""
BREAK = re.compile(r"\s*:\s+|\s+[-–—]\s+")
LAST_WORD = re.compile(r"[\w.-]+\W*$")
TAG_KINDS = frozenset({"person", "organization", "group"})


@cache
def source_tags() -> frozenset[str]:
    """Nouns that tag a headline with its source, from `source-tags.txt`."""
    return frozenset(load_words("source-tags"))


def find_tag(page: Page, sentence: Sentence) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Character ranges of the tag and of the words it is the source of, or `None`."""
    start, end = sentence.span.start, sentence.span.end
    for found in reversed(list(BREAK.finditer(page.text, start, end))):
        if _is_tag(page, found.end(), end):
            return _split(page, tag=(found.end(), end), rest=(start, found.start()))
        if ":" in found.group() and _is_named(page, start, found.start()):
            return _split(page, tag=(start, found.start()), rest=(found.end(), end))
    return _bare_tag(page, sentence)


def _split(
    page: Page, *, tag: tuple[int, int], rest: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    name, words = trim(page, *tag), trim(page, *rest)
    if name is None or words is None or len(page.text[words[0] : words[1]].split()) < LEAST_WORDS:
        return None
    return name, words


def _is_tag(page: Page, start: int, end: int) -> bool:
    words = page.text[start:end].split()
    if not 0 < len(words) <= LONGEST_TAG:
        return False
    return any(_fold(word) in source_tags() for word in (words[-1], words[0])) or _is_named(page, start, end)


def _is_named(page: Page, start: int, end: int) -> bool:
    """Whether a named person or body is all that stands there, give or take a title or possessive."""
    if len(page.text[start:end].split()) > LONGEST_TAG:
        return False
    names = [one for one in page.mentions_in(start, end + 1) if one.kind in TAG_KINDS and one.form == "name"]
    covered = sum(one.span.end - one.span.start for one in names)
    return covered * 2 >= end - start


def _bare_tag(page: Page, sentence: Sentence) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """A source noun at the very end without a colon ("... kills nine Monitor"): capitalised, after a noun or number."""
    k = page.sentence_at(sentence.span.start)
    first, last = page.parsed.sentences[k]
    if last - first < LEAST_WORDS + 1 or page.text[sentence.span.end - 1] in ".?!":
        return None
    final, before = page.parsed.tokens[last - 1], page.parsed.tokens[last - 2]
    if _fold(final.text) not in source_tags() or not final.text[:1].isupper():
        return None
    if before.pos not in {"NUM", "NOUN", "ADV"} or before.text[:1].isupper():
        return None
    return _split(page, tag=(final.start, final.end), rest=(sentence.span.start, before.end))


def _fold(word: str) -> str:
    return word.casefold().strip(".,:;'’\"”“")
