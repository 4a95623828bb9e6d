"""Asserted here, denied there: questions of occurrence, of who did it, and of who holds a place.

A doubt counts only against what it answers or was merged with.
A denial is matched to what it denies in three ways, surest first: the article itself says which claim it answers; the
denied event was merged with reports that tell it as done; or one event of the story fits it best in parties, kind and words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from consilience.record.found import Claim, EventMention, Reading
from consilience.record.text import Span, When
from consilience.record.woven import Conflict, ConflictKind, Event
from consilience.stages.conflicts.deeds import canon, read_tokens
from consilience.stages.conflicts.material import Material, Said
from consilience.stages.conflicts.questions import quote
from consilience.stages.conflicts.statements import SINCE
from consilience.stages.conflicts.weights import weigh

FITS = 1.5
"""Evidence from which a denial is taken to be about an event of its own kind and time: the deeds of one doer, one place, rare
words in common, nearness in its article; one whole piece and half of another. Denials on fifty groups of Syrian reports tied
by fewer were about something else."""

NEAR_SENTENCES_CHARACTERS = 600
"""A denial that names nothing itself is about what its article told at most this far before: about three sentences."""

NEGATION = re.compile(
    r"\b(?:not|no|none|never|neither|nor|without|cannot|den(?:y|ied|ies|ying))\b|n[’']t\b", re.IGNORECASE
)
NEGATION_WORDS = 8
"""A negation reaches over at most this many words, and not over a comma, to the deed that it denies."""

NOT_GIVEN = re.compile(
    r"\b(?:not|no|never) (?:\w+ )?(?:give|gave|given|say|mention|provide|comment|elaborate|known|clear|confirm|confirmed|verify"
    r"|imminent)\b",
    re.IGNORECASE,
)
"""What is not said, not known or not at hand denies no deed."""

NEVER_WAS = re.compile(r"\b(?:not|never) (?:\w+ )?(?:happen|occur|take|taken|took)", re.IGNORECASE)

POINTS_BACK = re.compile(
    r"\b(?:this|that|it|them|these|those|such|so)\b|\bthe (?:claim|report|account|allegation|accusation|charge)s?\b",
    re.IGNORECASE,
)
"""Words by which a denial points at what was said just before ("denied this", "denied the reports"). One of "any involvement"
points at no event: it is the denier's only where the denier is a party to it."""

SUCH = re.compile(r"\b(?:such|this|these|those)\b", re.IGNORECASE)
"""Demonstratives: "had used any such weapons" is about the deed of its kind told just before."""

ANSWERS = 5.0
"""Weight of words in common from which a telling is one that a denial answers: a deed and a word that is not everyday news."""

RETOLD = 9.0
"""The same, from which another report tells what one that is answered tells."""

WORD = re.compile(r"[^\W\d_]{5,}")
STEM = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """A claim or event mention that denies, with the event it is about and how that was found."""

    said: Said
    event: Event
    why: str


def compare_denials(material: Material) -> list[Conflict]:
    """Give one conflict for each event that some reports assert and others deny."""
    by_event: dict[str, list[Denial]] = defaultdict(list)
    for denial in find_denials(material):
        by_event[denial.event.id].append(denial)
    conflicts = [_write(material, denials[0].event, denials) for _, denials in sorted(by_event.items())]
    return [conflict for conflict in conflicts if conflict]


def find_denials(material: Material) -> list[Denial]:
    """Give every denial of the story that can be tied to one of its events, in text order."""
    found: list[Denial] = []
    for reading in material.readings:
        claimed: set[str] = set()
        for claim in reading.claims:
            if claim.stance in ("denies", "doubts") and not _is_idle(
                _text(reading, claim.span), _text(reading, claim.sentence)
            ):
                claimed.update(claim.events)
                found += _tie_claim(material, reading, claim)
        for mention in reading.events:
            if mention.actuality == "denied" and mention.id not in claimed and mention.id in material.event_of:
                if SINCE.search(_text(reading, mention.sentence)) or not _is_denied(reading, mention):
                    continue
                found += _tie_mention(material, mention)
    return found


def _is_idle(text: str, sentence: str) -> bool:
    """Whether words that deny or doubt answer no report: of a stretch of time, a question, or a figure not given."""
    return bool(SINCE.search(text) or NOT_GIVEN.search(sentence)) or "?" in text


