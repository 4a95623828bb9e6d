"""The search page: words, phrases, fields and days; ranked, with what matched marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from consilience.record.items import Item, Kind
from consilience.record.listing import Filter, Hit
from consilience.web.pages.facts import Ref, say_days
from consilience.web.pages.links import link, link_outlet
from consilience.web.pages.shelf import Shelf

HITS = 20

KIND_WORDS: dict[str, str] = {
    "article": "articles", "story": "stories", "event": "events", "entity": "people, bodies and places",
    "claim": "statements", "quote": "quotations", "conflict": "disputes",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Bit:
    """A stretch of text that matched or did not."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRow:
    """One result."""

    kind: str
    type: str
    href: str
    title: tuple[Bit, ...]
    snippet: tuple[Bit, ...]
    outlet: Ref | None
    days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked: words, kind, outlet and days, as typed."""

    q: str = ""
    kind: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    story: str = ""

    def pairs(self) -> dict[str, str]:
        """Give what was asked, without what is empty, for an address."""
        every = {"q": self.q, "kind": self.kind, "outlet": self.outlet, "since": self.since, "until": self.until}
        return {key: value for key, value in {**every, "story": self.story}.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """Everything the search page shows. `problem`: what is wrong with what was asked, "" if nothing."""

    asked: Asked
    problem: str
    hits: tuple[HitRow, ...]
    total: int
    exact: bool
    next: str | None


def show_search(shelf: Shelf, asked: Asked, *, after: str | None) -> SearchView:
    """Give the view of a search. Raises ValueError where `after` is no cursor."""
    problem = find_problem(asked)
    if problem or not asked.q.strip():
        return SearchView(asked=asked, problem=problem, hits=(), total=0, exact=True, next=None)
    where = Filter(
        outlet=asked.outlet or None, since=asked.since or None, until=asked.until or None, story=asked.story or None
    )
    kinds = cast("tuple[Kind, ...]", (asked.kind,) if asked.kind in KIND_WORDS else tuple(KIND_WORDS))
    page = shelf.desk.search(asked.q, kinds=kinds, where=where, after=after, limit=HITS)
    found = _found(shelf, page.items)
    return SearchView(
        asked=asked,
        problem="",
        hits=tuple(_row(hit, found.get((hit.kind, hit.id))) for hit in page.items),
        total=page.total,
        exact=page.exact,
        next=page.next,
    )


def find_problem(asked: Asked) -> str:
    """Give what is wrong with the days or the kind asked for, in one line; "" where nothing is."""
    for name, day in (("from", asked.since), ("until", asked.until)):
        if day and not is_day(day):
            return f"“{day}” is no day for “{name}”: write it as 2024-05-14"
    if asked.since and asked.until and asked.since > asked.until:
        return "the first day is after the last: swap them"
    return ""


def is_day(text: str) -> bool:
    """Whether a text is an ISO day."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2024-05-14")


def split_marks(text: str, marks: Sequence[tuple[int, int]]) -> tuple[Bit, ...]:
    """Give a text as stretches that are marked and stretches that are not."""
    bits, at = [], 0
    for start, end in sorted(marks):
        if start > at:
            bits.append(Bit(text=text[at:start], hit=False))
        if end > max(start, at):
            bits.append(Bit(text=text[max(start, at) : end], hit=True))
            at = end
    return (*bits, Bit(text=text[at:], hit=False)) if at < len(text) else tuple(bits)


def _found(shelf: Shelf, hits: Sequence[Hit]) -> dict[tuple[str, str], Item]:
    kinds: dict[Kind, list[str]] = {}
    for hit in hits:
        if hit.kind in ("entity", "quote", "event"):
            kinds.setdefault(hit.kind, []).append(hit.id)
    return {(kind, item.id): item for kind, names in kinds.items() for item in shelf.items(kind, names)}


def _row(hit: Hit, item: Item | None) -> HitRow:
    typed = item.type if item and item.kind != "quote" else None
    return HitRow(
        kind=hit.kind,
        type=(typed or "").lower(),
        href=_open(hit, item),
        title=split_marks(hit.title, hit.title_marks),
        snippet=_snippet(hit),
        outlet=Ref(text=hit.outlet, href=link_outlet(hit.outlet)) if hit.outlet else None,
        days=say_days(hit.first, hit.last) if hit.first else "",
    )


def _snippet(hit: Hit) -> tuple[Bit, ...]:
    """The words that matched, without the headline that an article's text begins with: it stands above them."""
    begun = len(hit.title) if hit.kind == "article" and hit.start == 0 and hit.snippet.startswith(hit.title) else 0
    kept = hit.snippet[begun:].lstrip()
    begun = len(hit.snippet) - len(kept)
    return split_marks(kept, [(max(start - begun, 0), end - begun) for start, end in hit.marks if end > begun])


def _open(hit: Hit, item: Item | None) -> str:
    """An article opens at the words that matched; a quotation at its first statement."""
    if hit.kind == "article" and hit.start is not None and hit.marks:
        start, end = hit.marks[0]
        return f"{link('article', hit.id)}?from={hit.start + start}&to={hit.start + end}#mark"
    if hit.kind == "quote" and item and item.refs:
        return link("claim", item.refs[0])
    if hit.kind == "entity" and item and item.type == "place":
        return link("place", hit.id)
    return link(hit.kind, hit.id)
