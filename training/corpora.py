"""Write the training and development corpora as spaCy `.spacy` files.

`syntax-*.spacy` hold the treebanks, `names-*.spacy` the entity corpora; each training file has the clean documents
followed by damaged copies of some (see `noise`). `measure-*.spacy` are never trained on.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import spacy
from spacy.tokens import Doc, DocBin
from spacy.util import filter_spans

from training import entities, noise, treebanks
from training.entities import OUTSIDE, UNKNOWN, Tagged
from training.gum_names import tag_names
from training.spacing import guess_spaces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from spacy.language import Language
    from spacy.vocab import Vocab

SEED = 7
LONGEST_TEXT = 8  # sentences of an entity document; real input comes in paragraphs
# re3d is split by document: every fourth of the free sources is kept for measuring, and all of BBC_Online, which is
# CC BY-NC and must not go into the weights.
RE3D_TRAIN = ("CENTCOM", "US_State_Department", "Wikipedia")
RE3D_MEASURE_EVERY = 4
RE3D_REPEAT = 3  # 40 short documents beside 807; the only ones about our kind of war


def write_syntax(treebank: Path, work: Path, nlp: Language) -> None:
    """Write `syntax-train`, `syntax-dev` and `measure-ewt`, `measure-gum` into `work`."""
    clean: list[Doc] = []
    damaged: list[Doc] = []
    chance = random.Random(SEED)
    for name in ("ewt", "gum"):
        kept = list(treebanks.keep_genres(treebanks.read_sentences(treebank / f"{name}-train.conllu")))
        clean += [treebanks.make_doc(nlp.vocab, c) for c in treebanks.chunk_sentences(kept, seed=SEED)]
        hurt = [copy for s in kept if (copy := _damage_sentence(s, chance))]
        damaged += [treebanks.make_doc(nlp.vocab, c) for c in treebanks.chunk_sentences(hurt, seed=SEED)]
    _save(work / "syntax-train.spacy", clean + damaged)
    dev: list[Doc] = []
    for name in ("ewt", "gum"):
        for part in ("dev", "test"):
            read = treebanks.keep_genres(treebanks.read_sentences(treebank / f"{name}-{part}.conllu"))
            docs = [treebanks.make_doc(nlp.vocab, c) for c in treebanks.chunk_sentences(read, seed=SEED)]
            dev += docs if part == "dev" else []
            if part == "test":
                _save(work / f"measure-{name}.spacy", docs)
    _save(work / "syntax-dev.spacy", dev)


def _damage_sentence(sentence: treebanks.Sentence, chance: random.Random) -> treebanks.Sentence | None:
    words = sentence.words
    line = noise.make_line([w.form for w in words], [w.space for w in words])
    possessives = frozenset(i for i, w in enumerate(words) if w.xpos == "POS" and i > 0)
    hurt = noise.damage(line, possessives=possessives, chance=chance)
    if hurt is None or not hurt.words:
        return None
    places = {origin: i for i, origin in enumerate(hurt.origins)}
    out: list[treebanks.Word] = []
    for form, space, origin in zip(hurt.words, hurt.spaces, hurt.origins, strict=True):
        head = words[origin].head
        while head not in places:
            if words[head].head == head:
                return None
            head = words[head].head
        out.append(replace(words[origin], form=form, space=space, head=places[head]))
    return replace(sentence, words=tuple(out))


def write_names(data: Path, work: Path, nlp: Language) -> None:
    """Write `names-train`, `names-dev`, `measure-conll`, `measure-re3d` and `measure-bbc` into `work`."""
    ner = data / "ner"
    worldwide = {part: _read_worldwide(ner / "worldwide" / part) for part in ("train", "dev")}
    peoples = entities.collect_nationalities(s for text in worldwide["train"] for s in text)
    others = [[entities.blur_nationalities(s, peoples) for s in text] for text in _other_texts(data)]
    texts = worldwide["train"] + others
    chance = random.Random(SEED)
    hurt = [[copy for s in text if (copy := _damage_tagged(s, chance))] for text in texts]
    re3d, held = _re3d_docs(data / "re3d", nlp, peoples)
    train = [*_make_docs(nlp, texts + hurt), *re3d * RE3D_REPEAT]
    _save(work / "names-train.spacy", train)
    _save(work / "names-dev.spacy", _make_docs(nlp, worldwide["dev"]))
    testa = list(entities.read_columns(ner / "conll2003" / "eng.testa", entities.CONLL, column=3))
    _save(work / "measure-conll.spacy", _make_docs(nlp, [testa]))
    _save(work / "measure-re3d.spacy", held)
    bbc = [_span_doc(nlp, text, names, peoples) for _, text, names in entities.read_re3d(data / "re3d" / "BBC_Online")]
    _save(work / "measure-bbc.spacy", bbc)


def _read_worldwide(folder: Path) -> list[list[Tagged]]:
    paths = sorted(folder.glob("*.tsv"))
    return [list(entities.read_columns(path, entities.WORLDWIDE, column=1)) for path in paths]


def _other_texts(data: Path) -> Iterator[list[Tagged]]:
    ner = data / "ner"
    yield list(entities.read_columns(ner / "wikigold.conll", entities.WIKIGOLD, column=1))
    for name in ("wnut17train.conll", "emerging.dev.conll"):
        yield list(entities.read_columns(ner / "wnut17" / name, entities.WNUT, column=1))
    for name in ("train.txt", "dev.txt"):
        yield list(entities.read_columns(ner / "crossner-politics" / name, entities.POLITICS, column=1))
    gum = treebanks.keep_genres(treebanks.read_sentences(data / "treebank" / "gum-train.conllu"))
    yield [tag_names(sentence) for sentence in gum]


def _re3d_docs(folder: Path, nlp: Language, peoples: frozenset[str]) -> tuple[list[Doc], list[Doc]]:
    train: list[Doc] = []
    held: list[Doc] = []
    for source in RE3D_TRAIN:
        for i, (_, text, names) in enumerate(sorted(entities.read_re3d(folder / source))):
            part = held if i % RE3D_MEASURE_EVERY == 0 else train
            part.append(_span_doc(nlp, text, names, peoples))
    return train, held


def _span_doc(nlp: Language, text: str, names: Iterable[tuple[int, int, str]], peoples: frozenset[str]) -> Doc:
    doc = nlp.make_doc(text)
    found = [doc.char_span(start, end, label=label) for start, end, label in names]
    ents = filter_spans([span for span in found if span is not None])
    covered = {token.i for span in ents for token in span}
    unsure = [doc[t.i : t.i + 1] for t in doc if t.i not in covered and t.text in peoples]
    doc.set_ents(ents, missing=unsure, default="outside")
    return doc


def _damage_tagged(sentence: Tagged, chance: random.Random) -> Tagged | None:
    spaces = list(sentence.spaces or guess_spaces(sentence.words))
    possessives = frozenset(i for i, word in enumerate(sentence.words) if word in {"'s", "’s"} and i > 0)
    hurt = noise.damage(noise.make_line(list(sentence.words), spaces), possessives=possessives, chance=chance)
    if hurt is None or not hurt.words:
        return None
    tags: list[str] = []
    for origin in hurt.origins:
        tag = sentence.tags[origin]
        if tag.startswith("I-") and (not tags or tags[-1][1:] != tag[1:]):
            tag = f"B{tag[1:]}"
        tags.append(tag)
    return Tagged(words=hurt.words, tags=tuple(tags), spaces=hurt.spaces)


def _make_docs(nlp: Language, texts: Iterable[list[Tagged]]) -> Iterator[Doc]:
    chance = random.Random(SEED)
    for text in texts:
        start = 0
        while start < len(text):
            end = start + chance.randint(1, LONGEST_TEXT)
            yield make_entity_doc(nlp.vocab, text[start:end])
            start = end


def make_entity_doc(vocab: Vocab, sentences: Iterable[Tagged]) -> Doc:
    """Build one document from tagged sentences; UNKNOWN words carry no entity annotation at all."""
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    starts: list[bool | int | None] = []
    for sentence in sentences:
        words += sentence.words
        starts += [i == 0 for i in range(len(sentence.words))]
        spaces += [*list(sentence.spaces or guess_spaces(sentence.words))[:-1], True]
        tags += sentence.tags
    doc = Doc(vocab, words=words, spaces=spaces, sent_starts=starts)
    found = [spacy.tokens.Span(doc, start, end, label) for start, end, label in entities.spans(tags)]
    missing = [doc[i : i + 1] for i, tag in enumerate(tags) if tag == UNKNOWN]
    outside = [doc[i : i + 1] for i, tag in enumerate(tags) if tag == OUTSIDE]
    doc.set_ents(found, missing=missing, outside=outside, default="missing")
    return doc


def _save(path: Path, docs: Iterable[Doc]) -> None:
    bin_ = DocBin(docs=docs, store_user_data=False)
    bin_.to_disk(path)
    print(path.name, len(bin_), "documents", flush=True)
