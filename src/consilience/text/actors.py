"""What kind of actor words name, in PLOVER's sectors, and whose: "the Xian army" is MIL, of Xia.

One place for every coder and export. Words decide (`data/lexicons/actor-sectors.toml`); where none speaks, the sector
is UNK. Not here: who the actor is (`stages.entities`), and what follows from whom it belongs to (`exports.actors`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from consilience.text.countries import country_names
from consilience.text.lexicons import load_table
from consilience.text.names.folding import fold

if TYPE_CHECKING:
    from consilience.ports import Gazetteer

Sector = Literal[
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
    "ELI", "JRN", "LAB", "MED", "REF", "OPP", "REL", "SOC",
]  # fmt: skip
"""Sectors that words can tell, in the manual's codes. PRE ("pressure group") is never told from words alone."""

International = Literal["UNO", "EUR", "IGO", "NGO", "IMG"]

STATE: frozenset[str] = frozenset({"COP", "GOV", "JUD", "LEG", "MIL", "SPY"})
"""Sectors of a state's own organs."""

ARMED: frozenset[str] = frozenset({"COP", "MIL", "PRM", "REB", "SPY", "UAF"})
"""Sectors whose people carry arms."""

BODY_WORDS = 7
"""Words in the longest name of a body of no one state."""

LONGEST = 5
"""Words in the longest entry of the lexicon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorCode:
    """What words say of an actor. `sectors`: the primary one first, ("UNK",) where no word speaks.

    `international`: the manual's code for a body of no one state; `country`: ISO alpha-2, `None` where not named.
    `by_rank`: only a rank or form of address gave the sector, which a rebel may carry too.
    """

    sectors: tuple[Sector, ...]
    international: International | None
    country: str | None
    by_rank: bool = False

    @property
    def sector(self) -> Sector:
        """The primary sector."""
        return self.sectors[0]


UNKNOWN = ActorCode(sectors=("UNK",), international=None, country=None)


def code_actor(names: Iterable[str], *, gazetteer: Gazetteer | None = None) -> ActorCode:
    """Code an actor from its names and the words before them ("Defence Minister Ana Vidal", "mutinous soldiers").

    The names are weighed together: the longest entry found in any of them is primary. Without a gazetteer only
    names of countries tell the country, not those of their people.
    """
    forms = sorted(set(names))
    body = next((code for form in forms if (code := _body(form))), None)
    found = sorted(
        {hit for form in forms for hit in _hits(form)}, key=lambda hit: (-len(hit[1].split()), hit[2], hit[1])
    )
    turned = any(word in _turned() for form in forms for word in fold(form).split())
    sectors: tuple[Sector, ...] = tuple(dict.fromkeys(sector for sector, _, _ in found))
    if turned and sectors and sectors[0] in ARMED:
        sectors = ("REB", *(sector for sector in sectors if sector != "REB"))
    return ActorCode(
        sectors=sectors or ("UNK",),
        international=body,
        country=None
        if body
        else next((land for form in forms if (land := _home(form) or _country(form, gazetteer))), None),
        by_rank=bool(found) and all(words in _ranks() for _, words, _ in found),
    )


Hit = tuple[Sector, str, int]
"""A sector, the entry that gave it, and the sector's place in the file."""


def _hits(form: str) -> list[Hit]:
    """The longest entries that stand in a name, none inside another."""
    words = fold(form).split()
    hits: list[Hit] = []
    start = 0
    while start < len(words):
        for size in range(min(LONGEST, len(words) - start), 0, -1):
            entry = _entry(" ".join(words[start : start + size]))
            if entry:
                hits.append(entry)
                start += size - 1
                break
        start += 1
    return hits


def _entry(words: str) -> Hit | None:
    lexicon = _lexicon()
    for form in (words, words.removesuffix("s"), words.removesuffix("es")):
        if form in lexicon:
            return lexicon[form]
    return None


def is_contested(labels: Iterable[str]) -> bool:
    """Whether labels that outlets hang on an actor deny it the standing that its name claims ("self-styled army")."""
    return any(fold(label) in _contested() for label in labels)


def _body(form: str) -> International | None:
    """A body of no one state by its whole name, or by a name of several words or an acronym that this one begins with."""
    words = form.removeprefix("the ").removeprefix("The ").split()
    for size in range(min(len(words), BODY_WORDS), 0, -1):
        code = _international().get(" ".join(words[:size]))
        if code and (size == len(words) or size > 1 or words[0].isupper()):
            return code
    return None


def _home(form: str) -> str | None:
    name = fold(form)
    return next((home for words, home in _homes().items() if f" {words} " in f" {name} "), None)


def _country(form: str, gazetteer: Gazetteer | None) -> str | None:
    words = form.replace("’", "'").split()
    for size in (4, 3, 2, 1):
        for start in range(len(words) - size + 1):
            part = " ".join(words[start : start + size])
            code = country_names().get(fold(part))
            if code is None and gazetteer and part[:1].isupper():
                code = gazetteer.country_of_people(part)
            if code:
                return code
    return None


def _entries(text: str) -> list[str]:
    return [" ".join(entry.split()) for entry in re.split(r",", text) if entry.strip()]


@cache
def _lexicon() -> Mapping[str, Hit]:
    lexicon: dict[str, Hit] = {}
    for place, (sector, text) in enumerate(load_table("actor-sectors")["sectors"].items()):
        for entry in _entries(text):
            lexicon.setdefault(fold(entry), (sector, fold(entry), place))
    return lexicon


@cache
def _international() -> Mapping[str, International]:
    table = load_table("actor-sectors")["international"]
    return {entry: code for code, text in table.items() for entry in _entries(text)}


@cache
def _homes() -> Mapping[str, str]:
    table = load_table("actor-sectors")["homes"]
    return {fold(entry): code for code, text in table.items() for entry in _entries(text)}


@cache
def _contested() -> frozenset[str]:
    return frozenset(fold(entry) for entry in _entries(load_table("actor-sectors")["contested"]["words"]))


@cache
def _ranks() -> frozenset[str]:
    return frozenset(fold(entry) for entry in _entries(load_table("actor-sectors")["ranks"]["words"]))


@cache
def _turned() -> frozenset[str]:
    return frozenset(fold(entry) for entry in _entries(load_table("actor-sectors")["turned"]["REB"]))
