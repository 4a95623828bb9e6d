"""An article and the labels on its text. The text is sealed when read: labelled and pointed into, never edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "week", "month", "season", "year", "decade"]
Basis = Literal["stated", "resolved", "inferred"]
ZoneKind = Literal["headline", "dateline", "byline", "body", "caption", "credit", "correction", "furniture"]

CITABLE_ZONES: frozenset[str] = frozenset({"headline", "body", "correction"})
"""Zones from which facts are read. Nothing derived may cite furniture, captions or credits."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Words in an article: code-point offsets into its sealed text, half open."""

    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """An interval of days, both ends included (a day has `earliest == latest`).

    `basis`: "stated" (the words give the date in full), "resolved" (worked out from the words and a known
    date: "on Wednesday"), "inferred" (from the publication date or from other reports only).
    """

    earliest: date
    latest: date
    precision: Precision
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One report as it was taken in.

    `text` is decoded, NFC, with line feeds as line ends, and holds the headline too. `path` is the input path as given.
    `published` is what metadata say, or what `stages.zones` or the story's other reports gave (see its basis);
    `None`: not known. `outlet` and `url`: `None` when not known. `language`: ISO 639-1, "und" if undetermined.
    """

    id: str
    path: str
    url: str | None
    outlet: str | None
    title: str | None
    authors: tuple[str, ...]
    published: When | None
    language: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A labelled stretch of text. An article's zones tile its text: in order, without gap or overlap."""

    span: Span
    kind: ZoneKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a citable zone, trimmed of outer white space."""

    span: Span
    zone: ZoneKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A news agency that the text credits ("(AFP)", "an AFP correspondent", a Reuters dateline).

    `agency` is the canonical name ("AFP", "Reuters"). `own_words`: the credit stands in running text ("told AFP",
    "an AFP photographer saw") and not in a byline, dateline, sign-off or credit line.
    """

    agency: str
    span: Span
    own_words: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something a stage could not do, said instead of raised. `code` is a kebab-case word; `message` one line."""

    code: str
    article: str | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What `stages.zones` gives for one article.

    `title`, `outlet`, `published`: worked out from the article's own words where metadata lack them, else the
    article's own values; `None` where nothing is known.
    """

    zones: tuple[Zone, ...]
    sentences: tuple[Sentence, ...]
    title: str | None
    outlet: str | None
    published: When | None
    credits: tuple[Credit, ...]
    problems: tuple[Problem, ...] = ()
