"""ACLED's closed lists, in the wording of its current exports. Names and values only; who is coded what stands in `codes`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip

SUB_EVENTS: Mapping[str, tuple[str, ...]] = {
    "Battles": ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
    "Explosions/Remote violence": (
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Protests": ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Strategic developments": (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    ),
}  # fmt: skip
"""The 6 types and 25 sub-types."""

TYPE_OF: Mapping[str, str] = {sub: kind for kind, subs in SUB_EVENTS.items() for sub in subs}

VIOLENCE, DEMONSTRATIONS, STRATEGIC = "Political violence", "Demonstrations", "Strategic developments"
BOTH = "Political violence; Demonstrations"

Inter = Literal[
    "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians",
    "External/Other forces", "",
]  # fmt: skip

INTERS: tuple[Inter, ...] = (
    "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians",
    "External/Other forces",
)  # fmt: skip
"""In the order of the old numbers 1 to 8, which is the order they stand in in `interaction`."""

CIVILIAN_TARGETING = "Civilian targeting"


def disorder(sub_event: str) -> str:
    """The disorder type of a sub-event: mob violence is political violence, force against protesters is both."""
    kind = TYPE_OF[sub_event]
    if sub_event == "Excessive force against protesters":
        return BOTH
    if kind == "Strategic developments":
        return STRATEGIC
    return DEMONSTRATIONS if kind == "Protests" or sub_event == "Violent demonstration" else VIOLENCE


def interaction(one: Inter, other: Inter) -> str:
    """The interaction of two kinds of actor ("State forces-Rebel group"), of one alone ("Protesters only"), or ""."""
    given = sorted((inter for inter in (one, other) if inter), key=INTERS.index)
    if not given:
        return ""
    return "-".join(given) if len(given) == 2 else f"{given[0]} only"
