"""Which place a name means: candidates weighed by the countries a text speaks of, what stands near, and size.

Context decides first (the countries and places the text names, "X, west of Y"), population and alternate names last;
unsure gives no place rather than a wrong pin. Not here: finding the names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp, inf, log10, sqrt
from typing import TYPE_CHECKING

from consilience.text.places.distance import kilometres
from consilience.text.places.keys import bare_key, exact_key
from consilience.text.places.surroundings import split_sort

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from consilience.ports import Gazetteer, GazetteerPlace
    from consilience.text.places.surroundings import PlaceSort

SIZE_WEIGHT = 1.0
"""A place ten times as populous is this much likelier to be meant, other things equal.

The weights here were set on 118 world news articles (1,275 place names): 90 of 100 names come out within 161 km, and 96 of
100 of those that get a place at all; halving or doubling one of them loses one to three points.
"""
KIND_WEIGHT: dict[str, float] = {
    "PCLI": 5.0,
    "PCLS": 3.0,
    "CONT": 4.0,
    "OCN": 2.0,
    "SEA": 1.5,
    "PPLC": 2.0,
    "ADM1": 0.4,
    "ADM2": -1.5,
    "PPLX": -0.5,
}
"""News speaks of countries and capitals far more than their size says."""
REGION_SIZE = 5.5
"""Stands for log10 of the population of supplement regions and waters, which have none: about a small province."""
WORLD_WEIGHT = 6.0
"""A region of many countries ("Middle East") is known to every reader, as a village of that name is not; it has no country
whose share could speak for it, so this stands for the share and the neighbours that a village of the text's country gets."""
WORLD_KM = 300.0
SMALL_SIZE = 3.0
SURE_FIT = 0.5
ALTERNATE_COST = 1.2
"""Taken off a candidate that carries the name only as an alternate."""
FOREIGN_ALTERNATE_COST = 2.2
"""The same where the text never speaks of the candidate's country: most alternates are other languages' names."""
WORDS_WEIGHT = 1.0
"""A name of two words or more is rarely anything but the place it names."""
COUNTRY_WEIGHT = 5.0
FOREIGN_COST = 2.0
FOREIGN_VARIANT_COST = 4.0
ONE_COUNTRY = 0.2
"""Share from which a text plays in one country: then towns and quarters that no gazetteer has are named in it, too."""
FOREIGN_SHARE = 0.25
HOME_SHARE = 0.1
"""Share of a country from which a mere spelling variant of one of its places is believed."""
KNOWN_ABROAD = ("PCLI", "PCLS", "PPLC", "CONT")
LARGE_CITY = 500_000
FAMOUS = 500_000
"""From this many people on a place is known to readers abroad."""
OBSCURE_SHARE = 50
"""A namesake with so many times fewer people than the famous one is hardly meant by a text merely about its country."""
OBSCURE_COST = 2.0
"""What such a namesake loses, unless its province or country stands beside the name ("Paris, Texas"). Only towns speak for
it as neighbours, since a province is near all of its villages. So "London" in a text about the United States is no village
of Ohio, and most local news keeps its own: right within 161 km, names given, .900 to .905 in 118 world news articles, .790
to .786 in 588 of small American towns."""
NEAR_WEIGHT = 3.5
NEAR_KM = 150.0
WITHIN_WEIGHT = 6.0
SORT_WEIGHT = 2.0
MARGIN = 0.5
"""The best candidate must lead the next one elsewhere by this much; under it the name stays without a place."""
TOWN_LEAD = 2.5
"""A town this little behind its namesake province is meant: people say "X" for the town and "X province"."""
SEAT_SHARE = 8
"""A province named after its town has at most this many times the town's people."""
NOT_ALONE = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west "  # noqa: SIM905
    "congress parliament senate assembly capitol cabinet treasury union state house court".split()
)
"""Points of the compass and bodies of state: as names alone they are no town, unless the words around them say so. Of 50
places read in 200 bulk articles two were such; provinces of these names stand beside their country or "province"."""
FLOOR = 3.4
"""A name that fits nothing in its text and is a village at best stays without a place."""
KM_A_DEGREE = 111.0
"""Of latitude; less than it is."""
SAME_PLACE_KM = 60.0
"""Candidates this close are the same place to a reader (a town, its district, its province's seat)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceContext:
    """What a text says about where it plays.

    `countries`: share of each ISO code, 0..1; `near`: points of places already known; `around`: places said to contain
    the name or lie beside it, as candidate lists; `sort`: "town" or "region" where a noun says so.
    """

    countries: Mapping[str, float]
    near: tuple[GazetteerPlace, ...] = ()
    around: tuple[tuple[GazetteerPlace, ...], ...] = ()
    sort: PlaceSort | None = None


def locate(name: str, *, gazetteer: Gazetteer, context: PlaceContext) -> tuple[GazetteerPlace | None, str]:
    """The place this name means in this context and why, or `None` and why not.

    A demonym gives its country. Cost: one lookup, then linear in candidates times known places.
    """
    code = gazetteer.country_of_people(name)
    if code:
        return gazetteer.country(code), "the country of this people"
    candidates = gazetteer.find(name)
    core, sort = split_sort(name)
    if not candidates and core:
        candidates, name, context = gazetteer.find(core), core, replace(context, sort=sort)
    if not candidates:
        return None, "no place of this name is known"
    if context.countries and not gazetteer.is_exact(name):
        candidates = tuple(place for place in candidates if context.countries.get(place.country, 0.0) >= HOME_SHARE)
        if not candidates:
            return None, "only spelled like places in countries that the text does not speak of"
    fame = _fame(name, candidates)
    scored = sorted(
        ((_score(name, place, context=context, fame=fame), place) for place in candidates),
        key=lambda pair: (-pair[0], pair[1].geonames_id, pair[1].name),
    )
    best, place = scored[0]
    if name.casefold() in NOT_ALONE and not _is_told(place, context):
        return None, "a word that is rarely a place by itself"
    rivals = [(score, other) for score, other in scored[1:] if _apart(place, other)]
    if best < FLOOR:
        return None, f"{len(candidates)} candidates, none fits the text"
    if rivals and best - rivals[0][0] < MARGIN:
        return None, f"{place.name} ({place.country}) or {rivals[0][1].name} ({rivals[0][1].country}): undecided"
    place = _town_of(place, scored, context) or place
    return place, _why(place, context, alone=not rivals)


def _fame(name: str, candidates: Iterable[GazetteerPlace]) -> int:
    """The people of the most famous place that bears the name as its own or opens with it; 0 where none is known abroad."""
    key = bare_key(exact_key(name))
    known = (place for place in candidates if place.population >= FAMOUS or place.feature == "PCLI")
    return max((place.population for place in known if bare_key(exact_key(place.name)).startswith(key)), default=0)


def _holds(other: GazetteerPlace, place: GazetteerPlace) -> bool:
    """Whether the other place is the country or the province that a place lies in."""
    same = other.country == place.country
    return same and (other.feature == "PCLI" or (other.feature == "ADM1" and other.admin1 == place.admin1))


def _is_told(place: GazetteerPlace, context: PlaceContext) -> bool:
    """Whether the words around a name say that it is this place: a noun of its sort, or what it lies in or beside."""
    return context.sort is not None or any(_fits(place, group) > SURE_FIT for group in context.around)


def context_of(places: Iterable[tuple[GazetteerPlace, float]], peoples: Mapping[str, float]) -> Mapping[str, float]:
    """Shares of countries from known places with weights and from demonyms (ISO code to weight)."""
    counts: dict[str, float] = dict(peoples)
    for place, weight in places:
        if place.country:
            counts[place.country] = counts.get(place.country, 0.0) + weight
    total = sum(counts.values())
    return {code: count / total for code, count in sorted(counts.items())} if total else {}


def _town_of(
    place: GazetteerPlace, scored: list[tuple[float, GazetteerPlace]], context: PlaceContext
) -> GazetteerPlace | None:
    """The town that a province is named after, where no noun says that the province is meant."""
    if not place.feature.startswith("ADM") or context.sort == "region":
        return None
    best = scored[0][0]
    towns = (other for score, other in scored if other.feature.startswith("PPL") and best - score <= TOWN_LEAD)
    return next((t for t in towns if not _apart(place, t) and t.population * SEAT_SHARE >= place.population), None)


def _score(name: str, place: GazetteerPlace, *, context: PlaceContext, fame: int) -> float:
    score = _size(place) * SIZE_WEIGHT + KIND_WEIGHT.get(place.feature, 0.0)
    own_name = bare_key(exact_key(name)) == bare_key(exact_key(place.name))
    if not own_name:
        score -= ALTERNATE_COST if context.countries.get(place.country, 0.0) > 0 else FOREIGN_ALTERNATE_COST
    score += COUNTRY_WEIGHT * sqrt(context.countries.get(place.country, 0.0))
    if place.feature == "RGN" and not place.country and place.radius_km >= WORLD_KM:
        score += WORLD_WEIGHT
    if _is_foreign(place, context):
        score -= FOREIGN_COST if own_name else FOREIGN_VARIANT_COST
    around, near = context.around, context.near
    if place.population * OBSCURE_SHARE < fame:
        around = tuple(tuple(other for other in group if _holds(other, place)) for group in around)
        near = tuple(other for other in near if other.radius_km <= SAME_PLACE_KM)
        score -= 0.0 if any(around) else OBSCURE_COST
    score += NEAR_WEIGHT * _nearest(place, near)
    score += WITHIN_WEIGHT * max((_fits(place, group) for group in around), default=0.0)
    if " " in name.strip():
        score += WORDS_WEIGHT
    if context.sort:
        region = not place.feature.startswith("PPL")
        score += SORT_WEIGHT if region == (context.sort == "region") else -SORT_WEIGHT
    return score


def _is_foreign(place: GazetteerPlace, context: PlaceContext) -> bool:
    """Whether a small place lies outside the country that the text plays in, so that a namesake unknown here is likelier."""
    top = max(context.countries.values(), default=0.0)
    if not place.country or top < ONE_COUNTRY or place.feature in KNOWN_ABROAD or place.population >= LARGE_CITY:
        return False
    return context.countries.get(place.country, 0.0) < FOREIGN_SHARE * top


def _size(place: GazetteerPlace) -> float:
    if place.population:
        return log10(place.population)
    return SMALL_SIZE if place.geonames_id or place.feature == "PPL" else REGION_SIZE


def _nearest(place: GazetteerPlace, others: Iterable[GazetteerPlace]) -> float:
    """The nearness of the nearest; those farther north or south than it is away need no measuring."""
    least = inf
    for other in others:
        radius = other.radius_km
        if abs(place.lat - other.lat) * KM_A_DEGREE - radius < least:
            least = min(least, kilometres(place.lat, place.lon, other.lat, other.lon) - radius)
    return 0.0 if least == inf else exp(-max(0.0, least) / NEAR_KM)


def _nearness(place: GazetteerPlace, other: GazetteerPlace) -> float:
    apart = kilometres(place.lat, place.lon, other.lat, other.lon) - other.radius_km
    return exp(-max(0.0, apart) / NEAR_KM)


def _fits(place: GazetteerPlace, group: tuple[GazetteerPlace, ...]) -> float:
    """How well a candidate fits inside or beside what stands next to the name: 1 for its own province or town."""
    best = 0.0
    for rank, other in enumerate(group):
        if other.geonames_id == place.geonames_id and other.name == place.name:
            continue
        if other.feature == "PCLI":
            fit = 0.8 if other.country == place.country else 0.0
        elif other.feature == "ADM1" and other.country == place.country and other.admin1 == place.admin1:
            fit = 1.0
        else:
            fit = _nearness(place, other)
        best = max(best, fit / (1 + 0.15 * rank))
    return best


def _apart(place: GazetteerPlace, other: GazetteerPlace) -> bool:
    return kilometres(place.lat, place.lon, other.lat, other.lon) > max(SAME_PLACE_KM, place.radius_km, other.radius_km)


def _why(place: GazetteerPlace, context: PlaceContext, *, alone: bool) -> str:
    reasons = []
    if alone:
        reasons.append("the only place of this name")
    if context.around and any(_fits(place, group) > SURE_FIT for group in context.around):
        reasons.append("fits the words around it")
    if context.countries.get(place.country, 0.0) > 0:
        reasons.append(f"the text speaks of {place.country}")
    return "; ".join(reasons) or "the largest place of this name"
