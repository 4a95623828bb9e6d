"""Write the measured scores into the model card, between two marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import spacy

from consilience.models.parser import load_parser
from training.score import (
    ENTITY_SETS,
    LAYERS,
    MAIN_LABELS,
    TREEBANKS,
    measure_speed,
    read_docs,
    score_names,
    score_sentences,
    score_treebank,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BEGIN, END = "<!-- scores: begin, written by `python -m training` -->", "<!-- scores: end -->"


def write_scores(card: Path, *, work: Path, model: Path) -> None:
    """Score the installed model on the corpora in `work` and put the tables into `card`."""
    text = card.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    tables = "\n".join([BEGIN, "", *_tables(work, model), "", END])
    card.write_text(before + tables + after, encoding="utf-8")


def _tables(work: Path, model: Path) -> Iterator[str]:
    parser, nlp = load_parser(), spacy.load(model)
    yield f"| Raw text, F1 | {' | '.join(LAYERS)} | sentences found by the parser alone |"
    yield "|---|" + "---:|" * (len(LAYERS) + 1)
    for name in TREEBANKS:
        docs = read_docs(work / f"measure-{name}.spacy", nlp)
        scores = score_treebank(parser, docs)
        figures = [*(scores[layer] for layer in LAYERS), score_sentences(nlp, docs)]
        yield f"| {name.upper()} test | {' | '.join(f'{figure:.1f}' for figure in figures)} |"
    yield ""
    labels = [*MAIN_LABELS, "NORP", "EVENT", "FAC", "PRODUCT"]
    yield f"| Names, exact span, F1 | P, R, F1 of person, organisation, place | {' | '.join(labels)} |"
    yield "|---|---:|" + "---:|" * len(labels)
    for file, title in ENTITY_SETS.items():
        found = score_names(parser, read_docs(work / f"{file}.spacy", nlp))
        main = ", ".join(f"{figure:.1f}" for figure in found["main"])
        cells = [f"{found[label][2]:.1f}" if label in found else "-" for label in labels]
        yield f"| {title} | {main} | {' | '.join(cells)} |"
    yield ""
    tokens, words = measure_speed(parser, read_docs(work / "names-dev.spacy", nlp))
    size = sum(path.stat().st_size for path in model.rglob("*") if path.is_file()) / 1e6
    yield f"Speed, one core, all components, through the parser port: {tokens:,.0f} tokens ({words:,.0f} words) a second."
    yield f"Size: {size:.1f} MB."
