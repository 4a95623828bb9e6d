"""The door to spaCy: sentences in, tokens with their tags, relations and names out.

Here is all that the project knows of spaCy. The shipped pipeline was trained on Universal Dependencies; other
installed pipelines (`en_core_web_lg`) speak an older scheme, which `clearnlp` translates. What is not here: cutting
sentences (they are given), and any reading of what the words mean.
"""

from __future__ import annotations

import re
from importlib.resources import as_file, files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from consilience.models.clearnlp import to_universal
from consilience.models.mending import mend
from consilience.ports import NamedSpan, Parsed, Parser, Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan
    from threadpoolctl import ThreadpoolController

    from consilience.record.text import Span

SHIPPED = "english"
# A part goes through the network at once. 39 articles of 1,270 tokens ran fastest two or three together (2,500 to 4,000
# tokens); all at once ran at a third of that, because the matrices leave the processor's cache.
LONGEST_PART = 4_000
# No English sentence is longer; a table or a list glued into one is read in pieces, so that time stays linear.
LONGEST_SENTENCE = 1_000
# Characters without a blank. spaCy peels brackets off one by one, copying the rest each time.
LONGEST_RUN = 200
# The model sees no more of one token; hashing all the n-grams of a long one is slow and tells nothing.
LONGEST_WORD = 60
# spaCy remembers every word it ever met. At this many (some 400 MB) the pipeline is loaded afresh, in under a second;
# forgetting after each article instead (its memory zones) cost 8% of the speed.
MOST_WORDS = 500_000

_UNUSED = ("senter", "textcat", "textcat_multilabel", "entity_linker", "spancat")
_LABELS = {
    "PER": "PERSON", "PERSON": "PERSON", "ORG": "ORG", "GPE": "GPE", "LOC": "LOC", "NORP": "NORP", "FAC": "FAC",
    "EVENT": "EVENT", "PRODUCT": "PRODUCT",
}  # fmt: skip
# The shipped model knows one class of places, for its training data part no country from a river. A name that ends in
# one of these, or opens with one of the second kind ("Gulf of Sidra"), is no country or town.
_NATURE_ENDS = frozenset({
    "sea", "gulf", "ocean", "river", "lake", "mountain", "mountains", "desert", "strait", "straits", "canal",
    "valley", "peninsula", "island", "islands", "coast", "basin", "delta", "bay", "cape", "plateau", "hills",
    "heights", "africa", "asia", "europe", "antarctica", "sahel", "sahara", "mediterranean", "balkans", "levant",
    "caucasus", "maghreb", "himalayas", "arctic", "pacific", "atlantic", "nile", "euphrates", "tigris", "danube",
    "east", "west", "north", "south",
})  # fmt: skip
_NATURE_OPENS = frozenset({"sea", "gulf", "lake", "mount", "strait", "straits", "bay", "cape", "river"})
# A name that ends in one of these, or has it before "of" or "for" ("Agency for Coastal Works"), is no place: the word
# table knows them from places. On the development sets one name is touched, rightly.
_BODIES = frozenset({
    "agency", "association", "authority", "bureau", "commission", "committee", "council", "foundation", "institute",
    "ministry", "movement", "observatory", "organisation", "organization", "parliament", "senate", "syndicate", "tribunal",
})  # fmt: skip
_LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN},}}")

Range = tuple[int, int]
Word = tuple[int, int, int]  # start, end, and spaCy's key of its normal form ("n't": "not")
Row = tuple[str, str, str, str]  # lemma, part of speech, tag, relation


def load_parser(language_model: str = SHIPPED) -> Parser:
    """Load the shipped pipeline ("english"), or any spaCy pipeline that is installed under the name given.

    Raises LookupError when there is none, or when it has no parser.
    """
    return SpacyParser(language_model)


