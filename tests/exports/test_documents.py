"""The brief as a document: Markdown and Word."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from consilience.exports.document.markdown import escape
from consilience.exports.document.markdown import write as write_markdown
from consilience.exports.document.outline import Block, Grid, outline
from consilience.exports.document.word import W, clean
from consilience.exports.document.word import write as write_word
from consilience.exports.record.shape import Record

VALUE = f"{{{W}}}val"


def _parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _words(part: bytes) -> str:
    return "".join(node.text or "" for node in ET.fromstring(part).iter(f"{{{W}}}t"))


def test_word_parts_are_whole(example: Record) -> None:
    """Every part is XML; every target of a relation is in the package; every style that is used is defined."""
    parts = _parts(write_word(example))
    trees = {name: ET.fromstring(content) for name, content in parts.items()}
    styles = {node.get(f"{{{W}}}styleId") for node in trees["word/styles.xml"].iter(f"{{{W}}}style")}
    used = {
        node.get(VALUE)
        for name in ("word/document.xml", "word/footnotes.xml", "word/footer1.xml")
        for kind in ("pStyle", "rStyle", "tblStyle")
        for node in trees[name].iter(f"{{{W}}}{kind}")
    }
    targets = {node.get("Target") for node in trees["word/_rels/document.xml.rels"]}

    assert next(iter(parts)) == "[Content_Types].xml"
    assert used <= styles
    assert {f"word/{target}" for target in targets} <= set(parts)


def test_word_footnotes_are_called_once_each(example: Record) -> None:
    """Each line has its footnote, and each footnote its words and sources."""
    parts = _parts(write_word(example))
    called = [
        node.get(f"{{{W}}}id") for node in ET.fromstring(parts["word/document.xml"]).iter(f"{{{W}}}footnoteReference")
    ]
    notes = [node.get(f"{{{W}}}id") for node in ET.fromstring(parts["word/footnotes.xml"]).iter(f"{{{W}}}footnote")]
    lines = [part for part in outline(example) if isinstance(part, Block) and part.passages]

    assert called == [str(number) for number in range(1, len(lines) + 1)]
    assert notes == ["-1", "0", *called]
    assert all(passage.words in _words(parts["word/footnotes.xml"]) for line in lines for passage in line.passages)


def test_documents_have_every_line_of_the_brief(example: Record) -> None:
    """No line is lost in either."""
    word = _words(_parts(write_word(example))["word/document.xml"])
    markdown = write_markdown(example).decode()

    for line in example.brief.sentences:
        if line.status != "disputed":
            assert line.text in word
            assert escape(line.text) in markdown
    for conflict in example.conflicts:
        assert all(position.statement in word for position in conflict.positions)


def test_tables_hold_no_formula(example: Record) -> None:
    """A table is carried into a spreadsheet by copying it, and a cell that begins like a formula would run there."""
    hostile = replace(example, articles=tuple(replace(a, outlet="@Daily", title="=cmd|calc") for a in example.articles))
    cells = [cell for part in outline(hostile) if isinstance(part, Grid) for row in part.rows for cell in row]

    assert {"'@Daily", "'=cmd|calc"} <= set(cells)
    assert not [cell for cell in cells if cell[:1] and cell[:1] in "=+-@\t\r"]


def test_word_links_are_web_addresses_only(example: Record) -> None:
    """An article whose address is no web address is cited without a link."""
    hostile = replace(example, articles=tuple(replace(a, url="javascript:alert(1)") for a in example.articles))
    parts = _parts(write_word(hostile))

    assert b"javascript" not in parts["word/_rels/footnotes.xml.rels"] + parts["word/footnotes.xml"]
    assert b"javascript" not in write_markdown(hostile)


@given(st.text())
def test_any_text_can_stand_in_word(text: str) -> None:
    """What XML cannot hold is replaced, everything else is kept."""
    read = ET.fromstring(f"<t>{clean(text)}</t>").text or ""

    assert len(read) == len(" ".join(text.split()))


READER = MarkdownIt("commonmark").enable("table")


@given(st.text(alphabet="<>[]()!*_`~#&|\\-+=.:/\"' 12ab\n\t^${}", max_size=60))
def test_any_text_is_only_text_in_markdown(text: str) -> None:
    """A CommonMark reader finds the very words and no emphasis, link, code, HTML or list."""
    (_, inline, *_), plain = READER.parse(f"{escape(text)} end"), " ".join(text.split())
    kinds = {child.type for child in inline.children or ()}

    assert kinds <= {"text", "text_special"}
    assert "".join(child.content for child in inline.children or ()).strip() == f"{plain} end".strip()


def test_markdown_footnotes_match(example: Record) -> None:
    """Every mark has its note."""
    text = write_markdown(example).decode()
    notes = re.findall(r"(?m)^\[\^(\d+)\]: ", text)
    marks = re.findall(r"\[\^(\d+)\](?!: )", text)

    assert notes == marks == [str(number) for number in range(1, len(notes) + 1)]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_word_opens_in_an_office(example: Record, tmp_path: Path) -> None:
    """LibreOffice converts the brief to PDF."""
    (tmp_path / "brief.docx").write_bytes(write_word(example))
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless"]
    subprocess.run(
        [*office, "--convert-to", "pdf", "brief.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=120
    )

    assert (tmp_path / "brief.pdf").read_bytes().startswith(b"%PDF")
