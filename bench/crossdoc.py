"""Corpora in which mentions are joined across documents: ECB+ and MEANTIME (both CAT XML), as text with marked places.

The text is put together from the tokens, one sentence a line; the address line that some ECB+ files begin with is dropped.
Only some sentences are annotated; `annotated` says which, and what is found or marked elsewhere counts neither way. For ECB+
these are the sentences that its makers checked (`ECBplus_coreference_sentences.csv` beside the topics), as in every published
figure: outside them mentions are marked but seldom joined, so that there each looks like a thing of its own.
"""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from training.spacing import guess_spaces

from bench.coreference import conll, group

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

Place = tuple[int, int]
What = Literal["event", "entity"]

ECB_KINDS: Mapping[str, What] = {"ACTION": "event", "NEG_ACTION": "event", "HUMAN_PART": "entity", "LOC": "entity"}
CHECKED = "ECBplus_coreference_sentences.csv"
"""Topic, file and number of each sentence of ECB+ whose joins were checked; all sentences count where it is not there."""

MEANTIME_ENTITIES = frozenset({"PER", "ORG", "LOC"})
"""MEANTIME's products and finances are no entities here."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked mention: its places in the text (more than one where it is broken), and the thing it is a mention of."""

    places: tuple[Place, ...]
    thing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document: its topic, text, marked events and entities (people, organisations, places), annotated sentences."""

    name: str
    topic: str
    text: str
    events: tuple[Marked, ...]
    entities: tuple[Marked, ...]
    annotated: tuple[Place, ...]


def load(data: Path) -> Iterator[tuple[str, list[Document]]]:
    """Give each corpus in `data` with its name: a folder of topics (ECB+), MEANTIME's folder, or the folder of both."""
    if (data / "intra_cross-doc_annotation").exists():
        yield "meantime", list(_documents(data / "intra_cross-doc_annotation"))
    elif (data / "ecbplus").exists() or (data / "meantime").exists():
        for name in ("ecbplus", "meantime"):
            if (data / name).exists():
                yield from load(data / name)
    else:
        yield "ecbplus", list(_documents(data, _read_checked(data / CHECKED)))


def score(
    documents: Iterable[Document], found: Mapping[str, Mapping[Place, Hashable]], what: What
) -> tuple[dict[str, float], int, int]:
    """CoNLL F1 of found mentions (by document: place to thing) against the marked ones, with the numbers of both.

    A found mention counts as the marked one it shares most characters with, each once; of equal ones the tighter wins.
    """
    key: dict[Hashable, Hashable] = {}
    response: dict[Hashable, Hashable] = {}
    for document in documents:
        marked = document.events if what == "event" else document.entities
        key |= {(document.name, i): one.thing for i, one in enumerate(marked)}
        inside = {
            place: thing for place, thing in found.get(document.name, {}).items() if _is_annotated(document, place)
        }
        paired = pair(marked, list(inside))
        for place, thing in inside.items():
            number: Hashable = paired.get(place, ("found", *place))
            response[document.name, number] = thing
    return conll(group(key), group(response)), len(key), len(response)


def pair(marked: Sequence[Marked], found: Sequence[Place]) -> dict[Place, int]:
    """Give the number of the marked mention that each found place stands for, one to one, best likeness first."""
    likeness = sorted(
        (-value, place, i)
        for i, one in enumerate(marked)
        for place in found
        if (value := max(_likeness(place, part) for part in one.places)) > 0
    )
    paired: dict[Place, int] = {}
    used: set[int] = set()
    for _, place, i in likeness:
        if place not in paired and i not in used:
            paired[place] = i
            used.add(i)
    return paired


def _likeness(a: Place, b: Place) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0.0


def _is_annotated(document: Document, place: Place) -> bool:
    return any(start <= place[0] < end for start, end in document.annotated)


def _documents(data: Path, checked: Mapping[str, frozenset[int]] | None = None) -> Iterator[Document]:
    for path in sorted(data.rglob("*.xml")):
        yield read_document(path, None if checked is None else checked.get(path.stem, frozenset()))


