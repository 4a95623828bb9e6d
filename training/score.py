"""Score a language model on held-out corpora, through the same door that the program uses.

Sentences are given, as the program gives them; tokens are the model's own. A token counts as right only where its
offsets are those of the treebank, so every figure is an F1 over raw text, as in the CoNLL 2018 shared task.
"""

from __future__ import annotations

import time
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

import spacy
from spacy.tokens import DocBin

from consilience.record.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc

    from consilience.ports import Parsed, Parser

TREEBANKS = ("ewt", "gum")
ENTITY_SETS = {
    "names-dev": "worldwide dev", "measure-conll": "CoNLL-2003 testa", "measure-re3d": "re3d, held-out documents",
    "measure-bbc": "re3d, BBC Online",
}  # fmt: skip
MAIN_LABELS = ("PERSON", "ORG", "PLACE")
LAYERS = ("tokens", "upos", "xpos", "lemma", "uas", "las")

PIECES_OF_AN_ARTICLE = 6  # the entity documents hold about 165 tokens each

Job = tuple[str, list[Span]]
Row = tuple[object, ...]


def read_docs(path: Path, nlp: Language) -> list[Doc]:
    """Load the gold documents of one `.spacy` file."""
    return list(DocBin().from_disk(path).get_docs(nlp.vocab))


def score_treebank(parser: Parser, docs: Sequence[Doc]) -> dict[str, float]:
    """Give the F1, in per cent, of each of LAYERS."""
    right: Counter[str] = Counter()
    gold_count = found_count = 0
    for doc, parsed in zip(docs, parser.parse(map(_job, docs)), strict=True):
        gold = {token.idx: row for token, row in _gold_rows(doc)}
        gold_count += len(gold)
        found_count += len(parsed.tokens)
        for start, row in _found_rows(parsed):
            right.update(_agreement(gold.get(start), row))
    return {layer: 200 * right[layer] / (gold_count + found_count) for layer in LAYERS}


def _agreement(gold: Row | None, found: Row) -> Iterator[str]:
    if gold is None or gold[0] != found[0]:
        return
    yield "tokens"
    for place, layer in enumerate(("upos", "xpos", "lemma", "uas"), start=1):
        if gold[place] == found[place]:
            yield layer
    if gold[4] == found[4] and _bare(gold[5]) == _bare(found[5]):
        yield "las"


def _bare(relation: object) -> str:
    """Compare universal relations without their language-specific subtype, as the shared task did."""
    return str(relation).lower().split(":")[0]


def _gold_rows(doc: Doc) -> Iterator[tuple[spacy.tokens.Token, Row]]:
    for token in doc:
        head = -1 if token.head.i == token.i else token.head.idx
        yield token, (token.idx + len(token), token.pos_, token.tag_, token.lemma_, head, token.dep_)


def _found_rows(parsed: Parsed) -> Iterator[tuple[int, Row]]:
    for token in parsed.tokens:
        head = -1 if token.head == token.i else parsed.tokens[token.head].start
        yield token.start, (token.end, token.pos, token.tag, token.lemma, head, token.dep)


def score_names(parser: Parser, docs: Sequence[Doc]) -> dict[str, tuple[float, float, float]]:
    """Give precision, recall and F1, in per cent, of exact spans by label, and of MAIN_LABELS together as "main".

    A name found on words that the corpus leaves open counts neither way. GPE and LOC are one class here.
    """
    gold_count: Counter[str] = Counter()
    found_count: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for doc, parsed in zip(docs, parser.parse(map(_job, docs)), strict=True):
        gold = {(ent.start_char, ent.end_char, _merge(ent.label_)) for ent in doc.ents}
        unsettled = {i for t in doc if t.ent_iob == 0 for i in range(t.idx, t.idx + len(t))}
        found = {name for name in _found_names(parsed) if unsettled.isdisjoint(range(name[0], name[1]))}
        for names, count in ((gold, gold_count), (found, found_count), (gold & found, right)):
            count.update(label for _, _, label in names)
    for count in (gold_count, found_count, right):
        count["main"] = sum(count[label] for label in MAIN_LABELS)
    return {label: _prf(right[label], found_count[label], gold_count[label]) for label in gold_count}


def _merge(label: str) -> str:
    return "PLACE" if label in {"GPE", "LOC"} else label


def _found_names(parsed: Parsed) -> Iterator[tuple[int, int, str]]:
    for name in parsed.names:
        yield parsed.tokens[name.first].start, parsed.tokens[name.last - 1].end, _merge(name.label)


def _prf(right: int, found: int, gold: int) -> tuple[float, float, float]:
    return 100 * right / max(found, 1), 100 * right / max(gold, 1), 200 * right / max(found + gold, 1)


def score_sentences(nlp: Language, docs: Sequence[Doc]) -> float:
    """Give the F1, in per cent, of the sentence starts that the parser finds by itself in running text."""
    right = found_count = gold_count = 0
    for doc in docs:
        gold = {(s.start_char, s.end_char) for s in doc.sents}
        found = {(s.start_char, s.end_char) for s in nlp(doc.text).sents}
        right, found_count, gold_count = right + len(gold & found), found_count + len(found), gold_count + len(gold)
    return 200 * right / max(found_count + gold_count, 1)


def measure_speed(parser: Parser, docs: Iterable[Doc]) -> tuple[float, float]:
    """Give tokens and blank-separated words read in a second of processor time, in texts of an article's length."""
    pieces = iter([_job(doc) for doc in docs])
    jobs = []
    while article := list(islice(pieces, PIECES_OF_AN_ARTICLE)):
        jobs.append(_join(article))
    words = sum(len(text.split()) for text, _ in jobs)
    begin = time.process_time()
    tokens = sum(len(parsed.tokens) for parsed in parser.parse(jobs))
    seconds = time.process_time() - begin
    return tokens / seconds, words / seconds


def _join(jobs: Iterable[Job]) -> Job:
    text, spans = "", []
    for piece, inside in jobs:
        spans += [Span(article="", start=len(text) + s.start, end=len(text) + s.end) for s in inside]
        text += piece + "\n"
    return text, spans


def _job(doc: Doc) -> Job:
    if doc.has_annotation("SENT_START"):
        bounds = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
    else:
        bounds, start = [], 0
        for line in doc.text.splitlines(keepends=True):
            bounds.append((start, start + len(line)))
            start += len(line)
    return doc.text, [Span(article="", start=start, end=end) for start, end in bounds]
