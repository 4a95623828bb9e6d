"""Sentences of reports as lines of a brief: which can stand alone, which to take, and when two tell the same.

Not here: which events matter (`stages/brief`, `stages/timeline`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from consilience.record.found import Reading
from consilience.record.text import Span

BACK_REFERENCE = re.compile(
    r"^[\"“‘'(\[]*(?:he|she|they|it|this|that|these|those|but|and|so|also|yet|still|however|meanwhile|his|her|their|its|both"
    r"|there|another|others|such|similarly|instead|noting|in turn|in addition|as a result|for (?:his|her|their|its) part"
    r"|(?:a|one|two|three|some) (?:days?|hours?|weeks?) later|later|earlier,"
    r"|since then|elsewhere|among (?:them|those)|the (?:[a-z]+ ){1,2}(?:comes?|came|follows?|followed|prompted)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day['’]?s (?:\w+ )?(?:attack|assault|raid|strike|blast|incident|clash|vote|report)s?"
    r"|the (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day )?(?:source|statement|general|spokesman|spokeswoman|official"
    r"|group|body|man|woman|two|three|latter|former|other|same"
    r"|incident|move|law|decision|aim|report|operation|offensive|mutiny|toll|death toll|agreement|deal|law|area|town|city"
    r"|village|province|region|country|blasts?|explosions?|bombings?|shelling|attacks?|assault|raids?|strikes?|clashes"
    r"|bombardment|fighting|killings?|victims?|dead|deaths|wounded|injured|bodies|survivors?)"
    r"|(?:\w+ ){1,3}of (?:them|these|those|the (?:victims|dead|wounded|injured)))\b",
    re.IGNORECASE,
)
"""Openings that point back to a sentence that a line does not show: closed-class words, and the commonest definite
back-references ("the source said")."""

UNNAMED_SPEAKER = re.compile(
    r"\b[Tt]he (?:[a-z]+ ){0,2}(?:sources?|spokesman|spokeswoman|spokesperson|statement|officials?|general|group|minister|commander"
    r"|monitor|organi[sz]ation|agency|activists?|colonel|witness)\s+(?:also |has |had )?(?:said|says?|added|told|claimed|noted)\b"
    r"|\b(?:said|added|says) the (?:[a-z]+ )?(?:sources?|spokesman|spokeswoman|statement|officials?|group|minister|monitor)\b"
)
"""A speaker whom only an earlier sentence names: "the source said"."""

POINTING = re.compile(
    r"\b(?:these|those|this (?!week|month|year|morning|afternoon|evening|summer|winter|spring|autumn|time|is\b)"
    r"|(?:of|for|in|by|to|from) that (?:attack|incident|strike|raid|town|city|area|village|day|claim))\b(?! who\b)",
    re.IGNORECASE,
)
"""Demonstratives that point at another sentence; "this week" points at the report's date."""

BARE_OPENING = re.compile(r"The (?:[a-z-]+ ){0,2}(?P<head>[a-z-]+)$")
"""A definite subject of small letters only: known to a reader who has the sentence before."""

KNOWN_TO_ALL = frozenset({
    "government", "army", "military", "ministry", "police", "parliament", "president", "opposition", "navy", "cabinet",
    "authorities", "state", "court", "senate", "union", "king", "premier", "force", "embassy", "council", "authority",
    "department", "service", "church", "bank", "rebels", "guard", "presidency", "observatory",
})  # fmt: skip
"""Heads of definite subjects that a story has one of ("the health ministry")."""

PRONOUNS = frozenset(
    {"he", "she", "they", "him", "her", "his", "them", "their", "hers", "theirs", "himself", "themselves"}
)

SHORTEST_CHARACTERS, LONGEST_CHARACTERS = 40, 420
"""A line is one sentence: shorter ones say nothing, longer ones are lists."""

SAME_WORDS = 0.6
"""Share of the shorter line's words from which two lines tell the same. Set on the example story: retellings of one fact share
0.65 and more, different facts of one day below 0.5."""

WORD = re.compile(r"[^\W_]{3,}")
STEM = 6


def stands_alone(sentence: str) -> bool:
    """Whether the words of a sentence can be read without the one before it."""
    closed = sentence.count('"') % 2 == 0 and sentence.count("“") == sentence.count("”")
    return closed and not any(p.search(sentence) for p in (BACK_REFERENCE, UNNAMED_SPEAKER, POINTING))


def is_line(reading: Reading, sentence: Span) -> bool:
    """Whether a sentence of a report can be a line: of its body, of a readable length, pointing at nothing outside it."""
    text = line_text(reading, sentence)
    return (
        SHORTEST_CHARACTERS <= len(text) <= LONGEST_CHARACTERS
        and any(s.zone == "body" and s.span == sentence for s in reading.layout.sentences)
        and stands_alone(text)
        and not _points_out(reading, sentence)
    )


def line_text(reading: Reading, sentence: Span) -> str:
    """The words of a sentence on one line."""
    return " ".join(reading.article.text[sentence.start : sentence.end].split())


def choose_line(
    sentences: Iterable[Span], sheet: Mapping[str, Reading], *, original: Callable[[Span], bool]
) -> Span | None:
    """Give the sentence that tells best: taken from no other report, early in its own, short; `None` if none is a line."""

    def rank(span: Span) -> tuple[bool, float, Span]:
        text = sheet[span.article].article.text
        size = (span.end - span.start) / LONGEST_CHARACTERS
        return not original(span), span.start / max(len(text), 1) + size, span

    fit = (s for s in sentences if s.article in sheet and is_line(sheet[s.article], s))
    return min(fit, key=rank, default=None)


def stems(line: str) -> frozenset[str]:
    """The words of a line of three letters and more, cut to six so that inflections meet."""
    return frozenset(word[:STEM].casefold() for word in WORD.findall(line))


def tell_same(one: frozenset[str], other: frozenset[str], *, share: float = SAME_WORDS) -> bool:
    """Whether two lines, given as their stems, tell the same: the shorter shares more than `share` of its words."""
    least = min(len(one), len(other))
    return bool(least) and len(one & other) > share * least


def _points_out(reading: Reading, sentence: Span) -> bool:
    """Whether a pronoun or a bare definite subject of the sentence stands for someone it does not name."""
    inside = [m for m in reading.mentions if sentence.start <= m.span.start and m.span.end <= sentence.end]
    here = {m.id for m in inside}
    for mention in inside:
        if mention.text.casefold() in PRONOUNS:
            earlier = any(m.form != "pronoun" and m.span.end <= mention.span.start for m in inside)
            if not earlier or (mention.antecedent is not None and mention.antecedent not in here):
                return True
    opening = next((m for m in inside if m.form == "nominal" and m.span.start - sentence.start <= 4), None)
    if opening is None or opening.principal in here:
        return False
    text = reading.article.text
    bare = BARE_OPENING.match(" ".join(text[sentence.start : opening.span.end].split()))
    qualified = re.match(
        r",? (?:of|who|which|that|in|from|at|near|on|behind|for|led|loyal)\b|, [A-Z]| [A-Z]",
        text[opening.span.end :][:12],
    )
    return bool(bare and bare["head"] not in KNOWN_TO_ALL and not qualified)
