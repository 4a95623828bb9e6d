"""Figures of one matter gathered from all its reports: one question, and one position for each value.

Pairs of statements whose figures were compared are the edges; what they join is one matter. Conflicts on figures found among
merged events are taken in, so that one toll is asked about once. Not here: comparing two figures (`judge`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from consilience.record.text import Span
from consilience.record.woven import Conflict, ConflictNature
from consilience.stages.conflicts.matches import Judgement
from consilience.stages.conflicts.material import Material, Said
from consilience.stages.conflicts.statements import Figure, Statement

WORDS = {"KILL": "killed", "WOUND": "wounded", "ARREST": "arrested", "ABDUCT": "taken", "DISPLACE": "displaced"}
"""A deed counted, as a question asks for it."""


@dataclass(slots=True)
class Series:
    """Statements whose figures are of one matter, each with its figure, and the natures of the pairs among them."""

    members: dict[Span, tuple[Statement, Figure]] = field(default_factory=dict)
    verdicts: set[str] = field(default_factory=set)


def join_figures(
    material: Material, pairs: Sequence[tuple[Statement, Statement, Judgement]], already: Sequence[Conflict]
) -> list[Conflict]:
    """Give `already` with the series that are at odds or brought up to date; a conflict that a series holds is replaced."""
    series = [s for s in _gather(pairs) if s.verdicts & {"disagreement", "revision"}]
    replaced = {c.id for c in already for s in series if c.kind == "number" and _touches(c, s)}
    kept = [c for c in already if c.id not in replaced]
    taken_in = [[c for c in already if c.id in replaced and _touches(c, one)] for one in series]
    return kept + [_write(material, one, known) for one, known in zip(series, taken_in, strict=True)]


def _gather(pairs: Sequence[tuple[Statement, Statement, Judgement]]) -> list[Series]:
    """Join statements through pairs that compare exact figures of one deed, surest pairs first."""
    found: list[Series] = []
    for a, b, judgement in sorted(pairs, key=lambda p: (-p[2].share, p[0].sentence, p[1].sentence)):
        if judgement.figures is None or judgement.verdict not in ("disagreement", "revision", "same"):
            continue
        figures = judgement.figures
        meeting = [s for s in found if _has(s, a, figures[0]) or _has(s, b, figures[1])]
        home = meeting[0] if meeting else Series()
        for other in meeting[1:]:
            home.members |= other.members
            home.verdicts |= other.verdicts
        found = [s for s in found if s not in meeting[1:]] + ([] if meeting else [home])
        home.members.setdefault(a.sentence, (a, figures[0]))
        home.members.setdefault(b.sentence, (b, figures[1]))
        home.verdicts.add(judgement.verdict)
    return _join_equal(found)


def _join_equal(found: Sequence[Series]) -> list[Series]:
    """Series of one deed with the very same values are one."""
    joined: dict[tuple[str, tuple[float, ...]], Series] = {}
    for one in found:
        figures = [figure for _, figure in one.members.values()]
        key = (figures[0].deed or figures[0].unit, tuple(sorted({f.quantity.low or 0.0 for f in figures})))
        home = joined.setdefault(key, one)
        home.members |= one.members
        home.verdicts |= one.verdicts
    return list(joined.values())


def _has(series: Series, statement: Statement, figure: Figure) -> bool:
    held = series.members.get(statement.sentence)
    return held is not None and held[1].quantity.id == figure.quantity.id


def _touches(conflict: Conflict, series: Series) -> bool:
    spans = [span for position in conflict.positions for span in position.spans]
    return any(s.article == m.article and s.start < m.end and m.start < s.end for s in spans for m in series.members)


def _write(material: Material, series: Series, taken_in: Sequence[Conflict]) -> Conflict:
    by_value: dict[float, list[Said]] = defaultdict(list)
    words: dict[float, set[str]] = defaultdict(set)
    for statement, figure in series.members.values():
        by_value[figure.quantity.low or 0.0].append(statement.said)
        words[figure.quantity.low or 0.0].add(_phrase(statement, figure))
    statements = [s for s, _ in series.members.values()]
    positions = [
        material.position(by_value[v], statement=min(words[v], key=lambda w: (len(w), w))) for v in sorted(by_value)
    ]
    deed = next(iter(sorted({f.deed or f.unit for _, f in series.members.values()})))
    names = sorted(frozenset.intersection(*(s.names for s in statements)) & material.entities.keys())
    where = ", ".join(material.entities[n].name for n in names)
    return material.conflict(
        positions,
        kind="number",
        nature=_nature(series, taken_in),
        about=names,
        events=[e for s in statements for e in s.events(material)] + [e for c in taken_in for e in c.events],
        question=f"How many {'were ' + WORDS[deed] if deed in WORDS else deed.lower()}{': ' + where if where else ''}?",
        why=f"figures of one kind for one matter: {', '.join(f'{v:g}' for v in sorted(by_value))}",
    )


def _nature(series: Series, taken_in: Iterable[Conflict]) -> ConflictNature:
    at_odds = "disagreement" in series.verdicts or any(c.nature == "disagreement" for c in taken_in)
    return "disagreement" if at_odds else "revision"


def _phrase(statement: Statement, figure: Figure) -> str:
    """The words that give the figure: its sentence, or from the figure on where that is long."""
    text = statement.said.reading.article.text
    return " ".join(text[figure.quantity.span.start : figure.quantity.span.end].split())
