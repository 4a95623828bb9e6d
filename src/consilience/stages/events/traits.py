"""What tells one root from another between two marked parties: words, grammar and the rules' own verdicts, as named marks.

The trained coder (`ports.EventCoder`) is asked with these, in training as at run time. A mark's name is its group, a colon
and a value ("vd:sign:obj"); the coder weighs groups as wholes. Not here: which pairs are asked about (`coding`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from consilience.ports import Traits
from consilience.stages.events import grammar
from consilience.stages.events.lexicon import entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from consilience.ports import Parsed

AFTER, BEFORE = 8, 6
"""Words read behind the later and before the earlier party. Further off, other events begin."""

LEXICAL = {"VERB": "verb", "NOUN": "noun"}
DEEP_WORDS = frozenset({"xcomp", "ccomp", "obj", "case", "mark", "compound", "amod", "nmod"})
"""Relations of the words two steps below a verb that say what it is about ("agreed to *sign* a *trade* deal")."""

SOFT = 0.5
"""Strength of marks that say little each: the words of the names, and words anywhere in the sentence."""


class Told(NamedTuple):
    """One event as the rules read it. `pair`: 3 where both parties are in its roles, 2 or 1 where one is, 0 for none."""

    root: str
    type: str
    mode: str | None
    cameo: str
    actuality: str
    pair: int
    confidence: float
    start: int


class Pair(NamedTuple):
    """Two parties in one sentence: token indices of each, and the sentence's token range."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    sentence: tuple[int, int]


def traits_of(parsed: Parsed, pair: Pair, told: Sequence[Told], kinds: tuple[str, str]) -> Traits:
    """Give the traits of one pair. `told`: the rules' events of its sentence; `kinds`: the parties' mention kinds."""
    walk = _Walk(parsed, pair)
    marks: dict[str, float] = {f"sk:{kinds[0]}": 1.0, f"tk:{kinds[1]}": 1.0}
    _mark_words(walk, marks)
    _mark_grammar(walk, marks)
    _mark_verbs(walk, marks)
    _mark_rules(told, marks)
    _mark_lexicon(walk, marks)
    words = {
        "gb": walk.plain(walk.between),
        "gp": walk.plain(walk.path or [walk.verb]),
        "gt": walk.plain(pair.target),
        "gvc": walk.plain(walk.below),
    }
    return Traits(marks=marks, words=words)


class _Walk:
    """The words of a pair's sentence, sorted by where they stand to the parties."""

    def __init__(self, parsed: Parsed, pair: Pair) -> None:
        self.parsed, self.pair = parsed, pair
        self.parties = {*pair.source, *pair.target}
        self.source, self.target = _head(parsed, pair.source), _head(parsed, pair.target)
        first, last = sorted((pair.source, pair.target), key=lambda tokens: tokens[0])
        start, stop = pair.sentence
        self.between = list(range(first[-1] + 1, last[0]))
        self.after = list(range(last[-1] + 1, min(stop, last[-1] + 1 + AFTER)))
        self.before = list(range(max(start, first[0] - BEFORE), first[0]))
        self.verb = parsed.tokens[self.source].head
        self.down, top = _path(parsed, self.source, self.target)
        self.path = [i for i in self.down.between if i not in self.parties]
        self.tops = sorted({self.verb, top})
        self.below = [i for each in self.tops for i in parsed.children[each] if i not in self.parties]

    def lemma(self, i: int) -> str:
        return grammar.lemma(self.parsed, i)

    def plain(self, tokens: Iterable[int]) -> tuple[str, ...]:
        """The words as written, lower case, without names."""
        rows = (self.parsed.tokens[i] for i in tokens)
        return tuple(row.text.lower() for row in rows if row.pos != "PROPN")


class _Path(NamedTuple):
    between: list[int]
    into_target: list[int]


def _path(parsed: Parsed, source: int, target: int) -> tuple[_Path, int]:
    """The words on the way from one head to the other, and the highest of them."""
    up, down = ([i, *grammar.governors(parsed, i)] for i in (source, target))
    top = next((i for i in up if i in set(down)), up[-1])
    rise = up[1 : up.index(top) + 1]
    fall = down[: down.index(top)] if top in down else down
    return _Path([*rise, *reversed(fall[1:])], fall), top


