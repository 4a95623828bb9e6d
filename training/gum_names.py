"""Named entities from GUM's mention layer, which marks every mention, named or not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from training.entities import OUTSIDE, UNKNOWN, Tagged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.treebanks import Sentence, Word

TYPES = {"person": "PERSON", "organization": "ORG", "place": "LOC", "event": "EVENT"}
FACILITIES = frozenset({
    "airport", "station", "bridge", "stadium", "museum", "hotel", "palace", "mosque", "church", "cathedral",
    "hospital", "prison", "base", "dam", "tower", "castle", "temple", "theatre", "theater", "park", "library",
    "hall",
})  # fmt: skip
TITLES = frozenset({
    "mr", "mrs", "ms", "dr", "mr.", "mrs.", "ms.", "dr.", "president", "prime", "minister", "king", "queen", "sir",
    "lord", "senator", "judge", "justice", "pope", "general", "governor", "professor", "secretary", "captain",
    "sheikh", "chief", "director", "speaker",
})  # fmt: skip
_INNER = frozenset({"of", "the", "and", "-", "'s", "’s", "de", "for", "in", "&", ".", "al", "on", "to"})
_PIECE = re.compile(r"\(([^()]*)(\)?)|([^()]+)\)")


def tag_names(sentence: Sentence) -> Tagged:
    """Tag the named mentions of one GUM sentence; capitalised words outside them are UNKNOWN."""
    words = sentence.words
    tags = [UNKNOWN if _maybe_name(word) else OUTSIDE for word in words]
    names = sorted(_names(words), key=lambda name: (name[0] - name[1], name[0]))
    taken = [False] * len(words)
    for start, end, label in names:
        if not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            tags[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    return Tagged(words=tuple(w.form for w in words), tags=tuple(tags), spaces=tuple(w.space for w in words))


def _maybe_name(word: Word) -> bool:
    return word.upos == "PROPN" or (word.upos == "ADJ" and word.form[:1].isupper())


def _mentions(words: tuple[Word, ...]) -> Iterator[tuple[int, int, str]]:
    opened: dict[str, list[tuple[int, str]]] = {}
    for i, word in enumerate(words):
        field = next((part[7:] for part in word.misc.split("|") if part.startswith("Entity=")), "")
        for head, closed, ending in _PIECE.findall(field):
            ident, _, rest = (head or ending).partition("-")
            if head:
                opened.setdefault(ident, []).append((i, rest.split("-")[0]))
            if (closed or not head) and opened.get(ident):
                start, kind = opened[ident].pop()
                yield start, i + 1, kind


def _names(words: tuple[Word, ...]) -> Iterator[tuple[int, int, str]]:
    for opening, end, kind in _mentions(words):
        label, start = TYPES.get(kind, ""), opening
        while start < end and (words[start].upos == "DET" or _is_title(words[start], label)):
            start += 1
        inside = words[start:end]
        if not label or not inside or any(word.xpos == "NNPS" and label == "PERSON" for word in inside):
            continue
        if inside[0].form[:1].isupper() and inside[-1].upos in {"PROPN", "NUM"} and all(map(_may_be_inside, inside)):
            yield start, end, "FAC" if label == "LOC" and inside[-1].form.lower() in FACILITIES else label


def _is_title(word: Word, label: str) -> bool:
    return label == "PERSON" and word.form.lower() in TITLES


def _may_be_inside(word: Word) -> bool:
    return word.upos in {"PROPN", "NUM"} or word.form.lower() in _INNER or _maybe_name(word)
