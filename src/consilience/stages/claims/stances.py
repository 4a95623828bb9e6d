"""Judges how a speaker stands to the words: asserts, denies, doubts, predicts, demands, promises, threatens.

The speech verb decides first; the words themselves where it is neutral: a negated deed is a denial, "we demand" a
demand. Also finds which earlier claim a denial answers. Not here: whether a claim is true.
"""

from __future__ import annotations

from collections.abc import Sequence

from consilience.ports import Parsed
from consilience.record.found import Claim, Stance
from consilience.record.text import Span
from consilience.stages.claims.contents import Content
from consilience.stages.claims.cues import Cue, back_references, verb_frames
from consilience.stages.claims.pages import Page
from consilience.stages.claims.phrases import find_child, is_negated, is_verb
from consilience.text.lexicons import load_words
from consilience.text.words import find_words, function_words

FIRST_PERSON = frozenset({"i", "we"})
PERFORMATIVE = frozenset({"demands", "promises", "threatens", "denies"})
ANSWER_REACH = 8
"""Earlier claims that a denial may answer: in re-read reports the claim stood at most five claims before."""
LEAST_SHARED = 3
"""Content words that a spelled-out denial must share with the claim it answers."""


def judge(page: Page, cue: Cue | None, content: Content) -> Stance:
    """Stance of a stretch of claimed words."""
    root = _main_verb(page, content)
    if content.stance == "predicts" and cue is not None and page.parsed.tokens[cue.i].lemma.casefold() == "warn":
        return _of_warning(page, root)
    if content.stance != "asserts" or root is None:
        return _flip(cue, content)
    parsed = page.parsed
    subject = find_child(parsed, root, "nsubj")
    if subject is not None and parsed.tokens[subject].text.casefold() in FIRST_PERSON:
        frames = verb_frames(parsed.tokens[root])
        if frames is not None and not is_negated(parsed, root):
            own = {frames.stance, *frames.takes.values()} & PERFORMATIVE
            if frames.stance in PERFORMATIVE or (own and _calls(page, root)):
                return frames.stance if frames.stance in PERFORMATIVE else min(own)
    if _denies_deed(parsed, root):
        return "denies"
    if _modal(parsed, root) == "must":
        return "demands"
    return "asserts"


def _flip(cue: Cue | None, content: Content) -> Stance:
    """A negated verb of belief doubts what it takes ("do not believe that ...")."""
    if cue is not None and cue.negated and content.stance in {"asserts", "predicts"}:
        return "doubts"
    return content.stance


def _of_warning(page: Page, root: int | None) -> Stance:
    """A warning threatens where the speaker would act ("we will respond"), else it predicts."""
    if root is None:
        return "predicts"
    subject = find_child(page.parsed, root, "nsubj")
    own = subject is not None and page.parsed.tokens[subject].text.casefold() in {*FIRST_PERSON, "it", "they"}
    return "threatens" if own and _modal(page.parsed, root) in {"will", "shall"} else "predicts"


def _calls(page: Page, root: int) -> bool:
    following = page.parsed.tokens[root + 1 : root + 2]
    return any(one.text.casefold() in {"for", "on", "upon", "against"} for one in following)


def _denies_deed(parsed: Parsed, root: int) -> bool:
    if not is_negated(parsed, root) or parsed.tokens[root].lemma.casefold() in load_words("verbs-of-no-deed"):
        return False
    if _modal(parsed, root) is not None or find_child(parsed, root, "cop") is not None:
        return False
    return is_verb(parsed.tokens[root]) and find_child(parsed, root, "nsubj", "nsubj:pass") is not None


def _modal(parsed: Parsed, root: int) -> str | None:
    for child in parsed.children[root]:
        if parsed.tokens[child].tag == "MD":
            return parsed.tokens[child].lemma.casefold()
    return None


def _main_verb(page: Page, content: Content) -> int | None:
    """The verb of the first sentence of the claimed words that hangs on nothing inside them."""
    parsed = page.parsed
    k = page.sentence_at(content.start)
    first, last = parsed.sentences[k]
    inside = [i for i in range(first, last) if content.start <= parsed.tokens[i].start < content.end]
    if not inside:
        return None
    kept = set(inside)
    tops = [i for i in inside if parsed.tokens[i].head not in kept or parsed.tokens[i].head == i]
    verbs = [i for i in tops if is_verb(parsed.tokens[i])]
    return verbs[0] if verbs else None


def find_answered(
    page: Page, content: Content, stance: Stance, speaker: str | None, earlier: Sequence[Claim]
) -> str | None:
    """Id of the earlier claim, by someone else, that a denial or doubt is about; `None` where the words do not show one."""
    if stance not in {"denies", "doubts"}:
        return None
    recent = [
        one for one in reversed(earlier[-ANSWER_REACH:]) if one.speaker_text != speaker and one.stance != "denies"
    ]
    words = content_words(page, Span(article=page.article.id, start=content.start, end=content.end))
    bare = {word for word in words if word not in back_references() and word.removesuffix("s") not in back_references()}
    if len(bare) <= 1:
        return recent[0].id if recent else None
    best = max(recent, key=lambda one: len(bare & content_words(page, one.span)), default=None)
    if best is None or len(bare & content_words(page, best.span)) < LEAST_SHARED:
        return None
    return best.id


def content_words(page: Page, span: Span) -> frozenset[str]:
    """Folded words of a span that are no function words."""
    words = find_words(page.text, span.start, span.end)
    return frozenset(word.folded for word in words if word.folded not in function_words())
