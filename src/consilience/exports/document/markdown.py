"""The brief as Markdown (CommonMark, with the tables and footnotes that GitHub, Pandoc and others read).

Article text is hostile here too: what Markdown or HTML would take for a sign is escaped.
"""

from __future__ import annotations

import re

from consilience.exports.document.outline import Block, Grid, Passage, Style, outline
from consilience.exports.record.shape import Record

PREFIX: dict[Style, str] = {
    "title": "# ", "heading": "## ", "section": "### ", "question": "#### ", "item": "- ", "position": "> ",
}  # fmt: skip

SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~$^])")
"""Signs with a meaning inside a line; "&" is escaped apart, as its entity."""

OPENERS = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)|^(\s*)(={2,}|-{2,})")
"""What makes a line a list or a rule when it stands first."""

BARE_LINK = re.compile(r"(?i)\b(https?|ftp|mailto|www)([:.])")
"""What a reader would turn into a link by itself; only addresses of reports are links here."""


def write(record: Record) -> bytes:
    """Give the brief of a record as UTF-8 Markdown."""
    notes: list[str] = []
    parts = [_grid(part) if isinstance(part, Grid) else _block(part, notes) for part in outline(record)]
    text = "\n\n".join(part for part in [*parts, *notes] if part)
    return re.sub(r"(?m)^(- .*)\n\n(?=- )", r"\1\n", text).encode() + b"\n"


def _block(block: Block, notes: list[str]) -> str:
    opening = f"**{escape(block.opening)}** " if block.opening else ""
    aside = f" *({escape(block.aside)})*" if block.aside else ""
    mark = ""
    if block.passages:
        mark = f"[^{len(notes) + 1}]"
        notes.append(f"[^{len(notes) + 1}]: " + "; ".join(_passage(passage) for passage in block.passages))
    text = escape(block.text)
    body = f"*{text}*" if block.style in ("subtitle", "note") and text else text
    return f"{PREFIX.get(block.style, '')}{opening}{body}{mark}{aside}"


def _passage(passage: Passage) -> str:
    sources = [f"[{escape(name)}](<{url}>)" if url else escape(name) for name, url in passage.sources]
    return f"“{escape(passage.words)}” — {' · '.join(sources)}"


def _grid(grid: Grid) -> str:
    lines = [grid.heads, tuple("---" for _ in grid.heads), *(tuple(escape(cell) for cell in row) for row in grid.rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def escape(text: str) -> str:
    """Text on one line that means nothing to Markdown or HTML."""
    line = " ".join(text.split()).replace("&", "&amp;")
    line = SIGNS.sub(r"\\\1", line)
    line = BARE_LINK.sub(lambda found: f"{found[1]}{'&#58;' if found[2] == ':' else '&#46;'}", line)
    return OPENERS.sub(
        lambda found: f"\\{found[0]}" if not found[0][:1].isdigit() else f"{found[0][:-1]}\\{found[0][-1]}", line
    )
