"""Stable ids: a letter for the kind and a hash of the key fields, so that the same articles give the same ids."""

from __future__ import annotations

from hashlib import blake2b

ID_BYTES = 8
"""Digest size. 64 bits: the chance that two of ten million facts collide is below one in 300,000."""


def make_id(letter: str, *key: object) -> str:
    """Make an id from a kind letter and the fields that identify the fact, in order.

    Equal keys give equal ids on every machine and run; `None` and the empty string are told apart.
    """
    joined = "\x1f".join("\x00" if part is None else str(part) for part in key)
    return letter + blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=ID_BYTES).hexdigest()
