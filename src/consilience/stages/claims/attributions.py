"""Puts claims together, one cue at a time, in text order: each may be spoken by someone a former one named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from consilience.record.found import Claim, Stance
from consilience.record.ids import make_id
from consilience.record.text import Sentence, Span, When
from consilience.stages.claims import contents, cues, headlines, stances
from consilience.stages.claims.channels import find_channel, find_time
from consilience.stages.claims.contents import Content
from consilience.stages.claims.cues import Cue
from consilience.stages.claims.pages import Page
from consilience.stages.claims.sources import SUBJECT_PRONOUNS, Source, find_source, is_participle
from consilience.stages.claims.speakers import Speaker, identify
from consilience.text.names.folding import words as name_words

LEAST_SHARED = 2
"""Content words that two neighbouring claims of one speaker share where the second repeats the first."""
QUOTED_SHARE = 0.5
"""A claim counts as quoted where at least half of its characters stand inside quote marks."""


def read(page: Page) -> tuple[Claim, ...]:
    """Every claim that a cue attributes to a speaker, in text order, no two with the same words and speaker."""
    claims: list[Claim] = []
    speakers: list[Speaker] = []
    known: set[tuple[Span, str | None]] = set()
    for k in range(len(page.sentences)):
        for claim, speaker in _read_sentence(page, k, tuple(claims), tuple(speakers)):
            if (claim.span, claim.speaker) in known:
                continue
            known.add((claim.span, claim.speaker))
            claims.append(claim)
            speakers.append(speaker)
    around = page.by_sentence(claims)
    nested = (_nest(claim, around.get(page.sentence_at(claim.cue.start), ()) if claim.cue else ()) for claim in claims)
    return _share_channels(page, tuple(nested))


def _share_channels(page: Page, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Give a claim without a channel the one of the next claim, where the same speaker says the same there.

    "X said clashes had erupted near A. "There are clashes near A," X told Radio B.": one utterance, told twice.
    """
    shared = list(claims)
    for k, (claim, following) in enumerate(pairwise(claims)):
        near = page.sentence_at(following.span.start) - page.sentence_at(claim.span.start) == 1
        if (
            near
            and claim.via is None
            and following.via is not None
            and _last_name(page, claim) == _last_name(page, following)
        ):
            common = stances.content_words(page, claim.span) & stances.content_words(page, following.span)
            if len(common) >= LEAST_SHARED:
                shared[k] = replace(claim, via=following.via)
    return tuple(shared)


def _last_name(page: Page, claim: Claim) -> str:
    mention = page.by_id.get(claim.speaker or "")
    words = name_words(mention.text) if mention is not None else ()
    return words[-1] if words else claim.id


def _nest(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """Give a claim made inside another speaker's words that speaker as its channel, where it has none."""
    if claim.via is not None or claim.cue is None:
        return claim
    for outer in claims:
        inside = outer.span.start <= claim.cue.start and claim.span.end <= outer.span.end
        if inside and outer.span != claim.span and not _is_same(claim, outer):
            return replace(claim, via=outer.speaker_text)
    return claim


def _is_same(claim: Claim, outer: Claim) -> bool:
    """Whether two claims are one speaker's, as far as the words tell: a pronoun inside a claim is mostly its speaker."""
    one, other = claim.speaker_text or "", outer.speaker_text or ""
    same = claim.speaker is not None and claim.speaker == outer.speaker
    return same or one in other or other in one or one.casefold() in SUBJECT_PRONOUNS


def _read_sentence(
    page: Page, k: int, claims: tuple[Claim, ...], speakers: tuple[Speaker, ...]
) -> Iterator[tuple[Claim, Speaker]]:
    sentence = page.sentences[k]
    tagged = headlines.find_tag(page, sentence) if sentence.zone == "headline" or k == 0 else None
    if tagged is not None:
        yield _read_tag(page, sentence, *tagged, speakers)
        return
    before: Source | None = None
    for cue in cues.find(page.parsed, k, page.quotations):
        source = before if before is not None and is_participle(page, cue) else find_source(page, cue)
        if source is None or (cue.negated and not _is_doubt(page, cue)):
            continue
        found = contents.find(page, cue, source)
        if not found:
            continue
        before = source if cue.kind == "verb" else before
        speaker = identify(page, source, speakers)
        via, said = find_channel(page, cue, source, found), find_time(page, cue, found)
        for content in found:
            stance = stances.judge(page, cue, content)
            answers = stances.find_answered(page, content, stance, speaker.text, claims)
            span = Span(
                article=page.article.id,
                start=page.parsed.tokens[cue.first].start,
                end=page.parsed.tokens[cue.last - 1].end,
            )
            yield (
                make_claim(page, content, speaker, cue=span, via=via, said=said, stance=stance, answers=answers),
                speaker,
            )


def _is_doubt(page: Page, cue: Cue) -> bool:
    """Whether a negated cue still says how the speaker stands to the words ("does not believe", "cannot confirm")."""
    return page.parsed.tokens[cue.i].lemma.casefold() in {"believe", "think", "confirm", "expect", "agree", "support"}


def _read_tag(
    page: Page, sentence: Sentence, tag: tuple[int, int], words: tuple[int, int], speakers: tuple[Speaker, ...]
) -> tuple[Claim, Speaker]:
    """The claim of a headline's source tag."""
    content = Content(start=words[0], end=words[1], stance="asserts")
    inside = [i for i, one in enumerate(page.parsed.tokens) if tag[0] <= one.start < tag[1]]
    outside = [i for i in inside if page.parsed.tokens[i].head not in inside]
    head = outside[0] if outside else (inside[-1] if inside else None)
    while (
        head is not None and head + 1 in outside
    ):  # "hospital official", torn in two by the parser: the last is the noun
        head += 1
    if head is None:
        speaker = Speaker(mention=None, text=page.text[tag[0] : tag[1]], anonymous=False)
    else:
        speaker = identify(page, Source(head=head, first=inside[0], last=inside[-1] + 1), speakers)
    del sentence
    stance = stances.judge(page, None, content)
    return make_claim(page, content, speaker, cue=None, via=None, said=None, stance=stance, answers=None), speaker


def make_claim(
    page: Page,
    content: Content,
    speaker: Speaker,
    *,
    cue: Span | None,
    via: str | None,
    said: When | None,
    stance: Stance,
    answers: str | None,
) -> Claim:
    """Seal one claim: its id, its sentence, how much of it is quoted, and the events told in it."""
    article = page.article.id
    span = Span(article=article, start=content.start, end=content.end)
    return Claim(
        id=make_id("c", article, span.start, span.end, speaker.text, cue.start if cue else None),
        span=span,
        sentence=page.sentences[page.sentence_at(span.start)].span,
        cue=cue,
        speaker=speaker.mention,
        speaker_text=speaker.text,
        via=via,
        anonymous=speaker.anonymous,
        quoted=_quoted_share(page, span) >= QUOTED_SHARE,
        stance=stance,
        said=said,
        answers=answers,
        events=tuple(one.id for one in page.events_in(span.start, span.end)),
    )


def _quoted_share(page: Page, span: Span) -> float:
    inside = sum(max(0, min(one.end, span.end) - max(one.start, span.start)) for one in page.quotations)
    return inside / (span.end - span.start)
