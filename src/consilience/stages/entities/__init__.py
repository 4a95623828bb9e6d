"""Entities: which names, in one article and across articles, stand for one person, organisation or place.

First inside each article, then across a story, then across stories, each step stricter than the one before. A judgement
is kept as a Link with its reason; unsure stays apart. Not here: names as strings (`text.names`), where a place lies
(`text.places`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.ports import NO_MEMORY
from consilience.record.judgements import NO_JUDGEMENTS
from consilience.stages.entities.assembly import assemble
from consilience.stages.entities.grouping import group_names
from consilience.stages.entities.judged import part_groups, rejoin
from consilience.stages.entities.locating import locate_places
from consilience.stages.entities.weaving import weave

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.ports import Gazetteer, Memory
    from consilience.record.found import Reading
    from consilience.record.judgements import Judgements
    from consilience.record.woven import Entity, Link, Story

__all__ = ["resolve"]


def resolve(
    readings: Sequence[Reading],
    stories: Sequence[Story],
    *,
    gazetteer: Gazetteer,
    memory: Memory = NO_MEMORY,
    judgements: Judgements = NO_JUDGEMENTS,
) -> tuple[tuple[Link, ...], tuple[Entity, ...]]:
    """Join the name mentions of all articles into entities; both results are ordered by id and independent of input order.

    Nominals and pronouns follow their antecedents; groups ("the Libyans"), events and products are no entities. Links
    are the judgements made: "same" with its reason, "different" and "unsure" for look-alikes that were considered. What
    analysts judged outweighs them.
    """
    ordered = sorted(readings, key=lambda reading: reading.article.id)
    bonds = judgements.bonds_of("entity", (reading.article.id for reading in ordered))
    groups, links = group_names(ordered, stories, gazetteer=gazetteer, memory=memory)
    groups = part_groups(groups, bonds) if bonds else groups
    located = locate_places(groups, ordered, gazetteer=gazetteer, memory=memory)
    clusters, woven = weave(groups, located=located, gazetteer=gazetteer, memory=memory)
    clusters, judged, parted = rejoin(clusters, (*links, *woven), bonds) if bonds else (clusters, (), frozenset())
    entities = assemble(clusters, ordered, located=located, gazetteer=gazetteer, memory=memory, parted=parted)
    return (
        tuple(sorted({*links, *woven, *judged}, key=lambda link: (link.a, link.b, link.verdict, link.why))),
        tuple(sorted(entities, key=lambda entity: entity.id)),
    )
