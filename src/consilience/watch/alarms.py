"""Alerts worked out from what changed: which items meet a rule, and which of those nobody has been told of.

An item's id changes when it gains a report, so ids do not tell whether it is new. The words it rests on do: a rule has told of
an item, in a state, when it has told of one that shares a passage with it in that state. What the store knew when a rule was
first seen is not told of at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from consilience.desk import Change, Desk, Filter, Item, Kind
from consilience.exports.record.shelving import decode_item
from consilience.record.ids import make_id
from consilience.store.memos import Memos, Place
from consilience.text.names.folding import fold
from consilience.text.sentences import cut_sentences
from consilience.watch.watchlist import Rule, What

RULES, TOLD, WAITING = "alert.rule", "alert.told", "alert.waiting"
"""Areas of the store's memos: how far each rule has looked, the passages it has told of, what is still to be delivered."""

MOST_WORDS = 12
"""Passages cited in one alert, from different reports first."""

LONGEST_SENTENCE = 600
_KINDS: dict[What, Kind] = {
    "dispute": "conflict", "event": "event", "actor": "event", "control": "control", "reports": "event",
}  # fmt: skip
_NOT_HAPPENED = ("planned", "denied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A sentence that an alert rests on, where it stands, and its own words in it (`start`, `end`: code points of the article)."""

    text: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One thing that a rule asked to be told of. `id`: the same for the same rule, state and passages.

    `state`: what made it news ("disagreement on number", "2 reports" ...). `positions`: of a dispute, with their counts.
    `independent_reports`: `None` for what has no such count.
    """

    id: str
    rule: str
    raised: str
    what: What
    item: str
    title: str
    state: str
    day: str | None
    stories: tuple[str, ...]
    independent_reports: int | None
    ultimate_sources: tuple[str, ...]
    positions: tuple[str, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """An alert on its way to one target. `next`: ISO time of the next try; `trouble`: what the last one met."""

    alert: Alert
    target: str
    next: str
    attempts: int = 0
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How far a rule has looked (`since`: a change), or the alert that told of a passage."""

    since: int = 0
    alert: str = ""


@dataclass(frozen=True, slots=True)
class Alarms:
    """The rules of one list over one store."""

    rules: tuple[Rule, ...]
    desk: Desk
    memos: Memos

    def prime(self) -> None:
        """Note, for each rule that is new here, what is known already: it is not told of."""
        known = self.memos.every(RULES, Seen)
        for rule in self.rules:
            if rule_key(rule) in known:
                continue
            since = self.desk.last_change()
            memos: dict[Place, Any] = {
                (TOLD, key): Seen() for item in self._every(_KINDS[rule.what]) for key in self._told_keys(rule, item)
            }
            self.memos.keep({**memos, (RULES, rule_key(rule)): Seen(since=since)})

    def raise_alerts(self, now: str) -> tuple[Alert, ...]:
        """Give the alerts of what has changed; each is kept, with its targets, in the transaction that notes it as told."""
        alerts: list[Alert] = []
        for rule in self.rules:
            seen = self.memos.get(RULES, rule_key(rule), Seen) or Seen()
            changes = self.desk.changes(seen.since)
            while changes:
                alerts += self._raise(rule, changes, now)
                changes = self.desk.changes(changes[-1].seq)
        return tuple(alerts)

    def _raise(self, rule: Rule, changes: tuple[Change, ...], now: str) -> list[Alert]:
        kind = _KINDS[rule.what]
        names = dict.fromkeys(change.id for change in changes if change.kind == kind and change.what != "gone")
        memos: dict[Place, Any] = {(RULES, rule_key(rule)): Seen(since=changes[-1].seq)}
        alerts: list[Alert] = []
        for item in self.desk.many(kind, sorted(names)):
            keys = self._told_keys(rule, item)
            told = self.memos.some(TOLD, keys, Seen)
            if keys and not told and not any((TOLD, key) in memos for key in keys):
                alert = self._alert(rule, item, keys, now)
                alerts.append(alert)
                memos |= {(WAITING, f"{alert.id} {to}"): Outgoing(alert=alert, target=to, next=now) for to in rule.to}
            memos |= {(TOLD, key): Seen(alert=item.id) for key in keys if key not in told}
        self.memos.keep(memos)
        return alerts

    def _every(self, kind: Kind) -> Iterator[Item]:
        after: str | None = None
        while True:
            page = self.desk.page(kind, after=after, limit=500)
            yield from page.items
            after = page.next
            if after is None:
                return

    def _told_keys(self, rule: Rule, item: Item) -> list[str]:
        """What an item is told of under, a key for each passage; none where it does not meet the rule."""
        content = decode_item(item)
        state = self.state(rule, item, content)
        return [f"{rule_key(rule)} {state} {s.article}:{s.start}" for s in _spans(content)] if state else []

    def state(self, rule: Rule, item: Item, content: Any) -> str:
        """The state that makes an item news under a rule; "" where it does not meet it."""
        if not self._concerns(rule, item):
            return ""
        return _STATES[rule.what](self, rule, item, content)

    def _concerns(self, rule: Rule, item: Item) -> bool:
        types = {kind.casefold() for kind in rule.types}
        if types and (item.type or "").casefold() not in types:
            return False
        if not (rule.actor or rule.place or rule.area):
            return True
        entities = self.desk.many("entity", item.entities)
        return (
            (not rule.actor or any(_is_called(e, rule.actor) for e in entities if e.type != "place"))
            and (not rule.place or any(_is_called(e, rule.place) for e in _places(item, entities)))
            and (rule.area is None or any(rule.area.holds(lat, lon) for lat, lon in _points(item, entities)))
        )

    def dispute(self, _rule: Rule, item: Item, _content: Any) -> str:
        """A disagreement; a later figure that replaces an earlier one is none."""
        return f"disagreement on {item.type}" if item.status == "disagreement" else ""

    def event(self, _rule: Rule, item: Item, _content: Any) -> str:
        """An event told as having happened."""
        return f"{item.type} reported" if item.status not in _NOT_HAPPENED else ""

    def taking_part(self, rule: Rule, item: Item, content: Any) -> str:
        """An event that the actor acts in or is acted on."""
        parts = self.desk.many("entity", (*content.actors, *content.targets))
        return self.event(rule, item, content) if any(_is_called(e, rule.actor) for e in parts) else ""

    def reports(self, rule: Rule, item: Item, _content: Any) -> str:
        """An event that enough independent reports tell."""
        return f"{rule.reports} reports" if item.figure("independent") >= rule.reports else ""

    def control(self, _rule: Rule, item: Item, content: Any) -> str:
        """A place told to be held otherwise than the report of the day before has it."""
        page = self.desk.page("control", where=Filter(place=item.place), order="oldest", limit=500)
        earlier = [one for one in page.items if (one.first or "", one.id) < (item.first or "", item.id)]
        same = bool(earlier) and (decode_item(earlier[-1]).holder, earlier[-1].status) == (content.holder, item.status)
        return "" if same else f"control {item.status}"

    def _alert(self, rule: Rule, item: Item, keys: list[str], now: str) -> Alert:
        content = decode_item(item)
        positions = tuple(f"{p.statement} ({p.independent_reports})" for p in getattr(content, "positions", ()))
        return Alert(
            id=make_id("a", *sorted(keys)), rule=rule.name, raised=now, what=rule.what, item=item.id, title=item.title,
            state=self.state(rule, item, content), day=item.first,
            stories=tuple(story.title for story in self.desk.many("story", item.stories)),
            independent_reports=dict(item.figures).get("independent"), ultimate_sources=getattr(content, "ultimate_sources", ()),
            positions=positions, words=self._words(_spans(content)),
        )  # fmt: skip

    def _words(self, spans: list[Any]) -> tuple[Words, ...]:
        """The passages as sentences, one of each report before a second of any."""
        turn: dict[str, int] = {}
        ranked = []
        for span in spans:
            turn[span.article] = turn.get(span.article, 0) + 1
            ranked.append((turn[span.article], span))
        chosen = [span for _, span in sorted(ranked, key=lambda pair: (pair[0], pair[1].article, pair[1].start))][
            :MOST_WORDS
        ]
        articles = {name: self.desk.read("article", name) for name in {span.article for span in chosen}}
        return tuple(_quote(articles[span.article], span) for span in chosen if articles[span.article])


_STATES: dict[What, Callable[[Alarms, Rule, Item, Any], str]] = {
    "dispute": Alarms.dispute, "event": Alarms.event, "actor": Alarms.taking_part, "control": Alarms.control,
    "reports": Alarms.reports,
}  # fmt: skip


def rule_key(rule: Rule) -> str:
    """What a rule asks for, whatever it is called and wherever it goes."""
    return make_id("r", repr(replace(rule, name="", to=())))


def _spans(content: Any) -> list[Any]:
    """The passages that an event, a conflict or a control rests on, in order, each once."""
    groups: Iterable[Any] = (
        [report.span for report in getattr(content, "reports", ())],
        *(position.spans for position in getattr(content, "positions", ())),
        getattr(content, "spans", ()),
    )
    found = {(span.article, span.start): span for group in groups for span in group}
    return [found[key] for key in sorted(found)]


def _quote(article: Any, span: Any) -> Words:
    inside = [(a, b) for a, b in cut_sentences(article.text) if a <= span.start < b]
    start, end = inside[0] if inside else (span.start, span.end)
    text = " ".join(article.text[start:end].split())
    return Words(
        text=text[:LONGEST_SENTENCE], outlet=article.outlet, title=article.title, url=article.url,
        published=article.published.start if article.published else None, article=article.id, start=span.start, end=span.end,
    )  # fmt: skip


def _is_called(entity: Item, name: str) -> bool:
    wanted = fold(name)
    return any(fold(each.text) == wanted for each in decode_item(entity).names) or fold(entity.title) == wanted


def _places(item: Item, entities: tuple[Item, ...]) -> list[Item]:
    """Where it is: the place it is said to be at, or where none is, the places it is about."""
    places = [entity for entity in entities if entity.type == "place"]
    return [place for place in places if place.id == item.place] or places


def _points(item: Item, entities: tuple[Item, ...]) -> list[tuple[float, float]]:
    """Where it is, in degrees."""
    if item.lat is not None and item.lon is not None:
        return [(item.lat, item.lon)]
    return [(p.lat, p.lon) for p in _places(item, entities) if p.lat is not None and p.lon is not None]
