"""Clusters of names as entities: the name to show, all names with counts, the country, the point, a stable id."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, partial
from typing import TYPE_CHECKING

from consilience.ports import NO_MEMORY
from consilience.record.ids import make_id
from consilience.record.woven import Entity
from consilience.stages.entities.blocking import name_keys
from consilience.stages.entities.groups import Known
from consilience.text.lexicons import load_words
from consilience.text.names.folding import fold
from consilience.text.names.organization import is_acronym, is_unspecific, known_organization, organization_key
from consilience.text.names.person import person_words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from consilience.ports import Gazetteer, GazetteerPlace, Memory
    from consilience.record.found import Mention
    from consilience.stages.entities.groups import Cluster
    from consilience.text.places.survey import Located

_ARTICLE = re.compile(r"(?:^|[^\w-])((?:[Aa]l|[Ee]l|[Aa]sh|[Aa]s|[Aa]d|[Aa]r|[Aa]n|[Aa]t|[Aa]z)-)$")
MOST_TITLES = 3
TITLE_WINDOW = 40
TOO_SHORT = 3


def assemble(
    lists: Sequence[tuple[Known, ...]],
    texts: Mapping[str, str],
    *,
    gazetteer: Gazetteer,
    memory: Memory = NO_MEMORY,
    parted: Collection[str] = (),
) -> list[tuple[Entity, ...]]:
    """One entity a thing, list by list. An id depends on kind and name, and on the first article only where a name is shared.

    `parted`: groups that an analyst judged to be another than their namesakes; their id depends on their first mention.
    """
    split = [bool(parted) and any(_is_apart(thing, parted) for thing in things) for things in lists]
    keys = Counter(
        thing.identity
        for things, some in zip(lists, split, strict=True)
        for thing in things
        if not (some and _is_apart(thing, parted))
    )
    out = []
    for things, some in zip(lists, split, strict=True):
        scopes = tuple(
            thing.cluster[0].id
            if some and _is_apart(thing, parted)
            else thing.cluster[0].article
            if not thing.distinct or keys[thing.identity] > 1
            else None
            for thing in things
        )
        out.append(memory.recall("entities", (things,), scopes, partial(_entities, things, scopes, texts, gazetteer)))
    return out


def _is_apart(thing: Known, parted: Collection[str]) -> bool:
    return any(group.id in parted for group in thing.cluster)


def _entities(
    things: Sequence[Known], scopes: Sequence[str | None], texts: Mapping[str, str], gazetteer: Gazetteer
) -> tuple[Entity, ...]:
    return tuple(
        _entity(thing.cluster, make_id("e", *thing.identity, scope), texts, thing.located, gazetteer)
        for thing, scope in zip(things, scopes, strict=True)
    )


def identify(cluster: Cluster, located: Mapping[str, Located]) -> Known:
    """A cluster as a thing to be known by its name."""
    return Known(
        cluster=cluster,
        identity=_identity(cluster, located),
        distinct=_is_distinct(cluster, located),
        located=located,
    )


def _entity(
    cluster: Cluster,
    number: str,
    texts: Mapping[str, str],
    located: Mapping[str, Located],
    gazetteer: Gazetteer,
) -> Entity:
    names = Counter(_written(name, texts[group.article]) for group in cluster for name in group.names)
    shown = _shown_name(names, cluster[0].kind)
    titled = Counter(form for group in cluster for name in group.names if (form := _titled(name, texts[group.article])))
    place = _place(cluster, located)
    rows = sorted((names + titled).items(), key=lambda row: (-row[1], row[0] != shown, -len(row[0]), row[0]))
    return Entity(
        id=number,
        kind=cluster[0].kind,
        name=shown,
        names=tuple(rows),
        mentions=tuple(member for group in cluster for member in group.members),
        country=place.country or None if place else _country(names, gazetteer) if cluster[0].kind != "person" else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        geonames_id=(place.geonames_id or None) if place else None,
        radius_km=place.radius_km if place else None,
    )


def _shown_name(names: Counter[str], kind: str) -> str:
    """The most frequent full form; where there is none, the most frequent form."""
    if kind == "person":
        full = [name for name in names if len(person_words(name)) > 1]
    elif kind == "organization":
        full = [name for name in names if not is_acronym(name) and not is_unspecific(name)]
    else:
        full = []
    return min(full or names, key=lambda name: (-names[name], -len(name), name))


def _written(name: Mention, text: str) -> str:
    """The name as written, with an Arabic article that stands before the span ("al-X")."""
    article = _ARTICLE.search(text[max(0, name.span.start - 5) : name.span.start])
    return (article[1] if article else "") + " ".join(name.text.split())


def _titled(name: Mention, text: str) -> str | None:
    """The name with the titles right before it, as written ("General X"); `None` where none stands there."""
    if name.kind != "person":
        return None
    before = text[max(0, name.span.start - TITLE_WINDOW) : name.span.start]
    words = before.split()
    taken: list[str] = []
    while len(taken) < MOST_TITLES and (count := _title_at_end(words)):
        taken = words[-count:] + taken
        words = words[:-count]
    joined = bool(before[-1:].isspace()) and "\n" not in before[-2:]
    return " ".join([*taken, *name.text.split()]) if taken and joined else None


def _title_at_end(words: list[str]) -> int:
    """How many words at the end make a title: two ("Prime Minister") or one; 0 where none does."""
    for count in (2, 1):
        tail = words[-count:]
        if len(tail) == count and tail[0][:1].isupper() and " ".join(tail).casefold() in _titles():
            return count
    return 0


def _place(cluster: Cluster, located: Mapping[str, Located]) -> GazetteerPlace | None:
    """The place most groups were located at."""
    found = [place for group in cluster if (place := located.get(group.id, (None, ""))[0]) is not None]
    counts = Counter((place.geonames_id, place.name, place.lat, place.lon) for place in found)
    if not found:
        return None
    best = min(counts, key=lambda row: (-counts[row], row))
    return next(place for place in found if (place.geonames_id, place.name, place.lat, place.lon) == best)


def _country(names: Counter[str], gazetteer: Gazetteer) -> str | None:
    """The one country whose people or name is a word of an organisation's names; `None` for none or several."""
    codes = set()
    for name in names:
        for word in name.replace("-", " ").split():
            code = gazetteer.country_of_people(word) if word[:1].isupper() else None
            if code is None and word[:1].isupper() and len(word) > TOO_SHORT:
                code = next((place.country for place in gazetteer.find(word)[:1] if place.feature == "PCLI"), None)
            if code:
                codes.add(code)
    return codes.pop() if len(codes) == 1 else None


