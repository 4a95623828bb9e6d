"""Entities: which names, in one article and across articles, stand for one person, organisation or place.

First inside each article, then across a story, then across stories, each step stricter than the one before. A judgement
is kept as a Link with its reason; unsure stays apart. Not here: names as strings (`text.names`), where a place lies
(`text.places`).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from consilience.ports import NO_MEMORY
from consilience.record.judgements import NO_JUDGEMENTS
from consilience.stages.entities.assembly import assemble
from consilience.stages.entities.grouping import group_names
from consilience.stages.entities.judged import part_groups, rejoin
from consilience.stages.entities.rolls import Roll
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
    texts = {reading.article.id: reading.article.text for reading in ordered}
    bonds = judgements.bonds_of("entity", texts)
    sheets = group_names(ordered, stories, gazetteer=gazetteer, memory=memory)
    sheets = part_groups(sheets, bonds) if bonds else sheets
    things, woven = weave(sheets, texts, gazetteer=gazetteer, memory=memory)
    links, parted = [*(sheet.links for sheet in sheets), *woven], frozenset[str]()
    if bonds:
        things, judged, parted = rejoin(things, (one for some in links for one in some), bonds)
        links.append(judged)
    entities = assemble(things, texts, gazetteer=gazetteer, memory=memory, parted=parted)
    return memory.recall("links", (), None, partial(Roll, _place)).take(links), memory.recall(
        "things", (), None, partial(Roll, _name)
    ).take(entities)


def _place(link: Link) -> tuple[str, str, str, str, float]:
    return link.a, link.b, link.verdict, link.why, link.score


def _name(entity: Entity) -> tuple[str, tuple[str, ...]]:
    return entity.id, entity.mentions
