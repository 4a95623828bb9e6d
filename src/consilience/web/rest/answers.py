"""The types that the API answers with beside those of the record: what a list, a link, a count looks like."""

from __future__ import annotations

from dataclasses import dataclass, make_dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from consilience.desk import Kind
from consilience.exports.record.shelving import SHAPES
from consilience.record.listing import What

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """Another item: its id and where it is."""

    id: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A list of what hangs on an item: how many of a collection, and where they are."""

    collection: str
    count: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Where an item leads. `page`: its page for people, where it has one.

    `stories`, `articles`, `entities`: what it hangs on; `refs`: other items it points at; at most 200 of each. `related`: what
    hangs on it, by collection.
    """

    self: str
    page: str | None
    stories: tuple[Ref, ...]
    articles: tuple[Ref, ...]
    entities: tuple[Ref, ...]
    refs: tuple[Ref, ...]
    related: tuple[Related, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Generic[T]):
    """An item as a list shows it. `figures`: counts by name.

    `item`: all of it, and `stories`: those it belongs to, where `full` was asked for, else null: both must be looked up.
    """

    id: str
    kind: Kind
    url: str
    title: str
    type: str | None
    status: str | None
    outlet: str | None
    place: str | None
    by: str | None
    first: str | None
    last: str | None
    lat: float | None
    lon: float | None
    weight: float
    stories: tuple[str, ...] | None
    figures: dict[str, int]
    item: T | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[T]):
    """A stretch of a list. `next`: the path of the stretch after it, null at the end.

    `total`: how many there are in all; at least so many where `exact` is false.
    """

    items: tuple[Card[T], ...]
    next: str | None
    total: int
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A half-open stretch of code points that a search matched."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One result of a search. `start`: where the snippet stands in the article's text, null where it stands in none."""

    kind: Kind
    id: str
    url: str
    title: str
    outlet: str | None
    first: str | None
    last: str | None
    score: float
    snippet: str
    start: int | None
    marks: tuple[Mark, ...]
    title_marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A stretch of the results of a search, the best first."""

    items: tuple[Found, ...]
    next: str | None
    total: int
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One item was added, changed or is gone. `seq` rises from change to change; `at`: ISO time in UTC."""

    seq: int
    at: str
    kind: Kind
    id: str
    what: What
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed, oldest first. `last`: the `seq` to ask on from; `more`: whether there are later ones already."""

    items: tuple[Changed, ...]
    last: int
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet and how many of its articles are known."""

    name: str
    articles: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlets:
    """The outlets, those with most articles first."""

    items: tuple[Outlet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a collection is, what it holds and how much of it."""

    name: str
    url: str
    about: str
    count: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What there is. `format`: the version of the record's shapes."""

    program: str
    format: str
    openapi: str
    documentation: str
    collections: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many items of each kind there are, and the state of the store as one number."""

    counts: dict[str, int]
    last_change: int


def listing_of(kind: Kind) -> Any:  # a type made at run time, which the checker cannot name
    """Give the type of a list of items of a kind."""
    generic: Any = Listing
    return generic[SHAPES[kind]]


@cache
def linked(kind: Kind) -> type[Any]:
    """Give the type of one item: that of the record with its `id`, where it has none there, and `links`."""
    shape = SHAPES[kind]
    fields: list[tuple[str, Any]] = [("links", Links)]
    if "id" not in shape.__dataclass_fields__:
        fields.insert(0, ("id", str))
    name = shape.__name__.removesuffix("Out")
    made = make_dataclass(name, fields, bases=(shape,), frozen=True, slots=True, kw_only=True, namespace={})
    made.__doc__ = shape.__doc__
    made.__module__ = __name__
    return made
