"""What stories may know of a thing: all but how often and by which mentions of other stories it is named.

So a story is woven anew when what its things are called changes, not when another story names them once more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from consilience.pipeline.corrections import find_borrowed
from consilience.ports import Memory
from consilience.record.found import Reading
from consilience.record.judgements import Judgements
from consilience.record.woven import Entity

Named = tuple[tuple[Entity, tuple[str, ...]], ...]
"""The things that one article names, each with its mentions there."""


class Faces:
    """Gives equal faces as one object, so that they need not be compared. What it gives hangs on the things it is given alone."""

    def __init__(self) -> None:
        """Start with none."""
        self._known: dict[int, tuple[Entity, Entity]] = {}

    def take(self, entities: Iterable[Entity]) -> list[Entity]:
        """Give the face of each thing: bare of its mentions and of how often each of its names stands."""
        known, self._known = self._known, {}
        met: dict[Entity, Entity] | None = None
        for entity in entities:
            found = known.get(id(entity))
            if found is None:
                met = {face: face for _, face in known.values()} if met is None else met
                face = replace(entity, mentions=(), names=tuple((form, 0) for form, _ in entity.names))
                found = entity, met.setdefault(face, face)
            self._known[id(entity)] = found
        return [face for _, face in self._known.values()]


def name_all(
    readings: Sequence[Reading], entities: Sequence[Entity], memory: Memory, judgements: Judgements
) -> dict[str, Named]:
    """For each article the things it names, with its mentions there; the same object while it names the same.

    An article whose facts were corrected also names what they were corrected to, by mentions of other articles.
    """
    faces = memory.recall("faces", (), None, Faces).take(entities)
    whose = {mention: face for entity, face in zip(entities, faces, strict=True) for mention in entity.mentions}
    found: dict[str, Named] = {}
    for reading in readings:
        mentions = memory.recall("mentions", (reading,), None, partial(_mentions, reading))
        if reading.article.id in judgements.corrections:
            mentions = (*mentions, *find_borrowed(reading))
        here = tuple(map(whose.get, mentions))
        found[reading.article.id] = memory.recall("named", (*here, reading), None, partial(_named, mentions, here))
    return found


def meet(named: Sequence[Named], memory: Memory) -> tuple[Entity, ...]:
    """The things named by these articles, with their mentions in them, by id; the same object for the same."""
    return memory.recall("met", tuple(named), None, partial(_meet, named))


def _mentions(reading: Reading) -> tuple[str, ...]:
    return tuple(mention.id for mention in reading.mentions)


def _named(mentions: Sequence[str], whose: Sequence[Entity | None]) -> Named:
    here: dict[str, tuple[Entity, list[str]]] = {}
    for mention, face in zip(mentions, whose, strict=True):
        if face is not None:
            here.setdefault(face.id, (face, []))[1].append(mention)
    return tuple((face, tuple(members)) for face, members in here.values())


def _meet(named: Sequence[Named]) -> tuple[Entity, ...]:
    faces: dict[str, Entity] = {}
    mentions: dict[str, list[str]] = defaultdict(list)
    for things in named:
        for face, members in things:
            faces[face.id] = face
            mentions[face.id] += members
    return tuple(replace(faces[name], mentions=tuple(mentions[name])) for name in sorted(faces))
