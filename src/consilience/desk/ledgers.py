"""The book of judgements at the desk: one judgement made and kept, all of them handed out as lines and brought in again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from consilience.desk.asking import Desk
from consilience.desk.drafts import Draft
from consilience.desk.judging import JudgingError, check_taken_in, judge, undo
from consilience.desk.sight import Sight, spans_of
from consilience.exports.record.codec import encode_item
from consilience.exports.record.shape import JudgementState
from consilience.pipeline.settling import settle
from consilience.record.judgements import Judgement, Judgements, judgement_id
from consilience.record.text import Problem
from consilience.store.codec import decode_judgement, encode_judgement
from consilience.store.judgements import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What bringing judgements in did: how many lines were new, how many known, and what was wrong or is in conflict."""

    new: int
    known: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A judgement and how it stands: as `JudgementOut.state`, and the id of the later one that overruled it, or `None`."""

    judgement: Judgement
    state: JudgementState
    overruled_by: str | None = None


def decide(draft: Draft, sight: Sight, ledger: Ledger, *, by: str, at: datetime) -> Judgement:
    """Make a judgement and keep it; an undoing is made the same way. Raises JudgingError, in one line, and keeps nothing then.

    The picture shows it when it is woven the next time.
    """
    return decide_all([draft], sight, ledger, by=by, at=at)[0]


def decide_all(
    drafts: Sequence[Draft], sight: Sight, ledger: Ledger, *, by: str, at: datetime
) -> tuple[Judgement, ...]:
    """Make several judgements and keep them all. Raises JudgingError for the first that cannot be made, and keeps none then."""
    made = tuple(_make(draft, sight, ledger, by=by, at=at) for draft in drafts)
    ledger.add(made)
    return made


def _make(draft: Draft, sight: Sight, ledger: Ledger, *, by: str, at: datetime) -> Judgement:
    if draft.action == "undo":
        target = ledger.get(draft.ids[0]) if draft.ids else None
        if target is None:
            raise JudgingError(f"{', '.join(draft.ids) or 'no id'}: no judgement of this id")
        return undo(target, by=by, at=at, note=draft.note)
    return judge(draft, sight, by=by, at=at)


def find_standings(ledger: Ledger, desk: Desk) -> tuple[Standing, ...]:
    """Give every judgement with how it stands, oldest first. Dormant: none of the articles it speaks of is at the desk."""
    settled = settle(ledger.every())
    spoken = {span.article for judgement in settled.every for t in judgement.targets for span in t.spans}
    known = {item.id for item in desk.many("article", sorted(spoken))}
    return tuple(_standing(judgement, settled, known) for judgement in settled.every)


def find_about(ledger: Ledger, desk: Desk, kind: str, name: str, sight: Sight) -> tuple[Standing, ...]:
    """Give the judgements that speak of an item, undone and overruled ones too: its history, oldest first."""
    item = sight.find(kind, name)
    words = frozenset(spans_of(item)) if item is not None else frozenset()
    return tuple(
        standing
        for standing in find_standings(ledger, desk)
        if any(t.kind == kind and (t.id == name or words & set(t.spans)) for t in standing.judgement.targets)
    )


def _standing(judgement: Judgement, settled: Judgements, known: Collection[str]) -> Standing:
    if judgement.id in settled.undone:
        return Standing(judgement=judgement, state="undone")
    if judgement.id in settled.overruled:
        return Standing(judgement=judgement, state="overruled", overruled_by=settled.overruled[judgement.id])
    awake = judgement.action == "undo" or any(s.article in known for t in judgement.targets for s in t.spans)
    return Standing(judgement=judgement, state="in force" if awake else "dormant")


def standing_line(standing: Standing) -> bytes:
    """Give a judgement with its state as a line of JSON."""
    return encode_item(standing) + b"\n"


def hand_out(ledger: Ledger) -> Iterator[bytes]:
    """Give every judgement as a line of JSON, oldest first: all there is to keep, so that it can be brought in elsewhere."""
    for judgement in ledger.every():
        yield encode_judgement(judgement) + b"\n"


def bring_in(lines: Iterable[bytes], ledger: Ledger) -> Imported:
    """Keep the judgements of lines that `hand_out` gave; those known already are passed over.

    A line that is no judgement, or was changed since it was handed out, is left out and named. Of two analysts' judgements
    that contradict each other the later holds; both are kept, and the pair is named.
    """
    read: list[Judgement] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            found = _read(line, number)
            (problems if isinstance(found, Problem) else read).append(found)  # type: ignore[arg-type]  # told apart here
    new = ledger.add(read)
    return Imported(new=new, known=len(read) - new, problems=(*problems, *settle(ledger.every()).problems))


def _read(line: bytes, number: int) -> Judgement | Problem:
    try:
        judgement = decode_judgement(line)
    except ValueError as error:
        return Problem(code="judgement-unreadable", article=None, message=f"line {number}: not a judgement ({error})")
    try:
        check_taken_in(judgement)
    except JudgingError as error:
        return Problem(code="judgement-unreadable", article=None, message=f"line {number}: {judgement.id}: {error}")
    if judgement.id != judgement_id(judgement):
        message = f"line {number}: {judgement.id} was changed after it was handed out; export it again"
        return Problem(code="judgement-changed", article=None, message=message)
    return judgement
