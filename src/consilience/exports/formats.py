"""Every format the program writes, in one table: what it is, its media type and file suffix, and who writes it.

The command line and the web read this table and nothing else; a new format is a line here. Writers are imported when
they are called, so that listing formats loads none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from consilience.exports.bundle import bundle

if TYPE_CHECKING:
    from consilience.exports.record.shape import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format.

    `what`: one line for a person. `suffix`: of the file's name, with its dot. `writer`: "module:function" in `exports`; the
    function takes a record and gives the file's bytes or, where `several`, bytes by file name. The same record gives the
    same bytes.
    """

    name: str
    what: str
    media_type: str
    suffix: str
    writer: str
    several: bool = False

    def write(self, record: Record) -> bytes:
        """Give the record in this format as one file; several files come as a ZIP.

        Raises `exports.failures.MissingLibrary` where the format needs a library that is not installed.
        """
        made = self._made(record)
        return bundle(made) if isinstance(made, Mapping) else made

    def files(self, record: Record) -> Mapping[str, bytes]:
        """Give the record in this format as files by name: the single ones of several, else one named for the format."""
        made = self._made(record)
        return made if isinstance(made, Mapping) else {f"{self.name}{self.suffix}": made}

    def _made(self, record: Record) -> bytes | Mapping[str, bytes]:
        module, function = self.writer.split(":")
        made: Callable[[Record], bytes | Mapping[str, bytes]]
        made = getattr(import_module(f"consilience.exports.{module}"), function)
        return made(record)


JSON, ZIP, CSV = "application/json", "application/zip", "text/csv; charset=utf-8"

FORMATS: tuple[Format, ...] = (
    Format(
        name="record", what="the public JSON record", media_type=JSON, suffix=".json", writer="record.codec:encode",
    ),
    Format(
        name="plover", what="events in PLOVER 2021, one JSON object a line", media_type="application/x-ndjson",
        suffix=".jsonl", writer="plover.events:write",
    ),
    Format(
        name="polecat", what="events in the 40 columns of POLECAT, tab-separated",
        media_type="text/tab-separated-values; charset=utf-8", suffix=".txt", writer="plover.polecat:write",
    ),
    Format(
        name="acled", what="events in ACLED's 31 columns and vocabulary", media_type=CSV, suffix=".csv",
        writer="acled.table:write",
    ),
    Format(
        name="ucdp", what="organised violence in the 49 columns of UCDP GED", media_type=CSV, suffix=".csv",
        writer="ucdp.table:write",
    ),
    Format(
        name="geojson", what="events and control of places as GeoJSON (RFC 7946)", media_type="application/geo+json",
        suffix=".geojson", writer="geojson:write",
    ),
    Format(
        name="csv", what="every table of the record as CSV, with the articles' texts", media_type=ZIP, suffix=".zip",
        writer="tables.sheets:sheets", several=True,
    ),
    Format(
        name="parquet", what="every table of the record as Parquet", media_type=ZIP, suffix=".zip",
        writer="tables.arrow:parquet_files", several=True,
    ),
    Format(
        name="ninjs", what="articles and briefs as IPTC ninjs 3.1", media_type=ZIP, suffix=".zip",
        writer="ninjs:objects", several=True,
    ),
    Format(
        name="claims", what="who says what, as schema.org Claim (JSON-LD)", media_type="application/ld+json",
        suffix=".jsonld", writer="claims:write",
    ),
    Format(
        name="stix", what="a STIX 2.1 bundle with an opinion for each side of a dispute",
        media_type="application/stix+json;version=2.1", suffix=".json", writer="stix:write",
    ),
    Format(
        name="ftm", what="Follow-the-Money entities and statements", media_type=ZIP, suffix=".zip",
        writer="ftm.statements:files", several=True,
    ),
    Format(
        name="html", what="the brief as one page that works offline", media_type="text/html; charset=utf-8",
        suffix=".html", writer="page.render:write",
    ),
    Format(
        name="markdown", what="the brief as Markdown with footnotes", media_type="text/markdown; charset=utf-8",
        suffix=".md", writer="document.markdown:write",
    ),
    Format(
        name="docx", what="the brief for Word with footnotes",
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document", suffix=".docx",
        writer="document.word:write",
    ),
)  # fmt: skip
"""Every format, in the order shown to a person."""


def find_format(name: str) -> Format | None:
    """The format of this name; `None` for none."""
    return next((form for form in FORMATS if form.name == name), None)