def _is_denied(reading: Reading, mention: EventMention) -> bool:
    """Whether a negation or denial stands before the deed, or says that it did not happen ("would not go unpunished" does not)."""
    text = reading.article.text
    before, after = text[mention.sentence.start : mention.span.start], text[mention.span.end : mention.sentence.end]
    near = " ".join(re.split(r"[,;:]", before)[-1].split()[-NEGATION_WORDS:])
    return bool((NEGATION.search(near) and not NOT_GIVEN.search(before)) or NEVER_WAS.search(after))


def _text(reading: Reading, span: Span) -> str:
    return reading.article.text[span.start : span.end]


def _tie_claim(material: Material, reading: Reading, claim: Claim) -> list[Denial]:
    said = Said(span=claim.span, claim=claim, reading=reading)
    answered = next((c for c in reading.claims if c.id == claim.answers), None)
    if answered:
        event = _asserted_event(material, answered.events)
        if event and _is_about(material, reading, claim, event):
            return [Denial(said=said, event=event, why="it answers that claim in the same article")]
    event = _asserted_event(material, [m.id for m in _denied_in(reading, claim)])
    if event:
        return [Denial(said=said, event=event, why="it denies an event that others report")]
    if claim.stance != "denies" or not claim.events:
        return []
    best = _best_fit(material, reading, claim)
    return [Denial(said=said, event=best, why="parties and words fit that event best")] if best else []


def _denied_in(reading: Reading, claim: Claim) -> list[EventMention]:
    """The deeds that a claim denies: those read as denied, else all it holds. "Denied taking it after an attack" denies one."""
    held = [m for m in reading.events if m.id in claim.events]
    return [m for m in held if m.actuality == "denied"] or held


def _is_about(material: Material, reading: Reading, claim: Claim, event: Event) -> bool:
    """Whether a denial without a deed of its own is about this event: it points back in so many words, or the denier is a party."""
    if claim.events or POINTS_BACK.search(_text(reading, claim.span)):
        return True
    return material.entity(claim.speaker) in {*event.actors, *event.targets}


def _tie_mention(material: Material, mention: EventMention) -> list[Denial]:
    event = material.event_of[mention.id]
    if not _told(material, event):
        return []
    return [Denial(said=material.say(mention), event=event, why="a report says that it did not happen")]


def _asserted_event(material: Material, mentions: Sequence[str]) -> Event | None:
    events = [material.event_of[m] for m in mentions if m in material.event_of]
    told = [event for event in events if _told(material, event)]
    return max(told, key=lambda e: (e.independent_reports, e.id), default=None)


def _told(material: Material, event: Event) -> bool:
    return any(_asserts(material, mention) for mention in material.mentions(event))


def _asserts(material: Material, mention: EventMention) -> bool:
    claim = material.claim_of.get(mention.id)
    return mention.actuality in ("happened", "ongoing") and (claim is None or claim.stance not in ("denies", "doubts"))


def _best_fit(material: Material, reading: Reading, claim: Claim) -> Event | None:
    scored = [(_fit(material, reading, claim, event), event) for event in material.events if _told(material, event)]
    score, best = max(scored, key=lambda item: (item[0], item[1].independent_reports, item[1].id), default=(0.0, None))
    return best if score >= FITS else None


def _fit(material: Material, reading: Reading, claim: Claim, event: Event) -> float:
    """Evidence that a denial is about an event."""
    denied = _denied_in(reading, claim)
    doers = {e for m in denied for e in map(material.entity, m.agents) if e}
    if not any(m.agents for m in denied):
        doers |= {e for e in [material.entity(claim.speaker)] if e}
    told = material.mentions(event)
    held = any(m.control for m in told)
    if not any(m.type == event.type and overlap(m.when, event.when) and bool(m.control) == held for m in denied):
        return 0.0
    places = {e for m in denied if (e := material.entity(m.place))}
    sentence = reading.article.text[claim.sentence.start : claim.sentence.end]
    shared = _stems(sentence) & {s for m in material.mentions(event) for s in _stems(_sentence(material, m))}
    near = any(
        m.span.article == reading.article.id and 0 < claim.span.start - m.span.start < NEAR_SENTENCES_CHARACTERS
        for m in material.mentions(event)
    )
    if places and event.place and event.place not in places:
        return 0.0
    return (
        1.0 * bool(doers & {*event.actors})
        + 1.0 * bool(places and event.place in places)
        + 0.5 * min(len(shared), 4) / 2
        + 0.5 * near
        + 1.0 * bool(near and SUCH.search(_text(reading, claim.span)))
    )


