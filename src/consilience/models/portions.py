"""The parser and the name finder of a pipeline, led through an article some sentences at a time.

spaCy's transition parser writes 10 kB a word before the first step and then walks a text word by word. A whole article's
tables leave the processor's cache, and one walk a text takes a step at a time; the sentences of a portion are walked side by
side. The encoder still sees the whole text, and a portion is cut by the article alone: no reading depends on others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy
from spacy.tokens import Doc, Span
from thinc.api import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.language import Language

PORTION = 1_000
"""Tokens after which a portion ends."""


class Portioned:
    """A transition component of spaCy ("parser" or "ner") that reads a text in portions; sentence starts must be set."""

    def __init__(self, component: Any) -> None:
        self._component = component
        self._encode = component.model.layers[0]
        component.model._layers[0] = Model("given_rows", _give_rows)  # thinc has no other way to swap a layer

    def __getattr__(self, name: str) -> Any:
        """Whatever else is asked of it is the component's."""
        return getattr(self._component, name)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the document, as the component would."""
        if not len(doc):
            return doc
        rows = self._encode.predict([doc])
        sentences: list[Doc] = []
        for portion in _portions([(span.start, span.end) for span in doc.sents]):
            group = [_cut(doc, first, last, rows) for first, last in portion]
            self._component.set_annotations(group, self._component.predict(group))
            sentences += group
        _join(doc, sentences)
        return doc


def take_portions(nlp: Language) -> None:
    """Let a pipeline's parser and name finder, where it has them, read in portions. It can no longer be trained then."""
    nlp._components = [  # spaCy can replace a component by a registered factory only
        (name, Portioned(part) if name in ("parser", "ner") else part) for name, part in nlp._components
    ]


def _portions(sentences: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    portion: list[tuple[int, int]] = []
    for first, last in sentences:
        portion.append((first, last))
        if last - portion[0][0] >= PORTION:
            yield portion
            portion = []
    if portion:
        yield portion


def _cut(doc: Doc, first: int, last: int, rows: Any) -> Doc:
    words = [doc[i].text for i in range(first, last)]
    starts: Any = [True] + [False] * (len(words) - 1)
    sentence = Doc(doc.vocab, words=words, sent_starts=starts)
    sentence.tensor = rows[first:last]
    return sentence


def _join(doc: Doc, sentences: Sequence[Doc]) -> None:
    """Write what the sentences were given into the whole: heads and relations, or names."""
    if sentences[0].has_annotation("DEP"):
        tree: Any = numpy.concatenate([each.to_array(["HEAD", "DEP"]) for each in sentences])
        doc.from_array(["HEAD", "DEP"], tree)
    names, offset = [], 0
    for each in sentences:
        names += [Span(doc, offset + ent.start, offset + ent.end, label=ent.label) for ent in each.ents]
        offset += len(each)
    if names:
        doc.ents = names


def _give_rows(_: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[Any, Callable[[Any], Any]]:  # noqa: FBT001
    if is_train:
        message = "a component that reads in portions cannot be trained"
        raise RuntimeError(message)
    return numpy.concatenate([doc.tensor for doc in docs]), lambda gradient: gradient
