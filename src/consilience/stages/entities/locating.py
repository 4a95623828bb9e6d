"""Where the places of each story lie: all its place names located together, its countries and peoples as context."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from consilience.text.places.survey import Located, NameUse, survey

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consilience.ports import Gazetteer
    from consilience.stages.entities.groups import Group

_CAPITALISED = re.compile(r"\b[A-Z][a-z]{2,}\b")
PEOPLE_WEIGHT = 0.5
"""A demonym says less about where a text plays than a place in it: half as much."""


def locate_places(places: Sequence[Group], texts: Mapping[str, str], *, gazetteer: Gazetteer) -> Mapping[str, Located]:
    """The place of each place group of a story, by group id, with why (`None` as the place: not known or undecided).

    `texts`: of the articles, by id.
    """
    uses = [
        NameUse(name=group.forms[0], text=texts[group.article], start=name.span.start, end=name.span.end)
        for group in places
        for name in group.names
    ]
    articles = sorted({group.article for group in places})
    located = survey(uses, gazetteer=gazetteer, peoples=peoples_in([texts[a] for a in articles], gazetteer=gazetteer))
    return {group.id: located[group.forms[0]] for group in places}


def peoples_in(texts: Sequence[str], *, gazetteer: Gazetteer) -> dict[str, float]:
    """Weight of each country by the demonyms in the texts, damped so that one does not drown the rest."""
    counts: dict[str, int] = {}
    for text in texts:
        for word in _CAPITALISED.findall(text):
            counts[word] = counts.get(word, 0) + 1
    out: dict[str, float] = {}
    for word, count in sorted(counts.items()):
        code = gazetteer.country_of_people(word)
        if code:
            out[code] = out.get(code, 0.0) + PEOPLE_WEIGHT * float(count) ** 0.5
    return out
