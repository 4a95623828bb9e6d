"""What a stage may ask of a model or of a memory: protocols and the plain values that cross them.

Stages get these handed in by `wiring` and `pipeline`; no stage knows what answers.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from consilience.record.text import Span

Made = TypeVar("Made")


class Token(NamedTuple):
    """One token. `i` is its index in `Parsed.tokens`; offsets are code points in the article's text, half open.

    `pos` is a UD v2 part of speech ("PROPN"), `tag` a Penn Treebank tag ("VBD"), `dep` a UD v2 relation
    ("nsubj:pass"), `head` the index of the head token (`head == i` at a sentence's root).
    `sentence` is the index of its sentence in `Parsed.sentences`.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sentence: int


class NamedSpan(NamedTuple):
    """A name the model found: tokens `first` up to (not including) `last`, and its label.

    Labels: PERSON, ORG, GPE (countries, cities, regions), LOC (other places), NORP, FAC, EVENT, PRODUCT.
    """

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """One article's sentences as the language model reads them.

    `sentences[k]` is the half-open token range of the k-th sentence given to the parser (same order and number;
    an empty range where a sentence has no token). `children[i]` are the indices of the tokens whose head is `i`, in order.
    """

    article: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    names: tuple[NamedSpan, ...]
    children: tuple[tuple[int, ...], ...]


class Parser(Protocol):
    """A language model: tokens, lemmas, parts of speech, dependencies and names."""

    @property
    def name(self) -> str:
        """Name and version of the pipeline, for the record ("consilience-en 1.0")."""
        ...

    def parse(self, articles: Iterable[tuple[str, Sequence[Span]]]) -> Iterator[Parsed]:
        """Parse articles given as (text, sentence spans); one `Parsed` each, in the order given.

        Sentence boundaries are kept as given: no parse and no name crosses one. Never raises on odd text.
        """
        ...


class Traits(NamedTuple):
    """What an event coder is told of two parties in one sentence.

    `marks`: strength by name ("vd:sign:obj"), the part before the first colon being the mark's group.
    `words`: words as written, lower case, by group, whose meaning the coder looks up itself.
    """

    marks: Mapping[str, float]
    words: Mapping[str, tuple[str, ...]]


class EventCoder(Protocol):
    """A trained judge of what one party does to another."""

    def code(self, traits: Traits) -> tuple[tuple[str, float], ...]:
        """Give PLOVER's roots (RETREAT and CONCEDE as one, "YIELD") with their probabilities, the likeliest first.

        Probabilities sum to 1 and are calibrated: of the answers given with .8, four in five are right.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerPlace:
    """A place as the gazetteer knows it. `feature` is the GeoNames feature code ("PPL", "PPLC", "ADM1", "PCLI").

    `country` is ISO 3166 alpha-2; `admin1` the GeoNames admin1 code; `population` 0 where unknown.
    `radius_km`: honest size of what the point stands for (a town about 5, a province about 80).
    """

    geonames_id: int
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    feature: str
    population: int
    radius_km: float


class Gazetteer(Protocol):
    """Names of places to candidate places."""

    def find(self, name: str) -> tuple[GazetteerPlace, ...]:
        """All places that carry this name or an alternate of it, most populous first; empty if none.

        Case, accents, hyphens, apostrophes and a leading "al-"/"el-" are folded.
        """
        ...

    def is_exact(self, name: str) -> bool:
        """Whether `find` answers for the name itself, and not only for a spelling variant of one sound."""
        ...

    def country(self, code: str) -> GazetteerPlace | None:
        """The country with this ISO alpha-2 code."""
        ...

    def country_of_people(self, demonym: str) -> str | None:
        """ISO alpha-2 code for a demonym ("Libyan" -> "LY"); `None` if it is none."""
        ...


class Memory(Protocol):
    """Keeps what a pure function gave, for as long as it is asked for again."""

    def recall(self, what: str, given: tuple[object, ...], also: Hashable, make: Callable[[], Made]) -> Made:
        """Give what `make` gives, or what it gave before for the very same objects `given` and an equal `also`.

        `what` names the function. `make` must be pure, and hang on nothing but `given` and `also`.
        """
        ...


class NoMemory:
    """Remembers nothing: everything is made anew."""

    def recall(self, what: str, given: tuple[object, ...], also: Hashable, make: Callable[[], Made]) -> Made:
        """Give what `make` gives."""
        del what, given, also
        return make()


NO_MEMORY = NoMemory()