class SpacyParser:
    """A spaCy pipeline behind the `Parser` port.

    Each article goes through alone: batching several changes sums in the last digit and so, rarely, a decision, and a
    reading must not depend on its neighbours.
    """

    def __init__(self, language_model: str) -> None:
        self._language_model = language_model
        self._nlp = _load(language_model)
        self._blas = _control_threads()
        if "parser" not in self._nlp.pipe_names:
            message = f"language model {language_model!r} has no parser"
            raise LookupError(message)
        self._universal = "obl" in self._nlp.pipe_labels["parser"]
        self._one_place_class = "GPE" not in self._nlp.pipe_labels.get("ner", ())

    @property
    def name(self) -> str:
        """Name and version of the pipeline ("en_consilience 1.0.0")."""
        return "{lang}_{name} {version}".format(**self._nlp.meta)

    def parse(self, articles: Iterable[tuple[str, Sequence[Span]]]) -> Iterator[Parsed]:
        """Parse articles given as (text, sentence spans), as the port says. `Parsed.article` is "" without a span.

        Every sentence has one root: where the model leaves more, the later ones hang on the first as `parataxis`.
        White space is no token. A sentence over LONGEST_SENTENCE tokens is read in pieces. Parses that cannot be right
        are mended (`mending`).
        """
        for text, spans in articles:
            if len(self._nlp.vocab) > MOST_WORDS:
                self._nlp = _load(self._language_model)
            yield self._parse(text, spans)

    def _parse(self, text: str, spans: Sequence[Span]) -> Parsed:
        readable = text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate becomes "?", one for one
        cut = [self._tokenise(readable, span.start, span.end) for span in spans]
        words = [word for sentence in cut for word in sentence]
        sentences = tuple(_ranges(len(sentence) for sentence in cut))
        heads: list[int] = []
        rows: list[Row] = []
        names: list[NamedSpan] = []
        for part in _parts(sentences):
            doc = self._read(readable, words, part)
            offset = len(heads)
            found_heads, found_rows = self._rows(doc, offset)
            heads += found_heads
            rows += found_rows
            names += self._names(doc, offset)
        deps = [row[3] for row in rows]
        for first, last in sentences:
            _join_roots(first, last, heads, deps)
        tokens = tuple(_tokens(text, words, sentences, rows, heads, deps))
        return mend(
            Parsed(
                article=spans[0].article if spans else "",
                tokens=tokens,
                sentences=sentences,
                names=tuple(_keep_inside(names, tokens)),
                children=_children(heads),
            )
        )

    def _tokenise(self, text: str, start: int, end: int) -> list[Word]:
        words: list[Word] = []
        for first, last in _manageable(text, start, end):
            doc = self._nlp.tokenizer(text[first:last])
            words += [(first + t.idx, first + t.idx + len(t), t.norm) for t in doc if not t.is_space]
        return words

    def _read(self, text: str, words: Sequence[Word], part: Sequence[Range]) -> Doc:
        import numpy
        from spacy.tokens import Doc

        inside = words[part[0][0] : part[-1][1]]
        starts = {first for first, _ in part}
        doc = Doc(
            self._nlp.vocab,
            words=[text[start : min(end, start + LONGEST_WORD)] for start, end, _ in inside],
            spaces=[*(one[1] < other[0] for one, other in pairwise(inside)), False],
            sent_starts=[part[0][0] + i in starts for i in range(len(inside))],
        )
        norms: Any = numpy.array([norm for _, _, norm in inside], dtype="uint64")
        # A sentence's matrices are too small to share out: on two cores, threads that wait for each other took 2.7 times
        # the processor time of one. One thread also sums alike on every machine.
        with self._blas.limit(limits=1, user_api="blas"):
            return self._nlp(doc.from_array(["NORM"], norms))

    def _rows(self, doc: Doc, offset: int) -> tuple[list[int], list[Row]]:
        columns = doc.to_array(["LEMMA", "POS", "TAG", "DEP", "HEAD"])
        heads = (columns[:, 4].astype("int64") + range(len(doc))).tolist()
        strings = self._nlp.vocab.strings
        keys = {int(key) for key in columns[:, :4].ravel()}
        spell = {key: strings[key] for key in keys}
        lemmas, pos, tags, deps = ([spell[key] for key in column] for column in columns[:, :4].T.tolist())
        if self._universal:
            deps = ["root" if dep == "ROOT" else dep for dep in deps]
        else:
            heads, deps = to_universal(heads, deps, pos, lemmas)
        rows = [(m, p or "X", t, d or "dep") for m, p, t, d in zip(lemmas, pos, tags, deps, strict=True)]
        return [head + offset for head in heads], rows

    def _names(self, doc: Doc, offset: int) -> Iterator[NamedSpan]:
        for ent in doc.ents:
            label = _LABELS.get(ent.label_, "")
            if label == "LOC" and self._one_place_class:
                label = _place_class(ent)
            if label:
                yield NamedSpan(first=offset + ent.start, last=offset + ent.end, label=label)


