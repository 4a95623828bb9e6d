"""The collections of the API as data: where each is, what kind of item it holds, what its columns say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from consilience.desk import Filter, Kind

ROOT = "/api/v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """One list of items. `only`: the one type it shows of its kind; `types`, `statuses`: what these columns say here."""

    name: str
    kind: Kind
    about: str
    one: str
    types: str
    statuses: str
    only: str | None = None

    @property
    def path(self) -> str:
        """The path of the list."""
        return f"{ROOT}/{self.name}"

    def url(self, name: str) -> str:
        """Give the path of one item."""
        return f"{self.path}/{quote(name, safe='')}"

    def narrow(self, where: Filter) -> Filter | None:
        """Give the filter with what the collection is itself narrowed to; `None` where both cannot hold."""
        if self.only is None:
            return where
        return replace(where, type=self.only) if where.type in (None, self.only) else None


COLLECTIONS: tuple[Collection, ...] = (
    Collection(
        name="stories",
        kind="story",
        one="story",
        about="Reports of one unfolding matter.",
        types="none",
        statuses="none",
    ),
    Collection(
        name="articles",
        kind="article",
        one="article",
        about="Reports as they were taken in.",
        types="ISO 639-1 language",
        statuses="how the day is known: stated, resolved or inferred",
    ),
    Collection(
        name="events",
        kind="event",
        one="event",
        about="Happenings under all their reports.",
        types="PLOVER event type, such as ASSAULT",
        statuses="planned, reported, corroborated, disputed or denied",
    ),
    Collection(
        name="entities",
        kind="entity",
        one="entity",
        about="People, organisations and places under all their names.",
        types="person, organization or place",
        statuses="ISO 3166 alpha-2 country",
    ),
    Collection(
        name="places",
        kind="entity",
        one="place",
        about="The entities that are places.",
        types="place",
        statuses="ISO 3166 alpha-2 country",
        only="place",
    ),
    Collection(
        name="claims",
        kind="claim",
        one="claim",
        about="Who says what.",
        types="stance: asserts, denies, doubts, predicts, demands, promises or threatens",
        statuses="who says it: outlet, anonymous or named",
    ),
    Collection(
        name="quotes",
        kind="quote",
        one="quote",
        about="Utterances, however each outlet cut them.",
        types="none",
        statuses="none",
    ),
    Collection(
        name="conflicts",
        kind="conflict",
        one="conflict",
        about="Positions that cannot all be true.",
        types="occurrence, control, number, date, place, actor or direction",
        statuses="disagreement or revision",
    ),
    Collection(
        name="control",
        kind="control",
        one="report of control",
        about="Who holds which place, when, as reported.",
        types="none",
        statuses="held, entered, lost or contested",
    ),
    Collection(
        name="relations",
        kind="relation",
        one="relation",
        about="Standing relations between two entities.",
        types="leads, member_of, spokesperson_of, backs, allied_with, opposes, based_in or part_of",
        statuses="none",
    ),
    Collection(
        name="framing",
        kind="framing",
        one="label",
        about="Words that outlets hang on actors in their own voice.",
        types="none",
        statuses="negative, neutral or positive",
    ),
    Collection(
        name="timeline",
        kind="timeline",
        one="dated line",
        about="Dated lines of the stories.",
        types="none",
        statuses="none",
    ),
    Collection(
        name="brief",
        kind="sentence",
        one="sentence",
        about="Sentences of the briefs, each with the words it rests on.",
        types="none",
        statuses="known, disputed, planned and so on, as the brief says",
    ),
    Collection(
        name="lineages",
        kind="lineage",
        one="lineage",
        about="Reports that descend from one text.",
        types="copy or rewrite",
        statuses="none",
    ),
    Collection(
        name="links",
        kind="link",
        one="link",
        about="Judgements on two mentions: the same thing or not, and why.",
        types="same, different or unsure",
        statuses="none",
    ),
)

BY_KIND: dict[str, Collection] = {c.kind: c for c in COLLECTIONS if c.only is None}

_REF_LETTERS: dict[str, Kind] = {"v": "event", "l": "lineage", "c": "claim"}


def kind_of_ref(holder: Kind, name: str) -> Kind | None:
    """Give the kind that an id points at from an item of a kind; conflicts and claims share a letter."""
    return "conflict" if holder == "control" else _REF_LETTERS.get(name[:1])


def list_url(name: str, **where: str) -> str:
    """Give the path of a list narrowed to something."""
    return f"{ROOT}/{name}?{urlencode(where)}" if where else f"{ROOT}/{name}"
