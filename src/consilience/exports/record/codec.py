"""Record to JSON bytes and back, and its JSON Schema. The door for msgspec on this side."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from consilience.exports.record.shape import FORMAT, Record

Part = TypeVar("Part")


def encode(record: Record) -> bytes:
    """Give indented UTF-8 JSON with keys in the order of the published format, ending in a newline."""
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


def decode(data: bytes) -> Record:
    """Read a record back. Raises ValueError, with the place in the JSON, when the shape or the format is not that of a record."""
    try:
        record = msgspec.json.decode(data, type=Record)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error
    if record.format != FORMAT:
        raise ValueError(f"its format is {record.format[:40]!r}, this program reads {FORMAT!r}")
    return record


def encode_item(value: object) -> bytes:
    """Give one part of a record as compact JSON."""
    return msgspec.json.encode(value)


def decode_as(data: bytes, kind: type[Part]) -> Part:
    """Read one part of a record back. Raises ValueError when the bytes are not of that type."""
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error


def schema() -> dict[str, Any]:
    """Give the JSON Schema of the record, generated from its types."""
    return msgspec.json.schema(Record)
