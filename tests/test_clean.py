"""Nothing given to the developers is copied into the repository, and no name of a gold story stands in the code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
RUN = 9
"""Words in a row that two texts do not share by chance."""


def _runs(text: str) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def _ours() -> list[Path]:
    folders = [ROOT / name for name in ("src", "tests", "examples", "docs", "bench", "training", "data_build")]
    files = [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in {".py", ".txt", ".toml", ".md", ".json", ".html", ".tsv", ".yaml"}
    ]
    return [*files, *ROOT.glob("*.md")]


@pytest.mark.skipif(not SHARED.exists(), reason="the development data are not beside the checkout")
def test_no_given_sentence_is_copied() -> None:
    """No nine words in a row of a seed or gold article stand in the repository."""
    given: set[str] = set()
    for path in (SHARED / "seeds").glob("*.txt"):
        given |= _runs(path.read_text(encoding="utf-8"))
    for path in (SHARED / "gold").rglob("*.json"):
        given |= _runs(json.loads(path.read_text(encoding="utf-8"))["text"])

    assert [str(path) for path in _ours() if given & _runs(path.read_text(encoding="utf-8", errors="replace"))] == []


@pytest.mark.skipif(not SHARED.exists(), reason="the development data are not beside the checkout")
def test_no_person_of_a_gold_story_is_named_in_the_code() -> None:
    """The names of the people in the gold readings stand nowhere in the package but in the gazetteer's binary table."""
    import yaml

    surnames = set()
    for path in (SHARED / "gold").glob("*.yaml"):
        for entity in yaml.safe_load(path.read_text(encoding="utf-8"))["entities"]:
            if entity["kind"] == "person":
                surnames |= {name.split()[-1].removeprefix("al-").casefold() for name in entity["names"]}
    texts = {p: p.read_text(encoding="utf-8").casefold() for p in _ours() if p.is_relative_to(ROOT / "src")}
    words = {path: set(re.findall(r"[a-z]+", text)) for path, text in texts.items()}

    assert {str(path): sorted(surnames & found) for path, found in words.items() if surnames & found} == {}
