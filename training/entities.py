"""Read the named-entity corpora into one label set, keeping "not annotated here" apart from "not an entity".

Every corpus labels a different set of classes. A word whose class a corpus does not settle gets UNKNOWN, which spaCy
leaves out of the loss, instead of O, which would teach the model to miss it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

OUTSIDE, UNKNOWN = "O", "-"
LABELS = ("PERSON", "ORG", "LOC", "NORP", "FAC", "EVENT", "PRODUCT")

WORLDWIDE = {
    "Person": "PERSON", "Organization": "ORG", "Location": "LOC", "NORP": "NORP", "Facility": "FAC",
    "Product": "PRODUCT", "Misc": "MISC", "Date": OUTSIDE, "Money": OUTSIDE,
}  # fmt: skip
WIKIGOLD = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"}
CONLL = WIKIGOLD
WNUT = {
    "person": "PERSON", "location": "LOC", "corporation": "ORG", "group": "MISC", "product": "PRODUCT",
    "creative-work": "MISC",
}  # fmt: skip
POLITICS = {
    "politician": "PERSON", "person": "PERSON", "politicalparty": "ORG", "organisation": "ORG", "country": "LOC",
    "location": "LOC", "election": "EVENT", "event": "EVENT", "misc": "MISC",
}  # fmt: skip
# The mixed class of most corpora holds events, works, laws and (CoNLL style) nationalities. These head words are events
# beyond doubt; the rest stays UNKNOWN.
EVENT_HEADS = frozenset({
    "cup", "war", "games", "olympics", "festival", "summit", "conference", "election", "elections", "championship",
    "championships", "revolution", "uprising", "massacre", "holocaust", "forum", "congress", "intifada", "genocide",
    "navami",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """One sentence: its words, a tag for each (O, UNKNOWN, B-X or I-X), and the blanks (None: guess them)."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    spaces: tuple[bool, ...] | None = None


def read_columns(path: Path, labels: dict[str, str], *, column: int) -> Iterator[Tagged]:
    """Read one word a line, its tag in `column` (BIO, BIOES or IO), sentences parted by blank lines."""
    rows: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8", errors="replace").split("\n"), ""]:
        cells = line.split("\t") if "\t" in line else line.split(" ")
        if not line.strip():
            yield from _sentence(rows, labels)
            rows = []
        elif cells[0] != "-DOCSTART-" and cells[0].strip():
            rows.append((cells[0].strip(), cells[column].strip()))


def _sentence(rows: list[tuple[str, str]], labels: dict[str, str]) -> Iterator[Tagged]:
    if not rows or (len(rows) == 1 and rows[0][0].startswith("http")):
        return
    words = tuple(word for word, _ in rows)
    yield Tagged(words=words, tags=settle_mixed(words, _normalise([tag for _, tag in rows], labels)))


def _normalise(tags: Iterable[str], labels: dict[str, str]) -> tuple[str, ...]:
    out: list[str] = []
    last = OUTSIDE
    for tag in tags:
        prefix, _, name = tag.partition("-")
        label = labels[name] if name else OUTSIDE
        if label == OUTSIDE:
            out.append(OUTSIDE)
        else:
            out.append(f"{'I' if prefix in 'IE' and last == name else 'B'}-{label}")
        last = name
    return tuple(out)


def settle_mixed(words: tuple[str, ...], tags: tuple[str, ...]) -> tuple[str, ...]:
    """Turn each MISC span into EVENT when its head word says so, else into UNKNOWN."""
    out = list(tags)
    for start, end, label in spans(tags):
        if label == "MISC":
            event = any(word.lower() in EVENT_HEADS for word in words[start:end])
            for i in range(start, end):
                out[i] = f"{'B' if i == start else 'I'}-EVENT" if event else UNKNOWN
    return tuple(out)


