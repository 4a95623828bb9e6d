"""A record cut into items that a store can keep one by one, and an item read back.

Everything an item says of itself beside its content is worked out here from the record alone: the same record gives the same
items. Ids of items that have none in the record are a letter and a hash of their key fields.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from consilience.exports.record import codec, rows, shape
from consilience.exports.record.crossing import Crossing
from consilience.record.ids import make_id
from consilience.record.items import Item, Kind

SHAPES: dict[Kind, type[Any]] = {
    "article": shape.ArticleOut, "lineage": shape.LineageOut, "story": shape.StoryOut, "entity": shape.EntityOut,
    "event": shape.EventOut, "claim": shape.ClaimOut, "quote": shape.QuoteOut, "conflict": shape.ConflictOut,
    "control": shape.ControlOut, "relation": shape.RelationOut, "framing": shape.FramingOut,
    "timeline": shape.TimelineOut, "sentence": shape.SentenceOut, "link": shape.LinkOut,
}  # fmt: skip

LISTS: Mapping[Kind, str] = {
    "article": "articles", "lineage": "lineages", "story": "stories", "entity": "entities", "event": "events",
    "claim": "claims", "quote": "quotes", "conflict": "conflicts", "control": "control", "relation": "relations",
    "framing": "framing", "timeline": "timeline", "link": "links",
}  # fmt: skip
"""Where in the record items of a kind stand; sentences stand in its brief."""


def shelve(record: shape.Record) -> tuple[Item, ...]:
    """Cut a record into items, in the order of the record's keys. No two items of one kind have the same id."""
    crossing = Crossing(record)
    disputes, events = _disputes(record), Counter(event.story for event in record.events)
    items: list[Item] = [rows.cut_article(article, crossing) for article in record.articles]
    items += [rows.cut_lineage(lineage, crossing) for lineage in record.lineages]
    items += [
        rows.cut_story(story, crossing, events=events[story.id], disputes=disputes[story.id])
        for story in record.stories
    ]
    items += [rows.cut_entity(entity, crossing) for entity in record.entities]
    items += [rows.cut_event(event, crossing) for event in record.events]
    items += [rows.cut_claim(claim, crossing) for claim in record.claims]
    items += [rows.cut_quote(quote, crossing) for quote in record.quotes]
    items += [rows.cut_conflict(conflict, crossing) for conflict in record.conflicts]
    items += _told_apart(rows.cut_control(control, crossing) for control in record.control)
    items += _told_apart(rows.cut_relation(relation, crossing) for relation in record.relations)
    items += _told_apart(rows.cut_framing(framing, crossing) for framing in record.framing)
    items += _told_apart(_in_turn(record.timeline, crossing, rows.cut_timeline))
    items += _told_apart(_in_turn(record.brief.sentences, crossing, rows.cut_sentence))
    items += _told_apart(rows.cut_link(link, crossing) for link in record.links)
    return tuple(items)


def decode_item(item: Item) -> Any:  # the type is that of SHAPES for the item's kind
    """Read the content of an item back. Raises ValueError when it is not what its kind says."""
    return codec.decode_as(item.content, SHAPES[item.kind])


ASIDE = ("problems", "judgements")
"""Lists of the record that are no items: what could not be read, and what analysts judged."""


def head_of(record: shape.Record) -> shape.Record:
    """Give a record with what it says beside its items only: format, time, program, title, problems, judgements."""
    lists: dict[str, Any] = {
        f.name: () for f in fields(record) if isinstance(getattr(record, f.name), tuple) and f.name not in ASIDE
    }
    return replace(record, brief=replace(record.brief, sentences=()), **lists)


def assemble(head: shape.Record, items: Mapping[Kind, Iterable[Item]]) -> shape.Record:
    """Put a record together again from its head and its items in the record's order. Raises ValueError as `decode_item`."""
    parts: dict[str, Any] = {
        LISTS[kind]: tuple(decode_item(item) for item in some) for kind, some in items.items() if kind in LISTS
    }
    sentences = tuple(decode_item(item) for item in items.get("sentence", ()))
    return replace(head, brief=replace(head.brief, sentences=sentences), **parts)


def _told_apart(items: Iterable[Item]) -> Iterator[Item]:
    """Items of one kind; those whose key fields are the same get ids of their own, in the order they come."""
    seen: Counter[str] = Counter()
    for item in items:
        seen[item.id] += 1
        again = seen[item.id] - 1
        yield replace(item, id=make_id(item.id[0], item.id, again)) if again else item


def _in_turn(lines: Iterable[Any], crossing: Crossing, cut: Callable[[Any, Crossing, int], Item]) -> Iterator[Item]:
    """Lines of a story weigh the less the later they come, so that by weight they stand as in the record."""
    places: Counter[str] = Counter()
    for line in lines:
        yield cut(line, crossing, places[line.story])
        places[line.story] += 1


def _disputes(record: shape.Record) -> Counter[str]:
    return Counter(conflict.story for conflict in record.conflicts if conflict.nature == "disagreement")
