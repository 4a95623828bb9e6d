"""Turn CoNLL-U treebanks into spaCy documents of a few sentences each.

Multi-word tokens become their syntactic words (spaCy splits "don't" the same way); empty nodes of the enhanced graph
are left out. GUM goes in genre by genre, because its texts carry different licences.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from spacy.vocab import Vocab

# GUM genres whose texts are CC BY, CC BY-SA or public domain. Left out: fiction and whow (CC BY-NC-SA), conversation
# (CC BY-ND), podcast and essay (mixed sources, some of them non-commercial).
GUM_GENRES = frozenset(
    {"academic", "bio", "court", "interview", "letter", "news", "speech", "textbook", "vlog", "voyage"}
)
LONGEST_CHUNK = 8  # sentences; long enough to learn sentence ends, short enough for steady batches


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One syntactic word of a treebank; `head` counts from the sentence start, its own place if it is the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    misc: str
    space: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, the id of its document, and the genre of that document ("" where the treebank names none)."""

    document: str
    genre: str
    words: tuple[Word, ...]


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Read a CoNLL-U file, sentence by sentence, in file order."""
    document = genre = ""
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc id = "):
            document, genre = line.removeprefix("# newdoc id = "), ""
        elif line.startswith("# meta::genre = "):
            genre = line.removeprefix("# meta::genre = ")
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            yield Sentence(document=document, genre=genre, words=tuple(_words(rows)))
            rows = []


def keep_genres(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Keep the sentences that name no genre, or one in GUM_GENRES."""
    return (s for s in sentences if not s.genre or s.genre in GUM_GENRES)


def chunk_sentences(sentences: Iterable[Sentence], *, seed: int) -> Iterator[tuple[Sentence, ...]]:
    """Group neighbouring sentences of one document into chunks of random length, at most LONGEST_CHUNK."""
    chance = random.Random(seed)
    chunk: list[Sentence] = []
    size = chance.randint(1, LONGEST_CHUNK)
    for sentence in sentences:
        if chunk and (len(chunk) >= size or chunk[0].document != sentence.document):
            yield tuple(chunk)
            chunk, size = [], chance.randint(1, LONGEST_CHUNK)
        chunk.append(sentence)
    if chunk:
        yield tuple(chunk)


def make_doc(vocab: Vocab, sentences: Iterable[Sentence]) -> Doc:
    """Build one annotated document from consecutive sentences."""
    words: list[Word] = []
    heads: list[int] = []
    starts: list[bool | int | None] = []
    for sentence in sentences:
        offset = len(words)
        heads.extend(offset + word.head for word in sentence.words)
        starts.extend(i == 0 for i in range(len(sentence.words)))
        words.extend(sentence.words)
    return Doc(
        vocab,
        words=[w.form for w in words],
        spaces=[w.space for w in words],
        tags=[w.xpos for w in words],
        pos=[w.upos for w in words],
        morphs=[w.feats for w in words],
        lemmas=[w.lemma for w in words],
        heads=heads,
        deps=["ROOT" if w.deprel == "root" else w.deprel for w in words],
        sent_starts=starts,
    )


def _words(rows: list[list[str]]) -> Iterator[Word]:
    joined_until, joined_space = 0, True
    for row in rows:
        if "." in row[0]:
            continue
        space = "SpaceAfter=No" not in row[9]
        if "-" in row[0]:
            joined_until, joined_space = int(row[0].split("-")[1]), space
            continue
        index, head = int(row[0]), int(row[6])
        if index <= joined_until:
            space = joined_space and index == joined_until
        yield Word(
            form=row[1].replace(" ", ""),
            lemma=row[2],
            upos=row[3],
            xpos=row[4],
            feats="" if row[5] == "_" else row[5],
            head=index - 1 if head == 0 else head - 1,
            deprel=row[7],
            misc=row[9],
            space=space,
        )
