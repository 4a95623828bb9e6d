"""An event mention with its arguments resolved to entities: the form in which mentions are compared."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from consilience.record.found import EventMention, Mention, Quantity, Reading
from consilience.record.parts import take_part
from consilience.record.text import Article
from consilience.record.woven import Entity, Story
from consilience.stages.happenings.families import find_families, find_stem
from consilience.text.lines import stands_alone, stems
from consilience.text.words import function_words

TELLING = frozenset({"happened", "ongoing", "planned", "denied", "background"})
"""Actualities that make an event of the record. What is only possible, demanded, threatened or habitual is kept as a
found fact and in its claim, but is no happening."""

HOPS = 4
"""How many antecedent or principal links are followed from a mention to an entity ("he" -> "the general" -> name)."""

WORD = re.compile(r"[^\W\d_]{3,}")

DEFINITE = re.compile(r"\b(?:the|this|that|these|those)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
"""What stands before a noun that speaks of something told before; up to two adjectives between."""

STEM = 6
"""Letters a content word is cut to, so that inflections and derivations meet ("attacked", "attackers")."""

SAYING = frozenset({"said", "says", "told", "according"})
"""Words of saying stand in most sentences of a report and tell no events apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One event mention, resolved. `agents` and `targets` are entity ids, `camp` those plus affiliated ones, `doers`
    the stems of the words that name the agents, named things or not.

    `anaphoric`: a definite noun without place and parties of its own ("the attack"), which speaks of one told before.
    `quotable`: its sentence is of the body and can be read alone. `words`: content words of the clause, folded to six letters
    so that inflections meet ("attacked", "attack").
    """

    mention: EventMention
    article: Article
    outlet: str | None
    agents: frozenset[str]
    targets: frozenset[str]
    camp: frozenset[str]
    doers: frozenset[str]
    place: str | None
    quotable: bool
    anaphoric: bool
    words: frozenset[str]
    trigger: str
    stem: str
    families: frozenset[int]
    quantities: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Things:
    """Look-ups from mentions to entities, and who is affiliated with whom by the reports' own words."""

    entity_of: Mapping[str, str]
    mention_of: Mapping[str, Mention]
    quantity_of: Mapping[str, Quantity]
    entities: Mapping[str, Entity]
    affiliated: Mapping[str, frozenset[str]]

    @classmethod
    def build(cls, readings: Sequence[Reading], entities: Sequence[Entity]) -> Things:
        """Build the look-ups once for all stories."""
        entity_of = {mention: entity.id for entity in entities for mention in entity.mentions}
        mention_of = {m.id: m for reading in readings for m in reading.mentions}
        return cls(
            entity_of=entity_of,
            mention_of=mention_of,
            quantity_of={q.id: q for reading in readings for q in reading.quantities},
            entities={entity.id: entity for entity in entities},
            affiliated=_affiliate(mention_of.values(), entity_of),
        )

    def entity(self, mention_id: str | None) -> str | None:
        """Follow a mention to its entity: itself, what it stands for, or the named thing that defines it."""
        current = mention_id
        for _ in range(HOPS):
            if current is None:
                return None
            if current in self.entity_of:
                return self.entity_of[current]
            mention = self.mention_of.get(current)
            current = (mention.antecedent or mention.principal) if mention else None
        return None


def _affiliate(mentions: Iterable[Mention], entity_of: Mapping[str, str]) -> dict[str, frozenset[str]]:
    pairs: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        one, other = entity_of.get(mention.id), entity_of.get(mention.principal or "")
        if one and other and one != other:
            pairs[one].add(other)
            pairs[other].add(one)
    return {entity: frozenset(others) for entity, others in pairs.items()}


def frame_story(readings: Sequence[Reading], story: Story, things: Things) -> tuple[Frame, ...]:
    """Give the frames of a story's telling event mentions, ordered by article id and position."""
    members = set(story.articles)
    own = sorted((r for r in readings if r.article.id in members), key=lambda r: r.article.id)
    return tuple(
        _frame(reading, mention, things)
        for reading in own
        for mention in take_part(reading, story).events
        if mention.actuality in TELLING
    )


def _in_body(reading: Reading, mention: EventMention) -> bool:
    return any(s.zone == "body" and s.span == mention.sentence for s in reading.layout.sentences)


def _frame(reading: Reading, mention: EventMention, things: Things) -> Frame:
    agents = frozenset(e for e in map(things.entity, mention.agents) if e)
    targets = frozenset(e for e in map(things.entity, mention.targets) if e)
    text = reading.article.text
    sentence = text[mention.sentence.start : mention.sentence.end].casefold()
    common = function_words() | SAYING
    camp = agents.union(*(things.affiliated.get(agent, frozenset()) for agent in agents)) if agents else agents
    place = things.entity(mention.place)
    trigger = text[mention.span.start : mention.span.end].casefold()
    lead_in = text[mention.sentence.start : mention.span.start]
    return Frame(
        mention=mention,
        article=reading.article,
        outlet=reading.layout.outlet,
        agents=agents,
        targets=targets,
        camp=camp,
        doers=frozenset().union(*(stems(things.mention_of[m].text) for m in mention.agents if m in things.mention_of)),
        place=place,
        anaphoric=place is None and not agents and bool(DEFINITE.search(lead_in)),
        quotable=_in_body(reading, mention) and stands_alone(text[mention.sentence.start : mention.sentence.end]),
        words=frozenset(word[:STEM] for word in WORD.findall(sentence) if word not in common),
        trigger=trigger,
        stem=find_stem(trigger),
        families=find_families(trigger),
        quantities=tuple(things.quantity_of[q] for q in mention.quantities if q in things.quantity_of),
    )
