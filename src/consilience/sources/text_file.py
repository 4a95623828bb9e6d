"""Plain text: decoding, and the draft of a `.txt` file. The text is taken as it stands, broken entities and all."""

from __future__ import annotations

import codecs

from consilience.sources.draft import Draft

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNMARKED = ("utf-8", "cp1252")


def decode(data: bytes) -> str | None:
    """The text of some bytes: by byte order mark, else UTF-8, else Windows-1252; `None` where none of them fits."""
    marked = [encoding for mark, encoding in _MARKED if data.startswith(mark)]
    for encoding in marked[:1] or _UNMARKED:
        try:
            return data.decode(encoding)
        except UnicodeError:
            continue
    return None


def read_text(text: str, *, path: str) -> Draft:
    """The draft of a plain text file: all of it is body; title, date and outlet stand in its words, if anywhere."""
    return Draft(where=path, path=path, body=text)
