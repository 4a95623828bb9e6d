"""Articles and readings to bytes and back (MessagePack through msgspec): the inner form, not the public one."""

from __future__ import annotations

import zlib

import msgspec

from consilience.record.found import Reading
from consilience.record.text import Article

COMPRESSION = 1
"""zlib level: readings shrink about five times at level 1; level 6 gains a tenth more at three times the cost."""

_encoder = msgspec.msgpack.Encoder()
_articles = msgspec.msgpack.Decoder(Article)
_readings = msgspec.msgpack.Decoder(Reading)


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
