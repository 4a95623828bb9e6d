"""What one sentence states, in the form in which sentences of two reports are held against each other.

Events are found only for the deeds that the event scheme knows; earthquakes, votes and ferries are told in sentences all the
same. So a statement is read from the words: what it is about, whom and where it names, when, how many, and whether it denies.
Not here: what two statements are to each other (`judge`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from consilience.record.found import Claim, Mention, Quantity, Reading
from consilience.record.text import Span, When
from consilience.stages.conflicts.deeds import canon, is_telling, read_tokens
from consilience.stages.conflicts.figures import Figure, read_figures
from consilience.stages.conflicts.material import Material, Said
from consilience.stages.conflicts.passages import cut_sentences
from consilience.stages.conflicts.weights import STEM, weigh
from consilience.text.frequency import rarity
from consilience.text.lexicons import load_table, load_words
from consilience.text.word_forms import fold, words

NEGATED_WORDS = 5
"""A negation reaches over at most this many words ("had not been seen to cross"), and not over a comma."""

SAID_WHEN = 6
"""A time that begins within so many characters of the words of saying says when it was said ("said on Thursday")."""

WORD = re.compile(r"[\w-]+")
SINCE = re.compile(r"\b(?:not|never|no|none)\b.{0,60}\bsince\b", re.IGNORECASE)
"""A denial for a stretch of time ("has not bombed the city since October") answers no report of one event."""

WIDE_SINCE = re.compile(
    r"\bsince (?:(?:the|early|late|mid|last) )*(?:start|beginning|year|month|spring|summer|autumn|fall|winter|january|february"
    r"|march|april|may|june|july|august|september|october|november|december|\d{4}|\w+ \d{4})\b"
    r"|\b(?:past|last) (?:\d+|few|two|three|four|five|six|seven|ten|several) (?:hours|days|weeks)\b"
)
"""A stretch of time that begins with a month or season; "since Thursday" and "since the flood" tell of one event."""

CALLED_FALSE = re.compile(
    r"\b(?:call|calls|called|label\w*|described|dismissed|were|was|are|is)\b(.{5,120}?)"
    r"\b(?:false|untrue|baseless|unfounded|groundless|fabricated|a lie|lies)\b"
)
"""What is called false: "called reports of his death untrue"."""

GLUED = re.compile(r"(?<!and) (?:said|told|says)\b")
"""Words of saying after a denial: two sentences run together, or a denial told of in passing."""

MOST_OF = 0.4
"""A claim of a smaller share of its sentence is told in passing; the sentence states something of its own."""

VERB_WITHIN = 12
"""A denying verb among the first so many words of a sentence is its main verb; one further on belongs to something else."""

SENTENCES_BEFORE = 3
"""Where and when of a sentence that says neither stand in one of so many before it."""

NAME_RARITY = 4.0
"""A word in capitals at least this rare, one article in fifty-five, is a name that the reading missed, unless it is a title."""

LEAD_IN = 12
"""Characters before a day or figure in which words that set it aside would stand."""

AGE = re.compile(r"\b[A-Z]\w+,? $")
"""A name right before a bare figure: his or her age ("Ziad, 13, was hurt")."""

NOT_DAYS = re.compile(r"\b(?:not|than|from|until|since)\s+(?:on\s+)?$", re.IGNORECASE)
"""Words before a day or a figure that set it aside ("not on Monday", "up from 9")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """Who does a deed to whom, as an event mention tells it: entity ids, the words that name the doers, the place."""

    deed: str
    agents: frozenset[str]
    targets: frozenset[str]
    doers: frozenset[str]
    holding: bool
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence as a statement.

    `words`: deeds and content stems, names left out; `names`: entity ids or folded names; `places`: entity ids of places.
    `days`: the single days it names; `remote`: it names a month or year and no day of it. `denied`: the whole is denied;
    `negated`: the words under a negation. `text`: the sentence in lower case. `doers`: who does what. `weight`: of its words
    and names. `day`: of its report, as an ordinal, 0 where it is not known. `around`, `around_days`: names, and days where it
    has none of its own, of the sentences just before: reports say once where and when.
    """

    said: Said
    sentence: Span
    text: str
    words: frozenset[str]
    names: frozenset[str]
    places: frozenset[str]
    days: tuple[When, ...]
    remote: bool
    figures: tuple[Figure, ...]
    denied: bool
    negated: frozenset[str]
    doers: tuple[Doing, ...]
    weight: float
    day: int
    around: frozenset[str] = frozenset()
    around_days: tuple[When, ...] = ()

    def events(self, material: Material) -> tuple[str, ...]:
        """The ids of the story's events that its sentence tells."""
        told = [e.id for e in self.said.reading.events if e.sentence == self.sentence and e.id in material.event_of]
        return tuple(material.event_of[mention].id for mention in told)


def read_statements(material: Material) -> tuple[Statement, ...]:
    """Give the statements of a story, one a sentence of running text, in order of article and place."""
    known = _known_names(material)
    found: list[Statement] = []
    for whole in material.readings:
        own = [s for sentence, reading in cut_sentences(whole) for s in _read(material, reading, sentence, known)]
        found += (_situate(s, own[max(0, i - SENTENCES_BEFORE) : i]) for i, s in enumerate(own))
    return tuple(found)


