"""How well place names are put on the map: names given, place asked. Data: `tr-news.xml` and `lgl.xml`.

A name counts as right within 161 km (100 miles) of the gold point, the field's usual measure, or with the gold GeoNames
number; names left without a place count as wrong. Demonyms are among the gold names.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consilience.text.places import open_gazetteer
from consilience.text.places.distance import kilometres
from consilience.text.places.survey import NameUse, survey

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from consilience.ports import GazetteerPlace

CLOSE_KM = 161.0


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

    `data` is one corpus file; where `lgl.xml` (local news, much harder) stands beside it, it is measured too.
    """
    figures = _figures(data, "")
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


def _use(tag: ET.Element, text: str) -> NameUse:
    start, end = int(tag.findtext("start") or 0), int(tag.findtext("end") or 0)
    return NameUse(name=tag.findtext("phrase") or "", text=text, start=start, end=end)


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
