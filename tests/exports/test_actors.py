"""Actors of a record: what follows from whom somebody belongs to and from what outlets call them."""

from __future__ import annotations

from dataclasses import replace

from consilience.exports.actors import Actors
from consilience.exports.index import Index
from consilience.exports.record.shape import FramingOut, Record, RelationOut, SpanOut
from tests.exports.conftest import OneEvent, entity

SPAN = SpanOut(article="a1", start=0, end=2)


def _record(record: Record, *names: str, **more: object) -> Record:
    entities = tuple(entity(name, kind="person" if name.endswith("Vidal") else "organization") for name in names)
    return replace(record, entities=entities, **more)


def _leads(who: str, body: str) -> RelationOut:
    return RelationOut(subject=f"e-{who}", predicate="leads", object=f"e-{body}", spans=(SPAN,))


def _label(name: str, label: str, tone: str = "negative") -> FramingOut:
    return FramingOut(entity=f"e-{name}", article="a1", label=label, span=SPAN, tone=tone)  # type: ignore[arg-type]


def test_a_colonel_is_of_the_body_he_leads(one_event: OneEvent) -> None:
    """His rank alone does not make him the army's."""
    record = _record(
        one_event("ACCUSE"),
        "Colonel Ana Vidal",
        "Hill Rebel Army",
        relations=(_leads("Colonel Ana Vidal", "Hill Rebel Army"),),
    )
    actor = Actors(record).find("e-Colonel Ana Vidal")

    assert actor.sector == "REB"
    assert actor.body
    assert actor.body.name == "Hill Rebel Army"


def test_an_army_that_is_called_self_styled_is_nobodys(one_event: OneEvent) -> None:
    """It carries arms; whose it is, its name does not tell, nor for the one who leads it."""
    relation = _leads("General Ana Vidal", "Peruvian National Army")
    record = _record(one_event("ACCUSE"), "Peruvian National Army", "General Ana Vidal", relations=(relation,))
    contested = replace(record, framing=(_label("Peruvian National Army", "self-styled"),))

    assert Actors(record).find("e-Peruvian National Army").sectors == ("MIL",)
    assert Actors(contested).find("e-Peruvian National Army").sectors == ("UAF", "MIL")
    assert Actors(contested).find("e-General Ana Vidal").sector == "UAF"


def test_plain_labels_tell_what_names_do_not(one_event: OneEvent) -> None:
    """A neutral label does, a loaded one does not."""
    record = _record(one_event("ACCUSE"), "Morning Star", framing=(_label("Morning Star", "rebel group", "neutral"),))
    loaded = replace(record, framing=(_label("Morning Star", "terrorists"),))

    assert Actors(record).find("e-Morning Star").sector == "REB"
    assert Actors(loaded).find("e-Morning Star").sector == "UNK"


def test_a_country_that_acts_is_its_government(one_event: OneEvent) -> None:
    """A town that acts is not."""
    land = entity("Madagascar", kind="place", country="MG", geonames_id=1062947)
    town = entity("Ambilobe", kind="place", country="MG", geonames_id=1082243)
    actors = Actors(replace(one_event("ACCUSE"), entities=(land, town)))

    assert (actors.find(land.id).sector, actors.find(land.id).code) == ("GOV", "MDG")
    assert (actors.find(town.id).sector, actors.find(town.id).code) == ("UNK", "MDG")


def test_both_sides_of_a_fight_that_has_only_actors(one_event: OneEvent) -> None:
    """The first body and its people are one side; a lone actor has nobody against it."""
    record = one_event("ASSAULT", actors=("Hill Front", "Ana Vidal", "Coast Guard"))
    record = replace(record, relations=(_leads("Ana Vidal", "Hill Front"),))
    one, other = Index(record).opponents(record.events[0])

    assert [actor.name for actor in one] == ["Hill Front", "Ana Vidal"]
    assert [actor.name for actor in other] == ["Coast Guard"]
    lone = one_event("ASSAULT", actors=("Hill Front",))
    assert Index(lone).opponents(lone.events[0])[1] == ()
