"""Put the two trained pipelines together and into the package, in one step."""

from __future__ import annotations

import json
import shutil
from itertools import chain
from typing import TYPE_CHECKING, Any

import spacy
from srsly import msgpack_loads  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

NAME, VERSION = "consilience", "1.1.0"
DESCRIPTION = "English news: tags, morphology, lemmas, Universal Dependencies and names. See MODEL_CARD.md."
LICENCE = "CC BY-SA 4.0"


def assemble(syntax: Path, names: Path) -> Language:
    """Load the syntax pipeline and add the named-entity recogniser, with its own encoder, to it.

    Both were trained on the same vectors. The recogniser gets its encoder written into it and shares nothing.
    """
    nlp = spacy.load(syntax)
    source = spacy.load(names)
    if "tok2vec" in source.pipe_names:  # a recogniser that was trained on from a shipped one has its encoder already
        source.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp.add_pipe("ner", source=source)
    nlp.meta.update(name=NAME, version=VERSION, description=DESCRIPTION, license=LICENCE, author="Consilience")
    for key in ("performance", "email", "url"):
        nlp.meta.pop(key, None)
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    return nlp


def install(nlp: Language, folder: Path) -> None:
    """Write the pipeline beside `folder` and swap it in by renaming: nobody ever reads half of one."""
    fresh, old = folder.with_name(f".{folder.name}.new"), folder.with_name(f".{folder.name}.old")
    for path in (fresh, old):
        shutil.rmtree(path, ignore_errors=True)
    nlp.to_disk(fresh)
    _drop_scores(fresh / "meta.json")
    words = json.dumps(sorted(_needed_strings(nlp)), ensure_ascii=False)
    (fresh / "vocab" / "strings.json").write_text(words, encoding="utf-8")
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _needed_strings(nlp: Language) -> set[str]:
    """Give the labels, and the pieces of words that the lemmatiser's edit trees put in.

    The rest of the string table are the words of the training texts. No component looks them up, they doubled the
    loading time, and a list of the words of a corpus is better not shipped.
    """
    strings = nlp.vocab.strings
    labels = set(chain.from_iterable(nlp.pipe_labels.values()))
    lemmatiser: Any = nlp.get_pipe("trainable_lemmatizer")
    trees = msgpack_loads(lemmatiser.trees.to_bytes())["trees"]
    pieces = {strings[tree[side]] for tree in trees for side in ("orig", "subst") if tree.get(side)}
    return labels | pieces


def _drop_scores(path: Path) -> None:
    meta = json.loads(path.read_text(encoding="utf-8"))
    meta.pop("performance", None)
    path.write_text(json.dumps(meta, indent=1), encoding="utf-8")
