"""How well names are found and told apart as people, organisations and places: exact extents and kinds.

Takes a folder of tab-separated files (one word a line, its tag second: worldwide), a file of blank-separated columns (tag
last: CoNLL-2003), a folder of re3d sources, or the folder that holds them all. Figures: `f1`, `precision`, `recall` and
`f1_person`, `f1_organization`, `f1_place` of what the language model names; `f1_mentions` of what the mentions stage makes
of it. Further corpora have a suffix (`f1_conll2003`, `f1_re3d`, `f1_re3d_CENTCOM`).

Kinds beyond the three count on neither side; a person found where the corpus marks a festival is wrong. Countries and
rivers are places; facilities too, where a corpus has no kind for them. Of re3d, names count, without title and determiner,
as the other corpora mark them; its pronouns and plain nouns ("mourners") do not.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from training.entities import read_re3d
from training.spacing import guess_spaces

from bench.articles import plain_reading
from bench.sampling import spread
from consilience.stages import mentions
from consilience.wiring import load_models

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

KINDS = ("person", "organization", "place")
GOLD = {
    "person": "person", "per": "person", "organization": "organization", "organisation": "organization",
    "org": "organization", "location": "place", "loc": "place", "gpe": "place",
}  # fmt: skip
FOUND = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place"}
TAG = re.compile(r"([BIES])-(.+)")

Name = tuple[int, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text, the names marked in it, and whether the corpus has a kind of its own for facilities."""

    name: str
    text: str
    names: frozenset[Name]
    facilities: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A document with what the language model and the mentions stage find in it."""

    document: Document
    model: frozenset[Name]
    stage: frozenset[Name]


def measure(data: Path, *, sample: int = 0) -> dict[str, float]:
    """Read the corpora in `data` and give the figures; `sample`: documents of each corpus."""
    figures: dict[str, float] = {}
    for suffix, trials in _all_trials(data, sample):
        precision, recall, f1 = _score(trials, KINDS)
        figures |= {f"f1{suffix}": f1, f"precision{suffix}": precision, f"recall{suffix}": recall}
        figures |= {f"f1_{kind}{suffix}": _score(trials, (kind,))[2] for kind in KINDS}
        figures[f"f1_mentions{suffix}"] = _score([replace(t, model=t.stage) for t in trials], KINDS)[2]
    return {name: round(value, 4) for name, value in figures.items()}


def explain(data: Path, *, sample: int = 0) -> list[str]:
    """Give the errors of the language model by kind, each with its place in the text."""
    lines = []
    for suffix, trials in _all_trials(data, sample):
        for trial in trials:
            gold, found = trial.document.names, trial.model
            extents = {name[:2]: name[2] for name in gold}
            for name in sorted(found - gold):
                what = _error(name, extents)
                lines.append(f"{what} {suffix[1:]}: {_shown(trial.document.text, name)}")
            missed = [n for n in gold - found if not any(_touch(n, other) for other in found)]
            lines += [f"missed {name[2]} {suffix[1:]}: {_shown(trial.document.text, name)}" for name in sorted(missed)]
    counts = Counter(line.split(":")[0] for line in lines)
    return [f"{count:5} x {what}" for what, count in counts.most_common()] + sorted(lines)


def load(data: Path) -> Iterator[tuple[str, list[Document]]]:
    """Give each corpus in `data` with the suffix of its figures."""
    if data.is_file():
        yield "", list(read_columns(data, tabs=data.suffix == ".tsv"))
    elif (data / "entities.json").exists():
        yield "", list(_re3d(data))
    elif sources := sorted(path.parent for path in data.glob("*/entities.json")):
        yield from _sources(sources, "")
    elif files := sorted(data.glob("*.tsv")):
        yield "", [document for file in files for document in read_columns(file, tabs=True)]
    elif (data / "worldwide").exists():
        yield from load(data / "worldwide" / "dev")
        if (file := data / "conll2003" / "eng.testa").exists():
            yield "_conll2003", list(read_columns(file, tabs=False))
        yield from _sources(sorted(p.parent for p in data.parent.glob("re3d/*/entities.json")), "_re3d")


def read_columns(file: Path, *, tabs: bool) -> Iterator[Document]:
    """Read one word a line, with its tag (BIO, BIOES or IO) second (tabs) or last (blanks); a document per -DOCSTART-."""
    text, names, rows = "", set[Name](), list[tuple[str, str]]()
    tags: set[str] = set()
    number = 0
    for line in [*file.read_text(encoding="utf-8", errors="replace").split("\n"), ""]:
        cells = line.split("\t") if tabs else line.split()
        if line.strip() and cells[0] != "-DOCSTART-":
            rows.append((cells[0].strip(), cells[1 if tabs else -1].strip()))
            tags.add(rows[-1][1].partition("-")[2])
            continue
        if rows and not (len(rows) == 1 and rows[0][0].startswith("http")):
            sentence, found = _sentence(rows, len(text))
            text, names = text + sentence + "\n", names | found
        rows = []
        if line.startswith("-DOCSTART-") and text:
            yield Document(name=f"{file.stem}-{number}", text=text, names=frozenset(names), facilities=False)
            text, names, number = "", set(), number + 1
    if text:
        yield Document(name=f"{file.stem}-{number}", text=text, names=frozenset(names), facilities=tabs)


def _sentence(rows: Sequence[tuple[str, str]], offset: int) -> tuple[str, set[Name]]:
    words = [word for word, _ in rows]
    text, places = "", []
    for word, blank in zip(words, guess_spaces(words), strict=True):
        places.append((offset + len(text), offset + len(text) + len(word)))
        text += word + " " * blank
    names = {(places[a][0], places[b - 1][1], kind) for a, b, kind in _spans([tag for _, tag in rows])}
    return text.rstrip(), names


def _spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Runs of one label among the three kinds, half open."""
    start, label = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        found = TAG.fullmatch(tag)
        goes_on = bool(found) and found is not None and found[1] in "IE" and found[2] == label
        if goes_on:
            continue
        if label.casefold() in GOLD:
            yield start, i, GOLD[label.casefold()]
        start, label = i, found[2] if found else ""


