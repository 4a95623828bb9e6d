"""What kind of thing a name stands for, settled over a story: reports vote, known bodies and family names weigh in.

A model that takes one report's "X" for a person and the next report's for a town must not make two entities of it.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from consilience.stages.entities.groups import KIND_OF
from consilience.text.lexicons import load_table, load_words
from consilience.text.names.folding import fold
from consilience.text.names.organization import head_of, is_acronym, is_unspecific, known_organization
from consilience.text.names.person import person_words
from consilience.text.places.keys import bare_key, exact_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consilience.ports import Gazetteer, GazetteerPlace
    from consilience.record.found import Mention
    from consilience.record.woven import EntityKind

KNOWN = 100.0
NOUN = 5.0
"""Votes from a last or head noun ("X Observatory", "X Road"), over all that take the name for a person's."""
ON_THE_MAP = 2.0
"""Votes for a place that the gazetteer has in a country the story speaks of."""
LARGE_TOWN = 50_000
MUCH = 0.15
"""Share of the story's demonyms from which a country counts as one it speaks of."""
ORDER: tuple[EntityKind, ...] = ("place", "organization", "person")
"""Ties go to what the gazetteer or the lexicons could have said; a person is what is left."""


def settle_kinds(
    mentions: Sequence[Mention], *, outlets: frozenset[str], countries: Mapping[str, float], gazetteer: Gazetteer
) -> dict[str, EntityKind]:
    """The kind of each folded name form among a story's name mentions.

    `outlets`: folded names of the outlets of its articles; `countries`: weights of the ISO codes it speaks of.
    """
    votes: dict[str, Counter[EntityKind]] = {}
    written: dict[str, str] = {}
    for mention in mentions:
        kind = KIND_OF.get(mention.kind)
        if kind and mention.form == "name" and not _is_side(mention.text):
            key = fold(mention.text)
            votes.setdefault(key, Counter())[kind] += 1
            written[key] = max(written.get(key, ""), mention.text)
    families = _families(votes, written)
    return {
        key: "organization"
        if key in outlets
        else _winner(key, written[key], count, families=families, countries=countries, gazetteer=gazetteer)
        for key, count in sorted(votes.items())
        if key
    }


def _winner(
    key: str,
    form: str,
    count: Counter[EntityKind],
    *,
    families: Counter[str],
    countries: Mapping[str, float],
    gazetteer: Gazetteer,
) -> EntityKind:
    score: dict[EntityKind, float] = {kind: float(count[kind]) for kind in ORDER}
    _add_word_votes(score, key, form)
    family = families[" ".join(person_words(form))]
    score["person"] += family
    score["place"] += _map_votes(form, family, countries=countries, gazetteer=gazetteer)
    return max(ORDER, key=lambda kind: (score[kind], -ORDER.index(kind)))


def _add_word_votes(score: dict[EntityKind, float], key: str, form: str) -> None:
    """What the words of a name say: a known body or acronym, an opener ("Jabhat"), a place's or body's noun."""
    if known_organization(form) or (is_acronym(form) and not score["place"]):
        score["organization"] += KNOWN
    elif " " not in key:
        return
    elif key.split(maxsplit=1)[0] in _openers():
        score["organization"] += KNOWN
    elif key.rsplit(maxsplit=1)[-1] in _place_endings():
        score["place"] += NOUN + score["person"]
    elif _is_body(head_of(form)):
        score["organization"] += NOUN + score["person"]


def _map_votes(form: str, family: int, *, countries: Mapping[str, float], gazetteer: Gazetteer) -> float:
    """Votes of the gazetteer: a country's name is a place; a town counts where the story speaks much of its country.

    A large town counts for more than any number of reports, unless somebody in the story has its name.
    """
    places = gazetteer.find(form)[:3]
    if known_organization(form) or not places:
        return 0.0
    if any(place.feature == "PCLI" for place in places):
        return KNOWN
    total = sum(countries.values()) or 1.0
    here = [place for place in places if countries.get(place.country, 0.0) / total >= MUCH]
    large = any(place.population >= LARGE_TOWN and _is_own_name(form, place) for place in here)
    return KNOWN if large and not family else ON_THE_MAP if here else 0.0


def _is_own_name(form: str, place: GazetteerPlace) -> bool:
    return bare_key(exact_key(form)) == bare_key(exact_key(place.name))


def _families(votes: Mapping[str, Counter[EntityKind]], written: Mapping[str, str]) -> Counter[str]:
    """How often each word ends a full name that is mostly a person's."""
    out: Counter[str] = Counter()
    for key, count in votes.items():
        words = person_words(written[key])
        if len(words) > 1 and "of" not in words and count.most_common(1)[0][0] == "person":
            out[words[-1]] += 2 * count["person"]
    return out


def _is_side(text: str) -> bool:
    """Whether the words only say which side someone is on ("Pro-X")."""
    return text.casefold().startswith(("pro-", "anti-"))


def _is_body(head: str) -> bool:
    """Whether a head noun, singular or plural, is that of organisations."""
    return any(word in _nouns() or is_unspecific(word) for word in (head, head.removesuffix("s")))


@cache
def _place_endings() -> frozenset[str]:
    return frozenset(load_table("place-surroundings")["ending"].split())


@cache
def _openers() -> frozenset[str]:
    return frozenset(load_words("organization-openers"))


@cache
def _nouns() -> frozenset[str]:
    return frozenset(load_words("organization-nouns"))
