"""Finds the words that attribute: speech verbs, "according to", nouns such as "the claim that", and source tags.

A cue says how words are attributed and what it can take; whose they are is in `speakers`, which words in `contents`.
Inside a closed quotation no cue is looked for: what a speaker quotes is the speaker's affair.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from consilience.ports import Parsed, Token
from consilience.record.found import Stance
from consilience.stages.claims.phrases import is_glued, is_negated, is_verb
from consilience.stages.claims.quotations import Quotation
from consilience.text.lexicons import load_words

CueKind = Literal["verb", "according", "noun"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """What a speech word takes: frame name -> the stance it then has."""

    stance: Stance
    takes: Mapping[str, Stance]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A speech word in its sentence. `i` is the token it hangs on, `first`, `last` the tokens of the words shown."""

    i: int
    first: int
    last: int
    kind: CueKind
    frames: Frames
    negated: bool


@cache
def speech_verbs() -> Mapping[str, Frames]:
    """Lemma -> frames, from `speech-verbs.txt`."""
    return {lemma: _frames(stance, takes) for lemma, stance, takes in _rows("speech-verbs")}


@cache
def speech_nouns() -> Mapping[str, Frames]:
    """Lemma -> frames ("act", "document"), from `speech-nouns.txt`."""
    return {lemma: _frames(stance, takes) for lemma, stance, takes in _rows("speech-nouns")}


@cache
def doubt_words() -> frozenset[str]:
    """Words that turn a confirmation into a doubt, from `doubts.txt`."""
    return frozenset(load_words("doubts"))


@cache
def back_references() -> frozenset[str]:
    """Words a denial may take in place of what it denies, from `denials.txt`."""
    return frozenset(load_words("denials"))


@cache
def channel_nouns(*kinds: str) -> frozenset[str]:
    """Nouns for a channel or occasion of these kinds (of any, where none is given), from `channels.txt`."""
    rows = (line.partition("|") for line in load_words("channels"))
    return frozenset(noun.strip() for noun, _, kind in rows if not kinds or kind.strip() in kinds)


def find(parsed: Parsed, sentence: int, quotations: Sequence[Quotation]) -> tuple[Cue, ...]:
    """Cues of one sentence in text order."""
    return tuple(_find(parsed, *parsed.sentences[sentence], quotations))


def _find(parsed: Parsed, first: int, last: int, quotations: Sequence[Quotation]) -> Iterator[Cue]:
    for i in range(first, last):
        token = parsed.tokens[i]
        if _is_quoted(token, quotations) or is_glued(parsed, i) or (i + 1 < last and is_glued(parsed, i + 1)):
            continue
        lemma = token.lemma.casefold()
        if token.text.casefold() == "according" and i + 1 < last and parsed.tokens[i + 1].text.casefold() == "to":
            yield _cue(i, "according", _frames("asserts", "clause"), first=i, last=i + 2)
        elif lemma in speech_verbs() and _is_cue_verb(token):
            negated = is_negated(parsed, i)
            frames = speech_verbs()[lemma]
            if not negated and _cannot(parsed, i, first):
                frames = Frames(stance="doubts", takes=dict.fromkeys(frames.takes, cast("Stance", "doubts")))
            yield _cue(i, "verb", frames, negated=negated)
        elif lemma in speech_nouns() and token.pos == "NOUN" and "act" in speech_nouns()[lemma].takes:
            yield _cue(i, "noun", speech_nouns()[lemma])


def _is_cue_verb(token: Token) -> bool:
    return is_verb(token) and token.pos != "ADJ" and token.dep not in {"amod", "compound", "case"}


def _cannot(parsed: Parsed, i: int, first: int) -> bool:
    """Whether the verb is what someone is unable to do ("was unable to confirm")."""
    return any(token.text.casefold() in doubt_words() for token in parsed.tokens[max(first, i - 3) : i])


def _is_quoted(token: Token, quotations: Sequence[Quotation]) -> bool:
    """Whether a speaker's own words hold the token. Where the closing mark is missing, a finite past tense verb may stand
    outside them all the same ("..., he said).
    """
    return any(one.holds(token.start) and (one.closed or token.tag != "VBD") for one in quotations)


def _cue(
    i: int, kind: CueKind, frames: Frames, *, first: int | None = None, last: int | None = None, negated: bool = False
) -> Cue:
    return Cue(
        i=i,
        first=i if first is None else first,
        last=i + 1 if last is None else last,
        kind=kind,
        frames=frames,
        negated=negated,
    )


def _frames(stance: str, takes: str) -> Frames:
    own = cast("Stance", stance)
    pairs = (one.partition(":") for one in takes.split())
    return Frames(stance=own, takes={name: cast("Stance", other) if other else own for name, _, other in pairs})


def _rows(name: str) -> Iterator[tuple[str, str, str]]:
    for line in load_words(name):
        lemma, stance, takes = (part.strip() for part in line.split("|"))
        yield lemma, stance, takes