def _identity(cluster: Cluster, located: Mapping[str, Located]) -> tuple[str, str]:
    """Kind and a key of the name that more reports hardly change: the first full form in alphabetical order.

    Equal full forms are always one cluster, so two clusters share a key only where neither has a full form.
    """
    kind = cluster[0].kind
    forms = sorted({form for group in cluster for form in group.forms})
    if kind == "person":
        names = [" ".join(person_words(form)) for form in forms]
        return kind, min([name for name in names if " " in name] or names)
    if kind == "organization":
        known = [name for form in forms if (name := known_organization(form))]
        full = [organization_key(form) for form in forms if not is_acronym(form) and not is_unspecific(form)]
        return kind, min(known or full or [organization_key(form) for form in forms])
    place = _place(cluster, located)
    return kind, str(place.geonames_id or place.name) if place else fold(forms[0])


def _is_distinct(cluster: Cluster, located: Mapping[str, Located]) -> bool:
    """Whether the name alone says who is meant, so that an unrelated article cannot change the id."""
    if cluster[0].kind == "place":
        return _place(cluster, located) is not None
    return any(True for group in cluster for _ in name_keys(group))


@cache
def _titles() -> frozenset[str]:
    return frozenset(line.split("\t")[0].casefold() for line in load_words("titles"))
