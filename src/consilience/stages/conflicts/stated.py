"""Questions that whole sentences answer differently, whatever deed they tell: written from judgements on pairs of statements.

Here the events of a story are not asked, so that earthquakes, votes and ferries are compared like attacks. Not here: the
judgement itself (`judge`), sets of figures (`series`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from consilience.record.text import Span
from consilience.record.woven import Conflict, ConflictKind
from consilience.stages.conflicts.judge import EXCLUSIVE_SHARE, judge
from consilience.stages.conflicts.matches import ANCHORED_SHARE, Judgement, Verdict, in_order
from consilience.stages.conflicts.material import Material
from consilience.stages.conflicts.pairing import find_pairs
from consilience.stages.conflicts.questions import narrowest, quote
from consilience.stages.conflicts.refutations import CAUSED_SHARE
from consilience.stages.conflicts.series import join_figures
from consilience.stages.conflicts.statements import Statement, read_statements

RANK: tuple[Verdict, ...] = ("disagreement", "revision", "scope", "precision", "same", "unrelated")
"""A story's strongest verdict first."""

SURE = 0.6
"""Share in common from which a disagreement or revision of two statements is written as a conflict."""

LEAST = min(SURE, EXCLUSIVE_SHARE, ANCHORED_SHARE)
"""No conflict rests on a lesser share in common."""

ABOUT: dict[ConflictKind, str] = {
    "occurrence": "Did this happen as reported: {}?",
    "control": "Who holds {}?",
    "date": "On which day was this: {}?",
    "place": "Where was this: {}?",
    "actor": "Who was it: {}?",
}
"""Kinds of question that sentences are asked, with the words of the question."""

Pair = tuple[Statement, Statement, Judgement]


def compare_statements(material: Material, already: Sequence[Conflict]) -> list[Conflict]:
    """Give the conflicts of a story: `already`, joined with what whole sentences answer differently.

    Figures of one matter become one conflict. Other pairs are left alone where `already` has a conflict on both sentences.
    """
    pairs = [p for p in judge_pairs(material, least=LEAST) if _is_sure(p[2]) and not _one_passage(material, p[0], p[1])]
    found = join_figures(material, [p for p in pairs if p[2].figures], already)
    taken = [span for conflict in found for position in conflict.positions for span in position.spans]
    asked = [p for p in pairs if p[2].verdict == "disagreement" and p[2].kind in ABOUT]
    for kind in ABOUT:
        used: set[Span] = set()
        for a, b, judgement in sorted((p for p in asked if p[2].kind == kind), key=_surest):
            known = _covered(a, taken) and _covered(b, taken)
            if not known and not {a.sentence, b.sentence} & used:
                used |= {a.sentence, b.sentence}
                found.append(_write(material, a, b, judgement))
    return found


def judge_story(material: Material) -> Verdict:
    """Give the strongest verdict on any two statements of different reports of a story, short of a disagreement."""
    verdicts = {judgement.verdict for _, _, judgement in judge_pairs(material)} - {"disagreement"}
    return next((v for v in RANK if v in verdicts), "unrelated")


def judge_pairs(material: Material, *, least: float = 0.0) -> Iterator[Pair]:
    """Judge statements of different reports that share a telling word or name; the earlier report's stands first.

    `least`: pairs in which no share asked for can reach this are left out unjudged.
    """
    statements = read_statements(material) if len(material.readings) > 1 else ()
    for i, j in find_pairs(statements, least=least):
        a, b = in_order(statements[i], statements[j])
        yield a, b, judge(a, b, material.entities, least=min(least, CAUSED_SHARE))


def _is_sure(judgement: Judgement) -> bool:
    """Holders and doers are at odds by who they are; all else by how much agrees."""
    return judgement.share >= SURE or judgement.anchored or judgement.kind in ("control", "actor")


def _one_passage(material: Material, a: Statement, b: Statement) -> bool:
    """Two renderings of one text are no two reports: where they differ, one was garbled."""
    return material.provenance.same_passage(a.sentence, b.sentence)


def _surest(pair: Pair) -> tuple[float, Span, Span]:
    return -pair[2].share, pair[0].sentence, pair[1].sentence


def _covered(statement: Statement, taken: Iterable[Span]) -> bool:
    own = statement.sentence
    return any(s.article == own.article and s.start < own.end and own.start < s.end for s in taken)


def _write(material: Material, a: Statement, b: Statement, judgement: Judgement) -> Conflict:
    return material.conflict(
        [material.position([a.said]), material.position([b.said])],
        kind=judgement.kind,
        nature="disagreement",
        about=sorted((a.names & b.names) & material.entities.keys()),
        events=[event for s in (a, b) for event in s.events(material)],
        question=ABOUT[judgement.kind].format(_shown(material, a, b, judgement.kind)),
        why=judgement.why,
    )


def _shown(material: Material, a: Statement, b: Statement, kind: ConflictKind) -> str:
    """What is asked about: the words of the report that tells the deed; of a place held, its name."""
    if kind == "control":
        places = {p for p in (a.names & b.names) & (a.places | b.places) if p in material.entities}
        place = narrowest(material, places, [a.said.line, b.said.line])
        return place.name if place else "the place"
    teller = b if a.denied or (a.negated and not b.negated and not b.denied) else a
    return quote(teller.said.line)
