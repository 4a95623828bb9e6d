"""Record to JSON bytes and back, and its JSON Schema. The door for msgspec on this side."""

from __future__ import annotations

from typing import Any

import msgspec

from consilience.exports.record.shape import Record


def encode(record: Record) -> bytes:
    """Give indented UTF-8 JSON with keys in the order of the published format, ending in a newline."""
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


def decode(data: bytes) -> Record:
    """Read a record back. Raises ValueError, with the place in the JSON, when the shape is not that of a record."""
    try:
        return msgspec.json.decode(data, type=Record)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error


def schema() -> dict[str, Any]:
    """Give the JSON Schema of the record, generated from its types."""
    return msgspec.json.schema(Record)
