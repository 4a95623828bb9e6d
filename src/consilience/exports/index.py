"""Look-ups over a record that every export of events needs: who, where, by whom reported, how many dead."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from consilience.exports.actors import Actor, Actors
from consilience.exports.links import name_thing, web_address
from consilience.exports.record.catalogue import Catalogue
from consilience.exports.record.shape import ArticleOut, ClaimOut, ConflictOut, EntityOut, EventOut
from consilience.text.countries import Country, find_country
from consilience.text.places.divisions import find_division, find_feature

SURE = 0.5
"""From this confidence on the record calls an event's type sure (`shape.EventOut.confidence`)."""

Level = Literal["town", "district", "province", "country", "unknown"]

TOWN_KM, DISTRICT_KM, PROVINCE_KM = 25.0, 50.0, 300.0
"""How wide a place without a feature code may be to count as town, district, province: the gazetteer's own radii
(`data_build.places`: towns up to 20, second-order divisions from 15, first-order ones from 25 to 300)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an event was. `level`: how much of the world the words name. `division`: the province's name, "" if unknown."""

    entity: EntityOut
    level: Level
    feature: str
    division: str
    country: Country | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """What the reports count: the least and the most that any says, and what most independent reports say.

    Of figures that as many reports give, `best` is the one published last: a toll rises as it becomes known.
    """

    low: int
    best: int
    high: int


class Index(Catalogue):
    """Look-ups over one record, each built once."""

    @cached_property
    def actors(self) -> Actors:
        """Who acts, as the codes of other tools have them."""
        return Actors(self.record)

    @cached_property
    def _places(self) -> dict[str, Place]:
        return {}

    @cached_property
    def _named(self) -> dict[str, tuple[EntityOut, ...]]:
        found: dict[str, dict[str, EntityOut]] = {}
        for entity in self.record.entities:
            for span in entity.mentions:
                found.setdefault(span.article, {})[entity.id] = entity
        return {article: tuple(entities.values()) for article, entities in found.items()}

    def named_in(self, article: str) -> tuple[EntityOut, ...]:
        """The entities that an article names, in the record's order."""
        return self._named.get(article, ())

    @cached_property
    def _reported(self) -> dict[str, dict[str, EventOut]]:
        found: dict[str, dict[str, EventOut]] = {}
        for event in self.record.events:
            for report in event.reports:
                found.setdefault(report.span.article, {})[event.id] = event
        return found

    def reported_in(self, article: str) -> tuple[EventOut, ...]:
        """The events that an article reports, in the record's order."""
        return tuple(self._reported.get(article, {}).values())

    @cached_property
    def _said(self) -> dict[str, list[ClaimOut]]:
        found: dict[str, list[ClaimOut]] = {}
        for claim in self.record.claims:
            found.setdefault(claim.span.article, []).append(claim)
        return found

    def said_in(self, article: str) -> tuple[ClaimOut, ...]:
        """The claims that stand in an article, in the record's order."""
        return tuple(self._said.get(article, ()))

    def taken_from(self, article: str) -> tuple[str, ...]:
        """The articles (ids) that passages of an article were taken from, in order of id."""
        lineage = self.lineages.get(self.articles[article].lineage or "")
        passages = lineage.passages if lineage else ()
        return tuple(sorted({passage.a.article for passage in passages if passage.b.article == article}))

    @cached_property
    def disputes(self) -> dict[str, list[ConflictOut]]:
        """Conflicts by the id of each event they are about."""
        found: dict[str, list[ConflictOut]] = {}
        for conflict in self.record.conflicts:
            for event in conflict.events:
                found.setdefault(event, []).append(conflict)
        return found

    def address(self, article: str) -> str:
        """Where an article is: its web address where no other article has it too (an edited text), else its name."""
        known = self.articles[article]
        web = web_address(known.url)
        return web if web and self._urls[known.url] == 1 else name_thing("article", article)

    @cached_property
    def _urls(self) -> Counter[str | None]:
        return Counter(article.url for article in self.record.articles)

    def names(self, entities: tuple[str, ...]) -> tuple[str, ...]:
        """Names of entities by id."""
        return tuple(self.entities[entity].name for entity in entities)

    def sides(self, event: EventOut) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """Who did it and to whom."""
        return tuple(map(self.actors.find, event.actors)), tuple(map(self.actors.find, event.targets))

    def opponents(self, event: EventOut) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """Both sides of a fight, for code books that have one column a side.

        Where all who fight stand as actors (PLOVER's way for two-sided fighting), those of the first body named are
        the one side and everybody else the other.
        """
        actors, targets = self.sides(event)
        if event.type != "ASSAULT" or targets:
            return actors, targets
        bodies = [(actor.body or actor.entity).id for actor in actors]
        first = tuple(actor for actor, body in zip(actors, bodies, strict=True) if body == bodies[0])
        return first, tuple(actor for actor in actors if actor not in first)

    def place(self, event: EventOut) -> Place | None:
        """Where an event was; `None` where no report says."""
        return self.place_of(event.place) if event.place else None

    def land(self, event: EventOut) -> Country | None:
        """The country of an event: its place's, else the one country that all places of its story lie in, else `None`."""
        place = self.place(event)
        if place and place.country:
            return place.country
        lands = self._lands.get(event.story, frozenset())
        return find_country(next(iter(lands))) if len(lands) == 1 else None

    @cached_property
    def _lands(self) -> dict[str, frozenset[str]]:
        """Countries that the events of each story were placed in."""
        found: dict[str, set[str]] = {}
        for event in self.record.events:
            country = self.entities[event.place].country if event.place else None
            if country:
                found.setdefault(event.story, set()).add(country)
        return {story: frozenset(lands) for story, lands in found.items()}

    def place_of(self, entity: str) -> Place:
        """A place of the record by its entity's id, with what the gazetteer says of it."""
        if entity not in self._places:
            self._places[entity] = _describe(self.entities[entity])
        return self._places[entity]

    def reporters(self, event: EventOut) -> tuple[ArticleOut, ...]:
        """The articles that report an event, by day and id, each once."""
        found = {report.span.article for report in event.reports}
        return tuple(sorted((self.articles[article] for article in found), key=published))

    def words(self, article: str, start: int, end: int) -> str:
        """Words of an article on one line."""
        return " ".join(self.articles[article].text[start:end].split())

    def toll(self, event: EventOut, kind: str) -> Toll | None:
        """What the reports count of one kind ("killed"); `None` where none counts.

        Of several figures in one report the largest is its whole ("five, two of them children"); reports of one lineage
        speak once.
        """
        origin: dict[str, tuple[float, float, tuple[str, str]]] = {}
        for quantity in event.quantities:
            low = quantity.low if quantity.low is not None else quantity.high
            if quantity.kind != kind or low is None:
                continue
            article = self.articles[quantity.span.article]
            figure = (low, max(low, quantity.high or low), published(article))
            key = f"{article.lineage}" if article.lineage else article.id
            origin[key] = max(origin.get(key, figure), figure)
        if not origin:
            return None
        told = Counter(figure[0] for figure in origin.values())
        latest = {figure[0]: figure[2] for figure in sorted(origin.values(), key=lambda figure: figure[2])}
        best = max(told, key=lambda value: (told[value], latest[value], -value))
        return Toll(
            low=int(min(figure[0] for figure in origin.values())),
            best=int(best),
            high=int(max(figure[1] for figure in origin.values())),
        )


