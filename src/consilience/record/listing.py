"""What lists of items are asked with and answer with: filters, pages, search hits, changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from consilience.record.items import Kind

T = TypeVar("T")

Order = Literal["recent", "oldest", "weight"]
"""Newest first, oldest first, or weightiest first; items equal in that come in the order of their ids ("oldest") or against it."""

What = Literal["added", "changed", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list is narrowed to; all that is given must hold.

    `story`, `article`, `entity`, `ref`: ids of what an item hangs on. `place`: the entity it happened at; `by`: the entity that
    says or holds it. `type`, `status`, `outlet`: as in `Item`. `since`, `until`: ISO days, both included; an item that lasts is
    in when any of its days is; an undated one is not. `text`: words as in a search. `bbox`: west, south, east, north in
    degrees; west above east crosses the date line.
    """

    story: str | None = None
    article: str | None = None
    entity: str | None = None
    ref: str | None = None
    place: str | None = None
    by: str | None = None
    type: str | None = None
    status: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None
    bbox: tuple[float, float, float, float] | None = None


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """A stretch of a list. `next`: the cursor of the stretch after, `None` at the end.

    `total`: how many there are in all; where `exact` is false there are at least so many.
    """

    items: tuple[T, ...]
    next: str | None
    total: int
    exact: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result of a search. `score`: higher is better, comparable within one search only.

    `snippet`: words of its text; `start`: where these stand in the article's text (code points), `None` where the hit is in the
    title or is no article. `marks`: half-open stretches of `snippet` that match; `title_marks`: of `title`.
    """

    kind: Kind
    id: str
    title: str
    outlet: str | None
    first: str | None
    last: str | None
    score: float
    snippet: str
    start: int | None
    marks: tuple[tuple[int, int], ...]
    title_marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One item was added, changed or is gone. `seq` rises by one or more from change to change; `at`: ISO time in UTC."""

    seq: int
    at: str
    kind: Kind
    id: str
    what: What


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCard:
    """A story as a list shows it. `independent`: reports that descend from no other; `disputes`: disagreements."""

    id: str
    title: str
    articles: int
    independent: int
    events: int
    disputes: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletCard:
    """An outlet as a list shows it. `first`, `last`: ISO days of publication, `None` where none is known."""

    name: str
    articles: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One text of an address. `number` counts from 1 in the order they were taken in; `taken`: ISO time in UTC."""

    article: str
    url: str
    number: int
    taken: str
