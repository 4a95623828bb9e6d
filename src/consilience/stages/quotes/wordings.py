"""The wordings to compare: attributed claims with their words folded and their speakers named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from consilience.record.found import Claim, Mention, MentionKind, Reading
from consilience.sharing import Keys
from consilience.text.words import WORD, fold

INNER = re.compile(r"[“\"«]([^“”\"«»]{8,})[”\"»]")
"""A quotation inside a claim. Shorter than 8 characters it is a word in scare quotes."""
LEAST_INNER = 3
"""Words. Two quoted words inside a claim are a phrase that anybody may use."""
SEQUENCE = 4
"""Words. Shorter sequences are shared by chance; two edits of one sentence nearly always leave four words in a row."""
LONGEST_WORDING = 400
"""Words compared. Quotations in news stay far below; it bounds the work on a text that is one long quotation."""

_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wording:
    """The words of a claim, or of a quotation inside it (`whole` is false; `text` is the claim's all the same).

    `words`: folded; `sequences`: hashes of their runs of four. `speaker`: the resolved name, `None`
    where the speaker is not named; `kind`: what the speaker is, `None` where unknown.
    """

    claim: Claim
    text: str
    words: tuple[str, ...]
    sequences: Keys
    whole: bool
    speaker: str | None
    kind: MentionKind | None


def read_wordings(reading: Reading) -> tuple[Wording, ...]:
    """Every attributed claim of a reading, whole and by the quotations inside it.

    The outlet's own voice is no utterance of a speaker.
    """
    mentions = {one.id: one for one in reading.mentions}
    told = (claim for claim in reading.claims if claim.speaker_text)
    return tuple(one for claim in told for one in _word(reading, claim, mentions) if one.words)


def _word(reading: Reading, claim: Claim, mentions: dict[str, Mention]) -> Iterator[Wording]:
    text = " ".join(reading.article.text[claim.span.start : claim.span.end].split())
    mention = mentions.get(claim.speaker or "")
    name = mention if mention is not None and mention.form == "name" else None
    inner = [part for part in INNER.findall(text) if len(part) < len(text) - 2]
    for part in (text, *inner):
        if part is not text and len(part.split()) < LEAST_INNER:
            continue
        words = tuple(map(fold, WORD.findall(part)))[:LONGEST_WORDING]
        yield Wording(
            claim=claim,
            text=text,
            words=words,
            sequences=_sequences(words),
            whole=part is text,
            speaker=name.text if name is not None else None,
            kind=name.kind if name is not None else None,
        )


def _sequences(words: tuple[str, ...]) -> Keys:
    """The hashes of its runs of `SEQUENCE` words, or of all its words where they are fewer; each once."""
    codes = np.array([_code(word) for word in words], dtype=np.uint64)
    size = min(SEQUENCE, len(codes))
    runs = np.zeros(len(codes) - size + 1, dtype=np.uint64)
    for at in range(size):
        runs = (runs ^ codes[at : at + len(runs)]) * _MIX
        runs ^= runs >> _SHIFT
    return np.unique(runs)


@lru_cache(maxsize=200_000)
def _code(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")
