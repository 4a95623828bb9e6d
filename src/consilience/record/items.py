"""The record cut into items: one row of a list, one page, one answer of the API each.

An item knows what it hangs on (stories, articles, entities, other items), so that links can be followed both ways, and
carries the columns that lists are sorted and filtered by. Not here: how a record is cut (`exports/record/shelving`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "article", "lineage", "story", "entity", "event", "claim", "quote", "conflict", "control", "relation", "framing",
    "timeline", "sentence", "link",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
LATE: frozenset[Kind] = frozenset({"story", "lineage"})
"""Kinds whose day in lists is their last: what unfolds is as recent as its latest report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One public item of the record with its index columns.

    `content`: JSON bytes of its type in `exports/record/shape`. `title`: one line that stands for it in lists.
    `stories`: stories it belongs to. `articles`: those whose words it cites (an article: itself). `entities`: those it is
    about or whose names stand in its words. `refs`: other items it points at by id.
    `type`, `status`, by kind:
    article: language, how its day is known; lineage: kind, None; entity: kind, country; event: PLOVER type, status;
    claim: stance, "outlet", "anonymous" or "named"; conflict: kind, nature; control: None, status; relation: predicate, None;
    framing: None, tone; sentence: None, status; link: verdict, None; the others: both None.
    `outlet`: of an article, or of the one article that a claim, quote or framing stands in. `place`: the entity it happened
    at. `by`: the entity that says it (claim, quote) or holds it (control, where one alone does). `first`, `last`: ISO days.
    `lat`, `lon`: degrees. `weight`: what lists put first, higher first: independent reports (event), earlier in its story
    (timeline, sentence), articles (story, lineage), mentions (entity). `words`: more words that a search should find it by; an item
    read back from a store has them no more.
    `figures`: counts that lists show, by name, so that the content need not be read.
    """

    kind: Kind
    id: str
    content: bytes
    title: str
    stories: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    type: str | None = None
    status: str | None = None
    outlet: str | None = None
    place: str | None = None
    by: str | None = None
    first: str | None = None
    last: str | None = None
    lat: float | None = None
    lon: float | None = None
    weight: float = 0.0
    words: str = ""
    figures: tuple[tuple[str, int], ...] = ()

    @property
    def day(self) -> str:
        """The day lists sort by: the last of a story or a lineage, the first of everything else; "" where none is known."""
        return (self.last if self.kind in LATE else self.first) or ""

    def figure(self, name: str) -> int:
        """Give a count by its name; 0 where the item has none of that name."""
        return dict(self.figures).get(name, 0)