def _load(language_model: str) -> Language:
    import spacy
    from thinc.api import use_ops

    from consilience.models.embedding import remember_words
    from consilience.models.portions import take_portions
    from consilience.models.vectors import remember_vectors

    with use_ops("numpy", use_blis=False):  # on an EPYC core OpenBLAS did 100 GFLOPS, spaCy's own blis 34
        try:
            if language_model == SHIPPED:
                with as_file(files("consilience") / "data" / SHIPPED) as folder:
                    nlp = spacy.load(folder, exclude=_UNUSED)
            else:
                nlp = spacy.load(language_model, exclude=_UNUSED)
        except OSError as error:
            message = f"no language model {language_model!r} is installed"
            raise LookupError(message) from error
    remember_vectors(nlp)
    if language_model == SHIPPED:
        take_portions(nlp)
        recogniser: Any = nlp.get_pipe("ner")
        syntax: Any = nlp.get_pipe("tok2vec")
        remember_words(syntax.model)
        remember_words(recogniser.model.get_ref("tok2vec").layers[0])
    return nlp


def _control_threads() -> ThreadpoolController:
    """The door to the thread counts of the libraries loaded so far; to be made once numpy is there."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def _is_nature(name: SpacySpan) -> bool:
    return name[-1].lower_ in _NATURE_ENDS or name[0].lower_ in _NATURE_OPENS


def _place_class(name: SpacySpan) -> str:
    if _is_nature(name):
        return "LOC"
    words = [token.lower_ for token in name]
    end = next((i for i, word in enumerate(words) if i and word in ("of", "for")), len(words))
    return "ORG" if words[end - 1] in _BODIES else "GPE"


def _manageable(text: str, start: int, end: int) -> Iterator[Range]:
    """Cut a sentence where more than LONGEST_RUN characters follow each other without a blank."""
    for run in _LONG_RUN.finditer(text, start, end):
        if start < run.start():
            yield start, run.start()
        for first in range(run.start(), run.end(), LONGEST_RUN):
            yield first, min(first + LONGEST_RUN, run.end())
        start = run.end()
    if start < end:
        yield start, end


def _ranges(lengths: Iterable[int]) -> Iterator[Range]:
    first = 0
    for length in lengths:
        yield first, first + length
        first += length


def _parts(sentences: Iterable[Range]) -> Iterator[list[Range]]:
    """Group the token ranges of sentences, long ones in pieces, into parts of about LONGEST_PART tokens."""
    part: list[Range] = []
    for first, last in sentences:
        for start in range(first, last, LONGEST_SENTENCE):
            if part and start - part[0][0] >= LONGEST_PART:
                yield part
                part = []
            part.append((start, min(start + LONGEST_SENTENCE, last)))
    if part:
        yield part


def _join_roots(first: int, last: int, heads: list[int], deps: list[str]) -> None:
    """Leave one root in the tokens [first, last): the first that is no punctuation, or the first."""
    roots = [i for i in range(first, last) if heads[i] == i or not first <= heads[i] < last]
    root = next((i for i in roots if deps[i] != "punct"), roots[0] if roots else first)
    for i in roots:
        heads[i] = root
        if i == root:
            deps[i] = "root"
        elif deps[i] == "root":
            deps[i] = "parataxis"


def _tokens(
    text: str,
    words: Sequence[Word],
    sentences: Sequence[Range],
    rows: Sequence[Row],
    heads: Sequence[int],
    deps: Sequence[str],
) -> Iterator[Token]:
    for sentence, (first, last) in enumerate(sentences):
        for i in range(first, last):
            (start, end, _), (lemma, pos, tag, _) = words[i], rows[i]
            word = text[start:end]
            yield Token(i, start, end, word, lemma or word, pos, tag, deps[i], heads[i], sentence)


def _keep_inside(names: Iterable[NamedSpan], tokens: Sequence[Token]) -> Iterator[NamedSpan]:
    """Drop a name that crosses a sentence boundary; spaCy's own models make none, a stranger's may."""
    return (name for name in names if tokens[name.first].sentence == tokens[name.last - 1].sentence)


def _children(heads: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    below: dict[int, list[int]] = {}
    for i, head in enumerate(heads):
        if head != i:
            below.setdefault(head, []).append(i)
    return tuple(tuple(below.get(i, ())) for i in range(len(heads)))
