"""Decides whether two wordings are one utterance: how much of the shorter stands in the longer, and who speaks."""

from __future__ import annotations

from difflib import SequenceMatcher

from consilience.stages.quotes.wordings import Wording
from consilience.text.names.folding import words as name_words
from consilience.text.words import function_words

LEAST_RUN = 2
"""Words in a row that count as kept; single words in common are chance."""
LEAST_COVER = 0.6
"""Share of the shorter quotation that must stand in the longer one. Among 461 wordings from 17 reports of one month, two
utterances of one speaker covered 0.43 of each other at most, one utterance cut differently 0.64 or more."""
LEAST_COVER_INDIRECT = 0.8
"""The same where neither is quoted: paraphrases of different utterances share more words than quotations do."""
FEW_WORDS = 3
"""With fewer content words than this only the same named speaker makes it one utterance."""
LEAST_UNNAMED = 5
"""Content words in one unbroken run that make it one utterance where a speaker is not named. Stock phrases ("join the fight
against X") stayed below in the same reports."""
LEAST_INDIRECT = 5
"""Content words that two unquoted wordings must share."""
LONG_RUN = 8
"""Content words shared by which one utterance may be given to a person in one report and to their body in another."""
SAME_NAME = 0.75
"""Likeness of two spellings of one surname ("Mansouri", "Mansuri": 0.93)."""


def is_one_utterance(a: Wording, b: Wording) -> bool:
    """Whether two claims give the same words of the same speaker, cut or edited."""
    if a.claim.id == b.claim.id or _overlap(a, b):
        return False
    shorter, longer = sorted((a, b), key=lambda one: (len(one.words), one.claim.id))
    quoted = _is_quoted(a) or _is_quoted(b)
    least = (LEAST_COVER if quoted else LEAST_COVER_INDIRECT) * len(shorter.words)
    vocabulary = frozenset(longer.words)
    if sum(word in vocabulary for word in shorter.words) < least:
        return False
    runs = _runs(shorter.words, longer.words)
    kept, shared = sum(map(len, runs)), sum(map(_weigh, runs))
    if kept < least:
        return False
    if not quoted and shared < LEAST_INDIRECT:
        return False
    same = _is_same_speaker(a, b)
    if same is None:
        return max(map(_weigh, runs), default=0) >= LEAST_UNNAMED
    if shared < FEW_WORDS:
        return same and kept == len(shorter.words) and shared > 0
    return same or (shared >= LONG_RUN and a.kind != b.kind)


def _overlap(a: Wording, b: Wording) -> bool:
    """Whether one claim stands inside the other: words told once, attributed twice."""
    one, other = a.claim.span, b.claim.span
    return one.article == other.article and one.start < other.end and other.start < one.end


def _is_quoted(one: Wording) -> bool:
    return one.claim.quoted or not one.whole


def _runs(shorter: tuple[str, ...], longer: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Runs of words of the shorter that stand in the longer in the same order."""
    blocks = SequenceMatcher(None, shorter, longer, autojunk=False).get_matching_blocks()
    least = min(LEAST_RUN, len(shorter))
    return [shorter[block.a : block.a + block.size] for block in blocks if block.size >= max(1, least)]


def _weigh(words: tuple[str, ...]) -> int:
    """How many words are no function words."""
    return sum(word not in function_words() for word in words)


def _is_same_speaker(a: Wording, b: Wording) -> bool | None:
    """Whether the speakers are one: by last name; `None` where one of them is not named."""
    if a.speaker is None or b.speaker is None:
        return None
    left, right = name_words(a.speaker), name_words(b.speaker)
    if not left or not right:
        return None
    if a.kind != b.kind:
        return False
    likeness = SequenceMatcher(None, left[-1], right[-1], autojunk=False).ratio()
    return likeness >= SAME_NAME or bool(set(left) & set(right) and a.kind != "person")
