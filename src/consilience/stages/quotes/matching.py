"""Decides whether two wordings are one utterance: how much of the shorter stands in the longer, and who speaks."""

from __future__ import annotations

from difflib import SequenceMatcher

from consilience.stages.quotes.wordings import Wording
from consilience.text.names.folding import words as name_words
from consilience.text.words import function_words

LEAST_RUN = 2
"""Words in a row that count as kept; single words in common are chance."""
LEAST_COVER = 0.6
"""Share of the shorter quotation that must stand in the longer one. Cuts and edits of one quotation in re-read reports
kept 0.67 or more; two quotations of one speaker on one matter shared below 0.4."""
LEAST_COVER_INDIRECT = 0.8
"""The same where neither is quoted: paraphrases of different utterances share more words than quotations do."""
FEW_WORDS = 3
"""With fewer content words than this only the same named speaker makes it one utterance."""
LEAST_INDIRECT = 5
"""Content words that two unquoted wordings must share."""
LONG_RUN = 8
"""Content words shared by which one utterance may be given to a person in one report and to their body in another."""
SAME_NAME = 0.75
"""Likeness of two spellings of one surname ("Mansouri", "Mansuri": 0.93); different surnames met stayed below 0.7."""


def is_one_utterance(a: Wording, b: Wording) -> bool:
    """Whether two claims give the same words of the same speaker, cut or edited."""
    if a.claim.id == b.claim.id or _overlap(a, b):
        return False
    shorter, longer = sorted((a, b), key=lambda one: (len(one.words), one.claim.id))
    kept = _kept(shorter.words, longer.words)
    shared = sum(word not in function_words() for word in kept)
    quoted = _is_quoted(a) or _is_quoted(b)
    if len(kept) < (LEAST_COVER if quoted else LEAST_COVER_INDIRECT) * len(shorter.words):
        return False
    if not quoted and shared < LEAST_INDIRECT:
        return False
    same = _is_same_speaker(a, b)
    if shared < FEW_WORDS:
        return same is True and len(kept) == len(shorter.words) and shared > 0
    return same is not False or (shared >= LONG_RUN and a.kind != b.kind)


def _overlap(a: Wording, b: Wording) -> bool:
    """Whether one claim stands inside the other: words told once, attributed twice."""
    one, other = a.claim.span, b.claim.span
    return one.article == other.article and one.start < other.end and other.start < one.end


def _is_quoted(one: Wording) -> bool:
    return one.claim.quoted or not one.whole


def _kept(shorter: tuple[str, ...], longer: tuple[str, ...]) -> list[str]:
    """Words of the shorter that stand in the longer in the same order, in runs."""
    blocks = SequenceMatcher(None, shorter, longer, autojunk=False).get_matching_blocks()
    least = min(LEAST_RUN, len(shorter))
    return [word for block in blocks if block.size >= least for word in shorter[block.a : block.a + block.size]]


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
