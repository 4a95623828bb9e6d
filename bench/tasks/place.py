"""How well place names are put on the map, with the names given and from the bare text. Data: `tr-news.xml`, `lgl.xml`.

A name counts as right within 161 km (100 miles) of the gold point, the field's usual measure, or with the gold GeoNames
number; names left without a place count as wrong. Demonyms are among the gold names.

End to end the program reads each article alone; every place mention of the record with a point counts, and is right when it
overlaps a gold name, one to one, and is that place by the same rule. Gold names without a point count neither way.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.articles import plain_reading
from bench.weaving import read
from consilience.stages import entities
from consilience.text.places import open_gazetteer
from consilience.text.places.distance import kilometres
from consilience.text.places.survey import NameUse, survey

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from consilience.ports import GazetteerPlace

CLOSE_KM = 161.0

Pin = tuple[int, int, float, float, int]
"""Start and end in the text, latitude, longitude, GeoNames number (0 where none is known)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One gold name in its article and what the program made of it."""

    article: str
    phrase: str
    gold: str
    lat: float
    lon: float
    number: int
    found: GazetteerPlace | None
    why: str

    @property
    def right(self) -> bool:
        """Whether the found place is the gold one or close to it."""
        place = self.found
        if place is None:
            return False
        return place.geonames_id == self.number or kilometres(place.lat, place.lon, self.lat, self.lon) <= CLOSE_KM


def measure(data: Path) -> dict[str, float]:
    """Share of gold names put right (`acc161_given`), and of those put anywhere (`precision161_given`).

    `f1_end_to_end` with `precision_end_to_end` and `recall_end_to_end` from the bare text. `data` is one corpus file; where
    `lgl.xml` (local news, much harder) stands beside it, it is measured too, with the names given.
    """
    figures = _figures(data, "") | _end_to_end(data)
    local = data.with_name("lgl.xml")
    return figures | (_figures(local, "_lgl") if local.exists() and local != data else {})


def explain(data: Path) -> list[str]:
    """One line a wrong name of the corpus, most frequent first: gold, found and why."""
    wrong = Counter(
        f"{case.phrase} -> {_shown(case.found)} wanted {case.gold} {case.lat:.1f},{case.lon:.1f} ({case.why})"
        for case in _cases(data)
        if not case.right
    )
    return [f"{count} x {line}" for line, count in wrong.most_common()]


def _figures(corpus: Path, suffix: str) -> dict[str, float]:
    cases = list(_cases(corpus))
    right = sum(case.right for case in cases)
    placed = sum(case.found is not None for case in cases)
    return {
        f"acc161_given{suffix}": right / len(cases),
        f"precision161_given{suffix}": right / placed,
        f"names{suffix}": len(cases),
    }


def _end_to_end(corpus: Path) -> dict[str, float]:
    right = found = wanted = 0
    for article in ET.parse(corpus).getroot():
        gold, unjudged = _gold(article)
        pins = [pin for pin in _pins(article) if not any(_touch(pin, other) for other in unjudged)]
        left = list(gold)
        for pin in pins:
            hit = next((one for one in left if _touch(pin, one) and _is_one_place(pin, one)), None)
            if hit:
                left.remove(hit)
        right, found, wanted = right + len(gold) - len(left), found + len(pins), wanted + len(gold)
    return {
        "f1_end_to_end": 2 * right / max(1, found + wanted),
        "precision_end_to_end": right / max(1, found),
        "recall_end_to_end": right / max(1, wanted),
    }


def _gold(article: ET.Element) -> tuple[list[Pin], list[Pin]]:
    """Gold names with a point, and those without."""
    pins: tuple[list[Pin], list[Pin]] = ([], [])
    for tag in article.iter("toponym"):
        start, end = int(tag.findtext("start") or 0), int(tag.findtext("end") or 0)
        lat, lon = tag.findtext("gaztag/lat"), tag.findtext("gaztag/lon")
        gaz = tag.find("gaztag")
        number = int(gaz.get("geonameid") or 0) if gaz is not None else 0
        pins[not lat].append((start, end, float(lat or 0), float(lon or 0), number))
    return pins


def _pins(article: ET.Element) -> Iterator[Pin]:
    """The place mentions that the program puts on the map when it reads the article alone."""
    name, text = article.get("docid") or "", article.findtext("text") or ""
    title = article.findtext("title")
    readings = read([plain_reading(name, text, outlet=None, title=title, day=None).article])
    _, things = entities.resolve(readings, (), gazetteer=open_gazetteer())
    mentions = {mention.id: mention for mention in readings[0].mentions}
    for thing in things:
        if thing.kind == "place" and thing.lat is not None and thing.lon is not None:
            for mention in (mentions[number] for number in thing.mentions if number in mentions):
                if mention.form == "name":
                    yield mention.span.start, mention.span.end, thing.lat, thing.lon, thing.geonames_id or 0


def _is_one_place(a: Pin, b: Pin) -> bool:
    """The gold number or within reach: two gazetteers put a province's point hundreds of kilometres apart."""
    return bool(a[4] and a[4] == b[4]) or kilometres(a[2], a[3], b[2], b[3]) <= CLOSE_KM


def _touch(a: Pin, b: Pin) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _shown(place: GazetteerPlace | None) -> str:
    return f"{place.name} {place.country} {place.feature} {place.lat:.1f},{place.lon:.1f}" if place else "nothing"


def _cases(path: Path) -> Iterator[Case]:
    gazetteer = open_gazetteer()
    for article in ET.parse(path).getroot():
        text = article.findtext("text") or ""
        tags = [tag for tag in article.iter("toponym") if tag.find("gaztag/lat") is not None]
        uses = [
            NameUse(
                name=tag.findtext("phrase") or "",
                text=text,
                start=int(tag.findtext("start") or 0),
                end=int(tag.findtext("end") or 0),
            )
            for tag in tags
        ]
        places = survey(uses, gazetteer=gazetteer)
        for tag, use in zip(tags, uses, strict=True):
            found, why = places[use.name]
            gold = tag.find("gaztag")
            assert gold is not None
            yield Case(
                article=article.get("docid") or "", phrase=use.name, gold=gold.findtext("name") or "",
                lat=float(gold.findtext("lat") or 0), lon=float(gold.findtext("lon") or 0),
                number=int(gold.get("geonameid") or 0), found=found, why=why,
            )  # fmt: skip
