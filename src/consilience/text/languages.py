"""Which language a text is in: by its script, then by its function words.

Enough to tell English from the rest and to name the common languages of news; not a general language identifier.
Measured on the sentences spaCy ships as examples for these languages: see `tests/text/test_languages.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from consilience.text.lexicons import load_table

UNDETERMINED = "und"
SAMPLE = 6000
"""Code points looked at, from the start: about a thousand words; all 10,000 bulk articles read so come out as English."""

MIN_HITS = 3
MIN_SHARE = 0.12
"""Function words wanted, and their share of all words.
In 3,000 bulk articles the lowest share of the English words listed is 0.17, the median 0.29."""

SHORT = 40
"""Words below which a text of unclear language passes as English: head-lines and flashes have few function words."""

_SCRIPTS = (
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff\u0750-\u077f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("ta", re.compile(r"[\u0b80-\u0bff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("my", re.compile(r"[\u1000-\u109f]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("am", re.compile(r"[\u1200-\u137f]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
)
_PERSIAN = re.compile(r"[\u067e\u0686\u0698\u06af]")
_URDU = re.compile(r"[\u0679\u0688\u0691\u06ba\u06d2]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LETTER = re.compile(r"[^\W\d_]+")
SCRIPT_SHARE = 0.3
"""A script counts as the text's own from this share of its letters: quotations in another script stay below it."""


def identify(text: str) -> str:
    """ISO 639-1 code of a text's language, or "und" where its words are too few or too strange to tell."""
    words = [word.casefold() for word in _LETTER.findall(text[:SAMPLE])]
    letters = "".join(words)
    if not letters:
        return UNDETERMINED
    return _by_script(letters) or _by_function_words(words)


def is_english(language: str, text: str) -> bool:
    """Whether a text labelled `language` may be read as English.

    English may; "und" may too where the text is too short to tell or has its share of English function words.
    """
    if language != UNDETERMINED:
        return language == "en"
    words = [word.casefold() for word in _LETTER.findall(text[:SAMPLE])]
    hits = _count_hits(words)["en"]
    return hits >= MIN_SHARE * len(words) or (len(words) < SHORT and all(word.isascii() for word in words[:SHORT]))


def _by_script(letters: str) -> str | None:
    wanted = SCRIPT_SHARE * len(letters)
    for code, script in _SCRIPTS:
        if len(script.findall(letters)) >= (0.05 * len(letters) if code == "ja" else wanted):
            return _arabic_script(letters) if code == "ar" else code
    return None


def _arabic_script(letters: str) -> str:
    if len(_URDU.findall(letters)) >= 0.01 * len(letters):
        return "ur"
    return "fa" if len(_PERSIAN.findall(letters)) >= 0.01 * len(letters) else "ar"


def _by_function_words(words: list[str]) -> str:
    hits = _count_hits(words)
    best = max(hits, key=lambda code: hits[code])
    if hits[best] >= MIN_HITS and hits[best] >= MIN_SHARE * len(words):
        return UNDETERMINED if best != "en" and hits[best] == hits["en"] else best
    letters = "".join(words)
    return "ru" if len(_CYRILLIC.findall(letters)) >= SCRIPT_SHARE * len(letters) else UNDETERMINED


def _count_hits(words: list[str]) -> dict[str, int]:
    counts = Counter(words)
    return {code: sum(counts[word] for word in listed) for code, listed in _function_words().items()}


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in load_table("languages").items()}