def _situate(statement: Statement, before: Sequence[Statement]) -> Statement:
    """A statement with what the sentences before it name. One that names a place or day of its own is of that one."""
    earlier = [b for b in before if b.sentence != statement.sentence]
    places = frozenset().union(*(b.places for b in earlier)) if statement.places else frozenset()
    around = frozenset().union(*(b.names for b in earlier)) - places - statement.names
    days = next((b.days for b in reversed(earlier) if b.days), ()) if not statement.days else ()
    return replace(statement, around=around, around_days=days)


def _known_names(material: Material) -> dict[str, str]:
    """Single-word names of the story's entities: where the reading missed a name, its word still tells."""
    told = {e for r in material.readings for m in r.mentions if (e := material.entity(m.id))}
    return {fold(name): e for e in sorted(told) for name, _ in material.entities[e].names if name.isalpha()}


def _read(material: Material, reading: Reading, sentence: Span, known: Mapping[str, str]) -> Iterator[Statement]:
    """Give what a sentence states and, where it denies something, what it denies."""
    denial = _denial(reading, sentence)
    if denial:
        yield _state(material, reading, sentence, known, held=(denial,), denied="denied")
    if denial is None or denial[0] - sentence.start > (sentence.end - sentence.start) / 2:
        held = _stretches(material, reading, sentence, _main_claim(reading, sentence))
        told = tuple((start, min(end, denial[0]) if denial else end) for start, end in held)
        yield _state(material, reading, sentence, known, held=told)


def _state(
    material: Material,
    reading: Reading,
    sentence: Span,
    known: Mapping[str, str],
    *,
    held: tuple[tuple[int, int], ...],
    denied: str = "",
) -> Statement:
    claim = _main_claim(reading, sentence)
    text = reading.article.text
    mentions = [m for m in reading.mentions if _inside(m.span, held)]
    named = [m for m in mentions if m.form == "name"]
    times = [t for t in reading.times if _inside(t.span, held)]
    figures = [q for q in reading.quantities if _inside(q.span, held) and not _set_aside(q, text)]
    veiled = [*(m.span for m in named), *(t.span for t in times), *(_digits(q, text) for q in figures)]
    plain = [token for start, end in held for token in read_tokens(text, start, end, veiled)]
    called = {s: known.get(w, w) for w, s in plain if w in known or (s > sentence.start and _is_name(text, w, s))}
    tokens = [(canon(w), s) for w, s in plain if s not in called]
    missed = frozenset(called.values())
    days = [
        t.when
        for t in times
        if t.when and t.when.earliest == t.when.latest and not NOT_DAYS.search(_lead_in(text, t.span))
    ]
    stems = frozenset(w for w, _ in tokens)
    names = missed.union(*(_naming(material, m, known) for m in mentions))
    published = reading.article.published
    return Statement(
        said=Said(span=sentence, claim=claim, reading=material.reading_of[sentence.article]),
        sentence=sentence,
        text=text[sentence.start : sentence.end].casefold(),
        words=stems,
        names=names,
        places=frozenset(e for m in mentions if m.kind == "place" and (e := material.entity(m.id))),
        days=tuple(dict.fromkeys(days)),
        remote=not days and any(t.when and t.when.precision not in ("day", "week") for t in times),
        figures=read_figures(figures, tokens, text),
        denied=bool(denied),
        negated=_negated(text, held),
        doers=tuple(_doings(material, reading, sentence)),
        weight=weigh(stems, names),
        day=published.earliest.toordinal() if published else 0,
    )


def _set_aside(quantity: Quantity, text: str) -> bool:
    """Whether the words before a figure set it aside, or it is somebody's age."""
    before = _lead_in(text, quantity.span)
    return bool(NOT_DAYS.search(before) or (not quantity.unit and AGE.search(before)))


def _lead_in(text: str, span: Span) -> str:
    """What stands right before a figure or day: longer than any words that set it aside."""
    return text[max(0, span.start - LEAD_IN) : span.start]


def is_wide(text: str) -> bool:
    """Whether words, in lower case, speak of a stretch of time or land beyond one event ("since April", "across")."""
    return bool(WIDE_SINCE.search(text)) or any(phrase in text for phrase in load_table("matters")["wide"]["phrases"])


def _main_claim(reading: Reading, sentence: Span) -> Claim | None:
    """The longest attributed claim of a sentence, else a denial in the outlet's voice."""
    half = (sentence.end - sentence.start) * MOST_OF
    claims = [c for c in reading.claims if c.sentence == sentence and c.span.end - c.span.start >= half]
    inside = [c for c in claims if c.speaker_text or c.stance == "denies"]
    return max(inside, key=lambda c: (c.span.end - c.span.start, -c.span.start), default=None)


