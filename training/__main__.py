"""Reproduce the shipped English model end to end: `python -m training --data ../shared/data`.

Vectors, corpora, the two trainings side by side, assembly, scores, model card. A step whose result lies in the work
folder already is not done again.
"""

from __future__ import annotations

import argparse
import os
from multiprocessing import Process
from pathlib import Path

from training.assemble import assemble, install
from training.card import write_scores
from training.corpora import write_names, write_syntax
from training.fit import fit
from training.tokens import blank_english
from training.vectors import train_vectors

HERE = Path(__file__).parent
PACKAGE_DATA = HERE.parent / "src" / "consilience" / "data" / "english"


def main() -> None:
    """Read the command line and run every step."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the corpora")
    parser.add_argument("--work", type=Path, default=HERE / "output", help="folder for everything on the way")
    parser.add_argument("--install", type=Path, default=PACKAGE_DATA, help="folder that gets the finished model")
    given = parser.parse_args()
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    given.work.mkdir(parents=True, exist_ok=True)
    prepare(given.data, given.work)
    train_both(given.work)
    install(assemble(given.work / "syntax" / "model-best", given.work / "names" / "model-best"), given.install)
    write_scores(HERE / "MODEL_CARD.md", work=given.work, model=given.install)


def prepare(data: Path, work: Path) -> None:
    """Make the vectors, the blank pipeline and the corpora."""
    vectors = work / "vectors"
    if not vectors.exists():
        train_vectors(data / "bulk", work)
    if (work / "syntax-dev.spacy").exists():
        return
    nlp = blank_english(vectors)
    nlp.to_disk(work / "base")
    write_names(data, work, nlp)
    write_syntax(data / "treebank", work, nlp)


def train_both(work: Path) -> None:
    """Train syntax and names, each in a process of its own."""
    running: list[Process] = []
    for kind in ("syntax", "names"):
        if (work / kind / "model-last").exists():
            continue
        paths: dict[str, object] = {
            "paths.train": str(work / f"{kind}-train.spacy"),
            "paths.dev": str(work / f"{kind}-dev.spacy"),
            "paths.vectors": str(work / "base"),
        }
        job = (HERE / "config" / f"{kind}.cfg", work / kind)
        running.append(Process(target=fit, args=job, kwargs={"overrides": paths}))
        running[-1].start()
    for process in running:
        process.join()
        if process.exitcode:
            raise SystemExit(process.exitcode)


if __name__ == "__main__":
    main()
