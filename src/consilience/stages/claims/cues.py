"""Finds the words that attribute: speech verbs, "according to", nouns such as "the claim that", and source tags.

A cue says how words are attributed and what it can take; whose they are is in `speakers`, which words in `contents`.
Inside a closed quotation no cue is looked for: what a speaker quotes is the speaker's affair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

from consilience.ports import Parsed, Token
from consilience.record.found import Stance
from consilience.stages.claims.phrases import find_child, is_glued, is_negated, is_verb
from consilience.stages.claims.quotations import Quotation
from consilience.text.lexicons import load_words

CueKind = Literal["verb", "according", "noun"]


DOUBLING = re.compile(r"[^aeiou][aeiou][bdgmnpt]$")
"""Verbs that may double their last letter ("quip", "admit")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """What a speech word takes: frame name -> the stance it then has.

    `objects`: lemmas that an object must be one of; empty: any.
    """

    stance: Stance
    takes: Mapping[str, Stance]
    objects: frozenset[str] = frozenset()


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


@cache
def anonymous_nouns() -> frozenset[str]:
    """Nouns for people who speak without being named, from `anonymous-sources.txt`."""
    return frozenset(load_words("anonymous-sources"))


@cache
def _verb_forms() -> Mapping[str, str]:
    """Inflected form -> lemma of the speech verbs: lemmatisers of small models miss some ("blamed": "blam")."""
    forms: dict[str, str] = {}
    for lemma in speech_verbs():
        stem = lemma.removesuffix("e")
        past = lemma[:-1] + "ied" if lemma.endswith("y") and lemma[-2] not in "aeou" else stem + "ed"
        third = (
            lemma[:-1] + "ies" if past.endswith("ied") else lemma + ("es" if lemma.endswith(("s", "sh", "ch")) else "s")
        )
        doubled = (lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing") if DOUBLING.search(lemma) else ()
        for form in (lemma, past, third, stem + "ing", *doubled):
            forms.setdefault(form, lemma)
    return forms


def verb_frames(token: Token) -> Frames | None:
    """Frames of the speech verb that a token is a form of, or `None`."""
    found = speech_verbs().get(token.lemma.casefold())
    return found if found is not None else speech_verbs().get(_verb_forms().get(token.text.casefold(), ""))


def is_past(parsed: Parsed, i: int) -> bool:
    """Whether a verb is finite, or a participle that stands for a past tense: taggers mix the two up ("the source on
    Tuesday denied ..."). A participle with an auxiliary or "by" after it is none.
    """
    token = parsed.tokens[i]
    if token.tag in {"VBD", "VBZ", "VBP"}:
        return True
    following = parsed.tokens[i + 1 : i + 2]
    passive = any(one.text.casefold() == "by" for one in following)
    return token.tag == "VBN" and not passive and find_child(parsed, i, "aux", "aux:pass") is None


def find(parsed: Parsed, sentence: int, quotations: Sequence[Quotation]) -> tuple[Cue, ...]:
    """Cues of one sentence in text order."""
    return tuple(_find(parsed, *parsed.sentences[sentence], quotations))


def _find(parsed: Parsed, first: int, last: int, quotations: Sequence[Quotation]) -> Iterator[Cue]:
    begin, stop = parsed.tokens[first].start, parsed.tokens[last - 1].end
    near = [one for one in quotations if one.start < stop and begin < one.end]
    for i in range(first, last):
        token = parsed.tokens[i]
        if _is_quoted(token, near) or is_glued(parsed, i) or (i + 1 < last and is_glued(parsed, i + 1)):
            continue
        lemma = token.lemma.casefold()
        if token.text.casefold() == "according" and i + 1 < last and parsed.tokens[i + 1].text.casefold() == "to":
            yield _cue(i, "according", _frames("asserts", "clause"), first=i, last=i + 2)
        elif lemma == "cite" and token.tag == "VBG":
            continue
        elif (frames := verb_frames(token)) is not None and _is_cue_verb(parsed, i):
            negated = is_negated(parsed, i)
            if not negated and _cannot(parsed, i, first):
                frames = Frames(stance="doubts", takes=dict.fromkeys(frames.takes, _as_stance("doubts")))
            yield _cue(i, "verb", frames, negated=negated)
        elif lemma in speech_nouns() and token.pos == "NOUN" and "act" in speech_nouns()[lemma].takes:
            yield _cue(i, "noun", speech_nouns()[lemma])


def _is_cue_verb(parsed: Parsed, i: int) -> bool:
    """Whether the word is a verb here. A participle before a noun is one only if a noun stands before it in a sentence
    whose root is no verb: then the parser took a past tense for it.
    """
    token = parsed.tokens[i]
    if token.dep == "amod" and token.tag == "VBN" and i > 0:
        first, last = parsed.sentences[token.sentence]
        verbless = not any(one.dep == "root" and one.tag.startswith(("VB", "MD")) for one in parsed.tokens[first:last])
        return verbless and parsed.tokens[i - 1].pos in {"NOUN", "PROPN", "ADV"}
    if token.tag == "VBD":
        return True
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
    """Read "clause object=credit,victory for:demands"."""
    own = _as_stance(stance)
    found: dict[str, Stance] = {}
    objects: frozenset[str] = frozenset()
    for one in takes.split():
        frame, _, other = one.partition(":")
        name, _, words = frame.partition("=")
        found[name] = _as_stance(other) if other else own
        objects |= frozenset(filter(None, words.split(",")))
    return Frames(stance=own, takes=found, objects=objects)


def _as_stance(word: str) -> Stance:
    for stance in get_args(Stance):
        if stance == word:
            return cast("Stance", stance)
    message = f"no stance {word!r}"
    raise ValueError(message)


def _rows(name: str) -> Iterator[tuple[str, str, str]]:
    for line in load_words(name):
        lemma, stance, takes = (part.strip() for part in line.split("|"))
        yield lemma, stance, takes
