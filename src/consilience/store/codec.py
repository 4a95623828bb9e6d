"""Articles, readings, ties and cursors to bytes and back, through msgspec: the inner form, not the public one."""

from __future__ import annotations

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import fields
from typing import Any, TypeVar

import msgspec

from consilience.record.found import Reading
from consilience.record.items import Item, Kind
from consilience.record.judgements import Judgement
from consilience.record.text import Article

COMPRESSION = 1
"""zlib level: readings shrink about five times at level 1; level 6 gains a tenth more at three times the cost."""

LONG = 600
"""Bytes above which an item's parts are compressed: below (nine claims in ten) zlib gains less than a quarter."""

T = TypeVar("T")

BROKEN = (zlib.error, msgspec.MsgspecError)
"""What reading back raises on bytes that are none of ours."""

_COLUMNS = tuple(field.name for field in fields(Item) if field.name != "content")
_encoder = msgspec.msgpack.Encoder()
_articles = msgspec.msgpack.Decoder(Article)
_readings = msgspec.msgpack.Decoder(Reading)
_ties = msgspec.msgpack.Decoder(dict[str, tuple[str, ...]])
_places = msgspec.msgpack.Decoder(dict[Kind, tuple[str, ...]])
_figures = msgspec.json.Decoder(tuple[tuple[str, int], ...])
_cursor = msgspec.json.Decoder(tuple[str, str | float, str])
_judgements = msgspec.json.Decoder(Judgement)


def encode_article(article: Article) -> bytes:
    """Give an article as bytes."""
    return zlib.compress(_encoder.encode(article), COMPRESSION)


def decode_article(data: bytes) -> Article:
    """Read an article back; raises ValueError on bytes that are none."""
    return _articles.decode(zlib.decompress(data))


def encode_reading(reading: Reading) -> bytes:
    """Give a reading as bytes."""
    return zlib.compress(_encoder.encode(reading), COMPRESSION)


def decode_reading(data: bytes) -> Reading:
    """Read a reading back; raises ValueError on bytes that are none."""
    return _readings.decode(zlib.decompress(data))


def reading_json(readings: tuple[Reading, ...]) -> bytes:
    """Give readings as indented JSON, for people and scripts that look at what one article holds."""
    return msgspec.json.format(msgspec.json.encode(readings), indent=1) + b"\n"


def targets(item: Item) -> dict[str, tuple[str, ...]]:
    """Give what an item hangs on, by what a filter calls it."""
    return {"story": item.stories, "article": item.articles, "entity": item.entities, "ref": item.refs}


def encode_ties(item: Item) -> bytes:
    """Give what an item hangs on as bytes."""
    return _pack(_encoder.encode(targets(item)))


def decode_ties(data: bytes) -> dict[str, tuple[str, ...]]:
    """Read back what an item hangs on."""
    return _ties.decode(_unpack(data))


def encode_content(content: bytes) -> bytes:
    """Give the content of an item as it is kept."""
    return _pack(content)


def decode_content(data: bytes) -> bytes:
    """Read the content of an item back."""
    return _unpack(data)


def _pack(data: bytes) -> bytes:
    return b"z" + zlib.compress(data, COMPRESSION) if len(data) > LONG else b"=" + data


def _unpack(data: bytes) -> bytes:
    return zlib.decompress(data[1:]) if data[:1] == b"z" else data[1:]


def encode_columns(item: Item) -> bytes:
    """Give everything an item says beside its content as bytes, to tell whether that is still the same."""
    return _encoder.encode([getattr(item, name) for name in _COLUMNS])


def encode_places(items: Sequence[Item]) -> bytes:
    """Give the ids of items by kind, in order, as bytes."""
    by_kind: dict[str, list[str]] = {}
    for item in items:
        by_kind.setdefault(item.kind, []).append(item.id)
    return zlib.compress(_encoder.encode(by_kind), COMPRESSION)


def decode_places(data: bytes) -> dict[Kind, tuple[str, ...]]:
    """Read the ids of items by kind back."""
    return _places.decode(zlib.decompress(data))


def encode_figures(figures: tuple[tuple[str, int], ...]) -> str:
    """Give counts as text."""
    return msgspec.json.encode(figures).decode()


def decode_figures(text: str) -> tuple[tuple[str, int], ...]:
    """Read counts back."""
    return _figures.decode(text)


def encode_cursor(order: str, key: str | float, name: str) -> str:
    """Give the place in a list after an item as opaque text that is safe in an address."""
    return urlsafe_b64encode(msgspec.json.encode((order, key, name))).decode().rstrip("=")


def decode_cursor(text: str, order: str) -> tuple[str | float, str]:
    """Read a place back: sort key and id. Raises ValueError when the text is no cursor of a list in this order."""
    try:
        data = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        made_for, key, name = _cursor.decode(data)
    except (ValueError, msgspec.MsgspecError) as error:
        raise ValueError("no cursor of this list") from error
    if made_for != order or isinstance(key, str) != (order in ("recent", "oldest")):
        raise ValueError("no cursor of this list")
    return key, name


def encode_judgement(judgement: Judgement) -> bytes:
    """Give a judgement as one line of JSON: the form it is kept, exported and imported in."""
    return msgspec.json.encode(judgement)


def decode_judgement(data: bytes) -> Judgement:
    """Read a judgement back. Raises ValueError, with the place in the JSON, when the shape is not that of a judgement."""
    try:
        return _judgements.decode(data)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error


def encode_memo(memo: Any) -> bytes:
    """Give a frozen dataclass of plain values as JSON."""
    return msgspec.json.encode(memo)


def decode_memo(data: bytes, shape: type[T]) -> T | None:
    """Read a memo back; `None` when it has not that shape."""
    try:
        return msgspec.json.decode(data, type=shape)
    except msgspec.MsgspecError:
        return None
