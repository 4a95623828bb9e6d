"""What changed between two versions of a text, sentence by sentence. White space and how lines are broken do not count."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from consilience.text.sentences import cut_sentences

NEAR = 0.6
"""Share of common words from which two sentences are one that was edited, as in `difflib`'s own rule of thumb for lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One sentence that differs. `before`, `after`: its words; "" where it was added or taken out."""

    kind: Literal["added", "removed", "edited"]
    before: str
    after: str


def differ(before: str, after: str) -> tuple[Difference, ...]:
    """Give what one has to change in the first text to get the second, in the order of the text; none where they say the same."""
    old, new = _sentences(before), _sentences(after)
    found: list[Difference] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            found += _pair(old[i:j], new[k:m])
    return tuple(found)


def _sentences(text: str) -> list[str]:
    return [words for start, end in cut_sentences(text) if (words := " ".join(text[start:end].split()))]


def _pair(old: list[str], new: list[str]) -> list[Difference]:
    """Sentences of a changed stretch: each old one beside the first new one that is near it, in order."""
    found: list[Difference] = []
    at = 0
    for words in old:
        match = next((n for n in range(at, len(new)) if _near(words, new[n])), None)
        if match is None:
            found.append(Difference(kind="removed", before=words, after=""))
            continue
        found += [Difference(kind="added", before="", after=each) for each in new[at:match]]
        found.append(Difference(kind="edited", before=words, after=new[match]))
        at = match + 1
    return found + [Difference(kind="added", before="", after=each) for each in new[at:]]


def _near(a: str, b: str) -> bool:
    matcher = SequenceMatcher(None, a.split(), b.split(), autojunk=False)
    return matcher.real_quick_ratio() >= NEAR and matcher.ratio() >= NEAR
