"""The wordings to compare: attributed claims with their words folded and their speakers named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consilience.record.found import Claim, Mention, MentionKind, Reading
from consilience.text.words import find_words

INNER = re.compile(r"[“\"«]([^“”\"«»]{8,})[”\"»]")
"""A quotation inside a claim. Shorter than 8 characters it is a word in scare quotes."""
LEAST_INNER = 3
"""Words. Two quoted words inside a claim are a phrase that anybody may use."""
LONGEST_WORDING = 400
"""Words compared. Quotations in news stay far below; it bounds the work on a text that is one long quotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words of a claim, or of a quotation inside it (`whole` is false; `text` is the claim's all the same).

    `words`: folded. `speaker`: the resolved name, `None` where the
    speaker is not named; `kind`: what the speaker is, `None` where unknown.
    """

    claim: Claim
    text: str
    words: tuple[str, ...]
    whole: bool
    speaker: str | None
    kind: MentionKind | None


def collect(readings: Sequence[Reading]) -> tuple[Wording, ...]:
    """Every attributed claim of the readings, whole and by the quotations inside it, by claim id and text.

    The outlets' own voice is no utterance of a speaker.
    """
    found: list[Wording] = []
    for reading in readings:
        mentions = {one.id: one for one in reading.mentions}
        for claim in reading.claims:
            if claim.speaker_text:
                found.extend(_word(reading, claim, mentions))
    return tuple(sorted((one for one in found if one.words), key=lambda one: (one.claim.id, one.whole, one.text)))


def _word(reading: Reading, claim: Claim, mentions: dict[str, Mention]) -> Iterator[Wording]:
    text = " ".join(reading.article.text[claim.span.start : claim.span.end].split())
    mention = mentions.get(claim.speaker or "")
    name = mention if mention is not None and mention.form == "name" else None
    inner = [part for part in INNER.findall(text) if len(part) < len(text) - 2]
    for part in (text, *inner):
        if part is not text and len(part.split()) < LEAST_INNER:
            continue
        words = tuple(one.folded for one in find_words(part))[:LONGEST_WORDING]
        yield Wording(
            claim=claim,
            text=text,
            words=words,
            whole=part is text,
            speaker=name.text if name is not None else None,
            kind=name.kind if name is not None else None,
        )
