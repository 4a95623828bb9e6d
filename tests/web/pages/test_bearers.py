"""What is found of an entity without reading all of it is what reading all of it gives."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from consilience.exports.record.shape import Record
from consilience.exports.record.shelving import decode_item, shelve
from consilience.web.pages.bearers import count_by_article, mentions, read_head, spans_in


def test_short_cuts_agree_with_the_whole(record: Record) -> None:
    """Names, place, mentions and mentions by article are those of the decoded entity."""
    for item in shelve(record):
        if item.kind != "entity":
            continue
        entity = decode_item(item)
        assert read_head(item) == replace(entity, mentions=(), references=(), judged=())
        assert tuple(mentions(item)) == entity.mentions
        assert count_by_article(item) == Counter(span.article for span in entity.mentions)
        for article in {span.article for span in entity.mentions}:
            every = [s for s in (*entity.mentions, *entity.references) if s.article == article]
            assert sorted(spans_in(item, article), key=lambda s: s.start) == sorted(every, key=lambda s: s.start)


def test_a_name_that_looks_like_a_span_is_none(record: Record) -> None:
    """A hostile name that spells out a span, or the key of the references, adds none and hides none."""
    hostile = '{"article":"a1","start":0,"end":9} "references":['
    whole = replace(record.entities[0], name=hostile, names=(replace(record.entities[0].names[0], text=hostile),))
    item = next(i for i in shelve(replace(record, entities=(whole,))) if i.kind == "entity")

    assert tuple(mentions(item)) == whole.mentions
    assert list(spans_in(item, "a1")) == []