def _sources(folders: Iterable[Path], suffix: str) -> Iterator[tuple[str, list[Document]]]:
    parts = [(folder.name, list(_re3d(folder))) for folder in folders]
    if parts:
        yield suffix, [document for _, documents in parts for document in documents]
    for name, documents in parts:
        yield f"{suffix}_{name}", documents


def _re3d(folder: Path) -> Iterator[Document]:
    for number, text, names in read_re3d(folder):
        kept = frozenset((start, end, FOUND[label]) for start, end, label in names if label in FOUND)
        yield Document(name=number, text=text, names=kept, facilities=False)


def _all_trials(data: Path, sample: int) -> Iterator[tuple[str, list[Trial]]]:
    done: dict[tuple[str, str], Trial] = {}
    for suffix, documents in load(data):
        trials = []
        for document in spread(documents, sample):
            key = (document.name, document.text)
            if key not in done:
                done[key] = _try(document)
            trials.append(done[key])
        yield suffix, trials


def _try(document: Document) -> Trial:
    models = load_models()
    reading = plain_reading(document.name, document.text, outlet=None, title=None, day=None)
    [parsed] = models.parser.parse([(document.text, [s.span for s in reading.layout.sentences])])
    kinds = FOUND if document.facilities else FOUND | {"FAC": "place"}
    model = {
        (parsed.tokens[n.first].start, parsed.tokens[n.last - 1].end, kinds[n.label])
        for n in parsed.names
        if n.label in kinds
    }
    found = mentions.find(reading.article, reading.layout, parsed, gazetteer=models.gazetteer, published=None)
    stage = {(m.span.start, m.span.end, str(m.kind)) for m in found.mentions if m.form == "name" and m.kind in KINDS}
    if not document.facilities:
        stage |= {(m.span.start, m.span.end, "place") for m in found.mentions if m.kind == "facility"}
    return Trial(document=document, model=frozenset(model), stage=frozenset(stage))


def _score(trials: Iterable[Trial], kinds: Sequence[str]) -> tuple[float, float, float]:
    right = found = gold = 0
    for trial in trials:
        wanted = {name for name in trial.document.names if name[2] in kinds}
        given = {name for name in trial.model if name[2] in kinds}
        right, found, gold = right + len(wanted & given), found + len(given), gold + len(wanted)
    return right / max(1, found), right / max(1, gold), 2 * right / max(1, found + gold)


def _error(name: Name, extents: dict[tuple[int, int], str]) -> str:
    if name[:2] in extents:
        return f"kind {extents[name[:2]]} read as {name[2]}"
    if any(_touch(name, (*extent, "")) for extent in extents):
        return f"extent {name[2]}"
    return f"invented {name[2]}"


def _touch(a: Name, b: Name) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _shown(text: str, name: Name) -> str:
    before, after = text[max(0, name[0] - 25) : name[0]], text[name[1] : name[1] + 20]
    return " ".join(f"{before}[{text[name[0] : name[1]]}]{after}".split())
