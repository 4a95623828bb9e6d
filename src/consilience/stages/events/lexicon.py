"""The PLOVER trigger lexicon: reads the data files in `data/lexicons/plover` into entries.

Here: the line format, loading, word classes. Not here: matching entries to a parsed sentence (`triggers`), nor the
words themselves.

A lexicon file is a list of headings and word lists. A heading starts with `@` and says what the words below it mean:

    @ verb | mode aerial | cameo 195 | agent subject | target object, on | if object place
    bomb, bombard, drop *bombs

A pattern is one or more words; the head, that carries the grammar, is the first word or the one marked `*`.
Roles are `subject`, `object`, `undergoer` (the object of a verb whose subject is not told), `indirect`,
`possessor`, `modifier`, `speaker`, `clause`, `infinitive`, `must` (who is said to have to do something) or a preposition, each
with a word class where one is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

from consilience.stages.events.codes import root_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from consilience.record.found import ControlStatus, Direction

DEFAULT_CONFIDENCE = 0.8
"""What an unambiguous trigger with no stated confidence is worth before its arguments are looked at."""

SPECIAL_FILES = ("classes", "grammar", "irregular")
"""Data files of word classes; every other file is named after its PLOVER type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What an argument must be (`wanted`) or must not be for an entry to apply.

    `classes`: word classes or mention kinds, any of which will do; empty: the argument has only to be there.
    """

    role: str
    classes: tuple[str, ...]
    wanted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One trigger: its words, what it means, and which argument plays which part.

    `words`: lemmas in text order, `words[head]` being the head; `pos`: "verb", "noun" or "adjective".
    `agent`, `target`: role names, all of which are filled. `state`: a standing state, not a change.
    `harm`: "yes" where the words tell death or injury but not its cause, so that violence has to be shown beside them;
    "strict" where only an act in the same clause shows it ("died"); `None` for acts. `formal`: an act of some office, told
    even where nobody is named ("was charged with fraud").
    """

    type: str
    words: tuple[str, ...]
    head: int
    pos: str
    mode: str | None = None
    cameo: str = ""
    agent: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    control: ControlStatus | None = None
    direction: Direction | None = None
    confidence: float = DEFAULT_CONFIDENCE
    state: bool = False
    harm: str | None = None
    formal: bool = False


@dataclass(slots=True)
class _Heading:
    """A heading being read; mutable only while its file is parsed."""

    pos: str = "verb"
    values: dict[str, str] = field(default_factory=dict)
    conditions: list[Condition] = field(default_factory=list)


@cache
def entries() -> Mapping[tuple[str, str], tuple[Entry, ...]]:
    """All triggers by (head lemma, pos), the most specific first: more words, then more conditions."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for name, lines in _files():
        if name not in SPECIAL_FILES:
            for entry in parse_entries(name.upper(), lines):
                found.setdefault((entry.words[entry.head], entry.pos), []).append(entry)
    return {key: tuple(sorted(group, key=specificity)) for key, group in found.items()}


@cache
def _heads() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for (word, _), group in entries().items():
        found.setdefault(word, set()).update(root_class(entry.type) for entry in group)
    return {word: frozenset(roots) for word, roots in found.items()}


def roots_of(lemma: str) -> frozenset[str]:
    """The roots (RETREAT and CONCEDE as "YIELD") of all triggers that a word heads, in whatever frame; empty if it heads none."""
    return _heads().get(lemma, frozenset())


@cache
def word_classes() -> Mapping[str, frozenset[str]]:
    """Word classes by name ("armed", "place", "light"): lemmas, lower case."""
    found: dict[str, set[str]] = {}
    for name, lines in _files():
        if name in ("classes", "grammar"):
            current: set[str] = set()
            for line in lines:
                if line.startswith("@"):
                    current = found.setdefault(line[1:].strip(), set())
                else:
                    current.update(_split(line, ","))
    return {name: frozenset(words) for name, words in found.items()}


@cache
def vocabulary() -> frozenset[str]:
    """Every single word of the patterns and classes, as the lexicon writes it."""
    words = {word for group in entries().values() for entry in group for word in entry.words}
    return frozenset(words.union(*word_classes().values()))


def in_class(lemma: str, name: str) -> bool:
    """Say whether a lemma belongs to a word class; an unknown class has no words."""
    return lemma.lower() in word_classes().get(name, frozenset())


def parse_entries(event_type: str, lines: tuple[str, ...]) -> Iterator[Entry]:
    """Read one type's lines (comments already removed) into entries, in order.

    Raises `ValueError` where a heading has a key it does not know.
    """
    heading = _Heading()
    for line in lines:
        if line.startswith("@"):
            heading = _read_heading(line[1:])
        else:
            for pattern in _split(line, ","):
                yield _entry(event_type, pattern, heading)


def _files() -> Iterator[tuple[str, tuple[str, ...]]]:
    folder = files("consilience") / "data" / "lexicons" / "plover"
    for item in sorted(folder.iterdir(), key=lambda each: each.name):
        if item.name.endswith(".txt"):
            text = item.read_text(encoding="utf-8").splitlines()
            yield item.name.removesuffix(".txt"), tuple(row.strip() for row in text if row.strip() and row[0] != "#")


def specificity(entry: Entry) -> tuple[int, int, int]:
    """The order in which entries of a word are tried: more words first, then more that must be there, then more that must not."""
    return -len(entry.words), -sum(each.wanted for each in entry.conditions), -len(entry.conditions)


def _split(text: str, separator: str) -> list[str]:
    return [part.strip() for part in text.split(separator) if part.strip()]


_KEYS = frozenset({"mode", "cameo", "agent", "target", "control", "direction", "confidence", "state", "harm", "formal"})


def _read_heading(text: str) -> _Heading:
    pos, *rest = _split(text, "|")
    heading = _Heading(pos=pos)
    for part in rest:
        key, _, value = part.partition(" ")
        if key in ("if", "unless"):
            role, _, classes = value.strip().partition(" ")
            heading.conditions.append(Condition(role=role, classes=tuple(_split(classes, "/")), wanted=key == "if"))
        elif key in _KEYS:
            heading.values[key] = value.strip()
        else:
            message = f"unknown key {key!r} in heading: {text.strip()}"
            raise ValueError(message)
    return heading


def _entry(event_type: str, pattern: str, heading: _Heading) -> Entry:
    words = pattern.split()
    head = next((i for i, word in enumerate(words) if word.startswith("*")), 0)
    values = heading.values
    return Entry(
        type=event_type,
        words=tuple(word.removeprefix("*").lower() for word in words),
        head=head,
        pos=heading.pos,
        mode=values.get("mode"),
        cameo=values.get("cameo", ""),
        agent=tuple(_split(values.get("agent", ""), ",")),
        target=tuple(_split(values.get("target", ""), ",")),
        conditions=tuple(heading.conditions),
        control=cast("ControlStatus | None", values.get("control")),
        direction=cast("Direction | None", values.get("direction")),
        confidence=float(values.get("confidence", DEFAULT_CONFIDENCE)),
        state="state" in values,
        harm=values.get("harm"),
        formal="formal" in values,
    )
