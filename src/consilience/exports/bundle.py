"""Several files as one: a ZIP whose bytes depend on nothing but the files."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment a ZIP can hold: no clock in it, so that the same files give the same bytes."""

READABLE = 0o644 << 16
UNIX = 3


def bundle(files: Mapping[str, bytes]) -> bytes:
    """Give a ZIP of files by name, in the order given."""
    sink = BytesIO()
    with ZipFile(sink, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = READABLE
            entry.create_system = UNIX
            archive.writestr(entry, content)
    return sink.getvalue()
