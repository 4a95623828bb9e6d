"""Train one pipeline from its config, as `spacy train` does, on faster matrix multiplication.

The blis that spaCy brings ran at 34 GFLOPS on an EPYC core where numpy's OpenBLAS ran at 100. `spacy train` resets the
choice, so the loop is called here directly.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config
from thinc.api import NumpyOps, fix_random_seed, set_current_ops

from training.unseen import SHARE, hide_words

if TYPE_CHECKING:
    from pathlib import Path


def fit(config_path: Path, output: Path, *, overrides: dict[str, object]) -> None:
    """Train the pipeline of `config_path`; `output` gets `model-best` and `model-last` at every evaluation.

    `overrides` are dotted config names and their values, such as `paths.train`.
    """
    output.mkdir(parents=True, exist_ok=True)
    set_current_ops(NumpyOps(use_blis=False))
    config = load_config(config_path, overrides=overrides, interpolate=False)
    fix_random_seed(1)
    nlp = init_nlp(config)
    hide_words(nlp, SHARE[config_path.stem])
    train(nlp, output, use_gpu=-1, stdout=sys.stdout, stderr=sys.stderr)
