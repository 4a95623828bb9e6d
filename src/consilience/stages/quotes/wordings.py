"""The wordings to compare: attributed claims with their words folded and their speakers named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consilience.record.found import Claim, Mention, MentionKind, Reading
from consilience.text.words import find_words, function_words

LONGEST_WORDING = 400
"""Words compared. Quotations in news stay far below; it bounds the work on a text that is one long quotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One claim's words. `words`: folded; `weight`: how many of them are no function words. `speaker`: the resolved name,
    `None` where the speaker is not named; `kind`: what the speaker is, `None` where unknown.
    """

    claim: Claim
    text: str
    words: tuple[str, ...]
    weight: int
    speaker: str | None
    kind: MentionKind | None


def collect(readings: Sequence[Reading]) -> tuple[Wording, ...]:
    """Every attributed claim of the readings, by claim id. The outlets' own voice is no utterance of a speaker."""
    found = [
        _word(reading, claim, names)
        for reading in readings
        for names in [_names(reading)]
        for claim in reading.claims
        if claim.speaker_text
    ]
    return tuple(sorted((one for one in found if one.words), key=lambda one: one.claim.id))


def _names(reading: Reading) -> dict[str, Mention]:
    return {one.id: one for one in reading.mentions}


def _word(reading: Reading, claim: Claim, names: dict[str, Mention]) -> Wording:
    text = " ".join(reading.article.text[claim.span.start : claim.span.end].split())
    words = tuple(one.folded for one in find_words(text))[:LONGEST_WORDING]
    mention = names.get(claim.speaker or "")
    named = mention is not None and mention.form == "name"
    return Wording(
        claim=claim,
        text=text,
        words=words,
        weight=sum(word not in function_words() for word in words),
        speaker=mention.text if mention is not None and named else None,
        kind=mention.kind if mention is not None and named else None,
    )
