"""How well sentences are cut and parsed: treebanks in CoNLL-U, from raw text, measured as in the CoNLL 2018 shared task.

The text of each document is put together again from its tokens; the program cuts its sentences (`text.sentences`) and
parses them. A word is right only where its characters are those of the treebank; relations are compared without subtype.
Figures: `upos`, `uas`, `las`, `sentence_f1`, each an F1, and `words_f1`, the bound that tokenising sets. A folder
is measured file by file (those named `-test` where there are any): the first stands without suffix, the others with theirs
(`uas_gum`); documents of news also alone (`sentence_f1_gum_news`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.sampling import spread
from consilience.record.text import Span
from consilience.text.sentences import cut_sentences
from consilience.wiring import load_models

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from consilience.ports import Parsed

Place = tuple[int, int]
Row = tuple[str, Place | None, str]
"""Part of speech, place of the head (`None` at the root), relation."""
LAYERS = ("upos", "uas", "las", "sentence_f1", "words_f1")


@dataclass(slots=True)
class Document:
    """One document: its raw text, its words by place, its sentences as places."""

    name: str
    genre: str
    text: str = ""
    words: dict[Place, Row] = field(default_factory=dict)
    sentences: list[Place] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """What was right, and how many words and sentences the treebank and the program have together."""

    right: Counter[str] = field(default_factory=Counter)
    words: int = 0
    sentences: int = 0


def measure(data: Path, *, sample: int = 0) -> dict[str, float]:
    """Parse the treebanks in `data` (a file or a folder) and give the figures; `sample`: documents of each."""
    figures: dict[str, float] = {}
    for place, file in enumerate(_files(data)):
        suffix = "" if place == 0 else f"_{file.stem.split('-')[0]}"
        tallies = _tally(spread(list(read_documents(file)), sample))
        figures |= {f"{name}{suffix}": value for name, value in _figures(tallies[""]).items()}
        if "news" in tallies and file.stem.startswith("gum"):
            figures["sentence_f1_gum_news"] = _figures(tallies["news"])["sentence_f1"]
    return figures


def explain(data: Path, *, sample: int = 0) -> list[str]:
    """Give the commonest confusions of parts of speech and relations, then sentences cut otherwise, by file."""
    lines: list[str] = []
    for file in _files(data):
        confusions: Counter[str] = Counter()
        for document in spread(list(read_documents(file)), sample):
            found, sentences = _read(document)
            for at in document.words.keys() & found.keys():
                (pos, head, relation), (pos2, head2, relation2) = document.words[at], found[at]
                if pos != pos2:
                    confusions[f"upos {pos} read as {pos2}"] += 1
                if head == head2 and relation != relation2:
                    confusions[f"relation {relation} read as {relation2}"] += 1
                elif head != head2:
                    confusions[f"head of {relation} wrong"] += 1
            missed = sorted(set(document.sentences) - set(sentences))
            lines += [f"{file.stem} sentence: {document.text[a:b]!r}" for a, b in missed]
        lines[:0] = [f"{file.stem} {count:5} x {what}" for what, count in confusions.most_common(60)]
    return lines


def read_documents(file: Path) -> Iterator[Document]:
    """Read a CoNLL-U file. Paragraphs (`# newpar`) are parted by a blank line, sentences by their last word's blank."""
    document: Document | None = None
    paragraph, rows = False, list[list[str]]()
    for line in [*file.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("# newdoc"):
            if document and document.words:
                yield document
            document = Document(name=line.partition("= ")[2] or file.stem, genre="")
        elif line.startswith("# meta::genre = ") and document:
            document.genre = line.partition("= ")[2]
        elif line.startswith("# newpar"):
            paragraph = True
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            document = document or Document(name=file.stem, genre="")
            if paragraph and document.text:
                document.text = document.text.rstrip() + "\n\n"
            _add_sentence(document, rows)
            paragraph, rows = False, []
    if document and document.words:
        yield document


def _add_sentence(document: Document, rows: Sequence[Sequence[str]]) -> None:
    start = len(document.text)
    places: dict[str, Place] = {}
    plain = [row for row in rows if "." not in row[0]]
    inside: list[str] = []
    for row in plain:
        if "-" in row[0]:
            first, last = row[0].split("-")
            inside = [str(i) for i in range(int(first), int(last) + 1)]
            forms = [other[1] for other in plain if other[0] in inside]
            places |= dict(zip(inside, _split(len(document.text), row[1], forms), strict=True))
        elif row[0] not in inside:
            places[row[0]] = (len(document.text), len(document.text) + len(row[1]))
        else:
            continue
        document.text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
    for row in plain:
        if "-" not in row[0]:
            document.words[places[row[0]]] = (row[3], places.get(row[6]), row[7].split(":")[0])
    document.sentences.append((start, max(end for _, end in places.values())))


def _split(start: int, surface: str, forms: Sequence[str]) -> Iterator[Place]:
    """Places of the words of one written token: as long as each word is, the last one to its end."""
    at, end = start, start + len(surface)
    for i, form in enumerate(forms):
        stop = end if i == len(forms) - 1 else min(end, at + len(form))
        yield at, stop
        at = stop


def _read(document: Document) -> tuple[dict[Place, Row], list[Place]]:
    sentences = cut_sentences(document.text)
    spans = [Span(article="", start=start, end=end) for start, end in sentences]
    [parsed] = load_models().parser.parse([(document.text, spans)])
    return _words(parsed), sentences


def _words(parsed: Parsed) -> dict[Place, Row]:
    tokens = parsed.tokens
    return {
        (t.start, t.end): (
            t.pos,
            None if t.head == t.i else (tokens[t.head].start, tokens[t.head].end),
            t.dep.split(":")[0],
        )
        for t in tokens
    }


def _tally(documents: Iterable[Document]) -> dict[str, Tally]:
    """Tallies of all documents ("") and of each genre."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for document in documents:
        found, sentences = _read(document)
        right = _agreement(document.words, found)
        right["sentence_f1"] = len(set(document.sentences) & set(sentences))
        for name in {"", document.genre}:
            tallies[name].right += right
            tallies[name].words += len(document.words) + len(found)
            tallies[name].sentences += len(document.sentences) + len(sentences)
    return tallies


def _agreement(gold: dict[Place, Row], found: dict[Place, Row]) -> Counter[str]:
    right: Counter[str] = Counter()
    for at in gold.keys() & found.keys():
        (pos, head, relation), (pos2, head2, relation2) = gold[at], found[at]
        right["words_f1"] += 1
        right["upos"] += pos == pos2
        right["uas"] += head == head2
        right["las"] += head == head2 and relation == relation2
    return right


def _figures(tally: Tally) -> dict[str, float]:
    return {
        name: round(2 * tally.right[name] / max(1, tally.sentences if name == "sentence_f1" else tally.words), 4)
        for name in LAYERS
    }


def _files(data: Path) -> list[Path]:
    if data.is_file():
        return [data]
    files = sorted(data.glob("*.conllu"))
    return [file for file in files if file.stem.endswith("-test")] or files
