"""What a reader of one kind of file hands to `sealing`: the fields of one article before it is sealed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One article as a file gives it. Strings are as found, not yet trimmed; `None` where the file says nothing.

    `where`: the file, and the record's place in it ("reports.jsonl, line 3"), for messages.
    `path`: the input path as given. `published`: the metadata's own words for the date.
    """

    where: str
    path: str
    body: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
