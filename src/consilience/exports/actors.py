"""Actors of the record as the code books of other data sets see them: sector, country, and kind of organisation.

What a name does not say may follow from whom somebody belongs to: a colonel who leads a front is of the front. What
neither says stays UNK or empty. Not here: what words alone tell (`text.actors`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property

from consilience.exports.record.shape import EntityOut, FramingOut, Record
from consilience.text.actors import STATE, UNKNOWN, ActorCode, Sector, code_actor, is_contested
from consilience.text.countries import Country, find_country
from consilience.text.places.gazetteer import open_gazetteer

BELONGS = frozenset({"leads", "member_of", "spokesperson_of"})
"""Relations by which somebody is of an organisation."""

OWN_CODES = {"XK": "KOS"}
"""Where the PLOVER manual's code is not ISO 3166's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An entity as an actor. `sectors`: PLOVER's, the primary first, ("UNK",) where unsure.

    `country`: whose it is; `None` for a body of no one state and where not known. `code`: PLOVER's three letters for the
    country or the kind of body of no one state, "" where not known. `body`: the organisation a person belongs to.
    """

    entity: EntityOut
    sectors: tuple[Sector, ...]
    country: Country | None
    code: str
    body: EntityOut | None = None

    @property
    def sector(self) -> Sector:
        """The primary sector."""
        return self.sectors[0]

    @property
    def contested(self) -> bool:
        """Whether its name claims a state and outlets deny that: whose side it is, is open."""
        return self.sector == "UAF" and bool(set(self.sectors) & STATE)

    @property
    def name(self) -> str:
        """The entity's name."""
        return self.entity.name


class Actors:
    """The actors of one record, each worked out once."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._known: dict[str, Actor] = {}

    def find(self, entity: str) -> Actor:
        """The actor that an entity's id stands for. Raises KeyError for an id the record does not have."""
        if entity not in self._known:
            self._known[entity] = self._actor(self._entities[entity])
        return self._known[entity]

    @cached_property
    def _entities(self) -> dict[str, EntityOut]:
        return {entity.id: entity for entity in self._record.entities}

    @cached_property
    def _bodies(self) -> dict[str, list[str]]:
        """For each person the organisations it is said to belong to, in the record's order."""
        bodies: dict[str, list[str]] = defaultdict(list)
        for relation in self._record.relations:
            if relation.predicate in BELONGS and self._entities[relation.object].kind == "organization":
                bodies[relation.subject].append(relation.object)
        return bodies

    @cached_property
    def _labels(self) -> dict[str, list[FramingOut]]:
        labels: dict[str, list[FramingOut]] = defaultdict(list)
        for label in self._record.framing:
            labels[label.entity].append(label)
        return labels

    def _words(self, entity: EntityOut) -> ActorCode:
        """What an entity's names say; where they say nothing, what outlets call it plainly ("rebel group").

        An army or a government that outlets call self-styled is armed, and whose is not known: UAF.
        """
        code = code_actor([entity.name, *(name.text for name in entity.names)], gazetteer=open_gazetteer())
        labels = self._labels.get(entity.id, [])
        if code.sector == "UNK" and not code.international:
            plain = code_actor(label.label for label in labels if label.tone == "neutral")
            code = replace(code, sectors=plain.sectors)
        if code.sector in STATE and is_contested(label.label for label in labels):
            code = replace(code, sectors=("UAF", *code.sectors))
        return code

    def _actor(self, entity: EntityOut) -> Actor:
        if entity.kind == "place":
            return _state(entity)
        own = self._words(entity)
        body = next((self._entities[b] for b in self._bodies.get(entity.id, ()) if b != entity.id), None)
        above = None if body is None else self._words(body)
        sectors = _sectors(entity, own, above)
        country = find_country(own.country or entity.country or _land(above, body))
        international = own.international or (above.international if above and not country else None)
        return Actor(
            entity=entity,
            sectors=sectors,
            country=None if international else country,
            code=international or _code(country),
            body=body,
        )


def _sectors(entity: EntityOut, own: ActorCode, above: ActorCode | None) -> tuple[Sector, ...]:
    """A rank tells nothing of a body that is named for its leader, and less of a person than the body it belongs to.

    Nobody is more of the state than the body he leads.
    """
    if own.by_rank and entity.kind == "organization":
        return UNKNOWN.sectors
    if above is not None and (own.by_rank or own.sector == "UNK" or above.sector == "UAF"):
        return UNKNOWN.sectors if above.by_rank else above.sectors
    return own.sectors


def _land(above: ActorCode | None, body: EntityOut | None) -> str | None:
    return (above.country if above else None) or (body.country if body else None)


def _state(place: EntityOut) -> Actor:
    """A country that acts is its government; any other place that acts is not known further."""
    home = open_gazetteer().country(place.country) if place.country else None
    whole = home is not None and home.geonames_id == place.geonames_id
    country = find_country(place.country)
    return Actor(entity=place, sectors=("GOV",) if whole else ("UNK",), country=country, code=_code(country))


def _code(country: Country | None) -> str:
    return OWN_CODES.get(country.alpha2, country.alpha3) if country else ""
