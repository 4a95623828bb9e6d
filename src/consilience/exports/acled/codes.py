"""What ACLED would code an event as, from PLOVER's type and mode, who the sides are, and what the words say.

Each rule follows the code book's definition of the sub-event. What ACLED does not code (statements, meetings, strikes
from work) is `None`; where the words leave two sub-events open, the event is not coded rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from consilience.exports.acled.vocabulary import Inter
from consilience.exports.actors import Actor
from consilience.exports.index import Index
from consilience.exports.record.shape import EventOut
from consilience.text.actors import ARMED, STATE, Sector, code_actor

BY_MODE: Mapping[tuple[str, str], str] = {
    ("ASSAULT", "aerial"): "Air/drone strike",
    ("ASSAULT", "drone"): "Air/drone strike",
    ("ASSAULT", "suicide-attack"): "Suicide bomb",
    ("ASSAULT", "heavy-weapons"): "Shelling/artillery/missile attack",
    ("ASSAULT", "explosives"): "Remote explosive/landmine/IED",
    ("ASSAULT", "sexual"): "Sexual violence",
    ("ASSAULT", "destroy"): "Looting/property destruction",
    ("PROTEST", "demo"): "Peaceful protest",
    ("PROTEST", "obstruct"): "Peaceful protest",
    ("PROTEST", ""): "Peaceful protest",
    ("PROTEST", "riot"): "Violent demonstration",
    ("PROTEST", "vandalize"): "Mob violence",
    ("COERCE", "arrest"): "Arrests",
    ("RETREAT", "ceasefire"): "Agreement",
    ("RETREAT", "withdraw"): "Change to group/activity",
    ("RETREAT", "disarm"): "Change to group/activity",
    ("MOBILIZE", "troops"): "Change to group/activity",
    ("MOBILIZE", "militia"): "Change to group/activity",
}
"""Where type and mode decide alone. A strike from work, a hunger strike and a boycott are no events of ACLED's."""

FIGHTING = frozenset({"", "firearms", "primitive", "targeted", "beat", "torture"})
"""Modes of assault that are a clash between armed sides and an attack on anybody else."""

AGAINST_PEOPLE = frozenset({"targeted", "beat", "torture"})
"""Of these, the ones done to people who do not fight back."""

FORCE = "19"
"""CAMEO's root for military force."""

OCCUPIED = "192"
"""CAMEO's code for occupied territory; 171 is seized property."""

PEOPLE = frozenset({"people", "persons", "person", "men", "man", "others", "women", "children", "dead"})
"""Counted nouns that say nothing of arms. Of those hurt outside of fighting they mean people without: soldiers are called so."""

GRENADE = re.compile(r"\b(?:hand )?grenades?\b", re.IGNORECASE)
CHEMICAL = re.compile(
    r"\b(?:chemical|sarin|chlorine|nerve|mustard|poison(?:ous)?) (?:gas|agent|attack|weapon)s?\b", re.IGNORECASE
)
UNFOUGHT = re.compile(r"\bwithout (?:a |any )?(?:fight|fighting|resistance|a shot|clash)", re.IGNORECASE)

INTER_OF: Mapping[Sector, Inter] = {
    "COP": "State forces", "GOV": "State forces", "MIL": "State forces", "SPY": "State forces", "JUD": "State forces",
    "REB": "Rebel group", "UAF": "Political militia", "PRM": "Political militia", "CRM": "Political militia",
    "AGR": "Civilians", "BUS": "Civilians", "CVL": "Civilians", "EDU": "Civilians", "ELI": "Civilians",
    "JRN": "Civilians", "LAB": "Civilians", "MED": "Civilians", "REF": "Civilians", "REL": "Civilians",
    "SOC": "Civilians", "OPP": "Civilians", "PTY": "Civilians", "LEG": "Civilians",
}  # fmt: skip
"""A sector's kind of actor. Parties and members of parliament are civilians unless armed, says the code book."""


def code_sub_event(event: EventOut, index: Index) -> str | None:
    """Give the sub-event that ACLED would code; `None` for what it does not code and for what the words leave open."""
    mode = event.mode or ""
    words = " ".join(index.words(r.span.article, r.span.start, r.span.end) for r in event.reports)
    if event.type == "ASSAULT" and mode == "unconventional":
        return "Chemical weapon" if CHEMICAL.search(words) else None
    if event.type == "ASSAULT" and mode == "explosives" and GRENADE.search(words):
        return "Grenade"
    if event.type == "ASSAULT" and mode == "crowd-control":
        return "Excessive force against protesters" if index.toll(event, "killed") else "Protest with intervention"
    if event.type == "ASSAULT" and mode == "abduct":
        return "Abduction/forced disappearance" if not _hits_armed(event, index) else None
    if event.type == "ASSAULT" and mode in FIGHTING:
        return _clash(event, index)
    if event.type == "COERCE" and event.cameo == OCCUPIED:
        return _transfer(event, index, words)
    return BY_MODE.get((event.type, mode))


def inter_of(actor: Actor, *, home: str | None, crowd: Inter = "") -> Inter:
    """Give the kind of an actor where `home` (ISO alpha-2) is the country of the event.

    A state's forces abroad are external; an army whose standing outlets contest is left open. `crowd`: what people
    without arms are in this event ("Protesters", "Rioters").
    """
    if actor.code in ("UNO", "IGO", "EUR"):
        return "External/Other forces"
    if actor.code == "IMG":
        return "Rebel group"
    if actor.contested:
        return ""
    kind = INTER_OF.get(actor.sector, "")
    if kind == "State forces" and home and actor.country and actor.country.alpha2 != home:
        return "External/Other forces"
    return crowd if kind == "Civilians" and crowd else kind


def hits_civilians(event: EventOut, index: Index) -> bool:
    """Whether the words say that people without arms were the target."""
    _, targets = index.sides(event)
    known = [actor.sector for actor in targets if actor.sector != "UNK"]
    if known:
        return not set(known) & (ARMED | {"GOV"})
    return bool(_counted(event)) and not _counted(event) & ARMED


def _hits_armed(event: EventOut, index: Index) -> bool:
    _, targets = index.sides(event)
    return bool({actor.sector for actor in targets} & ARMED or _counted(event) & ARMED)


def _counted(event: EventOut) -> frozenset[Sector]:
    """Sectors of the people that the reports count ("14 gendarmes", "two civilians")."""
    units = [code_actor([quantity.unit]).sector for quantity in event.quantities if quantity.unit]
    return frozenset(sector for sector in units if sector != "UNK")


def _clash(event: EventOut, index: Index) -> str | None:
    if hits_civilians(event, index):
        return "Attack"
    force = event.cameo.startswith(FORCE) and (event.mode or "") not in AGAINST_PEOPLE
    if force or _hits_armed(event, index):
        return "Armed clash"
    unnamed = any(quantity.unit in PEOPLE for quantity in event.quantities)
    return "Attack" if unnamed or (event.mode or "") in AGAINST_PEOPLE else None


def _transfer(event: EventOut, index: Index, words: str) -> str | None:
    """Who takes a place decides; of takers on both sides, or none that is known, nothing follows."""
    if UNFOUGHT.search(words):
        return "Non-violent transfer of territory"
    actors, _ = index.sides(event)
    sectors = {actor.sector for actor in actors} - {"UNK"}
    if not sectors or any(actor.contested for actor in actors):
        return None
    return _taker(tuple(sectors))


def _taker(sectors: Sequence[Sector]) -> str | None:
    if all(sector in STATE for sector in sectors):
        return "Government regains territory"
    if not any(sector in STATE for sector in sectors):
        return "Non-state actor overtakes territory"
    return None
