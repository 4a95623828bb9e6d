"""WARC files, plain or packed, through fastwarc (nowhere else is it imported): the pages that others fetched.

A `response` is a page; a `revisit` says that a page was fetched again and had not changed, so it adds nothing but is counted.
Reading can go on at the byte where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

SUFFIXES = (".warc", ".warc.gz")
MAX_PAGE = 20_000_000
"""Bytes of one unpacked page, as for pages in files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One record of an archive. `offset`: byte where it begins; `day`: its WARC-Date as written.

    `kind`: "page"; "revisit" (unchanged since an earlier capture); "passed" (no page: a picture, an error, a broken record).
    """

    kind: str
    url: str
    offset: int
    day: str = ""
    content_type: str = ""
    body: bytes = b""


class BrokenArchive(ValueError):
    """The file is no WARC, or breaks off; the message says where."""


def read_archive(file: Path, *, offset: int = 0) -> Iterator[Capture]:
    """Give the records from a byte on, which must be 0 or the `offset` of a capture given before.

    Raises BrokenArchive when the file cannot be read on; what was given before stands.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.revisit
    try:
        with file.open("rb") as stream:
            stream.seek(offset)
            records = ArchiveIterator(
                stream, record_types=wanted, parse_http=True, auto_decode="all", fsspec_args=False
            )
            for record in records:
                yield _capture(record)
    except (OSError, ValueError, EOFError) as error:
        words = " ".join(str(error).split())[:100]
        raise BrokenArchive(f"{file}: cannot be read on ({words})") from error


def _capture(record: WarcRecord) -> Capture:
    offset, url = record.stream_pos, record.headers.get("WARC-Target-URI", "") or ""
    day = record.headers.get("WARC-Date", "") or ""
    if (record.headers.get("WARC-Type") or "").casefold() == "revisit":
        return Capture(kind="revisit", url=url, offset=offset, day=day)
    headers = record.http_headers
    kind = (record.http_content_type or "").casefold()
    status = headers.status_code if headers else None
    if status != 200 or not ("html" in kind or "text/plain" in kind) or not url.startswith("http"):
        return Capture(kind="passed", url=url, offset=offset, day=day)
    body = record.reader.read(MAX_PAGE + 1)
    if len(body) > MAX_PAGE:
        return Capture(kind="passed", url=url, offset=offset, day=day)
    stated = headers.get("Content-Type", "") if headers else ""
    return Capture(kind="page", url=url, offset=offset, day=day, content_type=stated or "", body=body)
