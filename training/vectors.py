"""Static floret vectors from news text: word and character n-gram statistics only, no text is kept.

floret (hashed sub-word vectors) rather than a word list: names that were never seen and words whose apostrophe was lost
by a crawler ("Syrias") still get a vector near their like, in a table small enough to ship.
"""

from __future__ import annotations

import json
import lzma
from multiprocessing import Pool
from typing import TYPE_CHECKING

import floret
import spacy
from spacy.training.initialize import convert_vectors

from training.words import add_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DIMENSIONS = 96
BUCKETS = 22_000  # 22,000 x 96 x 4 bytes = 8.4 MB, a third of the 25 MB the whole model may weigh
HASHES = 2
SHORTEST, LONGEST = 4, 5  # character n-grams
EPOCHS = 3  # 39 M tokens: a pass of skip-gram takes 3 minutes on two cores
THREADS = 2


def tokenise_file(paths: tuple[Path, Path]) -> int:
    """Write the articles of one `.jsonl.xz` file as one paragraph a line, tokens split by blanks; give the token count.

    The tokens are spaCy's, as they are when the vectors are looked up later.
    """
    source, target = paths
    tokenizer = spacy.blank("en").tokenizer
    count = 0
    with target.open("w", encoding="utf-8") as out:
        for paragraph in _read_paragraphs(source):
            tokens = [token.text for token in tokenizer(paragraph) if not token.is_space]
            count += len(tokens)
            out.write(" ".join(tokens) + "\n")
    return count


def train_vectors(bulk: Path, work: Path) -> Path:
    """Train the vectors on `bulk/allsides-*.jsonl.xz`; give the folder of an empty pipeline that holds them.

    Two threads write the same table without locks, so two runs differ in the last digits; the scores do not.
    """
    sources = sorted(bulk.glob("allsides-*.jsonl.xz"))
    parts = [(source, work / f"{source.name}.txt") for source in sources]
    with Pool(THREADS) as pool:
        print("tokens:", sum(pool.imap(tokenise_file, parts)), flush=True)
    text = work / "bulk.txt"
    with text.open("wb") as out:
        for _, part in parts:
            out.write(part.read_bytes())
            part.unlink()
    table = work / "vectors.floret"
    model = floret.train_unsupervised(
        str(text), model="skipgram", mode="floret", hashCount=HASHES, bucket=BUCKETS, dim=DIMENSIONS,
        minn=SHORTEST, maxn=LONGEST, minCount=10, epoch=EPOCHS, thread=THREADS, verbose=1,
    )  # fmt: skip
    model.save_floret_vectors(str(table))
    text.unlink()
    nlp = spacy.blank("en")
    convert_vectors(nlp, table, truncate=-1, prune=-1, name="news", mode="floret")
    add_table(nlp)
    folder = work / "vectors"
    nlp.to_disk(folder)
    return folder


def _read_paragraphs(path: Path) -> Iterator[str]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield str(article["title"] or "")
            yield from str(article["text"] or "").split("\n")