def is_coded(event: EventOut) -> bool:
    """Whether an event has a day, happened, and is surely of its type: what data sets with one row an event hold."""
    sure = event.confidence is None or event.confidence >= SURE
    return event.date is not None and event.status not in ("planned", "denied") and sure


def published(article: ArticleOut) -> tuple[str, str]:
    """What articles are ordered by: the day, undated ones last, then the id."""
    return (article.published.start if article.published else "9999", article.id)


def outlet(article: ArticleOut) -> str:
    """The outlet's name; for an article that does not say, "unnamed outlet"."""
    return article.outlet or "unnamed outlet"


def _describe(entity: EntityOut) -> Place:
    feature = (find_feature(entity.geonames_id) if entity.geonames_id else None) or ""
    return Place(
        entity=entity,
        level=_level(feature, entity.radius_km),
        feature=feature,
        division=(find_division(entity.geonames_id) if entity.geonames_id else None) or "",
        country=find_country(entity.country),
    )


def _level(feature: str, radius: float | None) -> Level:
    by_feature: dict[str, Level] = {"PP": "town", "PC": "country"}
    by_division: dict[str, Level] = {"ADM1": "province", "ADM2": "district"}
    found = by_division.get(feature) or by_feature.get(feature[:2])
    if found or radius is None:
        return found or "unknown"
    if radius <= TOWN_KM:
        return "town"
    return "district" if radius <= DISTRICT_KM else "province" if radius <= PROVINCE_KM else "country"
