"""A digest of the data a figure was measured on, so that figures can be compared."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def digest_of(data: Path) -> str:
    """Give a digest of a file, or of all files under a folder, by name and content."""
    digest = blake2b(digest_size=8)
    for path in [data] if data.is_file() else sorted(p for p in data.rglob("*") if p.is_file()):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
