"""Facts found in one article. Each carries the span of the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from consilience.record.text import Article, Layout, Problem, Span, When

MentionKind = Literal["person", "organization", "place", "group", "facility", "event", "product"]
MentionForm = Literal["name", "nominal", "pronoun"]
TimeKind = Literal["date", "time", "duration", "set"]
QuantityKind = Literal[
    "killed", "wounded", "casualties", "captured", "displaced", "missing", "arrested", "people",
    "distance", "money", "percent", "other",
]  # fmt: skip
Actuality = Literal[
    "happened", "ongoing", "planned", "threatened", "demanded", "possible", "denied", "habitual", "background"
]
ControlStatus = Literal["held", "entered", "lost", "contested"]
Direction = Literal["towards", "back"]
Stance = Literal["asserts", "denies", "doubts", "predicts", "demands", "promises", "threatens"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A person, organisation, place or group as the words name it.

    `span` covers the name without article, possessive 's or title ("Moro"); `text` is those words.
    `form`: "name"; "nominal" ("the militiamen", "a security source", "the colonel's men"); "pronoun" ("he").
    `role`: the words beside a name that say what it is ("General", "NSF spokeswoman", "Kremlin spokesman"), or `None`.
    `antecedent`: id of an earlier mention in this article that a pronoun or nominal stands for, or `None`.
    `principal`: id of the named mention that this one belongs to ("Moro" for "Moro's men", "troops loyal to
    Moro", "pro-Moro fighters"; "NSF" for the person in "NSF spokeswoman Nino Dali"), or `None`.
    """

    id: str
    span: Span
    kind: MentionKind
    form: MentionForm
    text: str
    role: str | None = None
    antecedent: str | None = None
    principal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A time expression. `value` is its TIMEX3 value ("2019-04-03TEV", "P8Y", "PAST_REF").

    `when`: the days it denotes, or `None` where it denotes none (a bare duration, a set) or the anchor is unknown.
    """

    id: str
    span: Span
    kind: TimeKind
    value: str
    when: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A counted or measured thing. `low`/`high`: bounds, `None` where open ("more than 200": low 200, high None).

    `span` covers the whole phrase ("at least 19 civilians"); `unit` is the counted noun ("civilians", "km");
    `hedge` the words that bound it ("at least"), or `None`; `scope` words that limit it ("in two days", "including"),
    or `None`.
    """

    id: str
    span: Span
    kind: QuantityKind
    low: float | None
    high: float | None
    unit: str
    hedge: str | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What `stages.mentions` gives for one article, each list in text order."""

    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """One event as one sentence tells it.

    `span` is the trigger, `sentence` the sentence. `agents`, `targets`: mention ids; `place`: mention id.
    `when`: the day or interval, basis "inferred" where only the publication date speaks. `when_span`: the words.
    `control`: set where the words say who holds `place` ("entered", "retook": the agent; "lost": the agent lost it).
    `direction`: set for movements: "towards" the place or "back" from where it came.
    `confidence` 0..1, with `why` (rule or trigger that gave the type).
    """

    id: str
    span: Span
    sentence: Span
    type: str
    mode: str | None
    cameo: str
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    place: str | None
    when: When | None
    when_span: Span | None
    quantities: tuple[str, ...]
    actuality: Actuality
    control: ControlStatus | None
    direction: Direction | None
    confidence: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who says what: one utterance in one article.

    `span`: what is claimed (without outer quote marks); `sentence`: the sentence it starts in; `cue`: the speech
    word ("said", "according to"). `speaker`: mention id resolved to a name where that is possible, else of the
    nominal; `speaker_text`: the speaker as this sentence words it ("the source"), or, where that is a bare pronoun or a
    definite back-reference, the words it stands for. Both `None`: the outlet's own voice.
    `via`: the channel it reached the outlet through, in the article's words ("Al-Arabiya", "televised statement").
    `answers`: id of the claim of the same article that a denial or doubt is about, or `None`.
    `events`: ids of the event mentions inside `span`.
    """

    id: str
    span: Span
    sentence: Span
    cue: Span | None
    speaker: str | None
    speaker_text: str | None
    via: str | None
    anonymous: bool
    quoted: bool
    stance: Stance
    said: When | None
    answers: str | None
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything found in one article, in text order. The unit of caching; what the weaving stages take."""

    article: Article
    layout: Layout
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    events: tuple[EventMention, ...] = ()
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
