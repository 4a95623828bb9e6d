"""What an outlet changed in an article is told as its correction: two texts at one address do not contradict each other.

Not here: which of the texts came later. No article says that of itself, and its day of publication stays as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from consilience.record.found import Reading
from consilience.record.woven import Conflict

WHY = "versions of one article"


def settle_versions(conflict: Conflict, reading_of: Mapping[str, Reading]) -> Conflict:
    """Give a disagreement as a revision where all its positions are versions of one article, each position of others.

    Where one version says both, or an article at another address says either, it stays what it is.
    """
    sides = [{span.article for span in position.spans} for position in conflict.positions]
    articles = frozenset[str]().union(*sides)
    addresses = {reading_of[name].article.url for name in articles}
    apart = sum(map(len, sides)) == len(articles)
    if conflict.nature != "disagreement" or not apart or len(addresses) != 1 or None in addresses:
        return conflict
    return replace(conflict, nature="revision", why="; ".join(filter(None, (conflict.why, WHY))))
