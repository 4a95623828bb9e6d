"""The brief for Word and its kin (Office Open XML, ECMA-376) with real footnotes, written by our own code.

The parts that never change (styles, list signs, page settings, footer) are files in `data/document`; here are the text, the
footnotes and the links of the footnotes. Signs that XML cannot hold are replaced by U+FFFD.
"""

from __future__ import annotations

import re
from importlib.resources import files
from xml.sax.saxutils import escape

from consilience.exports.bundle import bundle
from consilience.exports.document.outline import Block, Grid, Passage, Style, outline
from consilience.exports.record.shape import Record

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINK = f"{R}/hyperlink"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

STYLES: dict[Style, str] = {
    "title": "Title", "subtitle": "Subtitle", "heading": "Heading1", "section": "Heading2", "question": "Heading3",
    "text": "Normal", "item": "ListBullet", "position": "Quote", "note": "Note",
}  # fmt: skip

FIXED = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "package-rels.xml",
    "word/_rels/document.xml.rels": "document-rels.xml",
    "word/styles.xml": "styles.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/footer1.xml": "footer.xml",
}
"""Parts of the package that are the same for every brief, by the file in `data/document`."""

TEXT_WIDTH = 9638
"""Width of the text on an A4 page with margins of 2 cm, in twentieths of a point."""

HYPERLINK = '<w:rStyle w:val="Hyperlink"/>'

FIRST_NOTE = 1
"""Footnotes -1 and 0 are the separators that the format demands."""

NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters outside XML 1.0's production for Char."""


def write(record: Record) -> bytes:
    """Give the brief of a record as the bytes of a .docx file."""
    notes = _Notes()
    body = "".join(_grid(part) if isinstance(part, Grid) else _block(part, notes) for part in outline(record))
    fixed = files("consilience.data.document")
    parts = {name: fixed.joinpath(file).read_bytes() for name, file in FIXED.items()}
    title = record.brief.title or "Brief"
    parts |= {
        "docProps/core.xml": _core(title, program=record.program, generated=record.generated).encode(),
        "word/document.xml": _document(body).encode(),
        "word/footnotes.xml": notes.part().encode(),
        "word/_rels/footnotes.xml.rels": notes.links().encode(),
    }
    return bundle(parts)


def clean(text: str) -> str:
    """Text for XML: signs that it cannot hold replaced, markup escaped, one line."""
    return escape(NO_XML.sub("\ufffd", " ".join(text.split())))


class _Notes:
    """The footnotes as they are called, and the addresses they link to."""

    def __init__(self) -> None:
        self._notes: list[str] = []
        self._urls: dict[str, str] = {}

    def call(self, passages: tuple[Passage, ...]) -> str:
        """The run that calls a footnote of these passages; nothing for none."""
        if not passages:
            return ""
        number = FIRST_NOTE + len(self._notes)
        content = _run("; ").join(self._passage(passage) for passage in passages)
        sign = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        style = '<w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        self._notes.append(f'<w:footnote w:id="{number}"><w:p>{style}{sign}{_run(" ")}{content}</w:p></w:footnote>')
        return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'

    def _passage(self, passage: Passage) -> str:
        sources = [self._source(name, url) for name, url in passage.sources]
        return _run(f"“{passage.words}” — ") + _run(" · ").join(sources)

    def _source(self, name: str, url: str | None) -> str:
        if not url:
            return _run(name)
        key = self._urls.setdefault(url, f"rId{len(self._urls) + 1}")
        return f'<w:hyperlink r:id="{key}">{_run(name, HYPERLINK)}</w:hyperlink>'

    def part(self) -> str:
        """The part of the package that holds the footnotes."""
        separators = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{sign}/></w:r></w:p></w:footnote>'
            for kind, number, sign in (
                ("separator", -1, "separator"),
                ("continuationSeparator", 0, "continuationSeparator"),
            )
        )
        return f'{HEAD}<w:footnotes xmlns:w="{W}" xmlns:r="{R}">{separators}{"".join(self._notes)}</w:footnotes>'

    def links(self) -> str:
        """The part that says where the footnotes' links lead."""
        entries = "".join(
            f'<Relationship Id="{key}" Type="{LINK}" Target="{escape(url, {chr(34): "&quot;"})}" TargetMode="External"/>'
            for url, key in self._urls.items()
        )
        return f'{HEAD}<Relationships xmlns="{PACKAGE}">{entries}</Relationships>'


def _block(block: Block, notes: _Notes) -> str:
    opening = _run(f"{block.opening} ", "<w:b/>") if block.opening else ""
    call = notes.call(block.passages)
    aside = _run(f"  {block.aside}", '<w:rStyle w:val="Aside"/>') if block.aside else ""
    style = f'<w:pPr><w:pStyle w:val="{STYLES[block.style]}"/></w:pPr>'
    return f"<w:p>{style}{opening}{_run(block.text)}{call}{aside}</w:p>"


def _run(text: str, properties: str = "") -> str:
    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    words = f"{lead}{clean(text)}{trail}" if text.strip() else text
    marked = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{marked}<w:t xml:space="preserve">{words}</w:t></w:r>'


def _grid(grid: Grid) -> str:
    width = TEXT_WIDTH // len(grid.heads)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for _ in grid.heads)
    head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    rows = _row(grid.heads, width, properties=head, style="TableHead")
    rows += "".join(
        _row(row, width, properties="<w:trPr><w:cantSplit/></w:trPr>", style="TableText") for row in grid.rows
    )
    look = f'<w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    after = '<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr></w:p>'
    return f"<w:tbl>{look}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>{after}"


def _row(cells: tuple[str, ...], width: int, *, properties: str, style: str) -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(cell)}</w:p></w:tc>'
        for cell in cells
    )
    return f"<w:tr>{properties}{made}</w:tr>"


def _document(body: str) -> str:
    page = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    return f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}{page}</w:body></w:document>'


def _core(title: str, *, program: str, generated: str) -> str:
    moment = f"{generated[:19]}Z"
    stamp = f'<dcterms:created xsi:type="dcterms:W3CDTF">{clean(moment)}</dcterms:created>'
    return (
        f"{HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{clean(title)}</dc:title><dc:creator>{clean(program)}</dc:creator>{stamp}</cp:coreProperties>"
    )
