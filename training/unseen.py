"""Words made strange in training, so that the encoder learns to read a name it has never met.

The hashed normal form learns the words of the training texts by heart, and what the word table knows is then not looked at.
A random form in its place is what an unknown word has when the model is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language
    from thinc.api import Model

SHARE = {"names": 0.2, "syntax": 0.12}
"""Words made strange, of all words. Worldwide dev with the word table and this, warm from the older weights: 82.2 -> 84.8."""


def hide_words(nlp: Language, share: float, *, seed: int = 5) -> None:
    """Let every encoder of the pipeline see a random normal form (the first of its features) in that share of the words."""
    chance = np.random.default_rng(seed)
    for _, component in nlp.components:
        model: Any = getattr(component, "model", None)
        for node in model.walk() if model is not None else ():
            if node.name == "extract_features":
                _hide_in(node, share, chance)


def _hide_in(node: Model[Any, Any], share: float, chance: np.random.Generator) -> None:
    plain = node._func  # thinc has no other way to wrap a layer

    def forward(model: Model[Any, Any], docs: Any, is_train: bool) -> tuple[Any, Any]:  # noqa: FBT001
        features, back = plain(model, docs, is_train)
        return ([_hide(each, share, chance) for each in features] if is_train else features), back

    node._func = forward


def _hide(features: Any, share: float, chance: np.random.Generator) -> Any:
    changed = features.copy()
    hit = chance.random(len(changed)) < share
    changed[hit, 0] = chance.integers(1, 2**63, int(hit.sum()), dtype="uint64")
    return changed
