"""Chooses models, sources and store from settings and runs the flow: the one place where the parts meet.

Importing this module is cheap; models are loaded when the first article is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from consilience.engines.processes import map_batches
from consilience.pipeline.loom import Loom
from consilience.pipeline.reading import BATCH, Models, Observe, ignore, read_articles
from consilience.pipeline.settling import settle
from consilience.record.found import Reading
from consilience.record.judgements import NO_JUDGEMENTS, Judgements
from consilience.record.text import Article, Problem
from consilience.record.woven import Picture
from consilience.settings import SHIPPED_LANGUAGE_MODEL
from consilience.store.database import Database
from consilience.store.judgements import Ledger

PROGRAM = f"consilience {version('consilience')}"

Tell = Callable[[int, int], None]
"""Told how many articles are read, of how many."""


def be_silent(done: int, total: int) -> None:
    """Tell nobody."""
    del done, total


@cache
def load_models(language_model: str = SHIPPED_LANGUAGE_MODEL) -> Models:
    """Load the language model and the gazetteer once a process. Raises LookupError when the model is not installed."""
    from consilience.models.coder import load_coder
    from consilience.models.parser import load_parser
    from consilience.text.places.gazetteer import open_gazetteer

    return Models(parser=load_parser(language_model), gazetteer=open_gazetteer(), coder=load_coder())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads articles, asking a store's cache first where there is one."""

    language_model: str
    workers: int = 1
    store: Database | None = None
    observe: Observe = ignore

    def read(self, articles: Sequence[Article], tell: Tell = be_silent) -> tuple[Reading, ...]:
        """Give one reading for each article, in order; what was not cached is read and cached batch by batch."""
        keys = [reading_key(article) for article in articles]
        digest = stages_digest(self.language_model)
        known: dict[tuple[str, str], Reading] = {}
        if self.store:
            known.update(self.store.readings(keys, stages=digest))
        missing = [a for a, key in zip(articles, keys, strict=True) if key not in known]
        done = len(articles) - len(missing)
        tell(done, len(articles))
        for start in range(0, len(missing), SAVE_EVERY):
            chunk = missing[start : start + SAVE_EVERY]
            fresh = {reading_key(a): r for a, r in zip(chunk, self._read_missing(chunk), strict=True)}
            if self.store:
                self.store.add_readings(fresh, stages=digest)
            known.update(fresh)
            done += len(chunk)
            tell(done, len(articles))
        return tuple(known[key] for key in keys)

    def _read_missing(self, articles: Sequence[Article]) -> Sequence[Reading]:
        if self.workers <= 1 or len(articles) <= BATCH:
            return list(read_articles(articles, load_models(self.language_model), observe=self.observe))
        run = partial(read_batch, language_model=self.language_model)
        return list(map_batches(run, articles, workers=self.workers, batch=BATCH))


SAVE_EVERY = 128
"""Articles read between two saves: a killed run loses at most this much reading, about 20 seconds of one core."""


def read_batch(articles: Sequence[Article], *, language_model: str) -> Sequence[Reading]:
    """Read a batch; runs in a worker process, which loads its models once."""
    return list(read_articles(articles, load_models(language_model)))


def reading_key(article: Article) -> tuple[str, str]:
    """What a reading hangs on besides the stages: the article and the day it is dated to."""
    when = article.published
    return article.id, f"{when.earliest}/{when.latest}" if when else ""


READING_PARTS = (
    "stages/zones", "stages/mentions", "stages/events", "stages/claims", "text", "data/lexicons", "data/events", "record",
)  # fmt: skip
WEAVING_PARTS = (
    "stages",
    "text",
    "data/lexicons",
    "record",
    "provenance.py",
    "constraints.py",
    "pipeline",
    "exports/record",
)
"""Folders and files of the package that decide what a reading, and what an item, says."""


def stages_digest(language_model: str) -> str:
    """A digest of everything that decides a reading: program version, model, source and lexicons of the reading stages."""
    return _digest(language_model, READING_PARTS)


def weaving_digest(language_model: str) -> str:
    """A digest of everything that decides what is woven and shelved, so that another program weaves a store anew."""
    return _digest(language_model, WEAVING_PARTS)


@cache
def _digest(language_model: str, parts: tuple[str, ...]) -> str:
    digest = blake2b(f"{PROGRAM}\x1f{language_model}".encode(), digest_size=12)
    root = Path(str(files("consilience")))
    for part in parts:
        path = root / part
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix in (".py", ".txt", ".toml", ".tsv", ".npz"):
                digest.update(file.read_bytes())
    meta = root / "data" / "english" / "meta.json"
    digest.update(meta.read_bytes() if meta.exists() else b"")
    return digest.hexdigest()


class Weaver:
    """Weaves what is shown to it, and remembers: shown the same articles and a few more, it works out only what those touch.

    The picture is always the one that would be woven from all of it at once. It holds every reading it was shown (about
    0.2 MB an article). Not for use by two threads at once.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._loom: Loom | None = None
        self._held: frozenset[str] = frozenset()
        self._judgements = NO_JUDGEMENTS

    @property
    def held(self) -> frozenset[str]:
        """Ids of the articles it was shown last."""
        return self._held

    def weave(
        self,
        names: Iterable[str],
        load: Callable[[Sequence[str]], Sequence[Article]],
        *,
        problems: tuple[Problem, ...] = (),
        tell: Tell = be_silent,
    ) -> Picture:
        """Read and weave the articles of these ids, as judged by the analysts whose judgements the reader's store keeps.

        `load` gives articles by id; it is asked for those not held yet. Raises LookupError without the language model.
        """
        wanted = frozenset(names)
        reader, loom = self._reader, self._ready()
        judgements = load_judgements(reader.store) if reader.store else NO_JUDGEMENTS
        fresh = reader.read(load(sorted(wanted - self._held)), tell)
        gone = self._held - wanted
        # Until all of it is done nothing is held, so that a failure midway is begun anew and not taken for done.
        self._held = frozenset()
        if judgements != self._judgements:
            loom.judge(judgements)
        if gone:
            loom.remove(gone)
        if fresh:
            loom.add(fresh)
        self._held, self._judgements = wanted, judgements
        picture = loom.picture()
        return replace(picture, problems=problems + picture.problems)

    def _ready(self) -> Loom:
        if self._loom is None or not self._held:
            reader = self._reader
            self._loom = Loom(load_models(reader.language_model), reread=reader.read, observe=reader.observe)
            self._judgements = NO_JUDGEMENTS
        return self._loom


def weave_articles(
    articles: Iterable[Article],
    reader: Reader,
    *,
    problems: tuple[Problem, ...] = (),
    tell: Tell = be_silent,
) -> Picture:
    """Read and weave articles into a picture, as judged by the analysts whose judgements the reader's store keeps."""
    unique = {article.id: article for article in articles}
    return Weaver(reader).weave(unique, lambda names: [unique[name] for name in names], problems=problems, tell=tell)


def load_judgements(store: Database) -> Judgements:
    """Give the judgements that a store keeps, settled among themselves."""
    return settle(Ledger(store.engine).every())


def picture_digest(language_model: str, store: Database) -> str:
    """A digest of what decides a picture besides the articles: the program, and the judgements that the store keeps."""
    names = Ledger(store.engine).names()
    judged = blake2b(",".join(names).encode(), digest_size=8).hexdigest() if names else ""
    return weaving_digest(language_model) + judged
