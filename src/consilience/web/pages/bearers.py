"""Entities without their mentions. What everybody writes about is named tens of thousands of times, in a megabyte of spans;
a page needs a name, a place on the map, or the few mentions of one article, and finds them without reading all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from consilience.exports.record import codec
from consilience.exports.record.shape import EntityOut, NameOut, SpanOut
from consilience.record.items import Item
from consilience.record.woven import EntityKind

_SPAN = re.compile(rb'\{"article":"([^"\\]*)","start":(\d+),"end":(\d+)\}')
_ARTICLE = re.compile(rb'\{"article":"([^"\\]*)","start"')
_REFERENCES = b'"references":['


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The fields of `EntityOut` that are small. What is not named here is passed over when the bytes are read."""

    id: str
    kind: EntityKind
    name: str
    names: tuple[NameOut, ...]
    country: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    identifiers: dict[str, str]
    radius_km: float | None = None


def read_head(item: Item) -> EntityOut:
    """Give an entity without mentions and references."""
    head = codec.decode_as(item.content, _Head)
    return EntityOut(
        id=head.id, kind=head.kind, name=head.name, names=head.names, mentions=(), country=head.country, lat=head.lat,
        lon=head.lon, geonames_id=head.geonames_id, identifiers=head.identifiers, radius_km=head.radius_km,
    )  # fmt: skip


def mentions(item: Item) -> Iterator[SpanOut]:
    """Give an entity's mentions, one after the other; references are left out."""
    end = item.content.find(_REFERENCES)
    return _spans(item.content, _SPAN, end if end >= 0 else len(item.content))


def spans_in(item: Item, article: str) -> Iterator[SpanOut]:
    """Give where an article names or means an entity, references too."""
    here = re.compile(rb'\{"article":"(%b)","start":(\d+),"end":(\d+)\}' % re.escape(article.encode()))
    return _spans(item.content, here, len(item.content))


def count_by_article(item: Item) -> Counter[str]:
    """Give how often each article names an entity; references are left out."""
    end = item.content.find(_REFERENCES)
    found = _ARTICLE.findall(item.content, 0, end if end >= 0 else len(item.content))
    return Counter(name.decode() for name in found)


def _spans(content: bytes, pattern: re.Pattern[bytes], end: int) -> Iterator[SpanOut]:
    for match in pattern.finditer(content, 0, end):
        yield SpanOut(article=match[1].decode(), start=int(match[2]), end=int(match[3]))
