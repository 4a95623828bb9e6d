"""Figures of one matter gathered from all its reports: one question, and one position for each value.

Pairs of statements whose figures were compared are the edges; what they join is one matter. Conflicts on figures found among
merged events are taken in, so that one toll is asked about once. Not here: comparing two figures (`judge`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from consilience.record.text import Span
from consilience.record.woven import Conflict, ConflictNature
from consilience.stages.conflicts.figures import Figure
from consilience.stages.conflicts.matches import Judgement, Verdict
from consilience.stages.conflicts.material import Material, Said
from consilience.stages.conflicts.questions import COUNTED, ask_count, narrowest, shared_day
from consilience.stages.conflicts.statements import Statement
from consilience.stages.conflicts.values import GENERIC_UNITS


@dataclass(slots=True)
class Series:
    """Statements whose figures are of one matter, each with its figure, and what was found between two values of theirs."""

    members: dict[Span, tuple[Statement, Figure]] = field(default_factory=dict)
    edges: set[tuple[float, float, Verdict]] = field(default_factory=set)

    @property
    def verdicts(self) -> set[str]:
        """What was found between any two of its values."""
        return {verdict for _, _, verdict in self.edges}


def join_figures(
    material: Material, pairs: Sequence[tuple[Statement, Statement, Judgement]], already: Sequence[Conflict]
) -> list[Conflict]:
    """Give `already` with the series that are at odds or brought up to date; a conflict that a series holds is replaced."""
    gathered = [_drop_separate(s) for s in _gather(pairs)]
    series = [s for s in gathered if s.verdicts & {"disagreement", "revision"} and len(_values(s)) > 1]
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
            home.edges |= other.edges
        found = [s for s in found if s not in meeting[1:]] + ([] if meeting else [home])
        home.members.setdefault(a.sentence, (a, figures[0]))
        home.members.setdefault(b.sentence, (b, figures[1]))
        home.edges.add((figures[0].value, figures[1].value, judgement.verdict))
    return _join_equal(found)


def _join_equal(found: Sequence[Series]) -> list[Series]:
    """Series of one deed with the very same values are one."""
    joined: dict[tuple[str, tuple[float, ...]], Series] = {}
    for one in found:
        figures = [figure for _, figure in one.members.values()]
        key = (figures[0].deed or figures[0].unit, tuple(sorted({f.value for f in figures})))
        home = joined.setdefault(key, one)
        home.members |= one.members
        home.edges |= one.edges
    return list(joined.values())


def _drop_separate(series: Series) -> Series:
    """Without the values that one report gives beside another of the series in its own voice: it counts two things.

    The value told in most reports stays, of those as often told the highest.
    """
    holders: dict[float, set[str]] = defaultdict(set)
    for statement, figure in series.members.values():
        holders[figure.value].add(statement.sentence.article)
    kept: list[float] = []
    for value in sorted(holders, key=lambda v: (-len(holders[v]), -v)):
        if not any(_one_report(series, value, other) for other in kept):
            kept.append(value)
    edges = {(v, w, verdict) for v, w, verdict in series.edges if v in kept and w in kept}
    linked = {v for one, other, verdict in edges for v in (one, other) if verdict != "same"}
    members = {span: (s, f) for span, (s, f) in series.members.items() if f.value in linked}
    return Series(members=members, edges=edges)


def _one_report(series: Series, value: float, other: float) -> bool:
    """Whether a report gives both values and names the same speaker, or none, for both."""
    told = [(s.sentence.article, _speaker(s), f.value) for s, f in series.members.values()]
    return any(
        article == else_where and (voice == else_voice or not voice or not else_voice)
        for article, voice, v in told
        for else_where, else_voice, w in told
        if v == value and w == other
    )


def _speaker(statement: Statement) -> str:
    claim = statement.said.claim
    return (claim.speaker_text or "").casefold() if claim else ""


def _values(series: Series) -> set[float]:
    return {figure.value for _, figure in series.members.values()}


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
        by_value[figure.value].append(statement.said)
        words[figure.value].add(_phrase(statement, figure))
    statements = [s for s, _ in series.members.values()]
    positions = [
        material.position(by_value[v], statement=min(words[v], key=lambda w: (len(w), w))) for v in sorted(by_value)
    ]
    names = sorted(frozenset.intersection(*(s.names for s in statements)) & material.entities.keys())
    return material.conflict(
        positions,
        kind="number",
        nature=_nature(series, taken_in),
        about=names,
        events=[e for s in statements for e in s.events(material)] + [e for c in taken_in for e in c.events],
        question=_ask(material, series),
        why=f"figures of one kind for one matter: {', '.join(f'{v:g}' for v in sorted(by_value))}",
    )


def _ask(material: Material, series: Series) -> str:
    """Ask for what the figures count, in the least wide place that half of the statements name, on the day that most name."""
    told = [s for s, _ in series.members.values()]
    figures = [f for _, f in series.members.values()]
    deed = next(iter(sorted({f.deed for f in figures if f.deed})), "")
    units = {"people" if f.unit in GENERIC_UNITS else f.unit for f in figures}
    held = Counter(p for s in told for p in s.places)
    most = [p for p in held if held[p] * 2 >= len(told)]
    days = shared_day(day for s in told for day in s.days or s.around_days)
    unit = min(units) if len(units) == 1 else "people" if deed else ""
    lines = [s.said.line for s in told]
    return ask_count(deed, unit, lines, narrowest(material, most, lines), days)


def _nature(series: Series, taken_in: Iterable[Conflict]) -> ConflictNature:
    at_odds = "disagreement" in series.verdicts or any(c.nature == "disagreement" for c in taken_in)
    return "disagreement" if at_odds else "revision"


def _phrase(statement: Statement, figure: Figure) -> str:
    """The words that give the figure, with what befell those counted where the words do not say it."""
    text = statement.said.reading.article.text
    words = " ".join(text[figure.quantity.span.start : figure.quantity.span.end].split())
    told = COUNTED.get(figure.deed or "", "").removeprefix("were ").removeprefix("are ")
    return f"{words} {told}" if told and not figure.quantity.unit and told not in words else words
