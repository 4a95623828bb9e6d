"""The file format of the place table: typed columns after a JSON header, read through a memory map.

A row a place; keys are kept as hashes (slot and check) sorted by slot, each with its row. Little endian.
Not here: what keys mean (`keys`), places as values (`gazetteer`).
"""

from __future__ import annotations

import json
import mmap
import struct
import sys
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

MAGIC = b"CPLACES1"
ALIGN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An open table: one memory view a column, and the short lists that columns index into."""

    columns: Mapping[str, memoryview]
    lists: Mapping[str, tuple[str, ...]]

    def rows(self, index: str, slot: int, check: int) -> Iterator[int]:
        """Rows filed under a hashed key in the index of this name ("key" or "weak")."""
        slots, checks, rows = (self.columns[f"{index}_{part}"] for part in ("slot", "check", "row"))
        at = bisect_left(slots, slot)
        while at < len(slots) and slots[at] == slot:
            if checks[at] == check:
                yield rows[at]
            at += 1

    def text(self, row: int) -> str:
        """The name in a row."""
        ends = self.columns["name_end"]
        start = ends[row - 1] if row else 0
        return bytes(self.columns["names"][start : ends[row]]).decode()


def open_table(path: Path) -> Table:
    """Map a table file. Raises `ValueError` where it is no such table or the machine is big endian."""
    if sys.byteorder != "little":
        raise ValueError("the place table is little endian; this machine is not")
    with path.open("rb") as file:
        view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    if bytes(view[: len(MAGIC)]) != MAGIC:
        raise ValueError(f"{path.name} is not a place table")
    (size,) = struct.unpack("<I", view[len(MAGIC) : len(MAGIC) + 4])
    first = len(MAGIC) + 4
    header = json.loads(bytes(view[first : first + size]))
    columns = {
        name: view[start : start + length].cast(code) for name, (code, start, length) in header["columns"].items()
    }
    return Table(columns=columns, lists={name: tuple(values) for name, values in header["lists"].items()})


def encode_table(columns: Mapping[str, tuple[str, bytes]], *, lists: Mapping[str, Sequence[str]]) -> bytes:
    """The bytes of a table file from columns (struct code and packed values) and lists."""
    layout: dict[str, tuple[str, int, int]] = {}
    blank = json.dumps({"columns": {name: (code, 10**9, 10**9) for name, (code, _) in columns.items()}, "lists": lists})
    at = start = -(-(len(MAGIC) + 4 + len(blank)) // ALIGN) * ALIGN
    for name, (code, data) in columns.items():
        layout[name] = (code, at, len(data))
        at += -(-len(data) // ALIGN) * ALIGN
    header = json.dumps({"columns": layout, "lists": lists}).encode()
    out = bytearray(MAGIC + struct.pack("<I", len(header)) + header)
    out.extend(b" " * (start - len(out)))
    for _, data in columns.values():
        out.extend(data)
        out.extend(b"\0" * (-len(data) % ALIGN))
    return bytes(out)
