"""How well report is told from page furniture: own-written pages whose zones are marked as a reader would mark them.

Data: a folder of cases as in `tests/cases/zones`: the text (lines that start with "@" before it are metadata) or, in a file
`.html`, a saved page; a line `--- expect`; then one line a sentence or set-aside stretch, `[zone] words`, in text order,
white space closed up. Words of a saved page that its reader left out count as set aside, or as lost. Figures:
`body_kept`, the share of the sentences of headline, body and correction that stay readable whole; `furniture_aside`, the
share of the characters of all other zones that nothing is read from; both over all files together. Folders inside the
data (`second`) are pages written later, measured by themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from consilience.record.text import CITABLE_ZONES, Problem
from consilience.sources.draft import Draft
from consilience.sources.html_page import read_page as read_saved
from consilience.sources.sealing import seal
from consilience.stages import zones

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consilience.record.text import Article, Layout

LINE = re.compile(r"\[([a-z]+)\] (.+)")
UNREAD = "(unread)"
UNSEEN = Path("bench/zones")
OWN_TESTS = Path("tests/cases/zones")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A marked stretch of a page: its zone, its words, how many of its characters are in citable zones, of how many."""

    page: str
    zone: str
    words: str
    readable: int
    size: int

    @property
    def right(self) -> bool:
        """Whether it is wholly kept, or wholly set aside, as it should be."""
        return self.readable == (self.size if self.zone in CITABLE_ZONES else 0)


def measure(data: Path) -> dict[str, float]:
    """Label the pages in `data` and give the figures."""
    own = OWN_TESTS if data == UNSEEN and OWN_TESTS.exists() else None
    tested = _figures(list(_stretches(own))) if own else {}
    found = _figures(list(_stretches(data)))
    for folder in sorted(one for one in data.glob("*") if one.is_dir()):
        found |= {f"{name}_{folder.name}": value for name, value in _figures(list(_stretches(folder))).items()}
    return found | {f"{name}_own_tests": value for name, value in tested.items()}


def explain(data: Path) -> list[str]:
    """Give each sentence lost and each stretch of furniture that is read from."""
    return [
        f"{'lost' if one.zone in CITABLE_ZONES else 'read'} {one.zone} {one.page}: {one.words} ({one.readable}/{one.size})"
        for folder in [data, *sorted(one for one in data.glob("*") if one.is_dir())]
        for one in _stretches(folder)
        if not one.right
    ]


def read_page(path: Path) -> tuple[Article, list[tuple[str, str]]]:
    """Give the article of a case and its marked stretches, (zone, words), in text order."""
    given, expected = path.read_text(encoding="utf-8").split("--- expect\n")
    draft = _saved(path, given) if path.suffix == ".html" else _plain(path, given)
    article, _ = seal(draft)
    if article is None:
        raise ValueError(f"{path}: no article")
    marked = [(found[1], found[2]) for line in expected.splitlines() if (found := LINE.fullmatch(line.strip()))]
    return article, marked


def _saved(path: Path, markup: str) -> Draft:
    draft = read_saved(markup, path=path.name)
    if isinstance(draft, Problem):
        raise TypeError(draft.message)
    return draft


def _plain(path: Path, given: str) -> Draft:
    fields: dict[str, str] = {}
    while given.startswith("@"):
        line, given = given.split("\n", 1)
        name, _, fields[name] = line[1:].partition(" ")
    return Draft(
        where=path.name, path=path.name, body=given, title=fields.get("title"), language=fields.get("language")
    )


def _figures(found: list[Stretch]) -> dict[str, float]:
    body = [one for one in found if one.zone in CITABLE_ZONES]
    aside = [one for one in found if one.zone not in CITABLE_ZONES]
    size = sum(one.size for one in aside)
    return {
        "body_kept": round(sum(one.right for one in body) / max(1, len(body)), 4),
        "furniture_aside": round(1 - sum(one.readable for one in aside) / max(1, size), 4),
        "pages": float(len({one.page for one in found})),
        "sentences": float(len(body)),
        "stretches_aside": float(len(aside)),
    }


def _stretches(data: Path) -> Iterator[Stretch]:
    for path in [data] if data.is_file() else sorted([*data.glob("*.txt"), *data.glob("*.html")]):
        article, marked = read_page(path)
        readable = _readable(article, zones.label(article))
        at = 0
        for zone, words in marked:
            if words == UNREAD:
                continue
            start, end = _find(article.text, words, at, path)
            at = max(at, end) if path.suffix != ".html" or start >= at else at
            inside = [i for i in range(start, end) if not article.text[i].isspace()]
            kept = sum(i in readable for i in inside)
            yield Stretch(page=path.stem, zone=zone, words=words, readable=kept, size=len("".join(words.split())))


def _readable(article: Article, layout: Layout) -> set[int]:
    """Characters of sentences that facts are read from."""
    if not layout.sentences:  # a language the program does not read
        return {i for zone in layout.zones if zone.kind in CITABLE_ZONES for i in range(zone.span.start, zone.span.end)}
    return {i for s in layout.sentences for i in range(s.span.start, min(s.span.end, len(article.text)))}


def _find(text: str, words: str, at: int, path: Path) -> tuple[int, int]:
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = re.compile(pattern).search(text, at)
    if found is None and path.suffix == ".html":
        found = re.compile(pattern).search(text)  # the reader of saved pages may put parts in another order
        return found.span() if found else (0, 0)
    if found is None:
        raise ValueError(f"{path}: not in the text after character {at}: {words}")
    return found.span()
