"""Names of organisations: keys that word order does not change, acronyms, short forms, known aliases.

Strings alone never prove that two bodies are one: the scores here are evidence for `stages.entities`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from consilience.text.lexicons import load_table, load_words
from consilience.text.names.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL_WORDS = frozenset(("of", "for", "the", "and", "on", "in", "to", "against", "at", "with", "a", "an", "de", "la"))
LINKS = frozenset(("of", "for", "on", "in", "to", "against", "at", "with"))
"""Prepositions: the head noun of an organisation's name stands right before the first one, else at its end."""

DROPPABLE = frozenset(("national", "general", "supreme", "international", "royal", "federal", "central", "regional"))
"""Adjectives that a shorter form may leave out without becoming another body's name."""

SPELLINGS = {"defence": "defense", "organisation": "organization", "labour": "labor", "centre": "center",
             "programme": "program", "mobilisation": "mobilization", "organisations": "organizations"}  # fmt: skip

STATE_HEADS = frozenset((
    "army", "government", "ministry", "parliament", "police", "forces", "force", "state", "court", "party", "university",
    "department", "embassy", "administration", "military", "bank", "house", "senate", "congress", "cabinet",
))  # fmt: skip
"""Alone and with a capital these point back to nothing: every state has one, and the next may be another's."""

LEGAL_FORMS = frozenset("inc incorporated corp corporation co company ltd limited llc plc ag gmbh spa nv".split())  # noqa: SIM905
"""Last words that say in what form a firm is registered: reports put them or leave them out."""
ENDINGS = ("n", "s", "i")
"""By which a country differs from its people and one from many: "Xandrian", "Forces". No others: Niger is not Nigeria."""

ACRONYM = re.compile(r"(?:[A-Z]\.?){2,8}|[A-Z][A-Za-z]?[A-Z]{2,6}")
SHORT_WORD = 3
KNOWN_ALIAS = 0.98
SHORTENED = 0.9
HEAD_ONLY = 0.85
LEADING_WORD_LOST = 0.6


@lru_cache(maxsize=32_768)
def organization_words(name: str) -> tuple[str, ...]:
    """The folded words of an organisation's name, the article dropped, British spellings made American."""
    folded = tuple(SPELLINGS.get(word, word) for word in fold(name).split())
    return folded[1:] if folded[:1] == ("the",) else folded


@lru_cache(maxsize=32_768)
def organization_key(name: str) -> str:
    """Content words in alphabetical order, without a firm's legal form: "Ministry of Defence" and "Defense Ministry" share
    one, "Acme Mills Inc" and "Acme Mills" do.
    """
    content = [word for word in organization_words(name) if word not in SMALL_WORDS]
    if len(content) > 2 and content[-1] in LEGAL_FORMS:
        content.pop()
    return " ".join(sorted(content)) or fold(name)


def differ_in_endings(one: str, other: str) -> bool:
    """Whether two names of three telling words or more are the same words in the same order but for an ending ("Xandrian
    Observatory for Rights", "Xandria Observatory for Rights").
    """
    pair = [[word for word in organization_words(name) if word not in SMALL_WORDS] for name in (one, other)]
    if len(pair[0]) != len(pair[1]) or len(pair[0]) < 3:
        return False
    return all(_is_form_of(*sorted(words, key=len)) for words in zip(*pair, strict=True))


def _is_form_of(short: str, long: str) -> bool:
    return short == long or (len(short) > SHORT_WORD and any(long == short + ending for ending in ENDINGS))


@lru_cache(maxsize=65_536)
def is_acronym(name: str) -> bool:
    """Whether a name is written as an acronym ("GNA", "U.N.", "AfD")."""
    return ACRONYM.fullmatch(name.strip()) is not None


