"""Sentences of reports as lines of a brief: which can stand alone, and when two tell the same.

Not here: which lines matter (`stages/brief`).
"""

from __future__ import annotations

import re

BACK_REFERENCE = re.compile(
    r"^[\"“‘'(]*(?:he|she|they|it|this|that|these|those|but|and|so|also|however|meanwhile|his|her|their|its|both|there"
    r"|another|others|in turn|for (?:his|her|their) part|the (?:source|statement|general|spokesman|spokeswoman|official|group"
    r"|body|man|woman|two|three|latter|former|incident|attack|move|law|decision)|(?:\w+ ){1,3}of them|that day)\b",
    re.IGNORECASE,
)
"""Openings that point back to a sentence that a line does not show: closed-class words, and the commonest definite
back-references ("the source said")."""

SAME_WORDS = 0.6
"""Share of the shorter line's words from which two lines tell the same. Set on the example story: retellings of one fact share
0.65 and more, different facts of one day below 0.5."""

WORD = re.compile(r"[^\W_]{3,}")
STEM = 6


def stands_alone(sentence: str) -> bool:
    """Whether a sentence can be read without the one before it."""
    return not BACK_REFERENCE.match(sentence)


def stems(line: str) -> frozenset[str]:
    """The words of a line of three letters and more, cut to six so that inflections meet."""
    return frozenset(word[:STEM].casefold() for word in WORD.findall(line))


def tell_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two lines, given as their stems, tell the same."""
    least = min(len(one), len(other))
    return bool(least) and len(one & other) > SAME_WORDS * least
