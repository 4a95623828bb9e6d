"""Each outside library enters through its one door."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "consilience"

DOORS = {
    "spacy": ("models/parser.py", "models/vectors.py", "models/embedding.py", "models/portions.py"),
    "thinc": ("models/parser.py", "models/embedding.py", "models/portions.py"),
    "trafilatura": ("sources/",),
    "rapidfuzz": ("text/names/",),
    "anyascii": ("text/names/", "text/folding.py"),
    "sqlalchemy": ("store/",),
    "msgspec": ("store/codec.py", "exports/record/codec.py"),
    "pyarrow": ("exports/tables/arrow.py",),
    "pandas": ("exports/tables/arrow.py",),
    "jinja2": ("exports/page/render.py", "web/pages/render.py"),
    "rich": ("cli/",),
    "cyclopts": ("cli/",),
    "litestar": ("web/",),
    "uvicorn": ("web/server.py",),
    "dateparser": ("sources/",),
    "httpx": ("sources/feeds/transport.py",),
    "httpcore": ("sources/feeds/transport.py",),
    "feedparser": ("sources/feeds/syndication.py",),
    "fastwarc": ("sources/feeds/archives.py",),
}
"""Library to the files or folders of the package that may import it (design: one door for each library)."""


def _imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("library", sorted(DOORS))
def test_library_has_one_door(library: str) -> None:
    """A library is imported only where its door is."""
    outside = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if library in _imported(path) and not str(path.relative_to(PACKAGE)).startswith(DOORS[library])
    ]

    assert outside == []