def spans(tags: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Give (start, end, label) of every B-X I-X* run, half open."""
    start, label = 0, ""
    end = 0
    for end, tag in enumerate([*tags, OUTSIDE]):
        if label and tag != f"I-{label}":
            yield start, end, label
            label = ""
        if tag.startswith("B-"):
            start, label = end, tag[2:]


def collect_nationalities(sentences: Iterable[Tagged]) -> frozenset[str]:
    """Give the words that a corpus with NORP labels uses for peoples: at least twice, and not more often otherwise."""
    votes: dict[str, list[int]] = {}
    for sentence in sentences:
        for word, tag in zip(sentence.words, sentence.tags, strict=True):
            if word[:1].isupper():
                votes.setdefault(word, [0, 0])[tag.endswith("-NORP")] += 1
    return frozenset(word for word, (no, yes) in votes.items() if yes >= 2 and yes > no)


def blur_nationalities(sentence: Tagged, nationalities: frozenset[str]) -> Tagged:
    """In a corpus without NORP labels, make an unlabelled nationality UNKNOWN."""
    tags = tuple(
        UNKNOWN if tag == OUTSIDE and word in nationalities else tag
        for word, tag in zip(sentence.words, sentence.tags, strict=True)
    )
    return Tagged(words=sentence.words, tags=tags, spaces=sentence.spaces)


Marked = tuple[int, int, str, float]  # start, end, label, the annotators' confidence
RE3D = {
    "Person": "PERSON", "Organisation": "ORG", "Location": "LOC", "Nationality": "NORP", "MilitaryPlatform": "PRODUCT",
    "Weapon": "PRODUCT", "Vehicle": "PRODUCT",
}  # fmt: skip
_LEADING = re.compile(r"(?:(?:the|a|an|our|their|his|her|its)\s+)+", re.IGNORECASE)
_PRONOUNS = (
    r"(?!(?:I|We|He|She|It|They|You|Our|My|His|Her|Their|This|That|These|Those|Both|May|Jan|Jan\.)\b(?!\s+[A-Z]))"
)
_SMALL = r"(?:of|the|and|for|in|to|de|al|bin|ibn|el|on|with|&)"
_NAME = re.compile(rf"{_PRONOUNS}[A-Z0-9][\w.’'-]*(?:[\s-]+(?:{_SMALL}[\s-]+)*[A-Za-z]?[A-Z0-9][\w.’'-]*)*|al-[A-Z]\w+")
_TITLE = re.compile(
    r"(?:(?:former|deputy|vice|prime|foreign|interior|defen[cs]e|president|minister|secretary|general|gen\.|lt\.|lt|gen"
    r"|maj\.|maj|col\.|col|capt\.|spc\.|sgt\.|cmdr\.|adm\.|mr\.?|mrs\.?|ms\.?|dr\.?|king|ambassador|spokesperson|of"
    r"|state|special|advisor|envoy|commander|sheikh|brig\.|staff|sir)\s+)+",
    re.IGNORECASE,
)


def read_re3d(folder: Path) -> Iterator[tuple[str, str, tuple[tuple[int, int, str], ...]]]:
    """Give (document id, text, named spans) of one re3d source; spans do not overlap, the longest wins.

    re3d also marks pronouns and plain nouns ("mourners", "a bridge") and keeps the guesses of a first automatic pass at
    confidence 0. Kept: names, without determiner and title, as the other corpora have them. A state that acts is an
    organisation there; here it is a place, wherever the source calls that name a place at all.
    """
    found: dict[str, list[Marked]] = {}
    for row in _rows(folder / "entities.json"):
        if row["type"] in RE3D:
            span = (int(row["begin"]), int(row["end"]), RE3D[row["type"]], float(row["confidence"]))
            found.setdefault(str(row["documentId"]), []).append(span)
    texts = {str(row["_id"]): str(row["text"]) for row in _rows(folder / "documents.json")}
    names = {ident: _names(text, found.get(ident, [])) for ident, text in texts.items()}
    places = {texts[ident][s:e] for ident, marked in names.items() for s, e, label in marked if label == "LOC"}
    for ident, text in texts.items():
        yield ident, text, tuple(_longest(text, names[ident], places))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    for line in path.read_text(encoding="utf-8-sig").split("\n"):
        if line.strip():
            yield json.loads(line)


def _names(text: str, marked: list[Marked]) -> list[tuple[int, int, str]]:
    return [name for span in marked if _trusted(span, marked) if (name := _trim(text, span))]


def _longest(text: str, names: list[tuple[int, int, str]], places: set[str]) -> Iterator[tuple[int, int, str]]:
    taken: list[tuple[int, int]] = []
    for start, end, label in sorted(names, key=lambda s: (s[0] - s[1], s[0], s[2])):
        if all(end <= other or start >= last for other, last in taken):
            taken.append((start, end))
            yield start, end, "LOC" if label == "ORG" and text[start:end] in places else label


def _trusted(span: Marked, marked: list[Marked]) -> bool:
    start, end, label, confidence = span
    inside = any(s <= start and end <= e and label == other and c > 0 for s, e, other, c in marked)
    return confidence > 0 or inside or label in {"LOC", "NORP"}


def _trim(text: str, span: Marked) -> tuple[int, int, str] | None:
    start, end, label, _ = span
    for pattern in (_LEADING, _TITLE) if label == "PERSON" else (_LEADING,):
        if match := pattern.match(text, start, end):
            start = match.end()
    return (start, end, label) if _NAME.fullmatch(text, start, end) else None