def _head(parsed: Parsed, tokens: Sequence[int]) -> int:
    inside = set(tokens)
    heads = (i for i in tokens if parsed.tokens[i].head == i or parsed.tokens[i].head not in inside)
    return next(heads, tokens[0])


def _mark_words(walk: _Walk, marks: dict[str, float]) -> None:
    for name, tokens in (("b", walk.between), ("a", walk.after), ("p", walk.before)):
        words = [walk.lemma(i) for i in tokens]
        for size in (1, 2, 3):
            for i in range(len(words) - size + 1):
                marks[f"{name}:{'_'.join(words[i : i + size])}"] = 1.0
    for i in range(*walk.pair.sentence):
        if i not in walk.parties:
            marks[f"any:{walk.lemma(i)}"] = SOFT
    for name, party in (("s", walk.pair.source), ("t", walk.pair.target)):
        for i in party:
            marks[f"{name}:{walk.lemma(i)}"] = SOFT


def _mark_grammar(walk: _Walk, marks: dict[str, float]) -> None:
    tokens = walk.parsed.tokens
    case = grammar.case_of(walk.parsed, walk.target)
    above = tokens[walk.target].head
    for name, value in (
        ("sh", walk.lemma(walk.source)),
        ("th", walk.lemma(walk.target)),
        ("tcase", case),
        ("tcase", f"{case}:{walk.lemma(above)}"),
        ("svd", f"{tokens[walk.source].dep}:{walk.lemma(walk.verb)}"),
        ("tvd", f"{tokens[walk.target].dep}:{walk.lemma(above)}"),
    ):
        marks[f"{name}:{value}"] = 1.0
    for i in walk.path:
        marks[f"path:{walk.lemma(i)}"] = 1.0
    for i in walk.down.into_target:
        marks[f"ds:{tokens[i].dep}:{walk.lemma(tokens[i].head)}"] = 1.0
    for i in (*walk.path, walk.verb):
        for word in grammar.auxiliaries(walk.parsed, i):
            marks[f"aux:{word}"] = 1.0


def _mark_verbs(walk: _Walk, marks: dict[str, float]) -> None:
    tokens = walk.parsed.tokens
    for i in walk.below:
        relation, word, verb = tokens[i].dep, walk.lemma(i), walk.lemma(tokens[i].head)
        marks[f"vc:{relation}:{word}"] = 1.0
        marks[f"vc:{verb}:{relation}:{word}"] = 1.0
        marks[f"vd:{verb}:{relation}"] = 1.0
        for deep in walk.parsed.children[i]:
            if tokens[deep].dep in DEEP_WORDS and deep not in walk.parties:
                marks[f"vcc:{walk.lemma(deep)}"] = 1.0
                marks[f"vcc:{relation}:{word}:{walk.lemma(deep)}"] = 1.0


def _mark_rules(told: Sequence[Told], marks: dict[str, float]) -> None:
    for each in told:
        for name, value in (
            ("ev", each.root),
            ("evp", f"{each.pair}:{each.root}"),
            ("evp", f"{each.pair}:{each.cameo}"),
            ("evm", f"{each.type}/{each.mode}"),
            ("evc", each.cameo),
            ("evact", each.actuality),
        ):
            marks[f"{name}:{value}"] = 1.0
    best = max(told, key=lambda each: (each.pair, each.confidence, -each.start), default=None)
    marks[f"ans:{best.root if best else '-'}"] = 1.0
    if best is not None:
        marks[f"evp:best {best.pair}:{best.root}"] = 1.0


def _mark_lexicon(walk: _Walk, marks: dict[str, float]) -> None:
    """The types that the lexicon gives a word in any frame: in the words around, and on the way between the parties."""
    for i in (*walk.between, *walk.after, *walk.before):
        for event_type, mode in _lexical(walk, i):
            marks[f"lx:{event_type}"] = 1.0
            marks[f"lxm:{event_type}/{mode}"] = 1.0
    for i in (*walk.path, walk.verb):
        for event_type, mode in _lexical(walk, i):
            marks[f"plx:{event_type}"] = 1.0
            marks[f"plx:{event_type}/{mode}"] = 1.0


def _lexical(walk: _Walk, i: int) -> list[tuple[str, str | None]]:
    kind = LEXICAL.get(walk.parsed.tokens[i].pos, "")
    found = entries().get((walk.lemma(i), kind), ()) if kind else ()
    return [(entry.type, entry.mode) for entry in found if len(entry.words) == 1]
