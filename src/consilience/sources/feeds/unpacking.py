"""Compressed bodies made plain, never beyond a limit: a few kilobytes of gzip can hold gigabytes of zeros."""

from __future__ import annotations

import zlib

_WINDOW = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}
_GZIP_MARK = b"\x1f\x8b"
ACCEPTED = "gzip, deflate"
"""What a request says it takes: what the standard library unpacks with a limit on each step."""


class OverLimit(ValueError):
    """The plain content is larger than allowed."""


class Unpacker:
    """Unpacks one body chunk by chunk. `encoding` as the Content-Encoding header says it; `limit` in plain bytes.

    Raises ValueError for an encoding it does not know, for a broken stream, and OverLimit for one that holds too much.
    """

    def __init__(self, encoding: str, *, limit: int) -> None:
        name = encoding.strip().casefold()
        if name not in ("", "identity", *_WINDOW):
            raise ValueError(f"packed as {name[:20]!r}, which is not understood")
        self._name, self._left = name, limit
        self._stream = zlib.decompressobj(_WINDOW[name]) if name in _WINDOW else None
        self._begun = False

    def unpack(self, chunk: bytes) -> bytes:
        """Give the plain bytes of the next chunk."""
        if self._stream is None:
            return self._count(chunk)
        parts = []
        while chunk:
            try:
                part = self._step(chunk)
            except zlib.error as error:
                raise ValueError("its compression is broken") from error
            parts.append(self._count(part))
            chunk = self._rest()
        return b"".join(parts)

    def _step(self, chunk: bytes) -> bytes:
        stream = self._stream
        if stream is None:
            return chunk
        try:
            part = stream.decompress(chunk, self._left + 1)
        except zlib.error:
            if self._begun or self._name != "deflate":
                raise
            self._stream = zlib.decompressobj(
                -zlib.MAX_WBITS
            )  # many servers say deflate and send it without zlib's header
            part = self._stream.decompress(chunk, self._left + 1)
        self._begun = True
        return part

    def _rest(self) -> bytes:
        """What is still to be unpacked: output cut at the limit, or a second gzip member after the first."""
        stream = self._stream
        if stream is None:
            return b""
        if stream.eof:
            rest = stream.unused_data.lstrip(b"\x00")
            self._stream = zlib.decompressobj(_WINDOW[self._name])
            return rest if rest.startswith(_GZIP_MARK) else b""
        return stream.unconsumed_tail

    def _count(self, part: bytes) -> bytes:
        self._left -= len(part)
        if self._left < 0:
            raise OverLimit("larger than allowed when unpacked")
        return part


def unpack_file(data: bytes, *, limit: int) -> bytes:
    """Give the content of a body that is itself a gzip file (`sitemap.xml.gz`), or the body where it is none."""
    return Unpacker("gzip", limit=limit).unpack(data) if data.startswith(_GZIP_MARK) else data
