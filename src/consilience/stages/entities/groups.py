"""The values this stage works with: the names of one article that stand for one thing, what they are joined to, and judgements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consilience.record.woven import EntityKind, Link, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consilience.record.found import Mention
    from consilience.text.places.survey import Located

KIND_OF: dict[str, EntityKind] = {
    "person": "person",
    "organization": "organization",
    "place": "place",
    "facility": "place",
}
"""What a mention's kind makes of it; groups, events and products make no entity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The mentions of one article that stand for one thing.

    `story`: id of the story the article's first such mention belongs to (its article's id where it is in none).
    `names`: the name mentions in text order, never empty; `forms`: their distinct texts, most frequent first.
    `members`: ids of all mentions, nominals and pronouns too. `roles`: folded words beside the names ("general",
    "spokesman"); `principals`: folded names of what they belong to.
    """

    kind: EntityKind
    article: str
    story: str
    names: tuple[Mention, ...]
    forms: tuple[str, ...]
    members: tuple[str, ...]
    roles: frozenset[str]
    principals: frozenset[str]

    @property
    def id(self) -> str:
        """The id of the first name mention, which stands for the group."""
        return self.names[0].id

    @property
    def order(self) -> tuple[str, int, str]:
        """A key that sorts groups the same way whatever the order of input."""
        return (self.article, self.names[0].span.start, self.id)


Cluster = tuple[Group, ...]
"""Groups that stand for one thing, in order."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """The names of one article: its groups by the story that they are told in, each in order, and the judgements made."""

    article: str
    stories: tuple[tuple[str, Cluster], ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Known:
    """A cluster that is one thing. `identity`: kind and a key of its name; `distinct`: whether that alone says who is meant.
    `located`: where its groups (by id) lie, for places; others may be there, too.
    """

    cluster: Cluster
    identity: tuple[str, str]
    distinct: bool
    located: Mapping[str, Located]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Whether two groups are one thing, how surely (0..1), and why."""

    verdict: Verdict
    score: float
    why: str


def link(a: Group, b: Group, judgement: Judgement) -> Link:
    """The judgement as a link between the groups' first mentions, in stable order."""
    one, other = sorted((a, b), key=lambda group: group.order)
    return Link(
        a=one.id, b=other.id, verdict=judgement.verdict, score=round(judgement.score, 3), why=judgement.why
    )  # fmt: skip
