"""PLOVER's types and modes, and the two places where a code depends on more than the trigger.

Source: PLOVER manual 0.8b (Open Event Data Alliance, CC BY-SA 4.0). Here: the closed lists and their consequences.
Not here: scores, contexts and export formats.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consilience.record.found import Actuality

MODES: Mapping[str, frozenset[str]] = MappingProxyType({
    "AGREE": frozenset(),
    "CONSULT": frozenset({"visit", "third-party", "multilateral", "phone"}),
    "SUPPORT": frozenset(),
    "CONCEDE": frozenset(),
    "COOPERATE": frozenset(),
    "AID": frozenset(),
    "RETREAT": frozenset({"withdraw", "release", "disarm", "ceasefire", "access", "resign"}),
    "REQUEST": frozenset({"assist", "change", "yield", "meet"}),
    "ACCUSE": frozenset({"disapprove", "investigate", "allege"}),
    "REJECT": frozenset({"assist", "change", "yield", "meet"}),
    "THREATEN": frozenset({"restrict", "arrest", "relations", "expel", "territory", "violence"}),
    "PROTEST": frozenset({"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}),
    "SANCTION": frozenset({"convict", "expel", "withdraw", "discontinue"}),
    "MOBILIZE": frozenset({"troops", "weapons", "police", "militia"}),
    "COERCE": frozenset({
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation",
        "cyber",
    }),
    "ASSAULT": frozenset({
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    }),
})  # fmt: skip
"""The 16 types and the modes that each allows, in the manual's spelling."""

TYPES = tuple(MODES)

FUTURE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "SUPPORT": ("AGREE", "032"),
        "COOPERATE": ("AGREE", "031"),
        "AID": ("AGREE", "033"),
        "RETREAT": ("CONCEDE", "080"),
    }
)
"""What a promised act is coded as, with its CAMEO code.

The manual codes a future CONSULT as AGREE too. Here a meeting to come stays a CONSULT with actuality "planned", because
an analyst looks for the meeting; `export_type` says what the manual would print.
"""

REFUSALS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "RETREAT": ("yield", "124"),
        "CONCEDE": ("yield", "124"),
        "CONSULT": ("meet", "125"),
        "AID": ("assist", "122"),
        "COOPERATE": ("assist", "121"),
        "SUPPORT": ("assist", "121"),
    }
)
"""The mode and CAMEO code of a refusal ("will not withdraw"), by the type of what is refused."""

THREATS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "ASSAULT": ("violence", "138"),
        "MOBILIZE": ("violence", "138"),
        "COERCE": ("restrict", "132"),
        "SANCTION": ("relations", "131"),
        "RETREAT": ("relations", "131"),
        "PROTEST": ("restrict", "133"),
    }
)
"""The mode and CAMEO code of a threat, by the type of what is threatened."""


def future_code(event_type: str, cameo: str, actuality: Actuality) -> tuple[str, str]:
    """Give the type and CAMEO code of an act, seeing whether it is still to come."""
    return FUTURE.get(event_type, (event_type, cameo)) if actuality == "planned" else (event_type, cameo)


HOSTILE = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
"""Types of material conflict."""


def export_type(event_type: str, actuality: Actuality) -> str:
    """Give the type that the PLOVER manual prints: a meeting still to come is an AGREE, an announced blow a THREATEN.

    The manual wants one event where a type with "future" and another type both fit (its section on special cases).
    """
    if event_type == "CONSULT" and actuality == "planned":
        return "AGREE"
    if event_type in HOSTILE and actuality == "planned":
        return "THREATEN"
    return future_code(event_type, "", actuality)[0]


def root_class(event_type: str) -> str:
    """Merge RETREAT and CONCEDE into YIELD, as data sets made before the two were told apart do."""
    return "YIELD" if event_type in ("RETREAT", "CONCEDE") else event_type
