"""Gives quotations that no cue took to the speaker they go on from, and sentences whose quote marks a crawl lost.

A quotation that opens a sentence right after another quotation, after a colon, or after a sentence on one speaker's
words is that speaker's. Not here: quoted phrases inside a sentence, which belong to what the sentence says.
"""

from __future__ import annotations

from collections.abc import Sequence

from consilience.record.found import Claim, Mention
from consilience.stages.claims import stances
from consilience.stages.claims.attributions import make_claim
from consilience.stages.claims.contents import Content, trim
from consilience.stages.claims.pages import Page
from consilience.stages.claims.quotations import Quotation
from consilience.stages.claims.speakers import Speaker

REACH = 2
"""Sentences back that the speaker of a quotation without cue is looked for."""
NAMED = frozenset({"person", "organization"})
LEAST_WORDS = 4
"""A shorter quotation without cue is a phrase or a title."""


def read(page: Page, claims: tuple[Claim, ...]) -> tuple[tuple[Claim, ...], tuple[Quotation, ...]]:
    """The claims with those of orphan quotations added, in text order, and the quotations left without a speaker."""
    found = sorted(claims, key=lambda one: (one.span.start, one.span.end))
    orphans: list[Quotation] = []
    for one in page.quotations:
        if not _is_free(page, one, found):
            continue
        before = None
        named = _name_before(page, one)
        if named is None and _stands_alone(page, one):
            before = _speaker_before(page, one, found) or _speaker_after(page, one, found)
        if before is None and named is None:
            orphans.append(one)
            continue
        words = trim(page, one.start, one.end)
        if words is None:
            continue
        content = Content(start=words[0], end=words[1], stance="asserts")
        found.append(_give(page, content, before, named))
        found.sort(key=lambda one: (one.span.start, one.span.end))
    return tuple(found), tuple(orphans)


def _give(page: Page, content: Content, before: Claim | None, named: Mention | None) -> Claim:
    """The claim of an orphan quotation: the named speaker's, or whoever's the claim before is."""
    stance = stances.judge(page, None, content)
    if named is not None or before is None:
        speaker = Speaker(mention=named.id if named else None, text=named.text if named else "", anonymous=False)
        return make_claim(page, content, speaker, cue=None, via=None, said=None, stance=stance, answers=None)
    speaker = Speaker(mention=before.speaker, text=before.speaker_text or "", anonymous=before.anonymous)
    return make_claim(page, content, speaker, cue=None, via=before.via, said=before.said, stance=stance, answers=None)


def _name_before(page: Page, one: Quotation) -> Mention | None:
    """The person or body whose name and a colon stand alone before a quotation (NAME: "...")."""
    start = page.sentences[page.sentence_at(one.start)].span.start
    lead = page.text[start : one.outer_start].strip()
    if not lead.endswith(":"):
        return None
    for mention in page.mentions_in(start, one.outer_start):
        if mention.form == "name" and mention.kind in NAMED and 2 * len(mention.text) >= len(lead):
            return mention
    return None


def _is_free(page: Page, one: Quotation, claims: Sequence[Claim]) -> bool:
    """Whether a quotation opens its sentence, says something, and is in no claim."""
    if len(page.text[one.start : one.end].split()) < LEAST_WORDS or one.single:
        return False
    sentence = page.sentences[page.sentence_at(one.start)]
    lead = page.text[sentence.span.start : one.outer_start].strip()
    if sentence.zone == "headline" or (lead and not lead.endswith(":")):
        return False
    return not any(claim.span.start < one.end and one.start < claim.span.end for claim in claims)


def _stands_alone(page: Page, one: Quotation) -> bool:
    """Whether nothing but further quotations follows in the sentence: else a cue there had it, that was not understood."""
    sentence = page.sentences[page.sentence_at(max(one.start, one.end - 1))].span
    rest = page.text[one.outer_end : sentence.end]
    return not any(ch.isalnum() for ch in rest) or any(q.outer_start - one.outer_end <= 2 for q in _after(page, one))


def _after(page: Page, one: Quotation) -> list[Quotation]:
    return [q for q in page.quotations if q.outer_start >= one.outer_end][:1]


def _speaker_before(page: Page, one: Quotation, claims: Sequence[Claim]) -> Claim | None:
    """The last claim by a speaker in the nearest of the sentences just before; over a paragraph's end, only a quoted one."""
    k = page.sentence_at(one.start)
    for back in range(1, REACH + 1):
        if k - back < 0:
            break
        span = page.sentences[k - back].span
        near = [claim for claim in claims if span.start < claim.span.end and claim.span.start < span.end]
        near = [claim for claim in near if claim.speaker_text and claim.span.end <= one.start]
        apart = "\n" in page.text[span.end : one.start]
        for claim in sorted(near, key=lambda claim: (claim.quoted, claim.span.start), reverse=True):
            if claim.quoted or not apart:
                return claim
    return None


def _speaker_after(page: Page, one: Quotation, claims: Sequence[Claim]) -> Claim | None:
    """For a quotation left open at a paragraph's end: whoever the quotation that opens the next paragraph is given to."""
    if one.closed:
        return None
    for claim in claims:
        if one.end <= claim.span.start and claim.quoted:
            apart = page.text[one.end : claim.span.start]
            return claim if not any(ch.isalnum() for ch in apart) else None
    return None