def _sentence(material: Material, mention: EventMention) -> str:
    text = material.reading_of[mention.span.article].article.text
    return text[mention.sentence.start : mention.sentence.end]


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in WORD.findall(text.casefold())}


def _write(material: Material, event: Event, denials: Sequence[Denial]) -> Conflict | None:
    told = _answered(material, event, denials)
    if not told or {_voice(material, s.claim) for s in told} == {_voice(material, d.said.claim) for d in denials}:
        return None
    kind = _kind(material, event)
    return material.conflict(
        [
            material.position(told),
            material.position([*(d.said for d in denials), *_other_holders(material, event, denials)]),
        ],
        kind=kind,
        nature="disagreement",
        about=[e for e in (event.place, *event.actors, *event.targets) if e],
        events=[event.id],
        question=_question(material, event, kind, told, denials),
        why="; ".join(sorted({d.why for d in denials})),
    )


def _answered(material: Material, event: Event, denials: Sequence[Denial]) -> list[Said]:
    """Of what reports tell of the event, what the denials answer, and what other reports tell in the same words.

    A denial answers what shares the deed or a rare word or two with it, or what it points back at in its own report.
    """
    against = {d.said.claim.id for d in denials if d.said.claim}
    against_spans = {d.said.cited for d in denials}
    told = [material.say(m) for m in material.mentions(event) if _asserts(material, m)]
    others = [s for s in told if s.cited not in against_spans and not (s.claim and s.claim.id in against)]
    answered = [s for s in others if any(_answers(d.said, s) for d in denials)]
    return [s for s in others if s in answered or any(_likeness(s, t) >= RETOLD for t in answered)]


def _answers(denial: Said, said: Said) -> bool:
    before = denial.span.start - said.span.start
    near = said.span.article == denial.span.article and 0 < before < NEAR_SENTENCES_CHARACTERS
    return (near and bool(POINTS_BACK.search(denial.line))) or _likeness(said, denial) >= ANSWERS


def _likeness(said: Said, other: Said) -> float:
    """Weight of the telling words that two sentences share, names left out: a story's reports share most names."""
    return weigh(_telling(said.line) & _telling(other.line), ())


def _telling(line: str) -> frozenset[str]:
    return frozenset(
        canon(word) for word, at in read_tokens(line, 0, len(line), []) if not line[at].isupper() or at == 0
    )


def _other_holders(material: Material, event: Event, denials: Sequence[Denial]) -> list[Said]:
    """What the deniers say instead: that another party holds the place at that time."""
    voices = {_voice(material, d.said.claim) for d in denials} - {""}
    found = []
    for other in material.events:
        if other.id == event.id or other.place != event.place or not event.place:
            continue
        for mention in material.mentions(other):
            claim = material.claim_of.get(mention.id)
            holds = mention.control == "held" and mention.actuality in ("happened", "ongoing")
            if (
                holds
                and claim
                and claim.stance == "asserts"
                and _voice(material, claim) in voices
                and overlap(mention.when, event.when)
            ):
                found.append(material.say(mention))
    return found


def _voice(material: Material, claim: Claim | None) -> str:
    """Who speaks: the entity, else the words; an article's own voice is no voice here."""
    if claim is None or claim.speaker_text is None:
        return ""
    return material.entity(claim.speaker) or claim.speaker_text.casefold()


def _kind(material: Material, event: Event) -> ConflictKind:
    control = any(mention.control for mention in material.mentions(event))
    return "control" if control and event.place else "occurrence"


def _question(
    material: Material, event: Event, kind: ConflictKind, told: Sequence[Said], denials: Sequence[Denial]
) -> str:
    """Ask who holds the place, else whether what the denials answer most closely is so, in the report's words."""
    if kind == "control":
        return f"Who holds {material.name(event.place, 'the place')}?"
    closest = max(told, key=lambda s: (max(_likeness(s, d.said) for d in denials), s.in_body, s.line))
    return f"Did this happen as reported: {quote(closest.line)}?"


def overlap(a: When | None, b: When | None) -> bool:
    """True where two dates may be the same time; an unknown date may be any time."""
    return a is None or b is None or (a.earliest <= b.latest and b.earliest <= a.latest)
