"""How well the events stage names the PLOVER root of what a marked source does to a marked target (plv-train.tsv).

The two marked phrases are given; the trained coder says what the one does to the other. On the file that it was trained on
the figures are five-fold: each sentence is judged by a coder trained on the other four fifths, cut by the digest of
the sentence. On any other file the shipped coder answers. RETREAT and CONCEDE count as one root (YIELD), as in the data.

Figures: `root_macro_f1`, `penta_macro_f1` over the four quads; `sure_accuracy`, right answers in the half given with most
confidence; `actor_pair_f1`: the rules alone, given the two phrases as mentions, read an event that has the source among
its agents and the target in its roles (against the sentences answered and all); `rules_root_macro_f1`, the roots that
those events have. Where the gold standard records (`gsr`) stand beside the file, or are given in its place, their
figures follow.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from training.marked import read_marked

from bench.digest import digest_of
from bench.tasks import gsr
from consilience.models.coder import load_coder, trained_on
from consilience.models.parser import load_parser
from consilience.stages.events.codes import export_type, root_class

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from training.marked import MarkedSentence

    from consilience.record.found import EventMention

    Answer = tuple[tuple[str, float], ...]

NONE = "-"
BOTH = 3
"""How `_pairing` counts an event that has both marked phrases in their roles."""
QUADS = {
    "AGREE": "1", "CONSULT": "1", "SUPPORT": "1", "YIELD": "2", "AID": "2", "COOPERATE": "2", "REQUEST": "3", "ACCUSE": "3",
    "REJECT": "3", "THREATEN": "3", "PROTEST": "4", "SANCTION": "4", "MOBILIZE": "4", "COERCE": "4", "ASSAULT": "4",
}  # fmt: skip
"""The quad of each root, as nearly all rows of the data have it."""


class Trial(NamedTuple):
    """One marked sentence, what the coder answers, and the rules' event that has most of the pair."""

    row: MarkedSentence
    root: str
    confidence: float
    rule: EventMention | None


def measure(data: Path) -> dict[str, float]:
    """Give the figures of a file of marked sentences (.tsv), of the gold standard records (.txt), or of both."""
    records = _records(data)
    return (_measure_marked(data) if data.suffix == ".tsv" else {}) | (gsr.measure(records) if records else {})


def _measure_marked(data: Path) -> dict[str, float]:
    trials = _try_all(data)
    answered = [each for each in trials if each.rule is not None]
    paired = sum(each.rule is not None and _pairing(each.rule)[0] == BOTH for each in trials)
    surer = sorted(trials, key=lambda each: -each.confidence)[: max(1, len(trials) // 2)]
    return {
        "root_macro_f1": _macro_f1([(each.row.root, each.root) for each in trials]),
        "penta_macro_f1": _macro_f1([(each.row.quad, QUADS.get(each.root, NONE)) for each in trials]),
        "actor_pair_f1": 2 * paired / max(len(answered) + len(trials), 1),
        "accuracy": sum(each.row.root == each.root for each in trials) / max(len(trials), 1),
        "sure_accuracy": sum(each.row.root == each.root for each in surer) / len(surer),
        "rules_root_macro_f1": _macro_f1([(each.row.root, _root(each.rule)) for each in trials]),
        "rules_answered": len(answered) / max(len(trials), 1),
    } | {f"f1_{root.lower()}": score for root, score in _f1_by_label([(t.row.root, t.root) for t in trials]).items()}


def _records(data: Path) -> Path | None:
    if data.suffix == ".txt":
        return data
    return next(iter(sorted(data.parent.glob("plover-gsr/*.txt"))), None)


def explain(data: Path) -> list[str]:
    """Give the confusions, commonest first, each with its sentences and the confidence of the wrong answer."""
    records = _records(data)
    if data.suffix != ".tsv":
        return gsr.explain(data)
    wrong = [each for each in _try_all(data) if each.row.root != each.root]
    counts = Counter((each.row.root, each.root) for each in wrong)
    lines = []
    for (gold, answer), count in counts.most_common():
        lines.append(f"{count:4d}  {gold} read as {answer}")
        lines += [
            f"        {each.confidence:.2f} {each.row.text[:200]}"
            for each in wrong
            if (each.row.root, each.root) == (gold, answer)
        ]
    return lines + (gsr.explain(records) if records else [])


def _try_all(data: Path) -> list[Trial]:
    rows = list(read_marked(data, load_parser()))
    answers = _answer(data, rows)
    return [
        Trial(row, answer[0][0], answer[0][1], max(row.rules, key=_pairing, default=None))
        for row, answer in zip(rows, answers, strict=True)
    ]


def _answer(data: Path, rows: Sequence[MarkedSentence]) -> list[Answer]:
    if digest_of(data) != trained_on():
        return [load_coder().code(row.traits) for row in rows]
    from training.events import cross_validate, shipped_vectors

    return cross_validate(rows, shipped_vectors())


def _root(event: EventMention | None) -> str:
    return root_class(export_type(event.type, event.actuality)) if event is not None else NONE


def _pairing(event: EventMention) -> tuple[int, float, int]:
    sources = any(each.startswith("s") for each in event.agents)
    targets = any(each.startswith("t") for each in (*event.targets, *event.agents))
    return (BOTH - 1) * sources + targets, event.confidence, -event.span.start


def _macro_f1(pairs: list[tuple[str, str]]) -> float:
    """Mean F1 over the gold labels of (gold, answer) pairs."""
    scores = _f1_by_label(pairs)
    return sum(scores.values()) / max(len(scores), 1)


def _f1_by_label(pairs: list[tuple[str, str]]) -> dict[str, float]:
    scores = {}
    for label in sorted({gold for gold, _ in pairs}):
        hits = sum(gold == label == answer for gold, answer in pairs)
        said = sum(answer == label for _, answer in pairs)
        wanted = sum(gold == label for gold, _ in pairs)
        scores[label] = 2 * hits / (said + wanted) if said + wanted else 0.0
    return scores