def acronym_fits(acronym: str, name: str) -> bool:
    """Whether an acronym may be the initials of a longer name, with or without its small words.

    The acronym of a body known worldwide fits that body only.
    """
    letters = fold(acronym).replace(" ", "")
    known = known_organization(acronym)
    if len(organization_words(name)) == 1 or not letters or (known and known != known_organization(name)):
        return False
    return letters in initials(name)


@lru_cache(maxsize=32_768)
def initials(name: str) -> frozenset[str]:
    """The initials of a name: all words, and without small words. An acronym inside counts whole ("UN Mission": unm)."""
    parts = organization_words(name)
    capitals = {fold(word) for word in name.split() if is_acronym(word)}
    content = [part for part in parts if part not in SMALL_WORDS]
    return frozenset("".join(w if w in capitals else w[0] for w in group) for group in (parts, content) if group)


@lru_cache(maxsize=32_768)
def head_of(name: str) -> str:
    """The head noun: "observatory" of "Northern Observatory for Civil Rights", "council" of "Security Council"."""
    parts = organization_words(name)
    for at, word in enumerate(parts):
        if at and word in LINKS:
            return parts[at - 1]
    return parts[-1] if parts else ""


@lru_cache(maxsize=32_768)
def is_unspecific(name: str) -> bool:
    """Whether a name could be that of many states' or sides' bodies ("Army", "Defence Ministry", "the Coalition")."""
    heads, portfolios = _unspecific_words()
    content = [word for word in organization_words(name) if word not in SMALL_WORDS]
    return bool(content) and all(word in heads or word in portfolios for word in content)


def is_bare_head(name: str) -> bool:
    """Whether a name is one head noun that every state has ("Army", "Government") and that points back to nothing."""
    parts = organization_words(name)
    return len(parts) == 1 and parts[0] in STATE_HEADS


def short_for_organization(short: str, long: str, *, origin: Callable[[str], bool]) -> float:
    """How surely `short` is a shorter form of `long`, 0..1. Both must share their head noun.

    `origin` says whether a word is a nationality or country, which may be left out ("National Army" for "X-ian National
    Army"); any other leading word tells bodies apart ("Free X-ian Army") and its loss is only half an argument.
    """
    one, other = organization_words(short), organization_words(long)
    if not one or len(one) >= len(other) or head_of(short) != head_of(long) or is_bare_head(short):
        return 0.0
    lost = _lost(one, other)
    known = known_organization(short)
    if lost is None or _is_pair(other) or (known and known != known_organization(long)):
        return 0.0
    before = [word for word in lost if word not in SMALL_WORDS and other.index(word) < other.index(head_of(long))]
    if len(one) == 1:
        return HEAD_ONLY
    free = all(word in DROPPABLE or origin(word) for word in before)
    return SHORTENED if free else LEADING_WORD_LOST


@lru_cache(maxsize=32_768)
def known_organization(name: str) -> str | None:
    """The full name of a body known worldwide under this name, or `None`."""
    return _aliases().get(fold(name).removeprefix("the "))


def _is_pair(parts: tuple[str, ...]) -> bool:
    """Whether a name is two names joined by "and" at the head ("Guards and Scouts")."""
    return "and" in parts[1:] and not any(word in LINKS for word in parts)


def _lost(short: tuple[str, ...], long: tuple[str, ...]) -> list[str] | None:
    """The words of `long` that `short` leaves out; `None` where `short` has others or another order."""
    lost, at = [], 0
    for word in long:
        if at < len(short) and short[at] == word:
            at += 1
        else:
            lost.append(word)
    return lost if at == len(short) else None


@cache
def _unspecific_words() -> tuple[frozenset[str], frozenset[str]]:
    table = load_table("unspecific-organizations")
    return frozenset(table["heads"].split()), frozenset(table["portfolios"].split())


@cache
def _aliases() -> dict[str, str]:
    rows = [line.split("|") for line in load_words("organization-aliases")]
    return {fold(name).removeprefix("the "): row[0] for row in rows for name in row}