def _read_checked(path: Path) -> Mapping[str, frozenset[int]] | None:
    """The numbers of the checked sentences by document ("12_3ecb"); `None` where there is no such list."""
    if not path.exists():
        return None
    numbers: dict[str, set[int]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            numbers[f"{row['Topic']}_{row['File']}"].add(int(row["Sentence Number"]))
    return {name: frozenset(each) for name, each in numbers.items()}


def read_document(path: Path, checked: frozenset[int] | None = None) -> Document:
    """Read one CAT file of ECB+ or MEANTIME; `checked`: the numbers of the sentences that count, `None` for all with marks."""
    root = ET.fromstring(path.read_text(encoding="utf-8"))
    text, places, sentences = _put_together(root)
    things = _things(root, path)
    marked: dict[What, list[Marked]] = {"event": [], "entity": []}
    for mention in root.find("Markables") or ():
        anchors = [places[a.get("t_id", "")] for a in mention.iter("token_anchor") if a.get("t_id") in places]
        if not anchors:
            continue
        number = mention.get("m_id", "")
        thing, kind = things.get(number, (f"{path.stem}:{number}", ""))
        if what := _what(mention.tag, kind):
            marked[what].append(Marked(tuple(_runs(anchors)), thing))
    starts = [one.places[0][0] for each in marked.values() for one in each]
    annotated = tuple(
        place
        for number, place in sentences.items()
        if (checked is None or number in checked) and any(place[0] <= start < place[1] for start in starts)
    )
    return Document(
        name=path.stem,
        topic=path.parent.name,
        text=text,
        events=_within(marked["event"], annotated),
        entities=_within(marked["entity"], annotated),
        annotated=annotated,
    )


def _within(marked: Iterable[Marked], annotated: Sequence[Place]) -> tuple[Marked, ...]:
    return tuple(one for one in marked if any(s <= one.places[0][0] < e for s, e in annotated))


def _what(tag: str, kind: str) -> What | None:
    if tag == "EVENT_MENTION":
        return "event"
    if tag == "ENTITY_MENTION":
        return "entity" if kind in MEANTIME_ENTITIES else None
    return next((what for start, what in ECB_KINDS.items() if tag.startswith(start)), None)


def _things(root: ET.Element, path: Path) -> dict[str, tuple[str, str]]:
    """Mention number to the thing it is linked to, and the thing's kind; things of one document only are named by it."""
    targets = {
        m.get("m_id", ""): (m.get("instance_id") or f"{path.stem}:{m.get('m_id')}", m.get("ent_type") or "")
        for m in root.find("Markables") or ()
        if m.find("token_anchor") is None
    }
    things: dict[str, tuple[str, str]] = {}
    for relation in root.find("Relations") or ():
        target = relation.find("target")
        if relation.tag in ("CROSS_DOC_COREF", "INTRA_DOC_COREF", "REFERS_TO") and target is not None:
            thing = targets.get(target.get("m_id", ""))
            if thing:
                thing = (relation.get("note") or thing[0], thing[1]) if relation.tag == "CROSS_DOC_COREF" else thing
                things |= {source.get("m_id", ""): thing for source in relation.iter("source")}
    return things


def _put_together(root: ET.Element) -> tuple[str, dict[str, Place], dict[int, Place]]:
    """The text, the place of each token, and the place of each sentence by its number."""
    rows: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for token in root.iter("token"):
        rows[int(token.get("sentence", 0))].append((token.get("t_id", ""), token.text or ""))
    if re.match(r"https?$|https?:", rows.get(0, [("", "")])[0][1]):
        del rows[0]
    text, places, sentences = "", dict[str, Place](), dict[int, Place]()
    for sentence, row in sorted(rows.items()):
        start = len(text)
        for (number, word), blank in zip(row, guess_spaces([word for _, word in row]), strict=True):
            places[number] = (len(text), len(text) + len(word))
            text += word + " " * blank
        text = text.rstrip() + "\n"
        sentences[sentence] = (start, len(text))
    return text, places, sentences


def _runs(anchors: Sequence[Place]) -> Iterator[Place]:
    """Neighbouring tokens joined: at most one character apart."""
    start, end = min(anchors)
    for a, b in sorted(anchors)[1:]:
        if a > end + 1:
            yield start, end
            start = a
        end = max(end, b)
    yield start, end
