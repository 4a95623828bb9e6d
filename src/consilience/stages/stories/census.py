"""Which terms a batch of articles makes common: the house words of its outlets, and the names that everybody has.

Not here: how rare a word is in news at large (`text.frequency`).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from consilience.text.frequency import load

NAME_PRIOR = 1100
"""e to the power of `NAME_RARITY`: how many articles of news at large hold a name once."""
NAME_FREE = 25
"""B-cubed F1 on ECB+ .92, against .90 where every article counts; without any ceiling two weeks of news made one story of 82."""
CEILING_STEP = 0.25
"""Ceilings, and the number of articles that they are counted in, go in such steps of their logarithm: a quarter more articles
changes what a name weighs, one more seldom. On ECB+ steps of .000001, .02 and .1 give the same stories."""

HOUSE_ARTICLES = 4
HOUSE_SHARE = 0.6
OTHERS_SHARE = 0.1
"""A term in 60% of an outlet's articles and in at most 10% of all others' is a house word. Without this, two weeks of 179
articles gave two stories that held nothing together but the outlet."""

Terms = Mapping[str, float]
Ceilings = Mapping[str, float]
House = Mapping[str, frozenset[str]]


class Census:
    """Counts how many articles hold each term, in all and by outlet. What it gives hangs on the articles it is given alone;
    those it was given before and has still are not counted again.
    """

    def __init__(self) -> None:
        """Start with no article."""
        self._known: dict[int, tuple[str, Terms]] = {}
        self._outlets: dict[str, Counter[str]] = defaultdict(Counter)
        self._all: Counter[str] = Counter()

    def take(self, outlets: Sequence[str], counts: Sequence[Terms]) -> tuple[House, Ceilings]:
        """Give the house words of each outlet, and the ceilings of names, for these articles."""
        now = {id(count): (outlet, count) for outlet, count in zip(outlets, counts, strict=True)}
        for key in self._known.keys() - now.keys():
            outlet, count = self._known[key]
            self._outlets[outlet].subtract(count.keys())
            self._all.subtract(count.keys())
        for key in now.keys() - self._known.keys():
            outlet, count = now[key]
            self._outlets[outlet].update(count.keys())
            self._all.update(count.keys())
        self._known = now
        return self._house(Counter(outlets), len(outlets)), self._ceilings(len(counts))

    def _ceilings(self, size: int) -> Ceilings:
        """How rare each name of a batch can be at most, for how many of its articles hold it.

        Who is in the news is known only from the news at hand: a name in every tenth of a thousand articles tells nothing
        apart. As if each name stood once in `NAME_PRIOR` articles more and its first `NAME_FREE` articles did not count: they
        may be the reports of one matter.
        """
        background, total = load(), round(math.log(size + NAME_PRIOR) / CEILING_STEP)
        often = ((form, n) for form, n in self._all.items() if n > NAME_FREE and form not in background)
        return {form: CEILING_STEP * (total - round(math.log(n - NAME_FREE) / CEILING_STEP)) for form, n in often}

    def _house(self, numbers: Counter[str], size: int) -> House:
        """The terms that stand in most articles of one outlet and in few of the others: its name, its footer, its style.

        Only for outlets with at least `HOUSE_ARTICLES` articles and where others have as many.
        """
        found = {}
        for outlet, number in sorted(numbers.items()):
            others = size - number
            if outlet and number >= HOUSE_ARTICLES and others >= HOUSE_ARTICLES:
                least, most = HOUSE_SHARE * number, OTHERS_SHARE * others
                held = self._outlets[outlet].items()
                found[outlet] = frozenset(form for form, n in held if n >= least and self._all[form] - n <= most)
        return found