def _stretches(
    material: Material, reading: Reading, sentence: Span, claim: Claim | None
) -> tuple[tuple[int, int], ...]:
    """The sentence without the words that only say who speaks."""
    if claim is None or claim.speaker_text is None:
        return ((sentence.start, sentence.end),)
    mention = material.mention_of.get(claim.speaker or "")
    said = [
        s
        for s in (claim.cue, mention.span if mention else None)
        if s and sentence.start <= s.start and s.end <= sentence.end
    ]
    outside = [s for s in said if s.end <= claim.span.start or s.start >= claim.span.end]
    if not outside:
        return ((sentence.start, sentence.end),)
    start, end = min(s.start for s in outside), max(s.end for s in outside)
    end = max([end, *(t.span.end for t in reading.times if 0 <= t.span.start - end <= SAID_WHEN)])
    if end <= claim.span.start:
        return ((end, sentence.end),)
    return ((sentence.start, min(start, claim.span.end)), (end, sentence.end))


def _denial(reading: Reading, sentence: Span) -> tuple[int, int] | None:
    """The denied stretch of a sentence: of a claim that denies, else after a denying verb near its start; `None` if none."""
    spans = [
        c.span for c in reading.claims if c.stance == "denies" and c.sentence == sentence and c.span.end <= sentence.end
    ]
    inside = reading.article.text[sentence.start : sentence.end].casefold()
    if SINCE.search(inside) or any(p in inside for p in load_table("matters")["denials"]["general"]):
        return None
    if spans:
        longest = max(spans, key=lambda s: (s.end - s.start, -s.start))
        glued = GLUED.search(reading.article.text[longest.start : sentence.end])
        return None if glued else (longest.start, longest.end)
    verb = next((m for m in islice(WORD.finditer(inside), VERB_WITHIN) if m.group() in _denying()), None)
    if verb and not GLUED.search(inside, verb.end()):
        return sentence.start + verb.end(), sentence.end
    false = CALLED_FALSE.search(inside)
    if false:
        return sentence.start + false.start(1), sentence.start + false.end(1)
    phrase = next((p for p in load_table("matters")["denials"]["phrases"] if p in inside), None)
    return (sentence.start + inside.find(phrase) + len(phrase), sentence.end) if phrase else None


@cache
def _denying() -> frozenset[str]:
    return frozenset(load_table("matters")["denials"]["verbs"].split())


CONTRACTED = ("n't", "n’t")


@cache
def _negators() -> frozenset[str]:
    return frozenset(load_table("matters")["denials"]["negators"].split())


def _negated(text: str, held: tuple[tuple[int, int], ...]) -> frozenset[str]:
    """The deeds and stems that stand under a negation."""
    found: set[str] = set()
    for start, end in held:
        inside = text[start:end].casefold()
        if any(phrase in inside for phrase in load_table("matters")["denials"]["general"]):
            continue
        if not any(word in inside for word in (*_negators(), "nothing", *CONTRACTED)):
            continue
        for clause in re.split(r"[,;:.]", text[start:end]):
            run = [w.form for w in words(clause.replace("n't ", " not "))]
            for i, word in enumerate(run):
                if word == "nothing" and i and is_telling(run[i - 1]):
                    found.add(canon(run[i - 1]))
                if word in _negators():
                    found.update(canon(w) for w in run[i + 1 : i + 1 + NEGATED_WORDS] if is_telling(w))
    return frozenset(found)


def _inside(span: Span, held: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= span.start and span.end <= end for start, end in held)


def _digits(quantity: Quantity, text: str) -> Span:
    """The figure without its noun: the noun tells what the sentence is about."""
    words_of = text[quantity.span.start : quantity.span.end]
    noun = words_of.rfind(" ")
    end = quantity.span.start + noun if noun > 0 and quantity.unit else quantity.span.end
    return Span(article=quantity.span.article, start=quantity.span.start, end=end)


def _is_name(text: str, form: str, start: int) -> bool:
    """Whether a word at a place of the text is written as a name."""
    return (
        text[start].isupper() and rarity(form) >= NAME_RARITY and form not in _titles() and canon(form) == form[:STEM]
    )


@cache
def _titles() -> frozenset[str]:
    return frozenset(entry.split("\t")[0].rstrip(".") for entry in load_words("titles"))


def _naming(material: Material, mention: Mention, known: Mapping[str, str]) -> Iterator[str]:
    entity = material.entity(mention.id)
    if entity:
        yield entity
    elif mention.form == "name":
        yield known.get(fold(mention.text), fold(mention.text))


def _doings(material: Material, reading: Reading, sentence: Span) -> Iterator[Doing]:
    for event in reading.events:
        if event.sentence == sentence and event.actuality in ("happened", "ongoing"):
            named = [material.mention_of[m].text for m in event.agents if m in material.mention_of]
            yield Doing(
                deed=canon(fold(reading.article.text[event.span.start : event.span.end].split()[0])),
                agents=frozenset(e for e in map(material.entity, event.agents) if e),
                targets=frozenset(e for e in map(material.entity, event.targets) if e),
                doers=frozenset(w.form for text in named for w in words(text) if is_telling(w.form)),
                holding=event.control == "held",
                place=material.entity(event.place),
            )
