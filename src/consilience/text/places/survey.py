"""All the place names of one text (or one story) located together, so that each is context for the others.

First the names that only one place answers to, or one that the world knows; then the rest, in their light. A name
means the same place throughout. Not here: how one name is weighed (`resolution`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consilience.text.places.resolution import PlaceContext, context_of, locate
from consilience.text.places.surroundings import Surroundings, read_surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from consilience.ports import Gazetteer, GazetteerPlace

ROUNDS = 2
WIDE = ("PCLI", "CONT", "OCN", "SEA", "RGN")
NEAREST = 40
"""Known places taken as context for the rest, most mentioned first: more only cost time."""

Located = tuple["GazetteerPlace | None", str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameUse:
    """One place name in a text: `text[start:end]` are its words, `name` what to look up."""

    name: str
    text: str
    start: int
    end: int


def survey(
    uses: Sequence[NameUse], *, gazetteer: Gazetteer, peoples: Mapping[str, float] | None = None
) -> dict[str, Located]:
    """Each name's place and why (see `resolution.locate`). `peoples`: weight of each country by the
    demonyms in the text.
    """
    counts = Counter(use.name for use in uses)
    beside = _beside(uses)
    located: dict[str, Located] = {}
    known = _certain(counts, gazetteer)
    for _ in range(ROUNDS):
        order = sorted(known, key=lambda name: (-counts[name], name))
        votes = {name: (known[name], counts[name] ** 0.5) for name in order}
        located = {
            name: locate(
                name, gazetteer=gazetteer, context=_context(name, votes, peoples or {}, beside[name], gazetteer)
            )
            for name in sorted(counts)
        }
        before, known = known, {name: place for name, (place, _) in located.items() if place is not None}
        if known == before:
            break
    return located


def _certain(counts: Mapping[str, int], gazetteer: Gazetteer) -> dict[str, GazetteerPlace]:
    """Places of names that are a country, a people, or large enough to be meant without context."""
    nowhere = PlaceContext(countries={})
    found = ((name, locate(name, gazetteer=gazetteer, context=nowhere)[0]) for name in sorted(counts))
    return {name: place for name, place in found if place is not None}


def _beside(uses: Iterable[NameUse]) -> dict[str, Surroundings]:
    """What stands beside each name, over all its uses: names in order of use, the most frequent sort."""
    around: dict[str, list[str]] = {}
    sorts: dict[str, Counter[str]] = {}
    for use in uses:
        read = read_surroundings(use.text, use.start, use.end)
        around.setdefault(use.name, []).extend(read.around)
        if read.sort:
            sorts.setdefault(use.name, Counter())[read.sort] += 1
    return {
        name: Surroundings(
            around=tuple(dict.fromkeys(names)),
            sort=("town" if sorts[name].most_common(1)[0][0] == "town" else "region") if name in sorts else None,
        )
        for name, names in around.items()
    }


def _context(
    name: str,
    votes: Mapping[str, tuple[GazetteerPlace, float]],
    peoples: Mapping[str, float],
    beside: Surroundings,
    gazetteer: Gazetteer,
) -> PlaceContext:
    """What the other names say; a name is no context for itself."""
    others = [vote for other, vote in votes.items() if other != name]
    shares = context_of(others, peoples)
    near = tuple(place for place, _ in others[:NEAREST] if place.feature not in WIDE)
    around = tuple(group for group in (_named(other, gazetteer) for other in beside.around if other != name) if group)
    return PlaceContext(countries=shares, near=near, around=around, sort=beside.sort)


def _named(name: str, gazetteer: Gazetteer) -> tuple[GazetteerPlace, ...]:
    code = gazetteer.country_of_people(name)
    country = gazetteer.country(code) if code else None
    return (country,) if country else gazetteer.find(name)[:8]
