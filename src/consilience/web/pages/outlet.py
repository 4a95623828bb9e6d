"""The page of an outlet: what it copies, what is its own, how early it is, the labels it hangs on actors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from consilience.exports.page.view import name_outlet
from consilience.exports.record.shape import ArticleOut, EventOut, FramingOut, LineageOut
from consilience.record.listing import Filter
from consilience.web.pages.facts import LabelRow, Ref, name_agency, show_labels
from consilience.web.pages.links import link, link_outlet
from consilience.web.pages.passages import lineages_of
from consilience.web.pages.shelf import Entry, Listing, Shelf
from consilience.web.pages.story import ArticleRow, show_article_row

LATEST = 60
"""Articles an outlet is judged by, the latest first: reading more would make the page slow and say little more."""

JUDGED_EARLY = 30
"""Of these, those whose events are looked up to see who was first."""

MOST_EVENTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Another outlet or agency whose text this one carries, or which carries this one's, and in which articles."""

    who: Ref
    articles: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Earliness:
    """How early the outlet is: of `events` that others report too, `first` times nobody was earlier."""

    events: int
    first: int
    alone_first: int
    days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletView:
    """Everything the page of an outlet shows."""

    name: str
    total: int
    judged: int
    own: int
    own_share: int
    takes: tuple[Exchange, ...]
    gives: tuple[Exchange, ...]
    earliness: Earliness | None
    labels: tuple[LabelRow, ...]
    labels_total: int
    articles: tuple[ArticleRow, ...]
    next: str | None


def show_outlet(shelf: Shelf, name: str) -> OutletView | None:
    """Give the view of an outlet; `None` where no article is of that outlet."""
    articles = shelf.list(ArticleOut, Filter(outlet=name), limit=LATEST)
    if not articles.entries:
        return None
    labels = shelf.list(FramingOut, Filter(outlet=name), limit=LATEST)
    mine = [entry.of for entry in articles]
    lineages = lineages_of(shelf, mine)
    takes, gives = _exchanges(shelf, mine, lineages)
    shares = {article.id: carried_share(article, lineages.get(article.id)) for article in mine}
    body = sum(body_size(article) for article in mine)
    carried = sum(shares[article.id] * body_size(article) for article in mine)
    return OutletView(
        name=name,
        total=articles.total,
        judged=len(mine),
        own=sum(not share for share in shares.values()),
        own_share=round(100 * (1 - carried / body)) if body else 100,
        takes=takes,
        gives=gives,
        earliness=_earliness(shelf, name, mine[:JUDGED_EARLY]),
        labels=show_labels(shelf, (entry.of for entry in labels)),
        labels_total=labels.total,
        articles=tuple(show_article_row(shelf, entry) for entry in articles),
        next=articles.next,
    )


def body_size(article: ArticleOut) -> int:
    """Give the characters of an article's body."""
    return sum(zone.end - zone.start for zone in article.zones if zone.kind == "body")


def carried_share(article: ArticleOut, lineage: LineageOut | None) -> float:
    """Give the share (0 to 1) of an article's body that passages carried from elsewhere cover.

    Where the lineage is an agency's, what the outlet shares with the others is the agency's, even if nobody here had it earlier.
    """
    passages = lineage.passages if lineage else ()
    ends = [passage.b for passage in passages]
    if lineage and lineage.wire and lineage.wire != article.outlet:
        ends += [passage.a for passage in passages]
    spans = sorted((end.start, end.end) for end in ends if end.article == article.id)
    covered, reach = 0, 0
    for zone in article.zones:
        if zone.kind != "body":
            continue
        reach = zone.start
        for start, end in spans:
            first, last = max(start, reach), min(end, zone.end)
            if first < last:
                covered += last - first
                reach = last
    return min(covered / max(body_size(article), 1), 1.0)


def _exchanges(
    shelf: Shelf, mine: Sequence[ArticleOut], lineages: dict[str, LineageOut]
) -> tuple[tuple[Exchange, ...], tuple[Exchange, ...]]:
    ids = {article.id for article in mine}
    takes: dict[Ref, set[str]] = {}
    gives: dict[Ref, set[str]] = {}
    for lineage in {one.id: one for one in lineages.values()}.values():
        for passage in lineage.passages:
            one, other = passage.a.article, passage.b.article
            if other in ids and one not in ids:
                takes.setdefault(_name(shelf, one), set()).add(other)
            elif one in ids and other not in ids:
                gives.setdefault(_name(shelf, other), set()).add(one)
    for article in mine:
        agency = lineages[article.id].wire if article.id in lineages else article.wire
        if agency and agency != article.outlet:
            takes.setdefault(name_agency(shelf, agency, text=f"{agency} (agency)"), set()).add(article.id)
    return _ranked(shelf, takes), _ranked(shelf, gives)


def _name(shelf: Shelf, article: str) -> Ref:
    found = shelf.get(ArticleOut, article)
    return (
        Ref(text=name_outlet(found), href=link_outlet(found.outlet)) if found else Ref(text="an outlet no longer here")
    )


def _ranked(shelf: Shelf, found: dict[Ref, set[str]]) -> tuple[Exchange, ...]:
    rows = [
        Exchange(
            who=who,
            articles=tuple(Ref(text=item.title, href=link("article", item.id)) for item in shelf.items("article", ids)),
        )
        for who, ids in ((who, sorted(names)) for who, names in found.items())
    ]
    return tuple(sorted(rows, key=lambda row: (-len(row.articles), row.who.text)))


def _earliness(shelf: Shelf, name: str, mine: Sequence[ArticleOut]) -> Earliness | None:
    """Judged on events that other outlets report too, by the day of publication; `None` where there is none."""
    events = _shared_events(shelf, mine)
    lags, alone = [], Counter[bool]()
    for event in events:
        days: dict[str, str] = {}
        for item in shelf.items("article", [report.span.article for report in event.reports]):
            who = item.outlet or item.id
            if item.first:
                days[who] = min(item.first, days.get(who, item.first))
        others = [day for who, day in days.items() if who != name]
        if name in days and others:
            lags.append(_days_between(min(others), days[name]))
            alone[days[name] < min(others)] += 1
    if not lags:
        return None
    return Earliness(
        events=len(lags), first=sum(lag <= 0 for lag in lags), alone_first=alone[True], days=median(lags)
    )  # fmt: skip


def _shared_events(shelf: Shelf, mine: Sequence[ArticleOut]) -> list[EventOut]:
    found: dict[str, EventOut] = {}
    for article in mine:
        listing: Listing[EventOut] = shelf.list(EventOut, Filter(article=article.id))
        entries: Sequence[Entry[EventOut]] = listing.entries
        for entry in entries:
            if len({report.span.article for report in entry.of.reports}) > 1:
                found[entry.of.id] = entry.of
        if len(found) >= MOST_EVENTS:
            break
    return list(found.values())


def _days_between(first: str, second: str) -> int:
    return (date.fromisoformat(second) - date.fromisoformat(first)).days
